"""A call opens and closes on the server's clock, to the second (B2, R5, V2)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from axportal.audit.models import Act
from axportal.calls.models import Call, CallDeadline, CallRules, Submission
from axportal.calls.selectors import arrival
from axportal.calls.services import calls
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, Unavailable, WrongState
from tests.calls.factories import BODY, NOON, make_call, ready, submit

SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)
OPENING = NOON - timedelta(days=32)


@pytest.mark.feature("B2")
@pytest.mark.parametrize(
    ("arrives", "phase"),
    [
        (OPENING - SECOND, "announced"),
        (OPENING - TICK, "announced"),
        (OPENING, "open"),
        (NOON - SECOND, "open"),
        (NOON - TICK, "open"),
        (NOON, "closed"),
        (NOON + TICK, "closed"),
        (NOON + SECOND, "closed"),
    ],
)
def test_the_phase_turns_at_the_second_itself(cast, arrives, phase):
    call = make_call(cast)
    assert call.phase(at=arrives) == phase
    found = {
        name: getattr(Call.objects, name)(arrives).filter(pk=call.pk).exists()
        for name in ("upcoming", "open", "closed")
    }
    assert found == {"upcoming": phase == "announced", "open": phase == "open", "closed": phase == "closed"}


@pytest.mark.feature("B2")
@pytest.mark.goal("R5")
@pytest.mark.parametrize(
    ("arrives", "taken"),
    [
        (OPENING - TICK, False),
        (OPENING, True),
        (NOON - SECOND, True),
        (NOON - TICK, True),
        (NOON, False),
        (NOON + SECOND, False),
    ],
)
def test_a_submission_is_judged_by_its_arrival(cast, arrives, taken):
    call = make_call(cast)
    application = ready(cast, call)
    representative = cast.company_representative
    if taken:
        assert submit(application, actor=representative, at=arrives).submitted_at == arrives
        return
    with pytest.raises(WrongState) as refusal:
        submit(application, actor=representative, at=arrives)
    assert refusal.value.code == ("call_closed" if arrives >= NOON else "call_not_open")
    application.refresh_from_db()
    assert (application.status, application.number) == ("draft", "")


@pytest.mark.goal("R5")
def test_the_database_refuses_what_arrived_after_the_deadline(cast):
    """Whatever the code believes: a row inserted past the rules does not get in (V2)."""
    application = ready(cast, make_call(cast))
    rules = CallRules.objects.get(call=application.call)
    row = {
        "application": application, "number": 1, "request_key": "0192f000-0000-7000-8000-000000000001",
        "submitted_by": cast.company_representative, "rules": rules, "snapshot": {}, "sha256": "0" * 64,
    }  # fmt: skip
    for arrives in (NOON, NOON + SECOND, OPENING - SECOND):
        with pytest.raises(IntegrityError, match="calls_submission_in_time"), transaction.atomic():
            Submission.objects.create(**row, submitted_at=arrives)


@pytest.mark.feature("B2")
def test_an_extension_counts_from_the_moment_it_is_decided(cast):
    call = make_call(cast)
    later = NOON + timedelta(hours=24)
    calls.move_deadline(
        call=call, closes_at=later, reason="전산 장애", actor=cast.call_manager, at=NOON - timedelta(minutes=5)
    )
    call.refresh_from_db()
    assert call.closes_at == later
    assert list(call.deadlines.values_list("closes_at", "reason")) == [(NOON, ""), (later, "전산 장애")]
    application = ready(cast, call)
    assert submit(application, actor=cast.company_representative, at=NOON + SECOND).number == 1


@pytest.mark.parametrize(
    ("closes_at", "reason", "at", "code"),
    [
        (NOON - SECOND, "빨리", NOON - timedelta(days=1), "deadline_only_later"),
        (NOON, "그대로", NOON - timedelta(days=1), "deadline_only_later"),
        (NOON + SECOND, " ", NOON - timedelta(days=1), "reason_required"),
        (NOON + SECOND, "늦음", NOON, "deadline_has_passed"),
    ],
)
def test_a_deadline_moves_only_later_in_time_and_with_a_reason(cast, closes_at, reason, at, code):
    call = make_call(cast)
    with pytest.raises((InvalidInput, WrongState)) as refusal:
        calls.move_deadline(call=call, closes_at=closes_at, reason=reason, actor=cast.call_manager, at=at)
    assert refusal.value.code == code
    assert CallDeadline.objects.filter(call=call).count() == 1


def test_only_the_calls_own_manager_moves_its_deadline(cast):
    call = make_call(cast)
    with pytest.raises(NotAllowed):
        calls.move_deadline(
            call=call, closes_at=NOON + SECOND, reason="까닭", actor=cast.dgist_admin, at=NOON - timedelta(days=1)
        )


@pytest.mark.parametrize(("days", "reason", "taken"), [(30, "", True), (29, "", False), (29, "긴급 수요", True)])
def test_a_call_is_announced_30_days_or_says_why_not(cast, days, reason, taken):
    manager = cast.call_manager
    announced = NOON - timedelta(days=days)
    values = {"number": "AXL-X", "title_ko": "공고", "programme": "joint_lab", "opens_at": NOON - timedelta(days=9)}
    values["organisation"] = make_call(cast).organisation
    call = calls.create_call(values=values, body=BODY, actor=manager, at=announced)
    if taken:
        calls.publish_call(call=call, closes_at=NOON, actor=manager, at=announced, reason=reason)
        assert call.deadlines.get().reason == reason
        return
    with pytest.raises(InvalidInput) as refusal:
        calls.publish_call(call=call, closes_at=NOON, actor=manager, at=announced, reason=reason)
    assert refusal.value.code == "announcement_too_short"
    call.refresh_from_db()
    assert call.status == "draft"


def test_rules_freeze_when_the_call_is_announced(cast):
    rules = make_call(cast).rules.get()
    assert rules.frozen_at is not None
    with pytest.raises(Exception, match="frozen once published"), transaction.atomic():
        CallRules.objects.filter(pk=rules.pk).update(body={})
    with pytest.raises(WrongState), transaction.atomic():
        calls.revise_rules(call=rules.call, body=BODY, actor=cast.call_manager, at=NOON)


def test_criteria_add_up_to_100_points(cast):
    body = {**BODY, "criteria": BODY["criteria"][:1]}
    with pytest.raises(InvalidInput) as refusal:
        make_call(cast, body=body)
    assert refusal.value.code == "criteria_not_100"


def test_a_cancelled_call_takes_nothing(cast):
    call = make_call(cast)
    application = ready(cast, call)
    calls.cancel_call(call=call, reason="예산 변경", actor=cast.call_manager, at=NOON - timedelta(days=2))
    with pytest.raises(WrongState):
        submit(application, actor=cast.company_representative, at=NOON - timedelta(days=1))


@pytest.mark.goal("R5")
@pytest.mark.parametrize(("hours", "verb"), [(2, "submit"), (-2, "submit"), (2, "withdraw"), (-2, "withdraw")])
def test_a_clock_that_is_off_decides_nothing(cast, api, monkeypatch, caplog, hours, verb):
    """Neither is anything taken after the deadline by a clock that is behind, nor refused by one that is ahead."""
    at = clock.now()
    application = ready(cast, make_call(cast, opens_at=at - timedelta(days=32), closes_at=at + timedelta(days=1)))
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + timedelta(hours=hours))
    address = f"/api/v1/applications/{application.uuid}/{verb}/"
    answer = api("company_representative").post(address, {}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (503, "clocks_disagree")
    assert answer.json()["title"] == "서버의 시계가 어긋나 지금은 받지 못합니다. 잠시 뒤 다시 내 주세요."
    with translation.override("en"), pytest.raises(Unavailable, match="Our clock is off"):
        arrival()
    application.refresh_from_db()
    assert (application.status, application.submissions.count()) == ("draft", 0)
    assert "clocks_disagree" in caplog.text


def test_a_deadline_can_be_moved_by_command(cast):
    """What the page for the night names: by the call's manager alone, in Korean time, and it is in the log."""
    now = clock.now()
    call = make_call(cast, opens_at=now - timedelta(days=32), closes_at=now + timedelta(hours=1))
    later = (now + timedelta(hours=5)).astimezone(clock.SEOUL).replace(microsecond=0, tzinfo=None)
    words = ["move_deadline", call.number, "--to", later.isoformat(), "--reason", "전산 장애", "--by"]
    for wrong in (cast.dgist_admin.email, "nobody@cast.example"):
        with pytest.raises(CommandError):
            call_command(*words, wrong)
    assert call.deadlines.count() == 1
    call_command(*words, cast.call_manager.email)
    newest = call.deadlines.latest("decided_at")
    assert (newest.closes_at, newest.reason) == (later.replace(tzinfo=clock.SEOUL), "전산 장애")
    assert newest.decided_by == cast.call_manager
    assert Act.objects.filter(action="calls.deadline.moved", target_uuid=call.uuid).count() == 1
