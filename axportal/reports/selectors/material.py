"""What a report is made of: all numbers and rows of one moment as plain JSON, in the report's language."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.db.models import Count
from django.utils import translation

from axportal.core import clock, formats
from axportal.indicators.selectors import TASKS, Figures, Measure, Task, count_now, kept_on, total_of
from axportal.reports.models import ReportRun
from axportal.reports.selectors.listed import listed_rows
from regions.models import RecordModel
from regions.selectors import ZoneSummary, zone_summaries, zone_summary

READ = "read"
#: Raised when the snapshot's form or a definition changes: orders are then new ones, old snapshots are not told anew.
VERSION = 1
#: What tells one telling of the same facts from another; it is not part of the facts' fingerprint.
NOT_FACTS = {"taken_at", "revision"}


def freeze(run: ReportRun) -> tuple[dict[str, Any], datetime]:
    """Everything the report says, and the instant it is true of. Now: one snapshot of the read connection."""
    zones = _zones(run)
    with translation.override(run.language):
        if run.is_kept_day:
            figures = kept_on(run.as_of)
            if figures is None:
                raise LookupError(f"nothing kept on {run.as_of}")
            snapshot = _figures_only(run, figures, zones)
        else:
            figures, snapshot = _live(run, zones)
    snapshot["taken_at"] = figures.taken_at.astimezone(clock.SEOUL).isoformat(timespec="seconds")
    return json.loads(json.dumps(snapshot)), figures.taken_at


def _zones(run: ReportRun) -> tuple[ZoneSummary, ...]:
    found = zone_summary(run.zone.slug) if run.zone is not None else None
    return zone_summaries() if found is None else (found,)


def _live(run: ReportRun, zones: Sequence[ZoneSummary]) -> tuple[Figures, dict[str, Any]]:
    with transaction.atomic(using=READ):
        with connections[READ].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        figures = count_now(at=clock.now(), using=READ)
        lists, sources = listed_rows(zones, using=READ)
        recounted = dict(_recounted(zones))
    snapshot = _figures_only(run, figures, zones)
    rows = sum(len(listed["rows"]) for listed in lists)
    counted = {key: figures.value(*_of_key(key, zones)) for key in recounted}
    snapshot.update(lists=lists, sources=sources, counted=counted, recounted=recounted, checked=len(recounted))
    snapshot["size"]["rows"] = rows
    return figures, snapshot


def _figures_only(run: ReportRun, figures: Figures, zones: Sequence[ZoneSummary]) -> dict[str, Any]:
    rows = [_figure_row(task, figures, zones) for task in TASKS]
    return {
        "version": VERSION,
        "kind": run.kind,
        "language": run.language,
        "revision": run.revision,
        "as_of": run.as_of.isoformat(),
        "is_kept_day": run.is_kept_day,
        "zones": [
            {"slug": zone.slug, "name": zone.name, "lead": zone.lead.short if zone.lead else ""} for zone in zones
        ],
        "figures": rows,
        "basis": [str(task.basis) for task in TASKS],
        "is_demo": any(cell["is_demo"] for row in rows for cell in row["cells"]),
        "lists": [],
        "sources": [],
        "counted": {},
        "recounted": {},
        "checked": 0,
        "size": {"figures": len(rows) * len(zones), "rows": 0},
    }


def _figure_row(task: Task, figures: Figures, zones: Sequence[ZoneSummary]) -> dict[str, Any]:
    total = total_of(figures, task, zones)
    return {
        "task": task.code,
        "title": str(task.title),
        "label": str(task.main.label),
        "unit": str(task.main.unit),
        "cells": [
            {
                "zone": zone.slug,
                "value": figures.value(task, task.main, zone.id),
                "text": _amount(task.main, figures.value(task, task.main, zone.id)),
                "is_demo": figures.is_demo(task, task.main, [zone.id]),
            }
            for zone in zones
        ],
        "total": total.value,
        "total_text": _amount(task.main, total.value),
        "left_out": list(total.left_out),
        "beside": [
            {"label": str(measure.label), "text": measure.amount(count)}
            for measure in task.beside
            if (count := sum(figures.value(task, measure, zone.id) or 0 for zone in zones))
        ],
    }


def _amount(measure: Measure, value: int | None) -> str:
    return str(formats.ABSENT["unknown"]) if value is None else measure.amount(value)


def _recounted(zones: Sequence[ZoneSummary]) -> Iterator[tuple[str, int]]:
    """The figures once more, from the rows themselves: `task/measure/zone` → count."""
    slugs = {zone.id: zone.slug for zone in zones}
    for task in TASKS:
        if not task.main.statuses:
            continue
        published = task.model._default_manager.using(READ).filter(publication=RecordModel.Publication.PUBLISHED)
        grouped = published.order_by().values_list("zone_id", "status").annotate(n=Count("pk"))
        counts = {(zone_id, status): n for zone_id, status, n in grouped}
        for measure in task.measures:
            for zone_id, slug in slugs.items():
                found = sum(counts.get((zone_id, status), 0) for status in measure.statuses)
                yield f"{task.code}/{measure.code}/{slug}", found


def _of_key(key: str, zones: Sequence[ZoneSummary]) -> tuple[Any, Any, int]:
    code, measured, slug = key.split("/")
    task = next(task for task in TASKS if task.code == code)
    measure = next(measure for measure in task.measures if measure.code == measured)
    return task, measure, next(zone.id for zone in zones if zone.slug == slug)


def mismatches(snapshot: dict[str, Any]) -> list[str]:
    """The figures that differ from the recount; none when the dashboard's counters are right."""
    counted = snapshot["counted"]
    return [key for key, n in snapshot["recounted"].items() if counted.get(key) != n]


def fingerprint(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the facts; the same facts told later have the same one."""
    facts = {name: value for name, value in snapshot.items() if name not in NOT_FACTS}
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
