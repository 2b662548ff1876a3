"""Celery entry points of what is measured: one service call each, safe to run twice."""

from axportal.core import clock, outbox
from gpu.services import retention, rollups


@outbox.long_task(lease=60)
def roll_up(claim: outbox.Claim, period: str) -> None:
    """Roll up what is new, each site's hour in a transaction of its own."""
    rollups.roll_up(at=clock.now(), alive=claim.renew)
    with claim.finishing():
        pass


@outbox.long_task(lease=60)
def keep_raw(claim: outbox.Claim, period: str) -> None:
    """Open the days to come and drop the old ones."""
    retention.keep(at=clock.now(), alive=claim.renew)
    with claim.finishing():
        pass
