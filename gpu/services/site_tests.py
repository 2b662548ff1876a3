"""The test of a site's connection: asked for on a page, done by a worker, shown when it is done.

The report is of the moment and is kept in the cache for an hour, in the language of who asked; should the cache lose
it, one tests again.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from axportal.audit import services as audit
from axportal.core import outbox
from axportal.core.outbox import Claim
from gpu.models import Cluster
from gpu.selectors.site_tests import KEPT, place_of, report_of
from gpu.services import testing
from gpu.tasks import sites as owed

AGAIN_AFTER = timedelta(seconds=60)


@transaction.atomic
def ask_for_test(*, cluster: Cluster, actor: Any, at: datetime) -> None:
    """Owe a test of the site. One that was asked for within the last minute and is not done is not asked for again."""
    waiting = report_of(cluster)
    if waiting is not None and waiting["steps"] is None and at - waiting["asked_at"] < AGAIN_AFTER:
        return
    cache.set(place_of(cluster), {"asked_at": at, "steps": None}, KEPT)
    outbox.enqueue(
        owed.try_connection,
        key=f"gpu.try_connection:{cluster.uuid}:{at.timestamp():.6f}",
        cluster_id=cluster.pk,
        language=translation.get_language() or "ko",
    )
    audit.record(actor=actor, action="gpu.site.tested", target=cluster, at=at)


def run_test(*, claim: Claim, cluster_id: int, language: str, at: datetime) -> None:
    """Try the connection outside any transaction and keep the report. A site removed meanwhile is not tried."""
    cluster = Cluster.objects.filter(pk=cluster_id).first()
    if cluster is None:
        return
    with translation.override(language):
        report = testing.try_connection(cluster, at=at)
        steps = [{name: str(value) for name, value in asdict(step).items()} for step in report.steps]
    with claim.finishing():
        cache.set(place_of(cluster), {"asked_at": at, "done_at": at, "steps": steps}, KEPT)
