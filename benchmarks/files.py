"""Files of all rows: CSV beside a plain COPY, XLSX beside a bare xlsxwriter script, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from axportal.core.embedded import paths
from benchmarks import figures, processes, programs

MEMORY_LIMIT = 40
PAIRS = (("P7", "CSV", "copy", "portal-csv", 2.0), ("P8", "XLSX", "bare-xlsx", "portal-xlsx", 1.15))


@dataclass(frozen=True)
class Made:
    """What making one file took: CPU seconds of the process and of PostgreSQL, and memory above idle."""

    app: float
    server: float
    seconds: float
    extra_mib: float
    rows: int


def make(kind: str) -> Made:
    """Run one case of `benchmarks.filemaking` and read what it says."""
    postgres = programs.postgres_pid()
    before = processes.cpu_seconds(postgres)
    command = [sys.executable, "-m", "benchmarks.filemaking", kind]
    output = subprocess.run(command, cwd=paths.REPOSITORY, check=True, stdout=subprocess.PIPE, text=True).stdout
    said = json.loads(output)
    return Made(server=processes.cpu_seconds(postgres) - before, **said)


def measure_files(rows: int, *, rounds: int) -> list[figures.Line]:
    """Time and memory of both formats."""
    lines = []
    for goal, name, bare, own, limit in PAIRS:
        least, made = [], []
        for _round in range(rounds):
            least.append(make(bare))
            made.append(make(own))
        figure = figures.ratios([one.app + one.server for one in made], [one.app + one.server for one in least])
        one = made[-1]
        cost = f"{one.app * 1000:,.0f} + {one.server * 1000:,.0f}"
        work = f"{name} of {one.rows:,} rows, over {bare}"
        lines.append(figures.Line(goal, work, rows, figure, limit, "×", cost=cost))
        memory = figures.spread([one.extra_mib for one in made])
        lines.append(figures.Line(goal, f"{name}: memory over idle", rows, memory, MEMORY_LIMIT, "MiB"))
    return lines
