"""Takes runs of jobs from the accounting: each once, its newest state, and the GPU-seconds that follow."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from axportal.core.uuid7 import uuid7
from gpu.models import Attempt, Cluster
from gpu.models.streams import Stream
from gpu.readings import AttemptReading
from gpu.services import raw, usage
from gpu.services.ingest import answers, people
from gpu.services.ingest.answers import LineAnswer, Taken

COLUMNS = (
    "job_id text", "account_id bigint", "person text", "partition text", "state text", "gpus jsonb",
    "submitted_at timestamptz", "started_at timestamptz", "ended_at timestamptz", "digest text",
)  # fmt: skip
_NAMES = [column.split()[0] for column in COLUMNS]
UPSERT = f"""
INSERT INTO gpu_attempt (uuid, cluster_id, key, observed_at, nodes, {", ".join(_NAMES)})
SELECT r.uuid, %(cluster)s, r.key, %(observed_at)s, ARRAY(SELECT jsonb_array_elements_text(r.nodes)),
    r.{", r.".join(_NAMES)}
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(uuid uuid, key text, nodes jsonb, {", ".join(COLUMNS)}) ORDER BY r.key
ON CONFLICT (cluster_id, key) DO UPDATE SET observed_at = excluded.observed_at, nodes = excluded.nodes,
    {", ".join(f"{name} = excluded.{name}" for name in _NAMES)}
WHERE (gpu_attempt.observed_at, gpu_attempt.digest) < (excluded.observed_at, excluded.digest)
"""  # noqa: S608 - columns named above
Row = tuple[AttemptReading, str, int]
LONGEST = timedelta(days=400)
"""No scheduler lets a run go on for so long; each of its hours would be counted."""


def attempts(cluster: Cluster, attempts: Sequence[AttemptReading], *, observed_at: datetime, at: datetime) -> Taken:
    """Take runs, all as the accounting had them at `observed_at`; the hours they touch are counted anew.

    Runs in the caller's transaction. Raises nothing for bad rows: each line is answered.
    """
    raw.lock(cluster, Stream.USAGE)
    clocked = answers.clocked(observed_at, at)
    if clocked is None:
        return Taken([LineAnswer(answers.REJECTED, "future")] * len(attempts))
    moment, good = clocked
    lines, rows = _checked(attempts, good, moment, at)
    known = {attempt.key: attempt for attempt in Attempt.objects.filter(cluster=cluster, key__in=list(rows)).order_by()}
    repeated = _compare(rows, known, moment, lines)
    accounts = people.accounts(cluster, (run.account for run, *_rest in rows.values()))
    if repeated:
        Attempt.objects.filter(pk__in=repeated).update(observed_at=moment)
    if rows:
        _write(cluster, rows, accounts, moment)
        touched = [span for row in rows.values() for span in _touched(row[0], accounts, known, moment)]
        usage.recount(cluster, touched)
    return Taken(lines)


def _checked(
    attempts: Sequence[AttemptReading], good: LineAnswer, moment: datetime, at: datetime
) -> tuple[list[LineAnswer], dict[str, Row]]:
    """Lines that can be used, each run once: of two the one with the greater digest."""
    lines: list[LineAnswer] = []
    rows: dict[str, Row] = {}
    for place, run in enumerate(attempts):
        code = answers.fault_of_work(run.key, run.account, run.gpus, most=150) or _fault_of_times(run, moment, at)
        lines.append(LineAnswer(answers.REJECTED, code) if code else good)
        if code:
            continue
        digest = raw.digest(*(raw.plain(getattr(run, name)) for name in AttemptReading.__slots__))
        other = rows.get(run.key)
        if other is None or other[1] < digest:
            rows[run.key] = (run, digest, place)
        if other is not None:
            lesser = place if other[1] >= digest else other[2]
            lines[lesser] = LineAnswer(answers.DUPLICATE if other[1] == digest else answers.SUPERSEDED)
    return lines, rows


def _fault_of_times(run: AttemptReading, moment: datetime, at: datetime) -> str:
    """Why the times of a run cannot be; empty when they can. One that goes on lasts until it was seen."""
    started, ended = run.started_at, run.ended_at
    if started and ended and ended < started:
        return "ends_before_it_starts"
    if any(told is not None and told > at + answers.MOST_AHEAD for told in (started, ended)):
        return "future"
    return "too_long" if started and (ended or moment) - started > LONGEST else ""


def _compare(rows: dict[str, Row], known: dict[str, Attempt], moment: datetime, lines: list[LineAnswer]) -> list[int]:
    """Answer each line and leave in `rows` what is new; returns the ended runs that are seen again as they were.

    Those move on to this time, so that an older account of them that comes later does not win.
    """
    repeated = []
    for key, (run, digest, place) in list(rows.items()):
        there = known.get(key)
        if there is None:
            continue
        if there.observed_at < moment:
            if there.digest != digest or run.ended_at is None:
                continue
            repeated.append(there.pk)
            lines[place] = LineAnswer(answers.DUPLICATE)
        elif there.observed_at > moment:
            lines[place] = LineAnswer(answers.SUPERSEDED)
        elif there.digest < digest:
            continue
        else:
            lines[place] = LineAnswer(answers.DUPLICATE if there.digest == digest else answers.SUPERSEDED)
        del rows[key]
    return repeated


def _write(cluster: Cluster, rows: dict[str, Row], accounts: dict[str, int], moment: datetime) -> None:
    names = people.shown(cluster, (run.user for run, *_rest in rows.values()))
    written = [
        {
            "uuid": uuid7(), "key": run.key, "nodes": [raw.text(name, 100) for name in run.nodes],
            "job_id": raw.text(run.job_id, 100), "account_id": accounts[run.account], "person": names[run.user],
            "partition": raw.text(run.partition, 100), "state": raw.text(run.state, 40), "gpus": dict(run.gpus),
            "submitted_at": run.submitted_at, "started_at": run.started_at, "ended_at": run.ended_at,
            "digest": digest,
        }
        for run, digest, _place in rows.values()
    ]  # fmt: skip
    raw.execute(UPSERT, {"cluster": cluster.pk, "observed_at": moment, "rows": raw.rows_json(written)})


def _touched(
    run: AttemptReading, accounts: dict[str, int], known: dict[str, Attempt], moment: datetime
) -> list[usage.Span]:
    """The spans in which a run's GPU-seconds may have changed: of one that only went on, what is new alone."""
    account, until = accounts[run.account], run.ended_at or moment
    there: Any = known.get(run.key)
    spans = []
    if there is not None and there.started_at is not None:
        then = there.ended_at or there.observed_at
        if (there.account_id, there.started_at, there.gpus) == (account, run.started_at, dict(run.gpus)):
            return [(account, min(then, until), max(then, until))]
        spans.append((there.account_id, there.started_at, then))
    if run.started_at is not None:
        spans.append((account, run.started_at, until))
    return spans
