"""Takes the scheduler's own record of times out of service: it corrects the times that reports only suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gpu.models import Cluster, Node, Outage
from gpu.models.streams import Stream
from gpu.readings import EventReading
from gpu.rules.spells import SLACK, is_garbled
from gpu.selectors.slices import slices, sql_params
from gpu.services import outages, raw
from gpu.services.ingest import answers
from gpu.services.ingest.answers import LineAnswer, Taken

CONFIRM = f"""
INSERT INTO gpu_outage (uuid, version, created_at, updated_at, cluster_id, node_id, started_at, ended_at, gpus, state,
    reason, cause, is_confirmed, ends_by_report)
SELECT gen_random_uuid(), 1, now(), now(), %(cluster)s, r.node_id, r.started_at, r.ended_at,
    coalesce((SELECT {outages.CARDS} FROM gpu_nodegpus n WHERE n.node_id = r.node_id), 0), r.state, r.reason,
    r.cause, true, r.ends_by_report
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(node_id bigint, started_at timestamptz, ended_at timestamptz,
    state text, reason text, cause text, ends_by_report boolean)
ORDER BY r.node_id, r.started_at
ON CONFLICT (node_id, started_at) DO UPDATE SET ended_at = excluded.ended_at, state = excluded.state,
    reason = excluded.reason, is_confirmed = true, ends_by_report = excluded.ends_by_report
"""  # noqa: S608 - words of this app
Key = tuple[int, datetime]


@dataclass(slots=True)
class _Event:
    """What is known of one time out of service, and whether this batch changed it."""

    ended_at: datetime | None
    state: str
    reason: str
    cause: str = Outage.Cause.UNKNOWN
    is_new: bool = True
    until: datetime | None = None
    """How far the change reaches."""

    def merge(self, ended_at: datetime | None, state: str, reason: str) -> str:
        """Take another line on the same time; the answer. An end once told stays; of two the later one counts."""
        mine, theirs = (self.ended_at, self.state, self.reason), (ended_at, state, reason)
        if mine == theirs or (mine[:2] == theirs[:2] and is_garbled(reason, self.reason)):
            return answers.DUPLICATE
        if _rank(theirs) < _rank(mine):
            return answers.SUPERSEDED
        reason = self.reason if is_garbled(reason, self.reason) else reason
        self.until = max(filter(None, (self.ended_at, ended_at)), default=None)
        self.ended_at, self.state, self.reason, self.is_new = ended_at, state, reason, True
        return answers.ACCEPTED


def _rank(told: tuple[datetime | None, str, str]) -> tuple[float, int, str, str]:
    ended_at, state, reason = told
    return (ended_at.timestamp() if ended_at else 0.0, -reason.count("?"), state, reason)


def events(cluster: Cluster, events: Sequence[EventReading], *, at: datetime) -> Taken:
    """Take times out of service from the scheduler's record. Runs in the caller's transaction."""
    raw.lock(cluster, Stream.EVENTS)
    nodes = dict(
        Node.objects.filter(cluster=cluster, name__in={event.node for event in events}).values_list("name", "pk")
    )
    known = _known(nodes, [event.started_at for event in events])
    lines = [_take(event, nodes, known, at) for event in events]
    changed = {key: event for key, event in known.items() if event.is_new}
    if changed:
        _write(cluster, changed, at)
    return Taken(lines)


def _known(nodes: dict[str, int], starts: list[datetime]) -> dict[Key, _Event]:
    """Confirmed rows that begin as these do. An end that reports suggest is none that the scheduler told."""
    rows = Outage.objects.filter(node__in=list(nodes.values()), started_at__in=starts, is_confirmed=True).order_by()
    return {
        (row.node_id, row.started_at): _Event(
            None if row.ends_by_report else row.ended_at, row.state, row.reason, row.cause, is_new=False
        )
        for row in rows
    }


def _take(event: EventReading, nodes: dict[str, int], known: dict[Key, _Event], at: datetime) -> LineAnswer:
    if event.node not in nodes:
        return LineAnswer(answers.REJECTED, "unknown_server")
    if event.ended_at is not None and event.ended_at < event.started_at:
        return LineAnswer(answers.REJECTED, "ends_before_it_starts")
    clocked = answers.clocked(max(filter(None, (event.started_at, event.ended_at))), at)
    if clocked is None:
        return LineAnswer(answers.REJECTED, "future")
    key = (nodes[event.node], event.started_at)
    state, reason = raw.text(event.state, 200), raw.text(event.reason, 500)
    there = known.get(key)
    if there is None:
        known[key] = _Event(event.ended_at, state, reason)
        return LineAnswer(answers.ACCEPTED)
    return LineAnswer(there.merge(event.ended_at, state, reason))


def _write(cluster: Cluster, changed: dict[Key, _Event], at: datetime) -> None:
    """Rows that only reports suggested make room first; then the windows around what changed are read again."""
    spans: dict[int, outages.Span] = {}
    rows: list[dict[str, Any]] = []
    for (node, started_at), event in changed.items():
        until = max(started_at, event.ended_at or started_at, event.until or started_at)
        first, last = spans.get(node, (started_at - SLACK, until + SLACK))
        spans[node] = (min(first, started_at - SLACK), max(last, until + SLACK))
        rows.append(
            {
                "node_id": node, "started_at": started_at, "ended_at": event.ended_at or started_at,
                "state": event.state, "reason": event.reason, "cause": event.cause,
                "ends_by_report": event.ended_at is None,
            }
        )  # fmt: skip
    raw.execute(CONFIRM, {"cluster": cluster.pk, "rows": raw.rows_json(rows), **sql_params(slices())})
    outages.settle_nodes(cluster, spans, at=at)
