"""Takes reports on servers: what stands there, what works, what jobs hold, and which servers are still listed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from axportal.core.uuid7 import uuid7
from gpu.models import Cluster, GpuModelAlias, Node, Outage, Snapshot
from gpu.models.streams import Stream
from gpu.readings import NodeReading
from gpu.rules import spells
from gpu.services import outages, raw
from gpu.services.aliases import models_of
from gpu.services.ingest import answers
from gpu.services.ingest.answers import LineAnswer, Taken

UPSERT = """
INSERT INTO gpu_node (uuid, cluster_id, name, partitions, state, in_service, reason, reason_at, cpus, cpus_allocated,
    island, observed_at, digest, first_seen_at, missed, bad_polls, good_polls)
SELECT r.uuid, %(cluster)s, r.name, ARRAY(SELECT jsonb_array_elements_text(r.partitions)), r.state, r.in_service,
    r.reason, r.reason_at, r.cpus, r.cpus_allocated, r.island, %(observed_at)s, r.digest, %(observed_at)s, 0, 0, 0
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(uuid uuid, name text, partitions jsonb, state text, in_service boolean,
    reason text, reason_at timestamptz, cpus integer, cpus_allocated integer, island text, digest text)
ORDER BY r.name
ON CONFLICT (cluster_id, name) DO UPDATE SET partitions = excluded.partitions, state = excluded.state,
    in_service = excluded.in_service, reason = excluded.reason, reason_at = excluded.reason_at, cpus = excluded.cpus,
    cpus_allocated = excluded.cpus_allocated, island = excluded.island, observed_at = excluded.observed_at,
    digest = excluded.digest, first_seen_at = CASE WHEN gpu_node.observed_at = 'epoch' THEN excluded.first_seen_at
        ELSE least(gpu_node.first_seen_at, excluded.first_seen_at) END,
    retired_at = CASE WHEN gpu_node.retired_at >= excluded.observed_at THEN gpu_node.retired_at END,
    retired_by_id = CASE WHEN gpu_node.retired_at >= excluded.observed_at THEN gpu_node.retired_by_id END
WHERE (gpu_node.observed_at, gpu_node.digest) < (excluded.observed_at, excluded.digest)
"""
SEEN_EARLIER = """
UPDATE gpu_node SET first_seen_at = %(observed_at)s
WHERE cluster_id = %(cluster)s AND name = ANY(%(late)s) AND first_seen_at > %(observed_at)s
"""
_REPORTS = """jsonb_to_recordset(%(reports)s::jsonb) AS r(name text, type_name text, installed integer,
    allocated integer, stranded integer, in_service boolean, digest text, state text, reason text, gpu_model_id bigint)
"""
RAW_LESSER = f"""
DELETE FROM gpu_nodesample s USING gpu_node n, {_REPORTS}
WHERE s.cluster_id = %(cluster)s AND s.observed_at = %(observed_at)s AND s.node_id = n.id
  AND n.cluster_id = %(cluster)s AND n.name = r.name AND s.digest < r.digest
"""  # noqa: S608 - words of this module
RAW = f"""
INSERT INTO gpu_nodesample (cluster_id, node_id, type_name, observed_at, installed, in_service, allocated, stranded,
    digest, state, reason)
SELECT %(cluster)s, n.id, r.type_name, %(observed_at)s, r.installed, r.in_service, r.allocated, r.stranded, r.digest,
    r.state, r.reason
FROM {_REPORTS} JOIN gpu_node n ON n.cluster_id = %(cluster)s AND n.name = r.name
WHERE NOT EXISTS (SELECT FROM gpu_nodesample s WHERE s.cluster_id = %(cluster)s AND s.observed_at = %(observed_at)s
    AND s.node_id = n.id)
ON CONFLICT DO NOTHING
"""  # noqa: S608 - words of this module
GPUS_GONE = f"""
DELETE FROM gpu_nodegpus g USING gpu_node n
WHERE g.node_id = n.id AND n.cluster_id = %(cluster)s AND n.name = ANY(%(current)s)
  AND NOT EXISTS (SELECT FROM {_REPORTS} WHERE r.name = n.name AND r.type_name = g.type_name AND r.installed > 0)
