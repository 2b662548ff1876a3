"""Reminders that fire by themselves: sheets that are due, and sheets that are late."""

from datetime import datetime, timedelta

from django.db import transaction

from axportal.core import outbox
from axportal.reviews import tasks
from axportal.reviews.models import ReviewRound
from axportal.reviews.selectors.progress import reviewers_who_owe

#: Hours before the end of a round at which who still owes a sheet is reminded, once each; 0: it is over.
MARKS = (72, 24, 0)


def remind_due(*, at: datetime) -> None:
    """Owe what is due at that instant. Doing it again does nothing more."""
    soon = at + timedelta(hours=max(MARKS))
    for review_round in ReviewRound.objects.filter(closed_at=None, due_at__lte=soon).order_by("id"):
        _remind(review_round, at=at)


@transaction.atomic
def _remind(review_round: ReviewRound, *, at: datetime) -> None:
    """Of the nearest mark that is passed; a moved end has marks of its own. Late sheets are told to managers, too."""
    mark = min(mark for mark in MARKS if review_round.due_at - at <= timedelta(hours=mark))
    occasion = f"{review_round.uuid}:{review_round.due_at.isoformat()}:{mark}"
    owing = reviewers_who_owe(review_round)
    for reviewer_id in owing:
        outbox.enqueue(
            tasks.notify_due,
            key=f"reviews.notify_due:{occasion}:{reviewer_id}",
            round_id=review_round.pk,
            reviewer_id=reviewer_id,
            mark=mark,
        )
    if owing and mark == 0:
        outbox.enqueue(tasks.notify_late, key=f"reviews.notify_late:{occasion}", round_id=review_round.pk)
