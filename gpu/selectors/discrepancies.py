"""What two accounts of the same thing say: the register and the sites, the queue and the accounting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from gpu.models import Attempt, Cluster, Discrepancy, GpuPool, Job, NodeGpus, StreamState, UsageHour
from gpu.models.streams import Stream

MOST_ROWS = 200
"""Rows that a discrepancy shows; more would be read by nobody."""


#: The columns of rows that differ, in their order; what else a row has is for programs.
COLUMNS = {
    "account": _("계정"),
    "job": _("작업"),
    "from": _("대장에 있는 곳"),
    "to": _("보고된 곳"),
    "name": _("등록된 묶음"),
    "server": _("서버"),
    "type": _("종류"),
    "gpus": "GPU",
    "started_at": _("시작"),
    "ours": _("포털"),
    "theirs": _("사이트"),
}


def table_of(found: Discrepancy) -> tuple[list[Any], list[list[Any]]]:
    """The rows that differ as a table: its heads, and cells with numbers, times, texts, or None."""
    names = [name for name in COLUMNS if any(name in row for row in found.rows)]
    rows = [[_cell(name, row.get(name)) for name in names] for row in found.rows]
    return [COLUMNS[name] for name in names], rows


def _cell(name: str, value: Any) -> Any:
    if name == "started_at":
        return datetime.fromisoformat(value) if value else None
    return _("계정 없음") if name == "account" and value == "" else value


@dataclass(slots=True)
class Stand:
    """GPUs of one model in one data centre: by the register and by the sites there, with the rows behind both.

    A part of a partitioned GPU counts as that part, so sums are in thousandths of GPUs. `registered` is None where the
    register does not know how many; a model unknown to the register has the sites' own word as its name.
    """

    name: str
    registered: int | None = 0
    reported: int = 0
    pools: list[dict[str, Any]] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Centre:
    """A data centre whose sites have all reported; `cluster_id` is the oldest of them: discrepancies stand there."""

    key: str
    name: str
    owner_id: int
    cluster_id: int
    stands: dict[str, Stand] = field(default_factory=dict)

    def stand(self, code: str, name: str = "") -> Stand:
        """The stand of a model, an empty one where nothing is known."""
        return self.stands.setdefault(code, Stand(name or code))


def centres() -> dict[int, Centre]:
    """What stands in each data centre, by both accounts. Centres with a site that never reported are left out.

    Three queries for any number of centres.
    """
    found: dict[int, Centre] = {}
    silent: set[int] = set()
    inventory = StreamState.objects.filter(cluster=OuterRef("pk"), stream=Stream.INVENTORY, observed_at__isnull=False)
    clusters = Cluster.objects.filter(stopped_at=None).annotate(has_reported=Exists(inventory))
    for cluster in clusters.select_related("data_centre").order_by("pk"):
        centre = cluster.data_centre
        if not cluster.has_reported:
            silent.add(centre.pk)
        key = centre.key or str(centre.uuid)
        found.setdefault(centre.pk, Centre(key, centre.name_ko, centre.owner_id, cluster.pk))
    found = {pk: centre for pk, centre in found.items() if pk not in silent}
    _add_registered(found)
    _add_reported(found)
    return found


def _add_registered(found: dict[int, Centre]) -> None:
    """What the register says. Sources that contradict each other, or give no number, say that GPUs are there alone."""
    pools = GpuPool.objects.filter(
        data_centre__in=found,
        publication=GpuPool.Publication.PUBLISHED,
        owner=F("data_centre__owner"),  # what others say of a centre is no register of its keeper
    )
    for pool in pools.select_related("gpu_model").order_by("pk"):
        if pool.gpu_model is None:
            continue
        stand = found[pool.data_centre_id].stand(pool.gpu_model.code, pool.gpu_model.name)
        stand.pools.append({"pool": str(pool.uuid), "name": pool.name_ko, "gpus": pool.count})
        if pool.count is None or pool.source_group:
            stand.registered = None
        elif stand.registered is not None:
            stand.registered += pool.count * 1000


def _add_reported(found: dict[int, Centre]) -> None:
    """What the sites report: servers that are listed and that nobody has retired."""
    rows = NodeGpus.objects.filter(
        node__cluster__data_centre__in=found,
        node__cluster__stopped_at=None,
        node__retired_at=None,
        node__unlisted_at=None,
    ).values_list(
        "node__cluster__data_centre", "node__name", "type_name", "installed", "gpu_model__code",
        "gpu_model__parts", "gpu_model__parent__code",
    )  # fmt: skip
    reported: dict[tuple[str, int], Fraction] = {}  # thousandths of many servers would not add up once rounded
    for centre_id, node, type_name, installed, code, parts, parent in rows.order_by("node__name", "type_name"):
        stand = found[centre_id].stand(parent or code or f"?{type_name}")
        reported[stand.name, centre_id] = reported.get((stand.name, centre_id), Fraction()) + Fraction(
            installed * 1000, parts or 1
        )
        stand.reported = round(reported[stand.name, centre_id])
        stand.nodes.append({"server": node, "type": type_name, "gpus": installed})


def lost_to_the_queue(cluster: Cluster) -> "QuerySet[Attempt, Attempt]":
    """Runs that the accounting still counts and that the queue does not know as running."""
    running = Job.objects.filter(cluster=OuterRef("cluster"), key=OuterRef("job_id"), is_running=True)
    return Attempt.objects.filter(cluster=cluster, ended_at=None, started_at__isnull=False).exclude(Exists(running))


def used_by_account(cluster: Cluster, *, since: datetime, until: datetime) -> dict[str, int]:
    """GPU-seconds by account in these hours, by the portal's own reckoning."""
    rows = UsageHour.objects.filter(cluster=cluster, hour__gte=since, hour__lt=until)
    return dict(rows.order_by().values_list("account__name").annotate(seconds=Sum("gpu_seconds")))


def explained(discrepancies: Iterable[Discrepancy]) -> set[tuple[int, str, str, int | None, int | None]]:
    """Those that somebody has explained with these very figures: they are not opened again."""
    wanted = Q(pk__in=[])
    by_kind: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in discrepancies:
        by_kind[one.cluster_id, one.kind].append(one.key)
    for (cluster_id, kind), keys in by_kind.items():
        wanted |= Q(cluster=cluster_id, kind=kind, key__in=keys)
    rows = Discrepancy.objects.filter(wanted, closed_at__isnull=False).exclude(note="")
    return set(rows.order_by().values_list("cluster_id", "kind", "key", "ours", "theirs"))


def work_list(cluster: Cluster, *, at: datetime, days: int = 30) -> Sequence[Discrepancy]:
    """The open discrepancies of a site, then those closed within these days. For who may see how the site is read."""
    recent = Q(closed_at=None) | Q(closed_at__gt=at - timedelta(days=days))
    rows = list(Discrepancy.objects.filter(recent, cluster=cluster).order_by("-found_at", "-id")[:MOST_ROWS])
    return sorted(rows, key=lambda row: row.closed_at is not None)
