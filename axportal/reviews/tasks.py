"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from axportal.core import clock, outbox
from axportal.reviews.services import notices, reminding, solving


@outbox.task(lease=60, heavy=True)
def solve_plan(plan_id: int) -> None:
    """Work out who judges what."""
    solving.solve_plan(plan_id=plan_id, at=clock.now())


@outbox.task(lease=15)
def notify_assigned(plan_id: int, reviewer_id: int) -> None:
    """Owe a reviewer the mail that work waits."""
    notices.owe_assigned(plan_id=plan_id, reviewer_id=reviewer_id)


@outbox.task(lease=15)
def notify_owing(round_id: int, reviewer_id: int, day: str) -> None:
    """Owe a reviewer the mail that their sheets are awaited."""
    notices.owe_owing(round_id=round_id, reviewer_id=reviewer_id, day=day)


@outbox.task(lease=60)
def remind_due(period: str) -> None:
    """Owe reminders of sheets that are due."""
    reminding.remind_due(at=clock.now())


@outbox.task(lease=15)
def notify_due(round_id: int, reviewer_id: int, mark: int) -> None:
    """Owe a reviewer the reminder of the sheets that are still owed."""
    notices.owe_due(round_id=round_id, reviewer_id=reviewer_id, mark=mark)


@outbox.task(lease=15)
def notify_late(round_id: int) -> None:
    """Owe the managers the news that sheets are late."""
    notices.owe_late(round_id=round_id)
