"""Celery entry points of the house."""

from axportal.core import changes, clock, counters, mail, outbox, services, stored_files


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


@outbox.long_task(lease=300)
def verify_files(claim: outbox.Claim, period: str) -> None:
    """Look at one slice of the stored files and owe the next; a slice whose worker was killed is looked at again."""
    walk = stored_files.open_walk(period, at=clock.now())
    seen = stored_files.look(walk, at=clock.now())
    with claim.finishing():
        stored_files.keep(walk, seen, at=clock.now())
        if not seen.is_last:
            outbox.enqueue(verify_files, key=f"core.verify_files:{period}:{walk.slices}", period=period)
