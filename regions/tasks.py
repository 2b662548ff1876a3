"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from axportal.core import clock, outbox
from regions.services import delegations, notices


@outbox.task(lease=15)
def notify_named(delegation_id: int) -> None:
    """Owe a delegate the news of what they may do, and until when."""
    notices.tell_named(delegation_id=delegation_id)


@outbox.task(lease=15)
def notify_revoked(delegation_id: int) -> None:
    """Owe a delegate the news that it is over."""
    notices.tell_revoked(delegation_id=delegation_id)


@outbox.task(lease=15)
def notify_ended(membership_id: int) -> None:
    """Owe somebody the news that their role ends."""
    notices.tell_ended(membership_id=membership_id)


@outbox.task(lease=60)
def scan_proof(delegation_id: int) -> None:
    """Look for malware in a power of attorney."""
    delegations.scan_proof(delegation_id=delegation_id, at=clock.now())
