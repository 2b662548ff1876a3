"""Celery entry points: ids by keyword, one service call each, safe to run twice."""

from axportal.core import clock, outbox
from axportal.retention.services import running


@outbox.task(lease=600, heavy=True)
def run_due(period: str) -> None:
    """Erase what is due tonight."""
    running.run_due(period=period, at=clock.now())
