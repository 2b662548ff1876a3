"""What stands where now: one line for each type of GPU in each server. Every figure is a sum of these lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from gpu.models import Device, NodeGpus, Outage
from gpu.selectors.sites import Site, measured_since

MILLI = 1000


@dataclass(frozen=True, slots=True)
class GpuLine:
    """One type of GPU in one server. `None` is unknown, never zero; `…_milli` are thousandths of GPUs.

    `active_milli` covers the `measured` GPUs alone, `held_milli` is how many of those jobs hold: exact where all GPUs
    are measured or all or none are held, else in proportion.
    """

    site: Site
    node: UUID
    node_name: str
    state: str
    reason: str
    cause: str
    in_service: bool | None
    is_listed: bool
    island: str
    partitions: tuple[str, ...]
    observed_at: datetime
    type_name: str
    model_id: int | None
    model: str
    model_name: str
    installed: int
    allocated: int | None
    stranded: int | None
    measured: int
    active_milli: int | None
    held_milli: int | None

    @property
    def working(self) -> int | None:
        """GPUs in service; None when the site does not say."""
        if not self.is_listed:
            return 0
        return None if self.in_service is None else self.installed * self.in_service

    @property
    def idle_milli(self) -> int | None:
        """Held and not computing, of those measured."""
        if self.active_milli is None or self.held_milli is None:
            return None
        return self.held_milli - self.active_milli


_FIELDS = (
    "node__cluster_id", "node_id", "node__uuid", "node__name", "node__state", "node__reason", "node__in_service",
    "node__unlisted_at", "node__island", "node__partitions", "node__observed_at", "node__cpus", "node__cpus_allocated",
    "type_name", "gpu_model_id", "gpu_model__code", "gpu_model__name", "installed", "allocated",
)  # fmt: skip


def gpu_lines(sites: Sequence[Site]) -> list[GpuLine]:
    """The lines of these sites, lost ones included; retired servers are left out. Three queries."""
    by_id = {site.cluster.pk: site for site in sites}
    rows = list(
        NodeGpus.objects.filter(node__cluster__in=list(by_id), node__retired_at=None)
        .order_by("node__cluster_id", "node__name", "type_name")
        .values_list(*_FIELDS)
    )
    types: dict[int, int] = {}
    for row in rows:
        types[row[1]] = types.get(row[1], 0) + 1
    samples = _samples(sites)
    causes = dict(Outage.objects.filter(cluster__in=list(by_id), ended_at=None).values_list("node_id", "cause"))
    return [_line(by_id[row[0]], row, samples, causes, is_only=types[row[1]] == 1) for row in rows]


@dataclass(frozen=True, slots=True)
class _Samples:
    """GPUs with a sample in the monitor's newest round and their active thousandths, by server, and by model in it."""

    by_node: dict[int, tuple[int, int]]
    by_model: dict[tuple[int, int | None], tuple[int, int]]

    def of(self, node_id: int, model_id: int | None, *, is_only: bool) -> tuple[int, int]:
        """Those of one type; a server of one type has all its samples, whatever the monitor calls the model."""
        if is_only:
            return self.by_node.get(node_id, (0, 0))
        return self.by_model.get((node_id, model_id), (0, 0))


def _samples(sites: Sequence[Site]) -> _Samples:
    current = Q(pk__in=[])
    for site in sites:
        since = measured_since(site)
        if since is not None:
            current |= Q(cluster=site.cluster.pk, observed_at__gte=since)
    rows = (
        Device.objects.filter(current, active_permille__isnull=False)
        .order_by()
        .values_list("node_id", "gpu_model_id")
        .annotate(measured=Count("id"), active=Sum("active_permille"))
    )
    found = _Samples({}, {})
    for node, model, measured, active in rows:
        found.by_model[node, model] = (measured, active)
        before = found.by_node.get(node, (0, 0))
        found.by_node[node] = (before[0] + measured, before[1] + active)
    return found


def _line(site: Site, row: tuple[Any, ...], samples: _Samples, causes: dict[int, str], *, is_only: bool) -> GpuLine:
    (_cluster, node_id, node, name, state, reason, in_service, unlisted_at, island, partitions, observed_at, cpus,
     cpus_used, type_name, model_id, code, model_name, installed, allocated) = row  # fmt: skip
    count, active = _fit(*samples.of(node_id, model_id, is_only=is_only), installed)
    return GpuLine(
        site=site,
        node=node,
        node_name=name,
        state=state,
        reason=reason,
        cause=causes.get(node_id, ""),
        in_service=in_service,
        is_listed=unlisted_at is None,
        island=island,
        partitions=tuple(partitions),
        observed_at=observed_at,
        type_name=type_name,
        model_id=model_id,
        model=code or "",
        model_name=model_name or "",
        installed=installed,
        allocated=allocated,
        stranded=_stranded(installed, allocated, cpus, cpus_used, is_usable=bool(in_service) and unlisted_at is None),
        measured=count,
        active_milli=active if count else None,
        held_milli=_held(count, installed, allocated),
    )


def _fit(count: int, active: int, installed: int) -> tuple[int, int]:
    """More samples than GPUs are slices of them: their mean stands for each GPU."""
    return (installed, round(active * installed / count)) if count > installed else (count, active)


def _held(measured: int, installed: int, allocated: int | None) -> int | None:
    if not measured or allocated is None:
        return None
    return round(MILLI * allocated * measured / installed)


def _stranded(
    installed: int, allocated: int | None, cpus: int | None, cpus_used: int | None, *, is_usable: bool
) -> int | None:
    """Free GPUs that no job can get, for the server has no free processor."""
    if allocated is None or cpus is None or cpus_used is None:
        return None
    return installed - allocated if is_usable and cpus_used >= cpus else 0
