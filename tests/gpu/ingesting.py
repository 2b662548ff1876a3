"""What the tests of ingest share: sites, readings, and the rows that stand in the end."""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from axportal.core import clock
from gpu.models import Attempt, Cluster, DataCentre, DeviceRollup, Job, Node, NodeGpus, Outage, Rollup, UsageHour
from gpu.readings import AttemptReading, EventReading, JobReading, NodeReading, SampleReading
from gpu.services import ingest

AT = clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
"""The start of an hour some hours ago: its day has a place, its five minutes are over."""


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def make_site(**values) -> Cluster:
    centre = DataCentre.objects.get(key="gist-hpc-ai")
    start = {"name_ko": "시험 사이트", "data_centre": centre, "owner": centre.owner, "connector": "push"}
    return Cluster.objects.create(**{**start, **values})


def node(name="g01", *, gpus=None, allocated=2, in_service=True, **values) -> NodeReading:
    gpus = {"h100": 8} if gpus is None else gpus
    held = None if allocated is None else dict.fromkeys(gpus, allocated)
    return NodeReading(name=name, gpus=gpus, allocated=held, in_service=in_service, **values)


def job(key="1", **values) -> JobReading:
    start = {"account": "kaist", "user": "kim", "state": "RUNNING", "is_running": True, "gpus": {"h100": 2}}
    return JobReading(key=key, **{**start, **values})


def run(key="1@0", *, start=0, end=None, gpus=2, account="kaist", **values) -> AttemptReading:
    """A run from and to so many seconds after `AT`."""
    rest = {"job_id": key.split("@")[0], "user": "kim", "state": "RUNNING" if end is None else "COMPLETED", **values}
    return AttemptReading(
        key=key, account=account, gpus={"h100": gpus} if isinstance(gpus, int) else gpus, submitted_at=AT,
        started_at=None if start is None else after(start), ended_at=None if end is None else after(end), **rest,
    )  # fmt: skip


def event(name="g01", *, start, end=None, reason="", state="DOWN") -> EventReading:
    return EventReading(name, after(start), None if end is None else after(end), state, reason)


def sample(uid="GPU-1", *, node="g01", at=0, active=500, power=300_000, **values) -> SampleReading:
    return SampleReading(node=node, uid=uid, observed_at=after(at), active=active, power_mw=power, **values)


def give(cluster, kind, rows, *, at=0, whole=False, now=None):
    """Hand rows to ingest as the callers do: in a transaction of its own, seen so many seconds after `AT`."""
    now = now or clock.now()
    with transaction.atomic():
        if kind in ("inventory", "queue"):
            return getattr(ingest, kind)(cluster, rows, observed_at=after(at), is_whole=whole, at=now)
        if kind == "attempts":
            return ingest.attempts(cluster, rows, observed_at=after(at), at=now)
        return getattr(ingest, kind)(cluster, rows, at=now)


def results(taken) -> list[str]:
    return [f"{line.result} {line.code}".strip() for line in taken.lines]


def statements(work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def rows(sql, *params) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def standing(cluster) -> dict[str, list]:
    """Everything that follows from what a site said, without numbers and times of the rows themselves."""
    name, account = "node__name", "account__name"
    return {
        "nodes": sorted(
            Node.objects.filter(cluster=cluster).values_list(
                "name", "state", "in_service", "reason", "cpus", "cpus_allocated", "observed_at", "first_seen_at",
                "missed", "unlisted_at", "bad_polls", "good_polls",
            ),
            key=str,
        ),
        "gpus": sorted(NodeGpus.objects.filter(node__cluster=cluster).values_list(
            name, "type_name", "gpu_model", "installed", "allocated")),
        "outages": sorted(Outage.objects.filter(cluster=cluster).values_list(
            name, "started_at", "ended_at", "gpus", "state", "reason", "is_confirmed", "ends_by_report"), key=str),
        "jobs": sorted(Job.objects.filter(cluster=cluster).values_list(
            "key", account, "state", "is_running", "reason", "observed_at")),
        "attempts": sorted(Attempt.objects.filter(cluster=cluster).values_list(
            "key", account, "state", "started_at", "ended_at", "observed_at"), key=str),
        "usage": sorted(UsageHour.objects.filter(cluster=cluster).values_list(
            account, "type_name", "hour", "gpu_seconds")),
        "devices": rows(
            "SELECT d.uid, n.name, d.observed_at, d.active_permille, d.power_mw FROM gpu_device d"
            " JOIN gpu_node n ON n.id = d.node_id WHERE d.cluster_id = %s ORDER BY 1", cluster.pk),
        "reports": rows(
            "SELECT n.name, s.type_name, s.observed_at, s.installed, s.in_service, s.allocated, s.stranded, s.state,"
            " s.reason FROM gpu_nodesample s JOIN gpu_node n ON n.id = s.node_id WHERE s.cluster_id = %s"
            " ORDER BY 1, 2, 3", cluster.pk),
        "samples": rows(
            "SELECT d.uid, s.observed_at, s.active_permille, s.memory_used_mib, s.power_mw FROM gpu_gpusample s"
            " JOIN gpu_device d ON d.id = s.device_id WHERE s.cluster_id = %s ORDER BY 1, 2", cluster.pk),
    }  # fmt: skip


def rolled(cluster) -> dict[str, list]:
    return {
        "rollups": sorted(Rollup.objects.filter(cluster=cluster).values_list(
            "resolution", "starts_at", "type_name", "expected", "seen", "in_service", "allocated", "stranded",
            "measured", "measured_allocated", "active"), key=str),
        "devices": sorted(DeviceRollup.objects.filter(device__cluster=cluster).values_list(
            "device__uid", "resolution", "starts_at", "samples", "slots", "mean_permille", "p95_permille",
            "most_permille", "energy_j"), key=str),
    }  # fmt: skip


__all__ = ["AT", "UTC", "after", "event", "give", "job", "make_site", "node", "results", "rolled", "rows", "run",
           "sample", "standing", "statements"]  # fmt: skip
