"""Takes samples of GPUs: by far the most lines, so all of a batch go in by few statements over columns.

Numbers travel as columns of whole numbers; names and times as places in short lists of their own.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from axportal.core.uuid7 import uuid7
from gpu.models import Cluster, GpuModelAlias, Node
from gpu.models.streams import Stream
from gpu.readings import SampleReading
from gpu.rules.lines import MOST_INTEGER, MOST_SMALL
from gpu.services import raw
from gpu.services.aliases import models_of
from gpu.services.ingest import answers
from gpu.services.ingest.answers import LineAnswer, Taken

DEVICES = """
INSERT INTO gpu_device (cluster_id, node_id, uid, index, model_name, gpu_model_id, mig_profile, island, observed_at,
    active_permille, memory_used_mib, memory_total_mib, power_mw)
SELECT %(cluster)s, r.node_id, r.uid, r.index, r.model_name, r.gpu_model_id, r.mig_profile, '', r.observed_at,
    r.active, r.memory_used_mib, r.memory_total_mib, r.power_mw
FROM unnest(%(nodes)s::bigint[], %(uids)s, %(indexes)s::int[], %(names)s, %(models)s::bigint[], %(profiles)s,
    %(times)s::timestamptz[], %(active)s::int[], %(used)s::int[], %(total)s::int[], %(power)s::int[])
    AS r(node_id, uid, index, model_name, gpu_model_id, mig_profile, observed_at, active, memory_used_mib,
    memory_total_mib, power_mw)
ORDER BY r.uid
ON CONFLICT (cluster_id, uid) DO UPDATE SET node_id = excluded.node_id, index = excluded.index,
    model_name = excluded.model_name, gpu_model_id = excluded.gpu_model_id, mig_profile = excluded.mig_profile,
    observed_at = excluded.observed_at, active_permille = excluded.active_permille,
    memory_used_mib = excluded.memory_used_mib, memory_total_mib = excluded.memory_total_mib,
    power_mw = excluded.power_mw
WHERE (gpu_device.observed_at, coalesce(gpu_device.active_permille, -1), coalesce(gpu_device.memory_used_mib, -1),
        coalesce(gpu_device.power_mw, -1))
    < (excluded.observed_at, coalesce(excluded.active_permille, -1), coalesce(excluded.memory_used_mib, -1),
        coalesce(excluded.power_mw, -1))
"""
SAMPLES = """
WITH uids AS MATERIALIZED (
    SELECT u.place, d.id FROM unnest(%(uids)s) WITH ORDINALITY AS u(uid, place)
    JOIN gpu_device d ON d.cluster_id = %(cluster)s AND d.uid = u.uid),
lines AS MATERIALIZED (
    SELECT l.line, uids.id AS device_id, (%(times)s::timestamptz[])[l.time] AS observed_at, l.active, l.used, l.power
    FROM unnest(%(places)s::int[], %(time)s::int[], %(active)s::int[], %(used)s::int[], %(power)s::int[])
        WITH ORDINALITY AS l(place, time, active, used, power, line)
    JOIN uids ON uids.place = l.place),
taken AS (
    INSERT INTO gpu_gpusample AS s (cluster_id, device_id, observed_at, active_permille, memory_used_mib, power_mw)
    SELECT %(cluster)s, device_id, observed_at, active, used, power FROM lines
    ON CONFLICT (cluster_id, observed_at, device_id) DO UPDATE SET active_permille = excluded.active_permille,
        memory_used_mib = excluded.memory_used_mib, power_mw = excluded.power_mw
    WHERE (coalesce(s.active_permille, -1), coalesce(s.memory_used_mib, -1), coalesce(s.power_mw, -1))
        < (coalesce(excluded.active_permille, -1), coalesce(excluded.memory_used_mib, -1),
           coalesce(excluded.power_mw, -1))
    RETURNING s.device_id, s.observed_at)
