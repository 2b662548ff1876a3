"""Takes samples of GPUs: by far the most lines, so all of a batch go in by few statements over columns.

Numbers travel as columns of whole numbers; names and times as places in short lists of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from axportal.core.uuid7 import uuid7
from gpu.models import Cluster, GpuModelAlias, Node
from gpu.models.streams import Stream
from gpu.readings import SampleReading
from gpu.rules.lines import MOST_INTEGER, MOST_SMALL
from gpu.rules.samples import Samples
from gpu.services import raw
from gpu.services.aliases import models_of
from gpu.services.ingest import answers
from gpu.services.ingest.answers import LineAnswer, Taken
from gpu.services.ingest.copying import copy_samples

Value = TypeVar("Value")
NEW_DEVICES = """
INSERT INTO gpu_device (cluster_id, node_id, uid, index, model_name, gpu_model_id, mig_profile, island, observed_at,
    active_permille, memory_used_mib, memory_total_mib, power_mw)
SELECT %(cluster)s, r.node_id, r.uid, r.index, (%(names)s::text[])[r.kind], (%(models)s::bigint[])[r.kind],
    (%(profiles)s::text[])[r.kind], '', (%(moments)s::timestamptz[])[r.moment], r.active, r.used, r.total, r.power
FROM unnest(%(uids)s::text[], %(nodes)s::bigint[], %(indexes)s::int[], %(kinds)s::int[], %(times)s::int[],
    %(active)s::int[], %(used)s::int[], %(total)s::int[], %(power)s::int[])
    AS r(uid, node_id, index, kind, moment, active, used, total, power)
ORDER BY r.uid
ON CONFLICT (cluster_id, uid) DO NOTHING
"""
DEVICES = """
UPDATE gpu_device d SET node_id = r.node_id, index = r.index, model_name = (%(names)s::text[])[r.kind],
    gpu_model_id = (%(models)s::bigint[])[r.kind], mig_profile = (%(profiles)s::text[])[r.kind],
    observed_at = (%(moments)s::timestamptz[])[r.moment], active_permille = r.active, memory_used_mib = r.used,
    memory_total_mib = r.total, power_mw = r.power
FROM unnest(%(ids)s::bigint[], %(nodes)s::bigint[], %(indexes)s::int[], %(kinds)s::int[], %(times)s::int[],
    %(active)s::int[], %(used)s::int[], %(total)s::int[], %(power)s::int[])
    AS r(id, node_id, index, kind, moment, active, used, total, power)
WHERE d.id = r.id AND (d.observed_at, coalesce(d.active_permille, -1), coalesce(d.memory_used_mib, -1),
        coalesce(d.power_mw, -1))
    < ((%(moments)s::timestamptz[])[r.moment], coalesce(r.active, -1), coalesce(r.used, -1), coalesce(r.power, -1))
"""
SAMPLES = """
WITH lines AS MATERIALIZED (
    SELECT l.line, l.device_id, (%(moments)s::timestamptz[])[l.moment] AS observed_at, l.active, l.used, l.power
    FROM unnest(%(devices)s::bigint[], %(times)s::int[], %(active)s::int[], %(used)s::int[], %(power)s::int[])
        WITH ORDINALITY AS l(device_id, moment, active, used, power, line)),
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


def samples(cluster: Cluster, samples: Samples | Sequence[SampleReading], *, at: datetime) -> Taken:
    """Take samples of many GPUs and times. Runs in the caller's transaction; each line is answered.

    Columns are of lines that were read, so that nothing in them is too long or too large; readings are looked at.
    """
    raw.lock(cluster, Stream.TELEMETRY)
    lines, kept, places = _checked(samples, at)
    if not kept:
        return Taken(lines)
    times = dict.fromkeys(kept.observed_at, 0)
    raw.open_days(times)
    devices = _devices(cluster, kept.at(_newest(kept)))
    ids = [devices[uid] for uid in kept.uid]
    if _is_untold(cluster, times):
        copy_samples(cluster, kept, ids)
    else:
        for line in _write_samples(cluster, kept, ids):
            lines[places[line - 1]] = LineAnswer(answers.DUPLICATE)
    raw.mark_dirty(cluster, {raw.bucket(moment) for moment in times})
    return Taken(lines)


def _checked(told: Samples | Sequence[SampleReading], at: datetime) -> tuple[list[LineAnswer], Samples, Sequence[int]]:
    """An answer to each line; those that can be used and their places: of two on one GPU and time what says more."""
    rows = told if isinstance(told, Samples) else Samples.of(told)
    verdicts = {moment: _verdict(moment, at) for moment in set(rows.observed_at)}
    lines = [verdicts[moment] for moment in rows.observed_at]
    if any(verdict.code == "clamped" for verdict in verdicts.values()):
        times = [at if line.code == "clamped" else moment for moment, line in zip(rows.observed_at, lines, strict=True)]
        rows = replace(rows, observed_at=times)
    for place, sample in enumerate(told if not isinstance(told, Samples) else ()):
        if lines[place].result != answers.REJECTED and (code := _fault(sample)):
            lines[place] = LineAnswer(answers.REJECTED, code)
    places = _once(rows, lines)
    return (lines, rows, places) if len(places) == len(rows) else (lines, rows.at(places), places)


