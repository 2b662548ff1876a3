"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from axportal.core import clock, outbox
from axportal.notices.services import bounces, digests


@outbox.task(lease=60)
def send_digests(period: str) -> None:
    """Owe each person with something waiting their digest of this day."""
    digests.send_digests(period=period)


@outbox.task(lease=60)
def note_given_up(period: str) -> None:
    """Note the notices whose mail was given up."""
    bounces.note_given_up(at=clock.now())


@outbox.task(lease=15)
def send_digest(user_id: int, period: str) -> None:
    """Owe one person's digest."""
    digests.send_digest(user_id=user_id, period=period)
