"""Reminders that fire by themselves: objections that have to be decided in time."""

from datetime import datetime, timedelta

from django.db import transaction

from axportal.core import outbox
from axportal.decisions import tasks
from axportal.decisions.models import Objection

#: Days before the end of the period at which whoever hears an objection is reminded, once each; 0: it is over.
MARKS = (10, 3, 1, 0)
#: While nobody is named to hear it, whoever may name somebody is reminded earlier, too.
UNASSIGNED_MARKS = (25, 20, *MARKS)
_MARKS = {Objection.Status.FILED: UNASSIGNED_MARKS, Objection.Status.HANDLING: MARKS}


def remind_due(*, at: datetime) -> None:
    """Owe what is due at that instant. Doing it again does nothing more."""
    for status, marks in _MARKS.items():
        soon = at + timedelta(days=max(marks))
        for objection in Objection.objects.filter(status=status, due_at__lte=soon).order_by("id"):
            mark = min(mark for mark in marks if objection.due_at - at <= timedelta(days=mark))
            _owe(objection, mark)


@transaction.atomic
def _owe(objection: Objection, mark: int) -> None:
    """A handler who is named meanwhile is reminded anew."""
    occasion = f"{objection.uuid}:{objection.status}:{mark}"
    outbox.enqueue(
        tasks.notify_objection_due,
        key=f"decisions.notify_objection_due:{occasion}",
        objection_id=objection.pk,
        status=objection.status,
        mark=mark,
    )