def _once(rows: Samples, lines: list[LineAnswer]) -> Sequence[int]:
    """The places of lines that can be used, one for each GPU and time; the answers of others change."""
    keys = list(zip(rows.uid, rows.observed_at, strict=True))
    if len(set(keys)) == len(keys) and answers.REJECTED not in {line.result for line in lines}:
        return range(len(keys))
    first: dict[tuple[str, datetime], int] = {}
    for place, key in enumerate(keys):
        if lines[place].result == answers.REJECTED:
            continue
        other = first.setdefault(key, place)
        if other != place:
            lesser, greater = sorted((other, place), key=lambda one: _said(rows, one))
            lines[lesser] = LineAnswer(answers.DUPLICATE)
            first[key] = greater
    return sorted(first.values())


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


def _said(rows: Samples, place: int) -> tuple[int, ...]:
    values = (rows.active[place], rows.memory_used_mib[place], rows.power_mw[place])
    return tuple(-1 if value is None else value for value in values)


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
    known = "SELECT name, id FROM gpu_node WHERE cluster_id = %s AND name = ANY(%s::text[])"
    return dict(raw.fetch(known, [cluster.pk, _texts(names)]))


def _newest(kept: Samples) -> list[int]:
    """The place of each GPU's newest sample."""
    by_time = sorted(range(len(kept)), key=kept.observed_at.__getitem__)
    return list({kept.uid[place]: place for place in by_time}.values())


def _devices(cluster: Cluster, newest: Samples) -> dict[str, int]:
    """The GPUs' ids by name, after what is told of each, once, was written."""
    nodes = _nodes(cluster, set(newest.node), min(newest.observed_at))
    moments, times = _places(newest.observed_at)
    kinds, kind_of = _places(list(zip(newest.model_name, newest.mig_profile, strict=True)))
    models = models_of(GpuModelAlias.Kind.DCGM, {name for name, _profile in kinds})
    columns = {
        "moments": moments, "times": times, "cluster": cluster.pk, "kinds": kind_of,
        "names": _texts(name for name, _profile in kinds), "profiles": _texts(profile for _name, profile in kinds),
        "models": _numbers(models.get(name) for name, _profile in kinds),
        "nodes": _numbers(nodes[name] for name in newest.node), "indexes": _numbers(newest.index),
        "active": _numbers(newest.active), "used": _numbers(newest.memory_used_mib),
        "total": _numbers(newest.memory_total_mib), "power": _numbers(newest.power_mw),
    }  # fmt: skip
    uids = _texts(newest.uid)
    ids = _ids(cluster, uids)
    if len(ids) < len(newest):
        raw.execute(NEW_DEVICES, {**columns, "uids": uids})
        ids = _ids(cluster, uids)
    raw.execute(DEVICES, {**columns, "ids": _numbers(ids[uid] for uid in newest.uid)})
    return ids


def _ids(cluster: Cluster, uids: str) -> dict[str, int]:
    known = "SELECT uid, id FROM gpu_device WHERE cluster_id = %s AND uid = ANY(%s::text[])"
    return dict(raw.fetch(known, [cluster.pk, uids]))


def _is_untold(cluster: Cluster, times: Iterable[datetime]) -> bool:
    """Nothing is kept of these times: while the stream is locked, nobody else can add to them."""
    untold = "SELECT NOT EXISTS (SELECT FROM gpu_gpusample WHERE cluster_id = %s AND observed_at = ANY(%s))"
    return bool(raw.fetch(untold, [cluster.pk, list(times)])[0][0])


def _write_samples(cluster: Cluster, kept: Samples, ids: list[int]) -> list[int]:
    """Insert; returns the numbers, from 1, of the lines that were known already."""
    moments, times = _places(kept.observed_at)
    columns = {
        "moments": moments, "times": times, "cluster": cluster.pk, "devices": _numbers(ids),
        "active": _numbers(kept.active), "used": _numbers(kept.memory_used_mib), "power": _numbers(kept.power_mw),
    }  # fmt: skip
    return [line for (line,) in raw.fetch(SAMPLES, columns)]


def _places(values: Sequence[Value]) -> tuple[list[Value], str]:
    """The values, each once, and of every line the place of its own among them, from 1."""
    place_of = {value: place for place, value in enumerate(dict.fromkeys(values), start=1)}
    return list(place_of), _numbers(place_of[value] for value in values)


def _numbers(values: Iterable[int | None]) -> str:
    """A column of whole numbers as PostgreSQL reads an array."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"


def _texts(values: Iterable[str]) -> str:
    """A column of words as PostgreSQL reads an array."""
    words = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(words) + '"}' if words else "{}"
