"""`python -m benchmarks.gpu_push`, within `manage.py embedded --throwaway run`: P10, samples that a site pushes.

Batches of 10,000 lines through the whole service (unpacking, reading, answers, rows, marks, the receipt), as they are
and as gzip, and the same samples as readings, beside COPY of 1,000 rows a commit into the same table, in turn: rows a
second of the median round, and the median of the rounds' ratios. ROUNDS says how often (7); WRITE=1 puts the table into
docs/performance.md.
"""

from __future__ import annotations

import gzip
import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import django
import orjson

from axportal.core.embedded import paths

django.setup()

from django.db import connection, transaction  # noqa: E402

from axportal.core import clock  # noqa: E402
from benchmarks import report  # noqa: E402

GOAL = 0.4
GPUS, A_NODE, STEPS = 2_000, 8, 5
LINES = GPUS * STEPS
COPIED = 1_000
PUSHED, PACKED = "push of 10,000 lines", "the same as gzip"
READ, COPY = "10,000 readings, without reading lines", "COPY of 1,000 rows a commit"
COLUMNS = ("cluster_id", "device_id", "observed_at", "active_permille", "memory_used_mib", "power_mw")


def main() -> None:
    """Fill a site with servers, then push and copy in turn."""
    subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), "prepare", "--verbosity", "0"], check=True)
    rounds = int(os.environ.get("ROUNDS", "7"))
    token = site_with_token(GPUS // A_NODE)
    base = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    devices = list(range(10**9, 10**9 + GPUS))
    took: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        starts = [base + timedelta(seconds=150 * (4 * number + part)) for part in range(4)]
        plain, packed = body(starts[0], GPUS, STEPS), gzip.compress(body(starts[1], GPUS, STEPS))
        told, rows = readings(starts[2], GPUS, STEPS), _rows(devices, starts[3])
        round_took = {
            PUSHED: _seconds(partial(push, token, plain, f"bench-{number}")),
            PACKED: _seconds(partial(push, token, packed, f"gzip-{number}", encoding="gzip")),
            READ: _seconds(partial(_ingest, token.cluster, told)),
            COPY: _seconds(partial(_copy, rows)),
        }
        for work, seconds in round_took.items() if number else ():  # the first round warms up
            took.setdefault(work, []).append(seconds)
    lines = [_line(work, seconds, took[COPY]) for work, seconds in took.items()]
    head = ("", "work", "rows/s", "of COPY", "goal", "")
    report.publish("gpu-push", report.dated(f"{report.machine()}. Rounds: {rounds}.", report.table(head, lines)))


def _line(work: str, took: list[float], copied: list[float]) -> list[str]:
    ratio = statistics.median(base / mine for base, mine in zip(copied, took, strict=True))
    goal = ["P10", f"≥ {GOAL}", "met" if ratio >= GOAL else "missed"] if work == PUSHED else ["", "", ""]
    return [goal[0], work, f"{LINES / statistics.median(took):,.0f}", f"{ratio:.2f}", *goal[1:]]


def site_with_token(servers: int) -> Any:
    """A site with so many servers of eight GPUs, and a token that may send everything."""
    from axportal.accounts.models import User
    from gpu.models import Cluster, DataCentre, SiteToken
    from gpu.models.streams import Stream
    from gpu.readings import NodeReading
    from gpu.services import ingest

    centre = DataCentre.objects.get(key="gist-hpc-ai")
    site = Cluster.objects.create(name_ko="측정", data_centre=centre, owner=centre.owner, connector="push")
    nodes = [NodeReading(f"n{n}", {"h100": A_NODE}, {"h100": A_NODE}, True) for n in range(servers)]
    at = clock.now()
    with transaction.atomic():
        ingest.inventory(site, nodes, observed_at=at, is_whole=True, at=at)
    keeper = User.objects.create(email="bench@axportal.example")
    return SiteToken.objects.create(
        cluster=site, label="bench", digest="0" * 64, streams=Stream.values, created_by=keeper,
        expires_at=at + timedelta(days=1),
    )  # fmt: skip


def body(first: datetime, gpus: int, steps: int) -> bytes:
    """Lines of so many GPUs at so many times, half a minute apart, as the program of docs/gpu-push.md writes them."""
    return b"\n".join(
        orjson.dumps(
            {
                "kind": "gpu_sample", "key": f"GPU-{gpu:08d}-aaaa-bbbb-cccc-000000000000", "node": f"n{gpu // A_NODE}",
                "observed_at": first + timedelta(seconds=30 * step), "index": gpu % A_NODE,
                "model_name": "NVIDIA H100 80GB HBM3", "active": gpu % 1000, "memory_used_mib": 40_000,
                "memory_total_mib": 81_559, "power_mw": 300_000 + gpu,
            }
        )
        for step in range(steps)
        for gpu in range(gpus)
    )  # fmt: skip


def push(token: Any, body: bytes, key: str, *, encoding: str = "", at: datetime | None = None) -> None:
    """One batch of good lines, as the address takes it in. Raises AssertionError unless all of it is new."""
    from gpu.services import push as service

    answer = service.receive(token, body, encoding=encoding, key=key, at=at or clock.now()).answer
    assert answer["accepted"] == sum(run["last"] - run["first"] + 1 for run in answer["lines"]), answer


def readings(first: datetime, gpus: int, steps: int) -> list[Any]:
    """Samples of so many GPUs at so many times, half a minute apart."""
    from gpu.readings import SampleReading

    return [
        SampleReading(f"n{gpu // A_NODE}", f"GPU-{gpu:08d}-aaaa-bbbb-cccc-000000000000",
                      first + timedelta(seconds=30 * step), gpu % 1000, 40_000, 81_559, 300_000 + gpu, gpu % A_NODE,
                      "NVIDIA H100 80GB HBM3")
        for step in range(steps)
        for gpu in range(gpus)
    ]  # fmt: skip


def _ingest(site: Any, told: list[Any]) -> None:
    from gpu.services import ingest

    with transaction.atomic():
        taken = ingest.samples(site, told, at=clock.now())
    assert taken.accepted == LINES


def _rows(devices: list[int], first: datetime) -> list[str]:
    return [
        f"0\t{device}\t{first + timedelta(seconds=30 * step)}\t{device % 1000}\t40000\t300000\n"
        for step in range(STEPS)
        for device in devices
    ]


def _copy(rows: list[str]) -> None:
    """The floor: rows that are ready, a thousand a commit."""
    for start in range(0, LINES, COPIED):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.copy_from(io.StringIO("".join(rows[start : start + COPIED])), "gpu_gpusample", columns=COLUMNS)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
