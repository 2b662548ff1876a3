"""Bringing an application into a review that has begun or is over: one that was excluded and is let in again."""

from datetime import datetime, timedelta

from axportal.audit import services as audit
from axportal.calls.models import Application
from axportal.calls.workflow import APPLICATION
from axportal.reviews.models import ReviewRound
from axportal.reviews.services.participants import gather_participants

#: Time for the sheets of a round that is opened again; the managers of the call may move it.
TIME_FOR_SHEETS = timedelta(days=14)


def admit_late(application: Application, *, reason: str, at: datetime) -> None:
    """Put it under review and open again the rounds that were closed; all other applications stay as evaluated.

    Call inside a transaction with the application locked.
    """
    APPLICATION.advance(application, "review", actor=None, at=at, reason=reason)
    gather_participants([application])
    for one in ReviewRound.objects.filter(call=application.call, closed_at__isnull=False).select_for_update():
        one.closed_at, one.due_at = None, at + TIME_FOR_SHEETS
        one.save(update_fields=["closed_at", "due_at"])
        detail = {"application": str(application.uuid), "reason": reason}
        audit.record(actor=None, action="reviews.round.opened_again", target=one, at=at, detail=detail)
