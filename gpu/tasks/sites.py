"""Celery entry points of keeping sites: ids by keyword, one service call each, safe to run twice."""

from axportal.core import clock, outbox
from gpu.services import push, site_tests


@outbox.long_task(lease=120)
def try_connection(claim: outbox.Claim, cluster_id: int, language: str) -> None:
    """Test a site's connection as its operator asked."""
    site_tests.run_test(claim=claim, cluster_id=cluster_id, language=language, at=clock.now())


@outbox.task(lease=60)
def forget_batches(period: str) -> None:
    """Remove batches that nobody repeats any more."""
    push.forget_old(at=clock.now())
