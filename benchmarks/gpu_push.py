"""`python -m benchmarks.gpu_push`, within `manage.py embedded --throwaway run`: P10, samples that a site pushes.

Batches of 10,000 lines through the whole way in (unpacking, reading, answers, rows, marks) beside COPY of 1,000 rows a
commit into the same table, in turn: rows a second of the median round, and the ratio. ROUNDS says how often.
"""

from __future__ import annotations

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

GOAL = 0.4
LINES, GPUS, A_NODE = 10_000, 2_000, 8
COPIED = 1_000
COLUMNS = ("cluster_id", "device_id", "observed_at", "active_permille", "memory_used_mib", "power_mw")


def main() -> None:
    """Fill a site with servers, then push and copy in turn."""
    subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), "prepare", "--verbosity", "0"], check=True)
    rounds = int(os.environ.get("ROUNDS", "7"))
    token = site_with_token(GPUS // A_NODE)
    base = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    devices = list(range(10**9, 10**9 + GPUS))
    pushed, direct, copied = [], [], []
    for number in range(rounds + 1):
        first = base + timedelta(seconds=150 * 3 * number)
        body = _body(first)
        push = _seconds(partial(_push, token, body, f"bench-{number}"))
        told = readings(first + timedelta(seconds=150), GPUS, LINES // GPUS)
        ingest = _seconds(partial(_ingest, token.cluster, told))
        rows = _rows(devices, first + timedelta(seconds=300))
        copy = _seconds(partial(_copy, rows))
        if number:  # the first round warms up
            pushed.append(push)
            direct.append(ingest)
            copied.append(copy)
    _say("push of 10,000 lines, whole way", pushed, copied)
    _say("ingest of 10,000 readings alone", direct, copied)
    print(f"| COPY of 1,000 rows a commit | {LINES / statistics.median(copied):,.0f} rows/s | the base |")


def _say(what: str, took: list[float], copied: list[float]) -> None:
    ratio = statistics.median(base / mine for base, mine in zip(copied, took, strict=True))
    print(f"| {what} | {LINES / statistics.median(took):,.0f} rows/s | {ratio:.2f} of COPY | goal {GOAL} |")


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


def _body(first: datetime) -> bytes:
    """Lines of every GPU at five times, half a minute apart."""
    return b"\n".join(
        orjson.dumps(
            {
                "kind": "gpu_sample", "key": f"GPU-{gpu:08d}-aaaa-bbbb-cccc-000000000000", "node": f"n{gpu // A_NODE}",
                "observed_at": first + timedelta(seconds=30 * step), "active": gpu % 1000, "power_mw": 300_000 + gpu,
                "memory_used_mib": 40_000, "index": gpu % A_NODE,
            }
        )
        for step in range(LINES // GPUS)
        for gpu in range(GPUS)
    )  # fmt: skip


def _push(token: Any, body: bytes, key: str) -> None:
    from gpu.services import push

    answer = push.receive(token, body, encoding="", key=key, at=clock.now()).answer
    assert answer["accepted"] == LINES, answer


def readings(first: datetime, gpus: int, steps: int) -> list[Any]:
    """Samples of so many GPUs at so many times, half a minute apart."""
    from gpu.readings import SampleReading

    return [
        SampleReading(f"n{gpu // A_NODE}", f"GPU-{gpu:08d}-aaaa-bbbb-cccc-000000000000",
                      first + timedelta(seconds=30 * step), gpu % 1000, 40_000, 81_559, 300_000 + gpu, gpu % A_NODE)
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
        for step in range(LINES // GPUS)
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
