"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from axportal.calls.services import notices
from axportal.core import outbox


@outbox.task(lease=15)
def notify_submitted(submission_id: int) -> None:
    """Owe the receipt by mail."""
    notices.owe_submitted(submission_id=submission_id)


@outbox.task(lease=15)
def notify_withdrawn(application_id: int, act: str) -> None:
    """Owe the confirmation of a withdrawal."""
    notices.owe_withdrawn(application_id=application_id, act=act)


@outbox.task(lease=15)
def notify_invited(member_id: int) -> None:
    """Owe a partner's invitation."""
    notices.owe_invitation(member_id=member_id)
