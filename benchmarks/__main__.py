"""`python -m benchmarks`, within `manage.py embedded run`: fill, measure, print.

The variables SIZES, ROUNDS and SECONDS say how much; WRITE=1 puts the table into docs/performance.md.
"""

from __future__ import annotations

import os
import subprocess
import sys

import django

from axportal.core.embedded import paths


def main() -> None:
    """Measure at each size, the smallest first: the same database grows."""
    sizes = [_size(text) for text in os.environ.get("SIZES", "10k,100k,1M").split(",")]
    _manage("prepare", "--verbosity", "0")
    _manage("collectstatic", "--noinput", "--verbosity", "0")
    django.setup()
    from benchmarks import figures, filled, report
    from benchmarks.measuring import Pace

    pace = Pace(rounds=int(os.environ.get("ROUNDS", "3")), seconds=float(os.environ.get("SECONDS", "2")))
    lines: list[figures.Line] = []
    for rows in sorted(sizes):
        _manage("demo", "--scale", "large", "--rows", str(rows))
        lines += filled.measure_all(rows, pace=pace, with_files=rows == _for_files(sizes))
        said = f"{report.machine()}. {report.versions()}. Rounds: {pace.rounds} of {pace.seconds:g} s."
        table = sorted([*lines, *figures.growth(lines, limit=1.2)], key=lambda line: (line.goal != "R", line.goal))
        report.publish("bench", report.dated(said, figures.table(table)))  # at each size: the largest takes its time


def _size(text: str) -> int:
    """`10k`, `1M` or a plain number."""
    units = {"k": 1_000, "M": 1_000_000}
    text = text.strip()
    return int(text[:-1]) * units[text[-1]] if text[-1] in units else int(text)


def _for_files(sizes: list[int]) -> int:
    """Files are measured once: with a hundred thousand rows, or with the fewest if all are more."""
    return max((rows for rows in sizes if rows <= 100_000), default=min(sizes))


def _manage(*arguments: str) -> None:
    subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), *arguments], check=True)


if __name__ == "__main__":
    main()
