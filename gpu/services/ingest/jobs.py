"""Takes the queue: waiting and running jobs. A job that a newer whole list does not name is gone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from gpu.models import Cluster, Job, Snapshot
from gpu.models.streams import Stream
from gpu.readings import JobReading
from gpu.services import raw
from gpu.services.ingest import answers, people
from gpu.services.ingest.answers import LineAnswer, Taken

COLUMNS = (
    "account_id bigint", "person text", "partition text", "state text", "is_running boolean", "gpus jsonb",
    "devices jsonb", "reason text", "submitted_at timestamptz", "started_at timestamptz", "ends_at timestamptz",
    "digest text", "tasks integer",
)  # fmt: skip
_NAMES = [column.split()[0] for column in COLUMNS]
UPSERT = f"""
INSERT INTO gpu_job (cluster_id, key, observed_at, nodes, {", ".join(_NAMES)})
SELECT %(cluster)s, r.key, %(observed_at)s, ARRAY(SELECT jsonb_array_elements_text(r.nodes)), r.{", r.".join(_NAMES)}
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(key text, nodes jsonb, {", ".join(COLUMNS)}) ORDER BY r.key
ON CONFLICT (cluster_id, key) DO UPDATE SET observed_at = excluded.observed_at, nodes = excluded.nodes,
    {", ".join(f"{name} = excluded.{name}" for name in _NAMES)}
WHERE (gpu_job.observed_at, gpu_job.digest) < (excluded.observed_at, excluded.digest)
"""  # noqa: S608 - columns named above


def queue(
    cluster: Cluster, jobs: Sequence[JobReading], *, observed_at: datetime, is_whole: bool, at: datetime
) -> Taken:
    """Take jobs, all seen at `observed_at`; a whole list, an empty one too, replaces what it does not name.

    A line that cannot be used still names its job: what was known of it stays.
    Runs in the caller's transaction. Raises nothing for bad rows: each line is answered.
    """
    raw.lock(cluster, Stream.QUEUE)
    clocked = answers.clocked(observed_at, at)
    if clocked is None:
        return Taken([LineAnswer(answers.REJECTED, "future")] * len(jobs))
    moment, good = clocked
    newest = Snapshot.objects.filter(cluster=cluster, stream=Stream.QUEUE).aggregate(at=Max("observed_at"))["at"]
    lines, rows = _checked(jobs, good)
    known = {key: rest for key, *rest in _known(cluster, list(rows))}
    for key, (_job, digest, place) in list(rows.items()):
        there = known.get(key, [newest, ""] if newest and newest > moment else None)
        if there is not None and (there[0], there[1]) >= (moment, digest):
            lines[place] = LineAnswer(
                answers.DUPLICATE if (there[0], there[1]) == (moment, digest) else answers.SUPERSEDED
            )
            del rows[key]
    if rows:
        _write(cluster, rows, moment)
    if is_whole:
        named = [job.key for job, line in zip(jobs, lines, strict=True) if line.result == answers.REJECTED]
        _replace(cluster, moment, but=[key for key in named if raw.is_name(key, 100)])
    return Taken(lines)


def _replace(cluster: Cluster, moment: datetime, *, but: list[str]) -> None:
    """Note a whole list of that moment, and let go of the jobs that it does not name."""
    Snapshot.objects.bulk_create(
        [Snapshot(cluster=cluster, stream=Stream.QUEUE, observed_at=moment)], ignore_conflicts=True
    )
    Job.objects.filter(cluster=cluster, observed_at__lt=moment).exclude(key__in=but).delete()


def _checked(
    jobs: Sequence[JobReading], good: LineAnswer
) -> tuple[list[LineAnswer], dict[str, tuple[JobReading, str, int]]]:
    """Lines that can be used, each job once: of two the one with the greater digest."""
    lines: list[LineAnswer] = []
    rows: dict[str, tuple[JobReading, str, int]] = {}
    for place, job in enumerate(jobs):
        code = answers.fault_of_work(job.key, job.account, job.gpus) or ("" if 0 < job.tasks < 2**31 else "wrong_value")
        lines.append(LineAnswer(answers.REJECTED, code) if code else good)
        if code:
            continue
        digest = raw.digest(*(raw.plain(getattr(job, name)) for name in JobReading.__slots__))
        other = rows.get(job.key)
        if other is None or other[1] < digest:
            rows[job.key] = (job, digest, place)
        if other is not None:
            lesser = place if other[1] >= digest else other[2]
            lines[lesser] = LineAnswer(answers.DUPLICATE if other[1] == digest else answers.SUPERSEDED)
    return lines, rows


def _known(cluster: Cluster, keys: list[str]) -> list[tuple[Any, ...]]:
    return list(
        Job.objects.filter(cluster=cluster, key__in=keys).order_by().values_list("key", "observed_at", "digest")
    )


def _write(cluster: Cluster, rows: dict[str, tuple[JobReading, str, int]], moment: datetime) -> None:
    accounts = people.accounts(cluster, (job.account for job, *_rest in rows.values()))
    names = people.shown(cluster, (job.user for job, *_rest in rows.values()))
    written = [
        {
            "key": job.key, "nodes": [raw.text(name, 100) for name in job.nodes], "account_id": accounts[job.account],
            "person": names[job.user], "partition": raw.text(job.partition, 100), "state": raw.text(job.state, 40),
            "is_running": job.is_running, "gpus": dict(job.gpus), "devices": dict(job.devices),
            "reason": raw.text(job.reason, 200), "submitted_at": job.submitted_at, "started_at": job.started_at,
            "ends_at": job.ends_at, "digest": digest, "tasks": job.tasks,
        }
        for job, digest, _place in rows.values()
    ]  # fmt: skip
    raw.execute(UPSERT, {"cluster": cluster.pk, "observed_at": moment, "rows": raw.rows_json(written)})
