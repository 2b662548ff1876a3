"""The figures of two weeks of a made-up site, reckoned from its runs; raw rows of the last hour as well."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from axportal.core import clock
from gpu.models import Cluster, Device, Node, Rollup
from gpu.models.telemetry import BUCKET, DAY, HOUR
from gpu.rules import made_up
from gpu.rules.made_up import GPUS_A_SERVER, SLICES, MadeUpSite, Run, Server, Stop
from gpu.rules.made_up_lines import load
from gpu.services import raw

#: Figures of five minutes are kept for so long, raw rows for so long.
FINE, RAW = timedelta(days=2), timedelta(hours=1)
Key = tuple[str, int]
"""A type of GPU and the beginning of a span, in epoch seconds."""

NODES = """
INSERT INTO gpu_nodesample (cluster_id, node_id, type_name, observed_at, installed, in_service, allocated, stranded)
SELECT %(cluster)s, r.node, r.type, to_timestamp(r.moment), %(gpus)s, r.works, r.used, 0
FROM unnest(%(nodes)s::bigint[], %(types)s::text[], %(moments)s::bigint[], %(works)s::boolean[], %(used)s::int[])
    AS r(node, type, moment, works, used)
"""
SAMPLES = """
INSERT INTO gpu_gpusample (cluster_id, device_id, observed_at, active_permille, memory_used_mib, power_mw)
SELECT %(cluster)s, r.device, to_timestamp(r.moment), r.active, r.used, r.power
FROM unnest(%(devices)s::bigint[], %(moments)s::bigint[], %(active)s::int[], %(used)s::int[], %(power)s::int[])
    AS r(device, moment, active, used, power)
