"""Celery entry points of the house."""

import logging

from axportal.core import changes, clock, counters, invariants, mail, outbox, services, stored_files
from axportal.core.models import Upkeep

logger = logging.getLogger(__name__)


@outbox.task(lease=15)
def deliver_mail(delivery_id: int) -> None:
    """Hand one mail to the mail server."""
    mail.deliver(delivery_id=delivery_id, at=clock.now())


@outbox.task(lease=60)
def prune_outbox(period: str) -> None:
    """Remove rows done more than 14 days ago, and answers kept for repeated requests."""
    services.prune(at=clock.now())


@outbox.task(lease=20)
def fold_counters(period: str) -> None:
    """Fold the counters' deltas and the notes of changes into their totals."""
    counters.fold()
    changes.fold()


@outbox.task(lease=600, heavy=True)
def check_invariants(period: str) -> None:
    """Look whether everything holds that must always hold; monitoring learns of the number, the log of the rows."""
    at = clock.now()
    broken = invariants.violations()
    for name, rows in broken.items():
        logger.error("core.invariant_broken", extra={"invariant": name, "rows": rows[:20]})
    services.note_upkeep(Upkeep.Kind.INVARIANTS, at=at, found=sum(map(len, broken.values())))


@outbox.long_task(lease=300)
def verify_files(claim: outbox.Claim, period: str) -> None:
    """Look at one slice of the stored files and owe the next; a slice whose worker was killed is looked at again."""
    walk = stored_files.open_walk(period, at=clock.now())
    seen = stored_files.look(walk, at=clock.now())
    with claim.finishing():
        stored_files.keep(walk, seen, at=clock.now())
        if not seen.is_last:
            outbox.enqueue(verify_files, key=f"core.verify_files:{period}:{walk.slices}", period=period)
