"""Making a report: freeze the numbers, check them, write the files from the frozen numbers, keep them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import translation

from axportal.audit import services as audit
from axportal.core import clock, locks
from axportal.core.outbox import Claim
from axportal.reports.models import ReportFile, ReportRun
from axportal.reports.permissions import may_still_have
from axportal.reports.selectors.material import fingerprint, freeze, mismatches
from axportal.reports.selectors.stages import CODES, PERCENT_AT_END
from axportal.reports.services import storing
from axportal.reports.services.pdf import write_pdf
from axportal.reports.services.xlsx import write_xlsx
from axportal.reports.workflow import REPORT_RUN

logger = logging.getLogger(__name__)
WRITERS: dict[str, Callable[[dict[str, Any]], bytes]] = {"pdf": write_pdf, "xlsx": write_xlsx}


class Stopped(Exception):
    """The run was cancelled between two stages."""


class Refused(Exception):
    """The numbers do not hold, no file could be written, or the right is gone; the page puts the code into words."""


def make_report(*, claim: Claim, run_id: int) -> None:
    """Take one run to its end. Safe to repeat: a run that was killed goes on with the numbers it froze."""
    run = ReportRun.objects.select_related("zone").get(pk=run_id)
    if not run.is_under_way:
        _leave(claim, run)
        return
    _start(run)
    try:
        with translation.override(run.language):
            files, failures = _work(claim, run)
    except Stopped:
        _leave(claim, run)
        return
    except Refused as refusal:
        _fail(claim, run, str(refusal))
        return
    _finish(claim, run, files, failures)


def _start(run: ReportRun) -> None:
    """From queued to running; a second try finds the run running already."""
    with transaction.atomic():
        locked = locks.update(run)
        if locked.status == ReportRun.Status.QUEUED:
            REPORT_RUN.advance(locked, "start", actor=None, at=clock.now())


def _work(claim: Claim, run: ReportRun) -> tuple[list[ReportFile], dict[str, str]]:
    """The four stages. Returns the files' rows and what could not be written."""
    _ensure_allowed(run)
    with _stage(claim, run, "freeze") as facts:
        snapshot = run.snapshot if run.snapshot is not None else _freeze(run)
        facts.update(snapshot["size"])
    with _stage(claim, run, "check") as facts:
        differences = mismatches(snapshot)
        facts.update(checked=snapshot["checked"], differences=len(differences))
        if differences:
            raise Refused("numbers_differ")
    with _stage(claim, run, "write") as facts:
        files, failures = _write(run, snapshot, facts)
    _ensure_allowed(run)
    with _stage(claim, run, "keep") as facts:
        facts.update(files=len(files))
        broken = [file.format for file in files if not storing.is_whole(file)]
        if broken:
            raise Refused("files_differ")
    return files, failures


def _ensure_allowed(run: ReportRun) -> None:
    """Raises `Refused` when who ordered the run has lost the right since; rights are read afresh."""
    orderer = ReportRun.objects.select_related("requested_by").get(pk=run.pk).requested_by
    if not may_still_have(orderer, run):
        raise Refused("not_allowed")


@contextmanager
def _stage(claim: Claim, run: ReportRun, code: str) -> Iterator[dict[str, Any]]:
    """Renew the claim and show the stage; its facts are kept when it ends. Raises `Stopped` and `outbox.Lost`."""
    claim.renew()
    began = clock.now()
    position = CODES.index(code)
    done = [stage for stage in run.stages if CODES.index(stage["code"]) < position]
    facts: dict[str, Any] = {}
    _show(run, [*done, {"code": code, "state": "now", "facts": facts}], PERCENT_AT_END[position - 1] if position else 0)
    yield facts
    seconds = round((clock.now() - began).total_seconds(), 1)
    _show(run, [*done, {"code": code, "state": "done", "facts": facts, "seconds": seconds}], PERCENT_AT_END[position])


def _show(run: ReportRun, stages: list[dict[str, Any]], percent: int) -> None:
    run.stages = stages
    shown = ReportRun.objects.filter(pk=run.pk, status=ReportRun.Status.RUNNING)
    if not shown.update(stages=stages, percent=min(percent, 99)):
        raise Stopped


def _freeze(run: ReportRun) -> dict[str, Any]:
    """Read everything in one snapshot of the database and keep it before anything is written from it."""
    snapshot, run.snapshot_at = freeze(run)
    run.snapshot, run.fingerprint = snapshot, fingerprint(snapshot)
    ReportRun.objects.filter(pk=run.pk).update(
        snapshot=snapshot, snapshot_at=run.snapshot_at, fingerprint=run.fingerprint
    )
    return snapshot


def _write(run: ReportRun, snapshot: dict[str, Any], facts: dict[str, Any]) -> tuple[list[ReportFile], dict[str, str]]:
    """Each format for itself: one that fails does not take the others with it."""
    files: list[ReportFile] = []
    failures: dict[str, str] = {}
    for extension in run.formats:
        try:
            files.append(storing.store(run, extension, WRITERS[extension](snapshot)))
        except Exception:
            logger.exception("reports.format_failed", extra={"run": str(run.uuid), "format": extension})
            failures[extension] = "not_written"
    facts.update(written=[file.format for file in files], failed=sorted(failures))
    if not files:
        raise Refused("no_file")
    return files, failures


def _finish(claim: Claim, run: ReportRun, files: list[ReportFile], failures: dict[str, str]) -> None:
    """The one result: file rows, status and the task's end in one transaction."""
    at = clock.now()
    with claim.finishing():
        locked = locks.update(run)
        if locked.status != ReportRun.Status.RUNNING:
            storing.remove_all(run)
            return
        ReportFile.objects.bulk_create(files)
        ReportRun.objects.filter(pk=run.pk).update(finished_at=at, percent=100, failures=failures)
        REPORT_RUN.advance(locked, "finish_partly" if failures else "finish", actor=None, at=at)
        detail = {"fingerprint": run.fingerprint, "files": {file.format: file.sha256 for file in files}}
        audit.record(actor=None, action="reports.run.finished", target=locked, detail=detail, at=at)


def _fail(claim: Claim, run: ReportRun, reason: str) -> None:
    at = clock.now()
    with claim.finishing():
        storing.remove_all(run)
        locked = locks.update(run)
        if locked.is_under_way:
            ReportRun.objects.filter(pk=run.pk).update(finished_at=at, failures={"run": reason})
            REPORT_RUN.advance(locked, "fail", actor=None, at=at, reason=reason)
            audit.record(actor=None, action="reports.run.failed", target=locked, detail={"reason": reason}, at=at)


def _leave(claim: Claim, run: ReportRun) -> None:
    """Nothing more to do for this run: clear away what a killed or stopped try left, and close the task."""
    with claim.finishing():
        if not ReportFile.objects.filter(run=run).exists():
            storing.remove_all(run)