SELECT l.line::int FROM lines l WHERE (l.device_id, l.observed_at) NOT IN (SELECT device_id, observed_at FROM taken)
"""
Kept = list[SampleReading]


def samples(cluster: Cluster, samples: Sequence[SampleReading], *, at: datetime, are_read: bool = False) -> Taken:
    """Take samples of many GPUs and times. Runs in the caller's transaction; each line is answered.

    `are_read`: they are lines that `gpu.rules.lines` took, so that nothing in them is too long or too large.
    """
    raw.lock(cluster, Stream.TELEMETRY)
    lines, kept, places = _checked(samples, at, are_read=are_read)
    if not kept:
        return Taken(lines)
    nodes = _nodes(cluster, {sample.node for sample in kept}, min(sample.observed_at for sample in kept))
    times = {sample.observed_at: 0 for sample in kept}
    raw.open_days(times)
    newest = _newest(kept)
    _write_devices(cluster, newest, nodes)
    if _is_untold(cluster, times):
        _copy_samples(cluster, kept, list(newest))
    else:
        for line in _write_samples(cluster, kept, list(newest), list(times)):
            lines[places[line - 1]] = LineAnswer(answers.DUPLICATE)
    raw.mark_dirty(cluster, {raw.bucket(moment) for moment in times})
    return Taken(lines)


def _checked(
    samples: Sequence[SampleReading], at: datetime, *, are_read: bool
) -> tuple[list[LineAnswer], Kept, list[int]]:
    """Lines that can be used and their places; of two on one GPU and time the one that says more."""
    verdicts = {moment: _verdict(moment, at) for moment in {sample.observed_at for sample in samples}}
    lines = [verdicts[sample.observed_at] for sample in samples]
    if any(line.code == "clamped" for line in verdicts.values()):
        samples = [_now(one, at) if line.code == "clamped" else one for one, line in zip(samples, lines, strict=True)]
    first: dict[tuple[str, datetime], int] = {}
    for place, sample in enumerate(samples):
        if lines[place].result == answers.REJECTED:
            continue
        if not are_read and (code := _fault(sample)):
            lines[place] = LineAnswer(answers.REJECTED, code)
            continue
        other = first.setdefault((sample.uid, sample.observed_at), place)
        if other != place:
            lesser, greater = sorted((other, place), key=lambda one: _said(samples[one]))
            lines[lesser] = LineAnswer(answers.DUPLICATE)
            first[sample.uid, sample.observed_at] = greater
    places = sorted(first.values())
    return lines, [samples[place] for place in places], places


def _fault(sample: SampleReading) -> str:
    """Why a sample cannot be kept; empty when it can."""
    names = ((sample.uid, 100), (sample.node, 100), (sample.model_name, 100), (sample.mig_profile, 30))
    if not sample.uid or not sample.node or any(len(name) > most or "\0" in name for name, most in names):
        return "wrong_name"
    numbers = (
        (sample.active, 1000), (sample.index, MOST_SMALL), (sample.memory_used_mib, MOST_INTEGER),
        (sample.memory_total_mib, MOST_INTEGER), (sample.power_mw, MOST_INTEGER),
    )  # fmt: skip
    return "wrong_value" if any(value is not None and not 0 <= value <= most for value, most in numbers) else ""


def _verdict(moment: datetime, at: datetime) -> LineAnswer:
    clocked = answers.clocked(moment, at)
    if clocked is None:
        return LineAnswer(answers.REJECTED, "future")
    if moment <= at - raw.OLDEST:
        return LineAnswer(answers.REJECTED, "too_old")
    return clocked[1]


def _said(sample: SampleReading) -> tuple[int, ...]:
    values = (sample.active, sample.memory_used_mib, sample.power_mw)
    return tuple(-1 if value is None else value for value in values)


def _now(sample: SampleReading, at: datetime) -> SampleReading:
    """A sample whose clock is ahead of ours, as of now."""
    return SampleReading(
        sample.node, sample.uid, at, sample.active, sample.memory_used_mib, sample.memory_total_mib, sample.power_mw,
        sample.index, sample.model_name, sample.mig_profile,
    )  # fmt: skip


def _nodes(cluster: Cluster, names: set[str], since: datetime) -> dict[str, int]:
    """The servers' ids by name. One that no report has named yet is kept with nothing known of it."""
    found = _found(cluster, names)
    missing = sorted(names - found.keys())
    if missing:
        made = [
            Node(uuid=uuid7(), cluster=cluster, name=name, observed_at=raw.NEVER, first_seen_at=since)
            for name in missing
        ]
        Node.objects.bulk_create(made, ignore_conflicts=True)
        found = _found(cluster, names)
    return found