"""


@dataclass(slots=True)
class _Sums:
    """GPU-seconds by type and span; `active` in thousandths of them."""

    stopped: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    held: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    held_measured: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    active: dict[Key, int] = field(default_factory=lambda: defaultdict(int))


def begin(moment: int, *, days: int) -> int:
    """The full hour with which the history of so many days begins."""
    return moment // HOUR * HOUR - days * DAY


def fill(cluster: Cluster, site: MadeUpSite, *, moment: int, days: int) -> None:
    """Write rollups of the days before `moment`, and raw rows of the hour before it.

    Spans that have not ended are left to the rollup of what is pushed.
    """
    since = begin(moment, days=days)
    found = made_up.runs(site, since=since, until=moment)
    stopped = made_up.stops(site, since=since, until=moment)
    fine_since = moment // HOUR * HOUR - int(FINE.total_seconds())
    hours = _rollups(cluster, site, found, stopped, HOUR, since=since, until=moment // HOUR * HOUR)
    fine = _rollups(cluster, site, found, stopped, BUCKET, since=fine_since, until=moment // BUCKET * BUCKET)
    rows = [*fine, *hours, *_days(cluster, hours)]
    Rollup.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    _fill_raw(cluster, site, found, stopped, since=moment // BUCKET * BUCKET - int(RAW.total_seconds()), until=moment)
    first_seen = made_up.time_of(since)
    Node.objects.filter(cluster=cluster, first_seen_at__gt=first_seen).update(first_seen_at=first_seen)


def _rollups(
    cluster: Cluster,
    site: MadeUpSite,
    found: list[Run],
    stopped: list[Stop],
    resolution: int,
    *,
    since: int,
    until: int,
) -> list[Rollup]:
    sums = _summed(site, found, stopped, resolution, since=since, until=until)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for server in made_up.servers(site):
        counts[server.type_name][0] += GPUS_A_SERVER
        counts[server.type_name][1] += GPUS_A_SERVER * (server.name != site.unmonitored)
    return [
        Rollup(
            cluster=cluster,
            type_name=type_name,
            resolution=resolution,
            starts_at=made_up.time_of(start),
            expected=installed * resolution,
            seen=installed * resolution,
            in_service=installed * resolution - sums.stopped[type_name, start],
            allocated=sums.held[type_name, start],
            stranded=0,
            measured=measured * resolution,
            measured_allocated=sums.held_measured[type_name, start],
            active=sums.active[type_name, start] // 1000,
        )
        for type_name, (installed, measured) in counts.items()
        for start in range(since, until, resolution)
    ]


def _summed(
    site: MadeUpSite, found: list[Run], stopped: list[Stop], resolution: int, *, since: int, until: int
) -> _Sums:
    sums = _Sums()
    types = {server.name: server.type_name for server in made_up.servers(site)}
    for stop in stopped:
        for start, seconds in _spans(stop.started, stop.ended, resolution, since=since, until=until):
            sums.stopped[types[stop.server], start] += seconds * GPUS_A_SERVER
    for run in found:
        is_measured = run.server != site.unmonitored
        for start, seconds in _spans(run.started, run.ended, resolution, since=since, until=until):
            key, held = (run.type_name, start), seconds * len(run.indexes)
            sums.held[key] += held
            if is_measured:
                sums.held_measured[key] += held
                sums.active[key] += held * run.active
    return sums


def _spans(started: int, ended: int, resolution: int, *, since: int, until: int) -> Iterator[tuple[int, int]]:
    """The spans that [started, ended) meets within [since, until), with the seconds of each."""
    first, last = max(started, since), min(ended, until)
    for start in range(first // resolution * resolution, last, resolution):
        yield start, min(last, start + resolution) - max(first, start)


def _days(cluster: Cluster, hours: list[Rollup]) -> list[Rollup]:
    """Days in Korea, as sums of their hours."""
    sums = ("expected", "seen", "in_service", "allocated", "stranded", "measured", "measured_allocated", "active")
    days: dict[tuple[str, datetime], Rollup] = {}
    for hour in hours:
        day = hour.starts_at.astimezone(clock.SEOUL).replace(hour=0)
        found = days.setdefault(
            (hour.type_name, day),
            Rollup(cluster=cluster, type_name=hour.type_name, resolution=DAY, starts_at=day, **dict.fromkeys(sums, 0)),
        )
        for name in sums:
            setattr(found, name, getattr(found, name) + getattr(hour, name))
    return list(days.values())


def _fill_raw(
    cluster: Cluster, site: MadeUpSite, found: list[Run], stopped: list[Stop], *, since: int, until: int
) -> None:
    """Reports and samples of every minute, as they would have come."""
    raw.open_days([made_up.time_of(since), made_up.time_of(until)])
    ids = dict(Node.objects.filter(cluster=cluster).values_list("name", "pk"))
    uids = dict(Device.objects.filter(cluster=cluster).values_list("uid", "pk"))
    nodes: list[tuple[int, str, int, bool, int]] = []
    samples: list[tuple[int, int, int, int, int]] = []
    servers = made_up.servers(site)
    for moment in range(since, until, 60):
        held = made_up.holders(found, moment)
        closed = {stop.server for stop in stopped if stop.started <= moment < stop.ended}
        for place, server in enumerate(servers):
            runs = held.get(server.name, {})
            nodes.append((ids[server.name], server.type_name, moment, server.name not in closed, len(runs)))
            if server.name != site.unmonitored:
                samples += _samples(site, server, place, runs, moment, uids)
    _write(cluster, nodes, samples)
    raw.mark_dirty(cluster, raw.buckets_between(made_up.time_of(since), made_up.time_of(until)))


def _samples(
    site: MadeUpSite, server: Server, place: int, runs: dict[int, Run], moment: int, uids: dict[str, int]
) -> Iterator[tuple[int, int, int, int, int]]:
    is_sliced = server.name == site.sliced
    for index in range(GPUS_A_SERVER):
        run = runs.get(index)
        active = made_up.activity(run, place * GPUS_A_SERVER + index, moment)
        told = load(server.model, active, parts=SLICES if is_sliced else 1, is_held=run is not None)
        uid = f"{site.key}-{server.name}-{index}"
        for key in [f"MIG-{uid}/{piece}" for piece in range(SLICES)] if is_sliced else [f"GPU-{uid}"]:
            yield uids[key], moment, active, told["memory_used_mib"], told["power_mw"]


def _write(
    cluster: Cluster, nodes: list[tuple[int, str, int, bool, int]], samples: list[tuple[int, int, int, int, int]]
) -> None:
    columns = [list(column) for column in zip(*nodes, strict=True)]
    named = dict(zip(("nodes", "types", "moments", "works", "used"), columns, strict=True))
    raw.execute(NODES, {"cluster": cluster.pk, "gpus": GPUS_A_SERVER, **named})
    columns = [list(column) for column in zip(*samples, strict=True)]
    named = dict(zip(("devices", "moments", "active", "used", "power"), columns, strict=True))
    raw.execute(SAMPLES, {"cluster": cluster.pk, **named})
