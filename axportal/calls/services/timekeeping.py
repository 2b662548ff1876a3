"""What a call does by itself when its time has come: reminding before the deadline, going on to screening after it."""

from datetime import datetime, timedelta

from django.db import transaction

from axportal.audit import services as audit
from axportal.calls import tasks, workflow
from axportal.calls.models import Call
from axportal.core import locks, outbox

#: Whoever arrived before the closing second is through by then: no request and no statement may take this long.
GRACE = timedelta(minutes=2)
#: Hours before the deadline at which people with an unfinished draft are reminded, once each.
REMINDERS = (72, 24, 3)


def keep_time(*, at: datetime) -> None:
    """Take every step that is due at that instant. Doing it again does nothing more."""
    for call in Call.objects.filter(status=Call.Status.ANNOUNCED, closes_at__lte=at - GRACE).order_by("id"):
        _close(call, at=at)
    soon = at + timedelta(hours=max(REMINDERS))
    for call in Call.objects.open(at).filter(closes_at__lte=soon).order_by("id"):
        _remind(call, at=at)


@transaction.atomic
def _close(call: Call, *, at: datetime) -> None:
    """On to screening; another scheduler may have been faster, or the deadline may have moved."""
    call = locks.update(call)
    if call.phase(at=at - GRACE) != Call.Phase.CLOSED:
        return
    workflow.CALL.advance(call, "screen", actor=None, at=at)
    audit.record(actor=None, action="calls.call.closed", target=call, at=at)


@transaction.atomic
def _remind(call: Call, *, at: datetime) -> None:
    """Owe the reminder of the nearest mark that is passed; a deadline that moved has marks of its own."""
    deadline = call.deadlines.latest("id")
    hours = min(mark for mark in REMINDERS if deadline.closes_at - at <= timedelta(hours=mark))
    for task in (tasks.notify_closing, tasks.notify_consents):
        name = task.name.rpartition(".")[2]
        outbox.enqueue(task, key=f"calls.{name}:{deadline.uuid}:{hours}", deadline_id=deadline.pk, hours=hours)
