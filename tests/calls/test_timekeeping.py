"""Steps that fire by themselves: on to screening after the closing second, reminders before it."""

from datetime import timedelta

import pytest

from axportal.calls import tasks, workflow
from axportal.calls.services import calls, timekeeping
from axportal.calls.services.timekeeping import GRACE
from axportal.core import clock
from axportal.core.errors import WrongState
from axportal.core.models import MailDelivery, OutboxRow
from tests.calls.factories import make_call, ready, start, submit

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B40")]


def mailed():
    """Run what is owed and count the reminders."""
    for row in OutboxRow.objects.filter(task=tasks.notify_closing.name):
        tasks.notify_closing.function(**row.kwargs)
    return MailDelivery.objects.filter(subject__contains="곧 접수가 끝납니다").count()


def test_a_call_goes_on_to_screening_by_itself_once(cast):
    call = make_call(cast, closes_at=clock.now())
    for later in (timedelta(0), GRACE - timedelta(seconds=1)):
        timekeeping.keep_time(at=call.closes_at + later)
        call.refresh_from_db()
        assert call.status == "announced"
    for _twice in range(2):
        timekeeping.keep_time(at=call.closes_at + GRACE)
    call.refresh_from_db()
    step = workflow.CALL.steps(call).get(name="screen")
    assert (call.status, step.source, step.target, step.actor) == ("screening", "announced", "screening", None)


def test_who_arrived_before_the_closing_second_is_through_and_nobody_after(cast):
    """The step waits for whoever arrived in time; afterwards the answer still names the closing."""
    call = make_call(cast, closes_at=clock.now() + timedelta(hours=1))
    application, last = ready(cast, call), call.closes_at - timedelta(microseconds=1)
    timekeeping.keep_time(at=call.closes_at + GRACE - timedelta(microseconds=1))
    submit(application, actor=cast.company_representative, at=last)
    timekeeping.keep_time(at=call.closes_at + GRACE)
    with pytest.raises(WrongState, match=r"접수가 .*에 끝났습니다"):
        submit(application, actor=cast.company_representative, at=call.closes_at + GRACE)


def test_a_cancelled_or_extended_call_stays(cast):
    cancelled = make_call(cast, closes_at=clock.now(), number="A")
    calls.cancel_call(call=cancelled, reason="x", actor=cast.call_manager, at=clock.now())
    moved = make_call(cast, closes_at=clock.now() + timedelta(hours=1), number="B")
    closed = moved.closes_at
    later = closed + timedelta(days=1)
    calls.move_deadline(call=moved, closes_at=later, reason="x", actor=cast.call_manager, at=clock.now())
    timekeeping.keep_time(at=closed + GRACE)
    for call, status in ((cancelled, "cancelled"), (moved, "announced")):
        call.refresh_from_db()
        assert call.status == status


def test_unfinished_drafts_are_reminded_once_at_each_mark(cast, monkeypatch):
    closes_at = clock.now() + timedelta(hours=100)
    call = make_call(cast, closes_at=closes_at)
    start(cast, call, at=clock.now())
    done = ready(cast, call, who="rival_representative")
    submit(done, actor=cast.rival_representative, at=clock.now())
    timekeeping.keep_time(at=clock.now())
    assert mailed() == 0
    for hours, reminders in ((72, 3), (48, 3), (24, 6), (23, 6), (3, 9), (1, 9)):
        at = closes_at - timedelta(hours=hours)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        for _twice in range(2):
            timekeeping.keep_time(at=at)
        assert mailed() == reminders, hours
    people = {f"{name}@cast.example" for name in ("company_representative", "company_member", "delegate")}
    assert set(MailDelivery.objects.values_list("recipient", flat=True)) >= people
    assert not MailDelivery.objects.filter(
        subject__contains="곧 접수가", recipient="rival_representative@cast.example"
    ).exists()


def test_a_reminder_of_a_deadline_that_moved_is_not_sent(cast, monkeypatch):
    closes_at = clock.now() + timedelta(hours=2)
    call = make_call(cast, closes_at=closes_at)
    start(cast, call, at=clock.now())
    timekeeping.keep_time(at=clock.now())
    later = closes_at + timedelta(days=9)
    calls.move_deadline(call=call, closes_at=later, reason="x", actor=cast.call_manager, at=clock.now())
    assert mailed() == 0
