"""Keeps times out of service equal to what the raw reports and the scheduler's own record tell, in whatever order.

A time that the scheduler records is a confirmed row. A time that the reports tell (`gpu/rules/spells.py`) is a row of
its own unless a confirmed one speaks of the same. Only a window around what is new is read again: from reports that
settle how the server stood before it, to reports that settle it after.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from gpu.models import Cluster, Node, Outage
from gpu.rules import spells
from gpu.rules.spells import SLACK, Report, Spell
from gpu.selectors.slices import PARTS, slices, sql_params
from gpu.services import raw

AROUND, FURTHER, ALL = 8, 64, 1_000_000
"""Reports before and after what is new: the first are nearly always enough to settle how the server stood."""
SAYS = "(n.in_service IS NOT NULL OR n.state ILIKE '%%unknown%%')"
"""`spells.says_something`: so that a site that never says whether its servers work has no reports to be read."""

CARDS = f"ceil(sum(n.installed::numeric / {PARTS.format(type_name='n.type_name')}))::int"
"""Whole cards that stand in a server: seven slices of a seventh are one."""
REPORTS = f"""
SELECT s.node_id, s.is_why, s.observed_at, s.in_service, s.state, s.reason, s.gpus
FROM unnest(%(ids)s::bigint[], %(first)s::timestamptz[], %(last)s::timestamptz[]) AS w(node_id, first, last), LATERAL (
    (SELECT n.node_id, false AS is_why, n.observed_at, bool_and(n.in_service) AS in_service, max(n.state) AS state,
        max(n.reason) AS reason, {CARDS} AS gpus
     FROM gpu_nodesample n WHERE n.node_id = w.node_id AND n.observed_at < w.first AND n.observed_at > %(oldest)s
        AND {SAYS}
     GROUP BY n.node_id, n.observed_at ORDER BY n.observed_at DESC LIMIT %(most)s)
    UNION ALL
    (SELECT n.node_id, false, n.observed_at, bool_and(n.in_service), max(n.state), max(n.reason), {CARDS}
     FROM gpu_nodesample n WHERE n.node_id = w.node_id AND n.observed_at BETWEEN w.first AND w.last
        AND {SAYS}
     GROUP BY n.node_id, n.observed_at)
    UNION ALL
    (SELECT n.node_id, false, n.observed_at, bool_and(n.in_service), max(n.state), max(n.reason), {CARDS}
     FROM gpu_nodesample n WHERE n.node_id = w.node_id AND n.observed_at > w.last AND n.observed_at < %(newest)s
        AND {SAYS}
     GROUP BY n.node_id, n.observed_at ORDER BY n.observed_at LIMIT %(most)s)
    UNION ALL
    (SELECT n.node_id, true, n.observed_at, n.in_service, n.state, n.reason, n.installed
     FROM gpu_nodesample n WHERE n.node_id = w.node_id AND n.observed_at < w.first AND n.observed_at > %(oldest)s
        AND n.reason <> '' AND n.in_service IS NOT TRUE AND {SAYS}
     ORDER BY n.observed_at DESC LIMIT 1)) s
ORDER BY s.node_id, s.observed_at
"""  # noqa: S608 - words of this module
KEEP = """
INSERT INTO gpu_outage (uuid, version, created_at, updated_at, cluster_id, node_id, started_at, ended_at, gpus, state,
    reason, cause, is_confirmed, ends_by_report)
SELECT gen_random_uuid(), 1, now(), now(), %(cluster)s, r.node_id, r.started_at, r.ended_at, r.gpus, r.state, r.reason,
    r.cause, false, false
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(node_id bigint, started_at timestamptz, ended_at timestamptz,
    gpus integer, state text, reason text, cause text)
ORDER BY r.node_id, r.started_at
ON CONFLICT (node_id, started_at) DO UPDATE SET ended_at = excluded.ended_at, gpus = excluded.gpus,
    state = excluded.state, reason = excluded.reason
WHERE NOT gpu_outage.is_confirmed AND (gpu_outage.ended_at, gpu_outage.gpus, gpu_outage.state, gpu_outage.reason)
    IS DISTINCT FROM (excluded.ended_at, excluded.gpus, excluded.state, excluded.reason)
"""
POLLS = """
UPDATE gpu_node n SET bad_polls = r.bad, good_polls = r.good
FROM jsonb_to_recordset(%(polls)s::jsonb) AS r(id bigint, bad smallint, good smallint)
WHERE n.id = r.id AND (n.bad_polls, n.good_polls) <> (r.bad, r.good)
"""
Span = tuple[datetime, datetime]


@dataclass(slots=True)
class _Window:
    """What was reported on one server around something new, and the rows of times out of service that it touches."""

    node: int
    span: Span
    reports: list[Report] = field(default_factory=list)
    open_since: datetime | None = None
    reason_before: str = ""
    """Of a server that was out of service before the first report: the newest reason that was given for it by then."""
    reaches_end: bool = True
    is_enough: bool = True


@dataclass(slots=True)
class _Changes:
    """Rows to write when every server's window was read."""

    gone: list[int] = field(default_factory=list)
    kept: list[dict[str, Any]] = field(default_factory=list)
    confirmed: list[Outage] = field(default_factory=list)
    polls: list[dict[str, int]] = field(default_factory=list)


