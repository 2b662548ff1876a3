"""`python -m benchmarks.gpu_pages`, within `manage.py embedded --throwaway run`: the GPU pages beside the floor.

Four sites of 2,000 GPUs with a year of rollups. The national page against its goal in R, with its statements, and
made anew; then each span of the history beside that of a day. WRITE=1 puts the tables into docs/performance.md.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import django

from axportal.core.embedded import paths

django.setup()

from django.db import connection, connections  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402

from axportal.core import clock  # noqa: E402
from benchmarks import callers, figures, measuring, programs, report  # noqa: E402
from benchmarks.cases import Case  # noqa: E402
from benchmarks.load import Target  # noqa: E402
from benchmarks.measuring import Pace  # noqa: E402

SITES, SERVERS, GPUS = 4, 250, 8
TURNS = 15
GOAL_PAGE, GOAL_HISTORY = 12.0, 1.5
SPANS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}


def main() -> None:
    """Fill, measure, print."""
    for command in (("prepare",), ("collectstatic", "--noinput"), ("demo", "--scale", "large", "--rows", "10000")):
        subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), *command, "--verbosity", "0"], check=True)
    _fill()
    page, floor_ms = _pages()
    spans = report.table(("work", "ms", "ratio", "goal", ""), [_anew(floor_ms), *_histories()])
    report.publish("gpu-pages", report.dated(f"{report.machine()}. {report.versions()}.", f"{page}\n{spans}"))


def _pages() -> tuple[str, float]:
    """The national page beside the floor, kept until something changes; and the floor's own CPU-ms."""
    pace = Pace(rounds=int(os.environ.get("ROUNDS", "3")), seconds=float(os.environ.get("SECONDS", "2")))
    rows = SITES * SERVERS * GPUS
    with programs.both() as (floor, portal):
        work = "national GPU page, 4 sites × 2,000 GPUs × 1 year, session"
        case = Case("E15", work, Target(portal.port, "/gpu/", callers.session_headers()), GOAL_PAGE)
        connections.close_all()
        least = measuring.floor_line(floor, rows=rows, pace=pace)
        lines = [least, measuring.measure(case, floor, portal, rows=rows, pace=pace)]
    return figures.table(lines), least.figure.median


def _anew(floor_ms: float) -> list[str]:
    """The page's heart as the first request after a change makes it; in one process, by the wall clock."""
    from gpu.selectors.pages import national_page

    at, person = clock.now(), callers.person()

    def make() -> None:
        render_to_string(
            "gpu/national_live.html", {"page": national_page(person, at=at), "sees_reasons": True, "at": at}
        )

    took = _median(make) * 1000
    return ["national GPU page, made anew", f"{took:.0f}", f"{took / floor_ms:.0f} R", "–", ""]


def _histories() -> list[list[str]]:
    """Every span of the history beside that of a day."""
    from gpu.models import Cluster
    from gpu.selectors.history import history

    at, person = clock.now(), callers.person()
    sites = list(Cluster.objects.visible_to(person))
    took: dict[str, list[float]] = {name: [] for name in SPANS}
    for _round in range(TURNS + 1):  # in turn, so that whatever else the machine does meets all of them
        for name, days in SPANS.items():
            since = at - timedelta(days=days)
            took[name].append(_seconds(partial(history, sites, since=since, until=at)))
    found = []
    for name, seconds in took.items():
        ratio = statistics.median(mine / day for mine, day in zip(seconds[1:], took["day"][1:], strict=True))
        goal = [f"≤ {GOAL_HISTORY}", "met" if ratio <= GOAL_HISTORY else "missed"]
        ms = statistics.median(seconds[1:]) * 1000
        found.append([f"history of a {name}", f"{ms:.1f}", f"{ratio:.2f} × a day's", *goal])
    return found


def _median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(_seconds(work) for _turn in range(TURNS))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _fill() -> None:
    """Sites with servers, GPUs, streams of now, and rollups of a year in all three resolutions."""
    from gpu.models import Cluster, DataCentre, GpuModel, StreamState
    from gpu.models.streams import Stream

    at = clock.now()
    centre = DataCentre.objects.select_related("owner")[0]
    model = GpuModel.objects.get(code="H100")
    for number in range(SITES):
        site = Cluster.objects.create(
            name_ko=f"bench {number}", connector="push", data_centre=centre, owner=centre.owner, zone=centre.zone,
            publication="published",
        )  # fmt: skip
        StreamState.objects.bulk_create(StreamState(cluster=site, stream=one, observed_at=at) for one in Stream.values)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            given: dict[str, Any] = {"site": site.pk, "at": at, "model": model.pk, "servers": SERVERS, "gpus": GPUS}
            for statement in _SERVERS:
                cursor.execute(statement, given)
            for resolution, step in ((300, "5 minutes"), (3600, "1 hour"), (86_400, "1 day")):
                cursor.execute(_ROLLUPS, {**given, "resolution": resolution, "step": step, "total": SERVERS * GPUS})
    programs.administer("VACUUM ANALYZE")


_SERVERS = (
    "INSERT INTO gpu_node (uuid, cluster_id, name, partitions, state, in_service, reason, cpus, cpus_allocated, island,"
    " observed_at, digest, first_seen_at, missed, bad_polls, good_polls)"
    " SELECT gen_random_uuid(), %(site)s, 'n' || n, '{h100}', 'mixed', true, '', 64, 32, '', %(at)s, '', %(at)s,"
    " 0, 0, 3"
    " FROM generate_series(1, %(servers)s) n",
    "INSERT INTO gpu_nodegpus (node_id, type_name, gpu_model_id, installed, allocated)"
    " SELECT id, 'h100', %(model)s, %(gpus)s, id %% (%(gpus)s + 1) FROM gpu_node WHERE cluster_id = %(site)s",
    "INSERT INTO gpu_device (cluster_id, node_id, uid, index, model_name, gpu_model_id, mig_profile, island,"
    " observed_at, active_permille)"
    " SELECT %(site)s, id, 'GPU-' || id || '-' || i, i, '', %(model)s, '', '', %(at)s, (id * 37 + i * 91) %% 1000"
    " FROM gpu_node, generate_series(0, %(gpus)s - 1) i WHERE cluster_id = %(site)s",
)
_ROLLUPS = """
    INSERT INTO gpu_rollup (cluster_id, type_name, resolution, starts_at, expected, seen, in_service, allocated,
        stranded, measured, measured_allocated, active)
    SELECT %(site)s, type_name, %(resolution)s, t, g, g, g * 9 / 10, g / 2, 0, g, g / 2, g / 3
    FROM generate_series(date_trunc('day', %(at)s::timestamptz, 'Asia/Seoul') - interval '1 year', %(at)s,
            %(step)s::interval) t,
        (VALUES ('h100', %(total)s::bigint * %(resolution)s * 3 / 4), ('a100', %(total)s::bigint * %(resolution)s / 4))
            AS kinds (type_name, g)
"""


if __name__ == "__main__":
    main()
