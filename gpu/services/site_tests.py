"""The test of a site's connection: asked for on a page, done by a worker, shown when it is done.

The report is of the moment and is kept in the cache for an hour; should the cache lose it, one tests again.
"""

from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from axportal.audit import services as audit
from axportal.core import outbox
from axportal.core.outbox import Claim
from gpu import tasks_sites
from gpu.models import Cluster
from gpu.selectors.site_tests import KEPT, place_of, report_of
from gpu.services import testing

AGAIN_AFTER = timedelta(seconds=60)
LANGUAGES = ("ko", "en")


@transaction.atomic
def ask_for_test(*, cluster: Cluster, actor: Any, at: datetime) -> None:
    """Owe a test of the site. One that was asked for within the last minute and is not done is not asked for again."""
    waiting = report_of(cluster)
    if waiting is not None and waiting["steps"] is None and at - waiting["asked_at"] < AGAIN_AFTER:
        return
    cache.set(place_of(cluster), {"asked_at": at, "steps": None}, KEPT)
    outbox.enqueue(
        tasks_sites.try_connection, key=f"gpu.try_connection:{cluster.uuid}:{at.timestamp():.6f}", cluster_id=cluster.pk
    )
    audit.record(actor=actor, action="gpu.site.tested", target=cluster, at=at)


def run_test(*, claim: Claim, cluster_id: int, at: datetime) -> None:
    """Try the connection outside any transaction and keep the report, in both languages."""
    cluster = Cluster.objects.get(pk=cluster_id)
    report = testing.try_connection(cluster, at=at)
    steps = [_told(step) for step in report.steps]
    waiting = report_of(cluster)
    asked_at = waiting["asked_at"] if waiting is not None else at
    with claim.finishing():
        cache.set(place_of(cluster), {"asked_at": asked_at, "done_at": at, "steps": steps}, KEPT)


def _told(step: Any) -> dict[str, Any]:
    """A step with its words in each language."""
    values = asdict(step) if is_dataclass(step) else dict(vars(step))  # type: ignore[arg-type]
    told: dict[str, Any] = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = {name: str(value) for name, value in values.items()}
    return told
