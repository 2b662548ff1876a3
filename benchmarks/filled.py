"""Everything that is measured at one size."""

from __future__ import annotations

from django.db import connections

from benchmarks import cases, files, measuring, programs
from benchmarks.figures import Line
from benchmarks.measuring import Pace


def measure_all(rows: int, *, pace: Pace, with_files: bool) -> list[Line]:
    """The lines of this size. PostgreSQL tidies up first, so that no autovacuum runs into the rounds."""
    programs.administer("VACUUM ANALYZE")
    programs.administer("CHECKPOINT")
    lines = []
    with programs.both() as (floor, portal):
        lines.append(measuring.floor_line(floor, rows=rows, pace=pace))
        for case in cases.all_cases(portal):
            connections.close_all()
            lines.append(measuring.measure(case, floor, portal, rows=rows, pace=pace))
            print(" | ".join(lines[-1].cells()), flush=True)
    return [*lines, *(files.measure_files(rows, rounds=pace.rounds) if with_files else [])]
