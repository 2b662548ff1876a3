"""Celery entry points of the indicators."""

from axportal.core import clock, outbox
from axportal.indicators import services


@outbox.task(lease=60)
def keep_figures(period: str) -> None:
    """Keep the dashboard's figures of the day."""
    services.keep_figures(at=clock.now())