"""  # noqa: S608 - words of this module
GPUS = f"""
INSERT INTO gpu_nodegpus (node_id, type_name, gpu_model_id, installed, allocated)
SELECT n.id, r.type_name, r.gpu_model_id, r.installed, r.allocated
FROM {_REPORTS} JOIN gpu_node n ON n.cluster_id = %(cluster)s AND n.name = r.name
WHERE r.installed > 0 AND r.name = ANY(%(current)s)
ON CONFLICT (node_id, type_name) DO UPDATE SET gpu_model_id = excluded.gpu_model_id, installed = excluded.installed,
    allocated = excluded.allocated
WHERE (gpu_nodegpus.gpu_model_id, gpu_nodegpus.installed, gpu_nodegpus.allocated)
    IS DISTINCT FROM (excluded.gpu_model_id, excluded.installed, excluded.allocated)
"""  # noqa: S608 - words of this module
MEMBERSHIP = """
WITH oldest AS (
    SELECT min(observed_at) AS at FROM gpu_snapshot WHERE cluster_id = %(cluster)s AND stream = 'inventory'),
later AS (
    SELECT n.id, coalesce(cardinality(l.times), 0) AS missed,
        CASE WHEN greatest(n.observed_at, n.first_seen_at) < oldest.at THEN coalesce(n.unlisted_at, l.times[3])
            ELSE l.times[3] END AS unlisted_at
    FROM oldest, gpu_node n, LATERAL (SELECT array_agg(t.observed_at ORDER BY t.observed_at) AS times FROM (
        SELECT s.observed_at FROM gpu_snapshot s WHERE s.cluster_id = %(cluster)s AND s.stream = 'inventory'
        AND s.observed_at > greatest(n.observed_at, n.first_seen_at) ORDER BY s.observed_at LIMIT 3) t) l
    WHERE n.cluster_id = %(cluster)s)
UPDATE gpu_node n SET missed = later.missed, unlisted_at = later.unlisted_at FROM later
WHERE n.id = later.id AND (n.missed, n.unlisted_at) IS DISTINCT FROM (later.missed::smallint, later.unlisted_at)
"""
SAID_THEN = """
SELECT DISTINCT n.name, s.digest FROM gpu_nodesample s JOIN gpu_node n ON n.id = s.node_id
WHERE s.cluster_id = %(cluster)s AND s.observed_at = %(observed_at)s AND n.name = ANY(%(late)s)
"""
CHANGED_UNTIL = """
SELECT greatest(
    (SELECT max(l.observed_at) FROM unnest(%(ids)s::bigint[]) AS i(id), LATERAL (SELECT s.observed_at
     FROM gpu_nodesample s WHERE s.node_id = i.id AND s.observed_at > %(observed_at)s
     ORDER BY s.observed_at LIMIT 1) l),
    (SELECT max(t.observed_at) FROM (SELECT s.observed_at FROM gpu_snapshot s WHERE s.cluster_id = %(cluster)s
     AND s.stream = 'inventory' AND s.observed_at > %(observed_at)s ORDER BY s.observed_at LIMIT 3) t))
