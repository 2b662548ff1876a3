"""A real worker is killed half-way; the supervisor starts it again, the run is taken up, and there is one result."""

import os
import signal
from pathlib import Path

import pytest
from django.db import transaction

from axportal.core import invariants
from axportal.core.models import OutboxRow, Transition
from axportal.core.supervisor import status
from axportal.reports.models import ReportFile, ReportRun
from tests import programme
from tests.reports.ordering import order, owed
from tests.servers import supervised, wait_until

LEASE = 20.0  # seconds, of a report
START = 30.0


@pytest.mark.goal("R1", "R2")
@pytest.mark.feature("H12")
def test_a_worker_killed_during_the_run_gives_one_result(committed_db, cast, tmp_path):
    programme.some_of_each(1)
    run, _new = order(cast["ministry_viewer"])
    with supervised(tmp_path, committed_db, "relay", "worker"):
        first = worker_of(tmp_path).pid
        wait_until(lambda: killed_half_way(first, run), within=60)
        stopped = ReportRun.objects.get(pk=run.pk)
        assert (stopped.status, stopped.snapshot is not None) == ("running", True)
        assert not ReportFile.objects.exists()
        wait_until(lambda: ReportRun.objects.get(pk=run.pk).status == "done", within=LEASE + START)
        assert worker_of(tmp_path).pid not in (None, first)
        assert worker_of(tmp_path).restarts == 1
    finished = ReportRun.objects.get(pk=run.pk)
    assert finished.snapshot == stopped.snapshot
    assert sorted(ReportFile.objects.values_list("format", flat=True)) == ["pdf", "xlsx"]
    steps = Transition.objects.filter(model="reports.reportrun", object_id=run.pk).order_by("id")
    assert list(steps.values_list("target", flat=True)) == ["queued", "running", "done"]
    assert OutboxRow.objects.get(pk=owed(run).pk).attempts == 0  # lost work is no failure
    assert invariants.violations() == {}


def worker_of(state: Path) -> status.ProcessStatus:
    """What the supervisor says of the worker."""
    return next(process for process in status.read(state).processes if process.name == "worker")


def killed_half_way(worker: int, run: ReportRun) -> bool:
    """Once the numbers are frozen: hold the run, so that the worker cannot go on, and kill the worker and its pool."""
    with transaction.atomic():
        if not ReportRun.objects.select_for_update().filter(pk=run.pk, snapshot__isnull=False).exists():
            return False
        os.killpg(worker, signal.SIGKILL)
        return True
