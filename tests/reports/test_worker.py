"""A real worker is killed half-way; another one takes the run up, and there is one result."""

import os
import signal

import pytest
from django.db import transaction

from axportal.core import clock
from axportal.core.models import OutboxRow, Transition
from axportal.reports.models import ReportFile, ReportRun
from tests import programme
from tests.reports.ordering import order, owed
from tests.servers import process, wait_until


@pytest.mark.goal("R1", "R2")
@pytest.mark.feature("H12")
def test_a_worker_killed_during_the_run_gives_one_result(committed_db, cast):
    programme.some_of_each(1)
    run, _new = order(cast["ministry_viewer"])
    with process("relay", committed_db):
        with process("worker", committed_db) as worker:
            _kill_half_way(worker, run)
        stopped = ReportRun.objects.get(pk=run.pk)
        assert (stopped.status, stopped.snapshot is not None) == ("running", True)
        assert not ReportFile.objects.exists()
        OutboxRow.objects.filter(pk=owed(run).pk).update(available_at=clock.now())  # as if 20 seconds had passed
        with process("worker", committed_db):
            wait_until(lambda: ReportRun.objects.get(pk=run.pk).status == "done", within=60)
    finished = ReportRun.objects.get(pk=run.pk)
    assert finished.snapshot == stopped.snapshot
    assert sorted(ReportFile.objects.values_list("format", flat=True)) == ["pdf", "xlsx"]
    steps = Transition.objects.filter(model="reports.reportrun", object_id=run.pk).order_by("id")
    assert list(steps.values_list("target", flat=True)) == ["queued", "running", "done"]
    assert OutboxRow.objects.get(pk=owed(run).pk).attempts == 0  # lost work is no failure


def _kill_half_way(worker, run: ReportRun) -> None:
    """Wait until the numbers are frozen, hold the run so that the worker cannot go on, and kill all of the worker."""

    def is_held() -> bool:
        return ReportRun.objects.select_for_update().filter(pk=run.pk, snapshot__isnull=False).exists()

    wait_until(lambda: _held(is_held, worker), within=60)
    worker.wait(10)


def _held(is_held, worker) -> bool:
    with transaction.atomic():
        if not is_held():
            return False
        os.killpg(worker.pid, signal.SIGKILL)
        return True
