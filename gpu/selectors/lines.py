"""What stands where now: one line for each type of GPU in each server. Every figure is a sum of these lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, Sum, When

from gpu.models import Device, NodeGpus, Outage
from gpu.selectors.sites import Site, measured_since
from gpu.selectors.slices import MILLI, milli_of

__all__ = ["MILLI", "GpuLine", "gpu_lines"]


@dataclass(frozen=True, slots=True)
class GpuLine:
    """One type of GPU in one server. `None` is unknown, never zero; `…_milli` are thousandths of GPUs.

    `installed`, `allocated`, `stranded` and `working` are as the site counts: of a type that is a slice, slices, of
    which a card has `parts`. In thousandths a slice is its part of a card.
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
    measured_milli: int
    active_milli: int | None
    held_milli: int | None
    parts: int | None = None

    def milli(self, count: int) -> int:
        """Thousandths of GPUs that so many of this type are."""
        return milli_of(count, self.parts)

    @property
    def installed_milli(self) -> int:
        """Thousandths of GPUs that stand there."""
        return self.milli(self.installed)

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
    "type_name", "gpu_model_id", "gpu_model__code", "gpu_model__name", "gpu_model__parts", "installed", "allocated",
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
    return [_line(by_id[row[0]], row, samples.get(row[1], ()), causes, is_only=types[row[1]] == 1) for row in rows]


@dataclass(slots=True)
class _Group:
    """GPUs of one model in one server with a sample in the monitor's newest round, and their active thousandths.

    `pieces` is the number of slices with a sample on the card of each, 1 where they are whole cards.
    """

    model_id: int | None
    parent_id: int | None
    parts: int | None
    pieces: int
    count: int = 0
    active: int = 0

    def of(self, model_id: int | None, parts: int | None, *, is_only: bool) -> tuple[int, int]:
        """Thousandths measured and active of a type that is `parts` of a card, in GPUs of that type.

        A server of one type has all its samples, whatever the monitor calls the model: slices of a card that it calls
        by the name of the whole card share it, and a card measured whole stands for all of its slices.
        """
        if self.model_id == model_id and parts:
            return MILLI * self.count, self.active
        if self.model_id == model_id or is_only or (self.parent_id is not None and self.parent_id == model_id):
            of_card, pieces = parts or 1, self.parts or self.pieces
            return MILLI * self.count * of_card // pieces, self.active * of_card // pieces
        return 0, 0


def _samples(sites: Sequence[Site]) -> dict[int, list[_Group]]:
    """By server."""
    current = Q(pk__in=[])
    for site in sites:
        since = measured_since(site)
        if since is not None:
            current |= Q(cluster=site.cluster.pk, observed_at__gte=since)
    rows = (
        Device.objects.filter(current, active_permille__isnull=False)
        .order_by()
        .annotate(card=Case(When(mig_profile="", then=None), default=F("index")))
        .values_list("node_id", "card", "gpu_model_id", "gpu_model__parent_id", "gpu_model__parts")
        .annotate(measured=Count("id"), active=Sum("active_permille"))
    )
    return _grouped(list(rows))


def _grouped(rows: Sequence[tuple[Any, ...]]) -> dict[int, list[_Group]]:
    """Add up the cards that count alike; a slice of which nobody tells the card counts as a whole one."""
    pieces: dict[tuple[int, int], int] = {}
    for node, card, *_model, count, _active in rows:
        pieces[node, card] = pieces.get((node, card), 0) + count
    groups: dict[tuple[Any, ...], _Group] = {}
    for node, card, model_id, parent_id, parts, count, active in rows:
        like = (model_id, parent_id, parts, 1 if card is None else pieces[node, card])
        group = groups.setdefault((node, *like), _Group(*like))
        group.count += count
        group.active += active
    found: dict[int, list[_Group]] = {}
    for (node, *_key), group in groups.items():
        found.setdefault(node, []).append(group)
    return found


def _line(
    site: Site, row: tuple[Any, ...], groups: Sequence[_Group], causes: dict[int, str], *, is_only: bool
) -> GpuLine:
    (_cluster, node_id, node, name, state, reason, in_service, unlisted_at, island, partitions, observed_at, cpus,
     cpus_used, type_name, model_id, code, model_name, parts, installed, allocated) = row  # fmt: skip
    measured, active = _sampled(groups, model_id, parts, installed, is_only=is_only)
    return GpuLine(
        site=site,
        node=node,
        node_name=name,
        state=state,
        reason=reason if site.is_told else "",
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
        measured_milli=round(measured / (parts or 1)),
        active_milli=round(active / (parts or 1)) if measured else None,
        held_milli=_held(round(measured / (parts or 1)), installed, allocated),
        parts=parts,
    )


def _sampled(
    groups: Sequence[_Group], model_id: int | None, parts: int | None, installed: int, *, is_only: bool
) -> tuple[int, int]:
    """Thousandths of GPUs measured and active; more samples than GPUs are slices: their mean stands for each GPU."""
    found = [group.of(model_id, parts, is_only=is_only) for group in groups]
    measured, active = sum(one[0] for one in found), sum(one[1] for one in found)
    most = MILLI * installed
    return (most, round(active * most / measured)) if measured > most else (measured, active)


def _held(measured: int, installed: int, allocated: int | None) -> int | None:
    """Thousandths of the measured GPUs that jobs hold."""
    return None if not measured or allocated is None else round(allocated * measured / installed)


def _stranded(
    installed: int, allocated: int | None, cpus: int | None, cpus_used: int | None, *, is_usable: bool
) -> int | None:
    """Free GPUs that no job can get, for the server has no free processor."""
    if allocated is None or cpus is None or cpus_used is None:
        return None
    return installed - allocated if is_usable and 0 < cpus <= cpus_used else 0
