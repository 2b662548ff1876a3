"""Celery entry points of the watch over sites: ids by keyword, one service call each, safe to run twice."""

from axportal.core import clock, outbox
from gpu.services import alerts, demonstration_sites, discrepancies


@outbox.task(lease=60)
def watch(period: str) -> None:
    """Open and close alerts."""
    alerts.watch(at=clock.now())


@outbox.task(lease=120)
def watch_runaways(period: str) -> None:
    """Look for runs that only the accounting knows."""
    discrepancies.watch_runaways(at=clock.now())


@outbox.task(lease=300, heavy=True)
def compare_register(period: str) -> None:
    """Compare what is registered with what the sites report."""
    discrepancies.compare_register(at=clock.now())


@outbox.task(lease=15)
def notify_alert(alert_id: int) -> None:
    """Owe the news that something is wrong at a site."""
    alerts.owe_alert(alert_id=alert_id)


@outbox.task(lease=15)
def notify_recovered(alert_id: int) -> None:
    """Owe the news that it is over."""
    alerts.owe_recovered(alert_id=alert_id)


@outbox.task(lease=60)
def move_demonstration(period: str) -> None:
    """Let the made-up sites report, where there are any."""
    demonstration_sites.move(at=clock.now())
