"""`python -m benchmarks.gpu_sustained`, within `manage.py embedded --throwaway run`: 10,000 GPUs, a sample each 30 s.

Every half minute a batch of all GPUs is pushed, and every minute what is new is rolled up, for MINUTES minutes (10) of
the clock, while another connection reads the samples all the time. Every minute days that are too old are opened,
filled and let go: the reader's longest wait is told with and without it. Also told for each minute: seconds of the
batch and of rolling up, how late it ended after it was due, memory. FAST=1 does not wait for the clock; WRITE=1 puts
the table into docs/performance.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import django

from axportal.core.embedded import paths

django.setup()

from django.db import connection  # noqa: E402

from axportal.core import clock  # noqa: E402
from benchmarks import gpu_push, processes, report  # noqa: E402

GPUS, STEP = 10_000, 30
OLD_ROWS = 200_000
"""Samples of a day that is let go."""


@dataclass
class _Reader:
    """Reads without a pause; knows its longest wait since somebody asked."""

    site: Any
    ends: threading.Event = field(default_factory=threading.Event)
    longest: float = 0.0

    def run(self) -> None:
        """Until it ends."""
        from gpu.services import raw

        newest = "SELECT count(*), max(observed_at) FROM gpu_gpusample WHERE cluster_id = %s AND observed_at > %s"
        while not self.ends.wait(0.02):
            began = time.perf_counter()
            raw.fetch(newest, [self.site.pk, clock.now() - timedelta(seconds=STEP)])
            self.longest = max(self.longest, time.perf_counter() - began)
        connection.close()

    def waited(self) -> float:
        """Seconds of the longest wait, which is forgotten."""
        longest, self.longest = self.longest, 0.0
        return longest


@dataclass
class _Minute:
    """What a minute took, in seconds; memory in MiB."""

    batch: float
    rollup: float
    late: float
    dropping: float
    dropped: int
    read: float
    read_while_dropping: float
    memory: float


def main() -> None:
    """Push and roll up by the clock; print a line each minute."""
    subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), "prepare", "--verbosity", "0"], check=True)
    token = gpu_push.site_with_token(GPUS // gpu_push.A_NODE)
    reader = _Reader(token.cluster)
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        found = _minutes(token, reader, int(os.environ.get("MINUTES", "10")), waits=not os.environ.get("FAST"))
    finally:
        reader.ends.set()
        thread.join()
    _publish(found)


def _minutes(token: Any, reader: _Reader, minutes: int, *, waits: bool) -> list[_Minute]:
    began = clock.now() if waits else clock.now() - timedelta(minutes=minutes)
    found = []
    for number in range(minutes):
        due = began + timedelta(minutes=number)
        first = _taken(token, due, waits=waits)
        second = _taken(token, due + timedelta(seconds=STEP), waits=waits)
        rollup = _seconds(_roll, due + timedelta(minutes=1))
        late = (clock.now() - due).total_seconds() - STEP if waits else second + rollup
        read = reader.waited()
        _fill_old_days(number)
        reader.waited()
        began_to_drop = time.perf_counter()
        dropped = _drop()
        dropping = time.perf_counter() - began_to_drop
        while_dropping, memory = reader.waited(), processes.memory_mib("VmRSS")
        one = _Minute(max(first, second), rollup, late, dropping, dropped, read, while_dropping, memory)
        found.append(one)
        print(f"minute {number + 1}: {one}", flush=True)
    return found


def _taken(token: Any, due: datetime, *, waits: bool) -> float:
    """Seconds of the batch of this moment."""
    body = gpu_push.body(due, GPUS, 1)
    if waits:
        time.sleep(max((due - clock.now()).total_seconds(), 0))
    return _seconds(gpu_push.push, token, body, f"at-{due.timestamp()}")


def _roll(at: datetime) -> None:
    from gpu.services import rollups

    rollups.roll_up(at=at)


def _fill_old_days(number: int) -> None:
    """A day that is kept no longer, full of samples of nobody's."""
    from gpu.services import raw

    day = clock.now().astimezone(UTC).date() - timedelta(days=16 + number % 30)
    raw.fetch("SELECT gpu_open_days(%s, %s)", [day, day])
    raw.execute(
        "INSERT INTO gpu_gpusample SELECT 0, n, %s::date::timestamp AT TIME ZONE 'UTC' + interval '1 hour', 500, 1, 1"
        " FROM generate_series(1, %s) n",
        [day, OLD_ROWS],
    )


def _drop() -> int:
    from gpu.services import retention

    return retention.keep(at=clock.now()).dropped


def _seconds(work: Any, *given: Any) -> float:
    began = time.perf_counter()
    work(*given)
    return time.perf_counter() - began


def _publish(found: list[_Minute]) -> None:
    half = found[len(found) // 2 :]
    grown = half[-1].memory - half[0].memory
    rows = [
        ["slowest batch of 10,000 lines", f"{max(one.batch for one in found):.2f} s"],
        ["slowest rolling up of a minute", f"{max(one.rollup for one in found):.2f} s"],
        [f"latest end after a batch was due, of {STEP} s", f"{max(one.late for one in found):.2f} s"],
        ["memory at the end; grown in the second half", f"{half[-1].memory:.0f} MiB; {grown:+.1f} MiB"],
        [f"partitions let go, the full ones with {OLD_ROWS:,} rows", f"{sum(one.dropped for one in found)}"],
        ["slowest letting go, deletions of old rollups included", f"{max(one.dropping for one in found):.2f} s"],
        ["a reader's longest wait meanwhile", f"{max(one.read_while_dropping for one in found) * 1000:.0f} ms"],
        ["its longest wait otherwise", f"{max(one.read for one in found) * 1000:.0f} ms"],
    ]
    told = f"{report.machine()}. {GPUS:,} GPUs, a sample each {STEP} s, {len(found)} minutes of the clock."
    report.publish("gpu-sustained", report.dated(told, report.table(("work", "measured"), rows)))


if __name__ == "__main__":
    main()
