"""Celery entry points of the house."""

from axportal.core import changes, clock, counters, mail, outbox, services


@outbox.task(lease=15)
def deliver_mail(delivery_id: int) -> None:
    """Hand one mail to the mail server."""
    mail.deliver(delivery_id=delivery_id, at=clock.now())


@outbox.task(lease=60)
def prune_outbox(period: str) -> None:
    """Remove rows done more than 14 days ago, and answers kept for repeated requests."""
    services.prune(at=clock.now())


@outbox.task(lease=60)
def fold_counters(period: str) -> None:
    """Fold the counters' deltas and the notes of changes into their totals."""
    counters.fold()
    changes.fold()