def _found(cluster: Cluster, names: Iterable[str]) -> dict[str, int]:
    return dict(Node.objects.filter(cluster=cluster, name__in=list(names)).order_by().values_list("name", "pk"))


def _newest(kept: Kept) -> dict[str, SampleReading]:
    """The newest sample of each GPU."""
    newest: dict[str, SampleReading] = {}
    for sample in kept:
        other = newest.get(sample.uid)
        if other is None or other.observed_at < sample.observed_at:
            newest[sample.uid] = sample
    return newest


def _write_devices(cluster: Cluster, newest: dict[str, SampleReading], nodes: dict[str, int]) -> None:
    found = newest.values()
    models = models_of(GpuModelAlias.Kind.DCGM, {sample.model_name for sample in found})
    raw.execute(
        DEVICES,
        {
            "cluster": cluster.pk,
            "nodes": _numbers(nodes[sample.node] for sample in found),
            "uids": list(newest),
            "indexes": _numbers(sample.index for sample in found),
            "names": [sample.model_name for sample in found],
            "models": _numbers(models.get(sample.model_name) for sample in found),
            "profiles": [sample.mig_profile for sample in found],
            "times": [sample.observed_at for sample in found],
            "active": _numbers(sample.active for sample in found),
            "used": _numbers(sample.memory_used_mib for sample in found),
            "total": _numbers(sample.memory_total_mib for sample in found),
            "power": _numbers(sample.power_mw for sample in found),
        },
    )


def _is_untold(cluster: Cluster, times: Iterable[datetime]) -> bool:
    """Nothing is kept of these times: while the stream is locked, nobody else can add to them."""
    untold = "SELECT NOT EXISTS (SELECT FROM gpu_gpusample WHERE cluster_id = %s AND observed_at = ANY(%s))"
    return bool(raw.fetch(untold, [cluster.pk, list(times)])[0][0])


def _copy_samples(cluster: Cluster, kept: Kept, uids: list[str]) -> None:
    """The quickest way in, for times of which nothing is kept."""
    found = raw.fetch("SELECT uid, id FROM gpu_device WHERE cluster_id = %s AND uid = ANY(%s)", [cluster.pk, uids])
    ids = {uid: f"{cluster.pk}\t{pk}\t" for uid, pk in found}
    times = {moment: moment.isoformat() for moment in {sample.observed_at for sample in kept}}
    text = "".join(
        [
            f"{ids[one.uid]}{times[one.observed_at]}\t{one.active}\t{one.memory_used_mib}\t{one.power_mw}\n"
            for one in kept
        ]
    )
    columns = ("cluster_id", "device_id", "observed_at", "active_permille", "memory_used_mib", "power_mw")
    with connection.cursor() as cursor:
        cursor.copy_from(io.StringIO(text), "gpu_gpusample", columns=columns, null="None")


def _write_samples(cluster: Cluster, kept: Kept, uids: list[str], times: list[datetime]) -> list[int]:
    """Insert; returns the numbers, from 1, of the lines that were known already."""
    place_of = {uid: place for place, uid in enumerate(uids, start=1)}
    time_of = {moment: place for place, moment in enumerate(times, start=1)}
    found = raw.fetch(
        SAMPLES,
        {
            "cluster": cluster.pk,
            "uids": uids,
            "times": times,
            "places": _numbers(place_of[sample.uid] for sample in kept),
            "time": _numbers(time_of[sample.observed_at] for sample in kept),
            "active": _numbers(sample.active for sample in kept),
            "used": _numbers(sample.memory_used_mib for sample in kept),
            "power": _numbers(sample.power_mw for sample in kept),
        },
    )
    return [line for (line,) in found]


def _numbers(values: Iterable[int | None]) -> str:
    """A column of whole numbers as PostgreSQL reads an array."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"
