"""Whoever leads a review and is refused keeps what was typed, with the sentence at its field."""

import re

import pytest
from django.urls import reverse

from axportal.core import clock
from axportal.reviews.models import Assignment, Recusal
from axportal.reviews.services import conflicts
from tests.reviews.factories import assign, judged

SHORT = "짧다"
REASON = "시험을 위해 적은 까닭입니다"


def post(browser, name, row, **sent):
    return browser.post(reverse(f"reviews:{name}", kwargs={"uuid": row.uuid}), sent)


def at_field(answer, field):
    """The error sentences of one field of a page."""
    page = answer.content.decode()
    return re.findall(rf'id="[^"]*{field}_error"[^>]*>(.*?)</', page, re.DOTALL)


@pytest.fixture
def manager(sign_in):
    return sign_in("call_manager")


def test_an_exception_without_enough_words(cast, reviewed, manager):
    recusal = conflicts.exclude(application=reviewed.first, reviewer=reviewed.pool[0], kind="relative", reason=REASON,
                                actor=cast.call_manager, at=clock.now())  # fmt: skip
    other = conflicts.exclude(application=reviewed.first, reviewer=reviewed.pool[1], kind="relative", reason=REASON,
                              actor=cast.call_manager, at=clock.now())  # fmt: skip
    answer = post(manager, "excuse", recusal, reason=SHORT)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert re.search(rf'id="recusal-{recusal.pk}-reason"[^>]*>\s*{SHORT}', page)
    assert not re.search(rf'id="recusal-{other.pk}-reason"[^>]*>\s*{SHORT}', page)
    assert len(at_field(answer, "reason")) == 1
    assert not Recusal.objects.exclude(excused_at=None).exists()


def test_an_exception_that_the_rules_refuse(cast, reviewed, manager):
    recusal = conflicts.exclude(application=reviewed.first, reviewer=reviewed.pool[0], kind="participant",
                                reason=REASON, actor=cast.call_manager, at=clock.now())  # fmt: skip
    answer = post(manager, "excuse", recusal, reason="이 분야의 유일한 전문가")
    assert answer.status_code == 400
    assert "예외가 없습니다" in answer.content.decode()


def test_a_challenge_decided_by_half(cast, reviewed, manager):
    challenge = conflicts.file_challenge(application=reviewed.first, person_name="평가자1", affiliation="",
                                         reason=REASON, actor=cast.company_representative, at=clock.now())  # fmt: skip
    answer = post(manager, "challenge-decide", challenge, reviewer=str(reviewed.pool[0].uuid), reason=REASON)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert re.search(rf'value="{reviewed.pool[0].uuid}"\s+selected', page)
    assert re.search(rf'id="challenge-{challenge.pk}-reason"[^>]*>\s*{REASON}', page)
    assert len(at_field(answer, "accepted")) == 1
    assert not Recusal.objects.exists()


def test_a_seat_that_cannot_be_freed(cast, reviewed, manager):
    seat = assign(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())
    short = post(manager, "seat-release", seat, reason=SHORT)
    assert short.status_code == 400
    assert re.search(rf'id="assignment-{seat.pk}-reason"[^>]*>\s*{SHORT}', short.content.decode())
    sheet = judged(reviewed.first, reviewed.pool[1], reviewed.round, at=clock.now())
    late = post(manager, "seat-release", sheet.assignment, reason=REASON)
    assert late.status_code == 409
    assert not Assignment.objects.filter(status="ended").exists()


def test_another_day_that_has_passed_and_a_round_that_cannot_close(reviewed, manager):
    assign(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())
    moved = post(manager, "round-due", reviewed.round, due_at="2020-01-01T10:00", reason=REASON)
    assert moved.status_code == 400
    assert re.search(rf'id="due-reason"[^>]*>\s*{REASON}', moved.content.decode())
    assert 'value="2020-01-01T10:00"' in moved.content.decode()
    assert len(at_field(moved, "due_at")) == 1
    closed = post(manager, "round-close", reviewed.round, reason="")
    assert closed.status_code == 400
    assert len(at_field(closed, "reason")) == 1


def test_nobody_reads_the_page_by_sending_a_wrong_form(cast, reviewed, client, sign_in):
    seat = assign(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())
    recusal = conflicts.exclude(application=reviewed.first, reviewer=reviewed.pool[1], kind="relative", reason=REASON,
                                actor=cast.call_manager, at=clock.now())  # fmt: skip
    judge = reviewed.pool[0].user
    client.force_login(judge, backend="allauth.account.auth_backends.AuthenticationBackend")
    for browser in (client, sign_in("company_representative"), sign_in("company_member")):
        for name, row in (("seat-release", seat), ("excuse", recusal), ("round-due", reviewed.round)):
            assert post(browser, name, row, reason=SHORT).status_code == 404, name