def settle(cluster: Cluster, spans: Mapping[str, Span], *, at: datetime) -> None:
    """Bring the times out of service of these servers up to date with what is new in these spans of time.

    The number of statements does not depend on the number of servers.
    """
    ids = dict(Node.objects.filter(cluster=cluster, name__in=list(spans)).order_by("pk").values_list("name", "pk"))
    settle_nodes(cluster, {pk: spans[name] for name, pk in ids.items()}, at=at)


def settle_nodes(cluster: Cluster, spans: Mapping[int, Span], *, at: datetime) -> None:
    """The same for servers by their ids."""
    if not spans:
        return
    known = _rows(spans, since=min(span[0] for span in spans.values()) - timedelta(days=1))
    windows = _windows(spans, known, most=AROUND, at=at)
    for most in (FURTHER, ALL):
        short = {window.node: window.span for window in windows if not window.is_enough}
        if short:
            known |= _rows(short, since=at - timedelta(days=16))
            windows = [window for window in windows if window.is_enough] + _windows(short, known, most=most, at=at)
    changes = _Changes()
    for window in windows:
        _project(window, known[window.node], changes)
    _write(cluster, changes)


def _rows(spans: Mapping[int, Span], *, since: datetime) -> dict[int, list[Outage]]:
    """The servers' times out of service that may change: those open, and those that end since then."""
    reach = Q(ended_at=None) | Q(ended_at__gte=since)
    found: dict[int, list[Outage]] = {pk: [] for pk in spans}
    for row in Outage.objects.filter(reach, node__in=list(spans)).order_by("started_at", "pk"):
        found[row.node_id].append(row)
    return found


def _windows(spans: Mapping[int, Span], known: Mapping[int, list[Outage]], *, most: int, at: datetime) -> list[_Window]:
    ids = sorted(spans)
    found = raw.fetch(
        REPORTS,
        {
            "ids": ids,
            "first": [spans[pk][0] for pk in ids],
            "last": [spans[pk][1] for pk in ids],
            "oldest": at - timedelta(days=16),
            "newest": at + timedelta(days=1),
            "most": most,
            **sql_params(slices()),
        },
    )
    reports: dict[int, list[Report]] = defaultdict(list)
    whys: dict[int, Report] = {}
    for pk, is_why, *values in found:
        if is_why:
            whys[pk] = Report(*values)
        else:
            reports[pk].append(Report(*values))
    windows = [_cut(pk, spans[pk], reports[pk], known.get(pk, []), most) for pk in ids]
    for window in windows:
        _find_reason(window, reports[window.node], whys.get(window.node), known.get(window.node, []), at=at)
    return windows


def _find_reason(
    window: _Window, fetched: Sequence[Report], why: Report | None, rows: Sequence[Outage], *, at: datetime
) -> None:
    """A window begins late in a time out of service: the reason may have been given before it, and not again.

    `why` is the newest report before the span that gives one, however far back. Of a time whose first reports are
    kept no longer the reason is the one that the row has.
    """
    since = window.open_since
    if since is None:
        return
    first = window.reports[0].at if window.reports else window.span[0]
    told = [one for one in (*filter(None, [why]), *fetched) if one.reason and not one.in_service]
    before = [one for one in told if since <= one.at < first]
    if before:
        window.reason_before = max(before, key=lambda one: one.at).reason
    elif why is not None and why.at >= first and fetched and fetched[0].at > since:
        window.is_enough = False  # an older one may stand behind it
    elif since <= at - raw.OLDEST:
        window.reason_before = next((row.reason for row in rows if row.started_at == since), "")


def _cut(node: int, span: Span, reports: list[Report], rows: Sequence[Outage], most: int) -> _Window:
    """Leave out what is before the last certain report before the span, and after the first certain one behind it."""
    before = [report for report in reports if report.at < span[0]]
    after = [report for report in reports if report.at > span[1]]
    window = _Window(node, span)
    start = _start(before, rows)
    if start is None:
        window.is_enough = len(before) < most
        first = reports[0].at if reports else span[0]
        window.open_since = next((r.started_at for r in rows if not r.is_confirmed and _covers(r, first)), None)
    else:
        window.open_since = start[1]
        reports = reports[start[0] :]
    settled = spells.good_again(after, after=span[1])
    if settled is not None:
        last = after[settled + spells.TO_CLOSE - 1].at
        window.reaches_end = after[-1].at == last and len(after) < most
        reports = [report for report in reports if report.at <= last]
    elif len(after) >= most:
        window.is_enough = False
    window.reports = reports
    return window


