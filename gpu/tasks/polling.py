"""Celery entry points of reading sites: ids by keyword, one service call each, safe to run twice."""

from datetime import date

from axportal.core import clock, outbox
from gpu.services import polling


@outbox.task(lease=15)
def poll_due(period: str) -> None:
    """Owe a reading of every site that is due."""
    polling.poll_due(at=clock.now())


@outbox.task(lease=60)
def look_back_due(period: str) -> None:
    """Owe the daily comparison with each scheduler's own sums, and the weekly second reading."""
    polling.look_back_due(at=clock.now())


@outbox.long_task(lease=180)
def poll(claim: outbox.Claim, cluster_id: int, streams: list[str]) -> None:
    """Read what is due of one site."""
    polling.poll(cluster_id, streams, at=clock.now())
    with claim.finishing():
        pass  # each answer has been committed by itself


@outbox.long_task(lease=120)
def compare_accounting(claim: outbox.Claim, cluster_id: int, day: str, number: int) -> None:
    """Compare a closed day of one site with its scheduler's own sums."""
    polling.compare_accounting(cluster_id, date.fromisoformat(day), number, at=clock.now())
    with claim.finishing():
        pass


@outbox.long_task(lease=120)
def reread(claim: outbox.Claim, cluster_id: int, until: str, number: int, days: int = 7) -> None:
    """Read some days of one site's accounting again."""
    polling.reread(cluster_id, date.fromisoformat(until), number, days=days, at=clock.now())
    with claim.finishing():
        pass
