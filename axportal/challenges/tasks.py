"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from axportal.challenges.services import notices
from axportal.core import outbox


@outbox.task(lease=15)
def notify_offered(interest_id: int) -> None:
    """Owe the poster the news that a laboratory has answered."""
    notices.owe_offered(interest_id=interest_id)