def _start(before: Sequence[Report], rows: Sequence[Outage]) -> tuple[int, datetime | None] | None:
    certain = spells.last_certain(before)
    while certain is not None:
        place, is_out = certain
        if not is_out:
            return place, None
        covering = [row.started_at for row in rows if _covers(row, before[place].at)]
        if covering:
            return place, min(covering)
        before = before[: place + spells.TO_OPEN - 1]
        certain = spells.last_certain(before)
    return None


def _covers(row: Outage, moment: datetime) -> bool:
    return row.started_at <= moment and (row.ended_at is None or row.ended_at > moment)


def _project(window: _Window, rows: Sequence[Outage], changes: _Changes) -> None:
    """The rows that this server should have in its window, as differences to those it has."""
    told = spells.replay(window.reports, open_since=window.open_since, given=window.reason_before)
    confirmed = [row for row in rows if row.is_confirmed]
    _end_by_reports(window, confirmed, changes)
    if window.reaches_end and window.reports:
        changes.polls.append({"id": window.node, "bad": told.bad, "good": told.good})
    wanted = {
        spell.started_at: spell
        for spell in told.spells
        if not any(spell.overlaps(row.started_at, row.ended_at) for row in confirmed)
    }
    mine = {row.started_at: row for row in rows if not row.is_confirmed and _is_in(window, row)}
    changes.gone += [row.pk for start, row in mine.items() if start not in wanted]
    for start, spell in wanted.items():
        row = mine.get(start)
        if spell.state is None and row is not None:
            spell.state, spell.reason, spell.gpus = row.state, row.reason, row.gpus
        changes.kept.append(_values(window.node, spell, _cause(spell, rows)))


def _is_in(window: _Window, row: Outage) -> bool:
    """A row that the window decides on: it began in it, or was open when the window began."""
    if window.open_since and window.reports and _covers(row, window.reports[0].at):
        return True
    if not window.reports:
        return row.started_at >= window.span[0] - SLACK and row.started_at <= window.span[1] + SLACK
    is_past = not window.reaches_end and row.started_at > window.reports[-1].at
    return row.started_at >= window.reports[0].at and not is_past


def _values(node: int, spell: Spell, cause: str) -> dict[str, Any]:
    return {
        "node_id": node,
        "started_at": spell.started_at,
        "ended_at": spell.ended_at,
        "gpus": spell.gpus,
        "state": spell.state or "",
        "reason": spell.reason,
        "cause": cause,
    }


def _cause(spell: Spell, rows: Iterable[Outage]) -> str:
    """What a person said of the same time, should the row be made anew because its start became known better."""
    said = [
        row.cause
        for row in rows
        if row.cause != Outage.Cause.UNKNOWN and spell.started_at <= (row.ended_at or spell.started_at)
        and (spell.ended_at is None or row.started_at <= spell.ended_at)
    ]  # fmt: skip
    return said[0] if said else Outage.Cause.UNKNOWN


def _end_by_reports(window: _Window, confirmed: Sequence[Outage], changes: _Changes) -> None:
    """End what the scheduler has not ended yet where reports show the server well again; fill garbled reasons."""
    for place, row in enumerate(confirmed):
        before = (row.ended_at, row.ends_by_report, row.reason)
        if row.ended_at is None or row.ends_by_report:
            row.ended_at = _end(window, row, confirmed[place + 1 :])
            row.ends_by_report = row.ended_at is not None
        for report in window.reports:
            until = row.ended_at or report.at
            if row.started_at - SLACK <= report.at <= until + SLACK and spells.is_garbled(row.reason, report.reason):
                row.reason = report.reason
        if before != (row.ended_at, row.ends_by_report, row.reason):
            changes.confirmed.append(row)


def _end(window: _Window, row: Outage, later: Sequence[Outage]) -> datetime | None:
    reports = window.reports
    told = None if row.ended_at == row.started_at else row.ended_at  # ended where it began: not looked at yet
    if not reports or (told is not None and told < reports[0].at):
        found = told
    else:
        place = spells.good_again(reports, after=row.started_at)
        found = reports[place].at if place is not None else None if window.reaches_end else told
    ends = [moment for moment in (found, *(other.started_at for other in later[:1])) if moment is not None]
    return min(ends, default=None)


def _write(cluster: Cluster, changes: _Changes) -> None:
    """At most four statements; what ends goes first, for only one row of a server may be open."""
    if changes.gone:
        Outage.objects.filter(pk__in=changes.gone).delete()
    if changes.confirmed:
        for rows in (
            [row for row in changes.confirmed if row.ended_at is not None],
            [row for row in changes.confirmed if row.ended_at is None],
        ):
            Outage.objects.bulk_update(rows, ["ended_at", "ends_by_report", "reason"])
    if changes.kept:
        raw.execute(KEEP, {"cluster": cluster.pk, "rows": raw.rows_json(changes.kept)})
    if changes.polls:
        raw.execute(POLLS, {"polls": raw.rows_json(changes.polls)})