"""


@dataclass(slots=True)
class _Batch:
    """Good lines of one report time, each server once."""

    rows: dict[str, tuple[NodeReading, str, int]] = field(default_factory=dict)
    lines: list[LineAnswer] = field(default_factory=list)
    late: set[str] = field(default_factory=set)
    current: set[str] = field(default_factory=set)


def inventory(
    cluster: Cluster, nodes: Sequence[NodeReading], *, observed_at: datetime, is_whole: bool, at: datetime
) -> Taken:
    """Take reports on servers, all made at `observed_at`; a whole list says which servers there are no more.

    Runs in the caller's transaction. Raises nothing for bad rows: each line is answered.
    """
    raw.lock(cluster, Stream.INVENTORY)
    clocked = answers.clocked(observed_at, at)
    if clocked is None:
        return Taken([LineAnswer(answers.REJECTED, "future")] * len(nodes))
    moment, good = clocked
    batch = _checked(nodes, good)
    known = {name: rest for name, *rest in _known(cluster, batch)}
    has_raw = moment > at - raw.OLDEST
    _compare(cluster, batch, known, moment)
    _write(cluster, batch, moment, has_raw=has_raw)
    if is_whole and batch.rows and all(line.result != answers.REJECTED for line in batch.lines):
        Snapshot.objects.bulk_create(
            [Snapshot(cluster=cluster, stream=Stream.INVENTORY, observed_at=moment)], ignore_conflicts=True
        )
    raw.execute(MEMBERSHIP, {"cluster": cluster.pk})
    if batch.rows and has_raw:
        _follow(cluster, batch, known, moment, at)
    elif batch.rows:
        raw.mark_dirty(cluster, [raw.bucket(at)])
    return Taken(batch.lines)


def _checked(nodes: Sequence[NodeReading], good: LineAnswer) -> _Batch:
    """Lines that can be used. Of two on one server the one with the greater digest counts, whichever came first."""
    batch = _Batch()
    for place, node in enumerate(nodes):
        code = _fault(node)
        batch.lines.append(LineAnswer(answers.REJECTED, code) if code else good)
        if code:
            continue
        digest = raw.digest(*(raw.plain(getattr(node, name)) for name in NodeReading.__slots__))
        other = batch.rows.get(node.name)
        if other is None or other[1] < digest:
            batch.rows[node.name] = (node, digest, place)
        if other is not None:
            lesser = place if other[1] >= digest else other[2]
            same = other[1] == digest
            batch.lines[lesser] = LineAnswer(answers.DUPLICATE if same else answers.SUPERSEDED)
    return batch


def _fault(node: NodeReading) -> str:
    if not raw.is_name(node.name, 100):
        return "wrong_name"
    types = {**node.gpus, **(node.allocated or {})}
    if any(len(name) > 100 or "\0" in name or not 0 <= number < 2**31 for name, number in types.items()):
        return "wrong_value"
    if any(count is not None and not 0 <= count < 2**31 for count in (node.cpus, node.cpus_allocated)):
        return "wrong_value"
    if node.allocated and any(number > node.gpus.get(name, 0) for name, number in node.allocated.items()):
        return "more_than_there_are"
    return ""


def _known(cluster: Cluster, batch: _Batch) -> list[tuple[Any, ...]]:
    return list(
        Node.objects.filter(cluster=cluster, name__in=list(batch.rows))
        .order_by()
        .values_list("name", "pk", "observed_at", "digest", "good_polls", "first_seen_at")
    )


def _compare(cluster: Cluster, batch: _Batch, known: dict[str, list[Any]], moment: datetime) -> None:
    """Answer each line, and tell late reports from those that are the newest of their server."""
    for name, (_node, digest, place) in batch.rows.items():
        there = known.get(name)
        if there is None or (there[1], there[2]) < (moment, digest):
            batch.current.add(name)
        else:
            same = (there[1], there[2]) == (moment, digest)
            batch.lines[place] = LineAnswer(answers.DUPLICATE if same else answers.SUPERSEDED)
            if there[1] > moment:
                batch.late.add(name)
    if batch.late:
        found = raw.fetch(SAID_THEN, {"cluster": cluster.pk, "observed_at": moment, "late": sorted(batch.late)})
        for name, digest in found:
            if digest == batch.rows[name][1]:
                batch.lines[batch.rows[name][2]] = LineAnswer(answers.DUPLICATE)
                batch.late.discard(name)


def _write(cluster: Cluster, batch: _Batch, moment: datetime, *, has_raw: bool) -> None:
    """Bring servers, their GPUs and the raw reports up to date."""
    if not batch.current | batch.late:
        return
    types = {name for node, *_rest in batch.rows.values() for name in node.gpus}
    models = models_of(GpuModelAlias.Kind.SLURM, types)
    chosen = [batch.rows[name][:2] for name in sorted(batch.current | batch.late)]
    params = {
        "cluster": cluster.pk,
        "observed_at": moment,
        "rows": raw.rows_json([_row(node, digest) for node, digest in chosen if node.name in batch.current]),
        "reports": raw.rows_json([line for node, digest in chosen for line in _reports(node, digest, models)]),
        "late": sorted(batch.late),
        "current": sorted(batch.current),
    }
    if batch.current:
        raw.execute(UPSERT, params)
        raw.execute(GPUS_GONE, params)
        raw.execute(GPUS, params)
    if batch.late:
        raw.execute(SEEN_EARLIER, params)
    if has_raw:
        raw.open_days([moment])
        raw.execute(RAW_LESSER, params)
        raw.execute(RAW, params)


def _row(node: NodeReading, digest: str) -> dict[str, Any]:
    return {
        "uuid": uuid7(),
        "name": node.name,
        "partitions": [raw.text(name, 100) for name in node.partitions],
        "state": raw.text(node.state, 200),
        "in_service": node.in_service,
        "reason": raw.text(node.reason, 500),
        "reason_at": node.reason_at,
        "cpus": node.cpus,
        "cpus_allocated": node.cpus_allocated,
        "island": raw.text(node.island, 64),
        "digest": digest,
    }


def _reports(node: NodeReading, digest: str, models: dict[str, int]) -> list[dict[str, Any]]:
    """One raw row for each type; one with no GPUs for a server that has none, so that it is seen all the same.

    Idle GPUs of a working server of which jobs hold every CPU are stranded.
    """
    is_full = node.cpus is not None and node.cpus_allocated is not None and 0 < node.cpus <= node.cpus_allocated
    knows = node.cpus is not None and node.cpus_allocated is not None and node.allocated is not None
    lines = []
    for name, installed in {**{key: count for key, count in node.gpus.items() if count}}.items() or [("", 0)]:
        allocated = None if node.allocated is None else node.allocated.get(name, 0)
        idle = installed - (allocated or 0) if is_full and node.in_service else 0
        lines.append(
            {
                "name": node.name, "type_name": name, "installed": installed, "allocated": allocated,
                "stranded": idle if knows else None, "in_service": node.in_service, "digest": digest,
                "state": raw.text(node.state, 200), "reason": "" if node.in_service else raw.text(node.reason, 500),
                "gpu_model_id": models.get(name),
            }
        )  # fmt: skip
    return lines


def _follow(cluster: Cluster, batch: _Batch, known: dict[str, list[Any]], moment: datetime, at: datetime) -> None:
    """What follows from the reports: times out of service, and five minutes that are to be rolled up again."""
    open_ones = Outage.objects.filter(cluster=cluster, ended_at=None).order_by()
    still_out = set(open_ones.values_list("node__name", flat=True))
    unsettled = [
        name
        for name in batch.current | batch.late
        if name in batch.late or (name in known and known[name][1] == moment) or (
            spells.says_something(batch.rows[name][0].in_service, batch.rows[name][0].state)
            and (name in still_out or not batch.rows[name][0].in_service or name not in known
                 or known[name][3] < spells.TO_CLOSE)
        )
    ]  # fmt: skip
    outages.settle(cluster, dict.fromkeys(unsettled, (moment, moment)), at=at)
    # What a monitor measured before the first report is counted under no type until now.
    first = min([moment, *(there[4] for there in known.values() if there[1] == raw.NEVER)])
    until = _until(cluster, batch, known, moment, at)
    raw.mark_dirty(cluster, raw.buckets_between(max(first, at - raw.OLDEST), until))


def _until(cluster: Cluster, batch: _Batch, known: dict[str, list[Any]], moment: datetime, at: datetime) -> datetime:
    """How far the reports reach: a server is expected as it last reported until it does so again."""
    last = at if batch.current else moment
    if batch.late or not batch.current:
        ids = [known[name][0] for name in batch.late]
        found = raw.fetch(CHANGED_UNTIL, {"cluster": cluster.pk, "ids": ids, "observed_at": moment})[0][0]
        last = max(last, found or moment)
    return max(min(last, at), moment)
