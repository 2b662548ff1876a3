"""`python -m benchmarks.gpu_sustained`, within `manage.py embedded --throwaway run`: 10,000 GPUs, a sample each 30 s.

Every half minute a batch of all GPUs is taken in and every minute what is new is rolled up, for MINUTES minutes (10) of
the clock. Printed for each minute: seconds of the slowest batch and of rolling up, memory, and how late the batch ended
after it was due; a lag or memory that grows would show here. FAST=1 does not wait for the clock.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from datetime import datetime, timedelta

import django

from axportal.core.embedded import paths

django.setup()

from django.db import transaction  # noqa: E402

from axportal.core import clock  # noqa: E402

GPUS, STEP = 10_000, 30


def main() -> None:
    """Push and roll up by the clock; print a line each minute."""
    subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), "prepare", "--verbosity", "0"], check=True)
    from benchmarks import gpu_push

    site = gpu_push.site_with_token(GPUS // gpu_push.A_NODE).cluster
    minutes, waits = int(os.environ.get("MINUTES", "10")), not os.environ.get("FAST")
    began = clock.now() if waits else clock.now() - timedelta(minutes=minutes)
    worst, memory = 0.0, []
    for number in range(minutes * 60 // STEP):
        due = began + timedelta(seconds=STEP * number)
        if waits:
            time.sleep(max((due - clock.now()).total_seconds(), 0))
        pushing = time.perf_counter()
        _take(site, due)
        pushing = time.perf_counter() - pushing
        rolling = time.perf_counter()
        if number % 2:
            _roll(due + timedelta(seconds=STEP))
        rolling = time.perf_counter() - rolling
        lag = (clock.now() - due).total_seconds() if waits else pushing + rolling
        worst = max(worst, lag)
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        if number % 2:
            print(f"minute {number // 2 + 1}: batch {pushing:.2f} s, rollup {rolling:.2f} s, {lag:.2f} s after due, "
                  f"at most {memory[-1]} MiB", flush=True)  # fmt: skip
    grown = memory[-1] - memory[len(memory) // 2]
    print(f"| {GPUS:,} GPUs, a sample each {STEP} s, {minutes} min | worst lag {worst:.1f} s of {STEP} s | "
          f"memory {memory[-1]} MiB, {grown:+d} MiB in the second half |")  # fmt: skip


def _take(site: object, due: datetime) -> None:
    from benchmarks import gpu_push
    from gpu.services import ingest

    with transaction.atomic():
        taken = ingest.samples(site, gpu_push.readings(due, GPUS, 1), at=due)  # type: ignore[arg-type]
    assert taken.accepted == GPUS


def _roll(at: datetime) -> None:
    from gpu.services import rollups

    rollups.roll_up(at=at)


if __name__ == "__main__":
    main()
