"""R4: two worlds that differ only in who reviews; whatever an applicant can see is the same, byte by byte."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from axportal.audit.models import Act
from axportal.core import clock
from axportal.core.models import MailDelivery, OutboxRow
from axportal.reviews.models import Assignment
from axportal.reviews.services import conflicts, rounds, sheets
from tests.reviews.factories import assign, fill, judged, make_review, pledge

#: What differs between any two requests, whoever reviews.
CHANGES_ANYWAY = re.compile(
    rb'(csrfmiddlewaretoken" value="[^"]+")|(X-CSRFToken[^}]+)|(name="client" value="[^"]+")'
    rb'|([0-9a-f]{8}-[0-9a-f-]{27})|(\b[0-9a-f]{8}\b)|(\d{1,2}:\d{2}(:\d{2})?)|(\d{4}-\d{2}-\d{2}T[^"]+)|(data-now="[^"]+")'
)


class Undo(Exception):
    """Takes a world back."""


def story(cast, reviewed, judges, *, at):
    """A review in which one of the judges hands in, one steps down, one is challenged and one pledged only."""
    first, second, third, fourth = judges
    judged(reviewed.first, first, reviewed.round, at=at)
    judged(reviewed.first, second, reviewed.round, at=at, need="10")
    leaving = pledge(assign(reviewed.first, third, reviewed.round, at=at), at=at)
    conflicts.step_down(assignment=leaving.assignment, reason="제자입니다", actor=third.user, at=at)
    pledge(assign(reviewed.first, fourth, reviewed.round, at=at), at=at)
    challenge = conflicts.file_challenge(
        application=reviewed.first, person_name="평가자1", affiliation="시험대학 1", reason="소송 상대방입니다",
        actor=cast.company_representative, at=at,
    )  # fmt: skip
    named = reviewed.pool[0]
    seated = Assignment.objects.live().filter(application=reviewed.first, reviewer=named).exists()
    conflicts.decide_challenge(
        challenge=challenge, reviewer=named, accepted=seated, reason="확인함", actor=cast.call_manager, at=at
    )


def seen(client, caller, reviewed) -> dict[str, tuple]:
    """Every answer that the applicant can ask for, with its headers, twice: the second with the first's tag."""
    uuid = {"uuid": reviewed.first.uuid}
    pages = [
        reverse("calls:application-list"),
        reverse("calls:application-detail", kwargs=uuid),
        reverse("calls:receipt", kwargs={**uuid, "number": 1}),
        reverse("calls:submitted-content", kwargs={**uuid, "number": 1}),
        reverse("calls:call-detail", kwargs={"uuid": reviewed.call.uuid}),
        reverse("calls:call-list"),
        reverse("reviews:challenge", kwargs=uuid),
        reverse("reviews:assignment-list"),
        reverse("reviews:review", kwargs={"uuid": reviewed.call.uuid}),
        reverse("search:search") + "?q=평가자1",
        *(reverse("reviews:sheet", kwargs={"uuid": one}) for one in Assignment.objects.values_list("uuid", flat=True)),
    ]
    addresses = [
        reverse("api:applications-list"),
        reverse("api:applications-list") + "?count=true&ordering=number",
        reverse("api:applications-detail", kwargs=uuid),
        reverse("api:calls-detail", kwargs={"uuid": reviewed.call.uuid}),
        reverse("api:calls-list"),
    ]
    answers = {f"page {number}": client.get(page) for number, page in enumerate(pages)}
    answers |= {f"api {number}": caller.get(address) for number, address in enumerate(addresses)}
    return {name: _plain(answer) for name, answer in answers.items()}


def _plain(answer) -> tuple:
    headers = {key: value for key, value in answer.headers.items() if key not in {"X-Request-ID", "Server-Timing"}}
    return answer.status_code, str(headers), CHANGES_ANYWAY.sub(b"", answer.content)


@pytest.fixture
def applicant(sign_in, api):
    return sign_in("company_representative"), api("company_representative")


@pytest.mark.goal("R4")
@pytest.mark.api10("API1", "API3")
def test_no_byte_an_applicant_sees_differs_with_who_reviews(cast, applicant):
    at = clock.now()
    reviewed = make_review(cast, at=at - timedelta(days=2), pool=8)
    worlds = []
    for judges in (reviewed.pool[:4], reviewed.pool[4:]):
        try:
            with transaction.atomic():
                story(cast, reviewed, judges, at=at)
                answers = seen(*applicant, reviewed)
                mails = list(MailDelivery.objects.order_by("id").values_list("recipient", "subject", "body"))
                owed = sorted(OutboxRow.objects.values_list("task", flat=True))
                raise Undo
        except Undo:
            worlds.append((answers, mails, owed))
    (one, mails, owed), (other, other_mails, other_owed) = worlds
    assert one.keys() == other.keys()
    differing = {name: (one[name], other[name]) for name in one if one[name] != other[name]}
    assert differing == {}
    assert [mail for mail in mails if "cast.example" in mail[0]] == [mail for mail in other_mails if mail in mails]
    assert owed == other_owed


@pytest.mark.goal("R4")
def test_acts_of_a_review_are_no_acts_of_the_applicant(cast):
    at = clock.now()
    reviewed = make_review(cast, at=at - timedelta(days=2))
    before = set(Act.objects.visible_to(cast.company_representative).values_list("pk", flat=True))
    story(cast, reviewed, reviewed.pool[1:5], at=at)
    told = Act.objects.visible_to(cast.company_representative).exclude(pk__in=before)
    assert set(told.values_list("action", flat=True)) == {"reviews.challenge.filed"}


@pytest.mark.goal("R4")
def test_the_application_moves_at_the_same_moments_whoever_reviews(cast):
    at = clock.now()
    reviewed = make_review(cast, at=at - timedelta(days=2))
    version = reviewed.first.version
    sheet = fill(pledge(assign(reviewed.first, reviewed.pool[0], reviewed.round, at=at), at=at), at=at)
    sheets.hand_in(sheet=sheet, actor=reviewed.pool[0].user, at=at)
    reviewed.first.refresh_from_db()
    assert reviewed.first.version == version
    rounds.close_round(review_round=reviewed.round, reason="", actor=cast.call_manager, at=at)
    reviewed.first.refresh_from_db()
    assert reviewed.first.version == version
