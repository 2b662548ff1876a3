"""Ordering reports and running what the outbox owes, in the test's own process."""

from typing import Any

from django.core.files.storage import default_storage

from axportal.core import clock
from axportal.core.models import OutboxRow
from axportal.reports import services, tasks
from axportal.reports.models import ReportFile, ReportRun
from regions.models import Zone


def order(actor: Any, *, zone: str = "", **values: Any) -> tuple[ReportRun, bool]:
    """An order of now in both formats unless told otherwise."""
    wanted = {"as_of": None, "formats": ["pdf", "xlsx"], "language": "ko", "at": clock.now(), **values}
    place = Zone.objects.get(slug=zone) if zone else None
    return services.order_run(actor=actor, zone=place, **wanted)


def owed(run: ReportRun) -> OutboxRow:
    """The outbox row of a run."""
    return OutboxRow.objects.get(dedup_key=f"reports.make_report:{run.uuid}")


def work_off(run: ReportRun) -> ReportRun:
    """Let a worker take the run, and read it again."""
    tasks.make_report.celery_task(outbox_id=owed(run).pk)
    return ReportRun.objects.get(pk=run.pk)


def content_of(run: ReportRun, extension: str) -> bytes:
    """What the storage holds of a run in this format."""
    with default_storage.open(ReportFile.objects.get(run=run, format=extension).name) as stored:
        return bytes(stored.read())
