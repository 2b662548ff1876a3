"""The numbers of now: installed, in service, allocated, active, idle-held and stranded GPUs, and who is not in them.

A late or stale site stays in a total with its last value and is named with its age; a lost site, and one that never
reported, is left out and named. What a site does not say is `None`, never zero.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gpu.models import Cluster
from gpu.selectors.lines import MILLI, GpuLine, gpu_lines
from gpu.selectors.sites import NOBODY, Site, sites_of
from gpu.selectors.slices import gpus_of

INSTALLED, IN_SERVICE, ALLOCATED, ACTIVE, IDLE, STRANDED = STATES = (
    "installed", "in_service", "allocated", "active", "idle_held", "stranded",
)  # fmt: skip
LABELS = {
    INSTALLED: _("설치"),
    IN_SERVICE: _("운영"),
    ALLOCATED: _("할당"),
    ACTIVE: _("활성"),
    IDLE: _("유휴보유"),
    STRANDED: _("CPU가 없어 못 씀"),
}
#: Known only where a monitor measures.
MEASURED = frozenset({ACTIVE, IDLE})


def value_of(line: GpuLine, state: str) -> int | None:
    """Thousandths of GPUs of one line in a state; None when unknown. On a server no longer listed nothing runs."""
    if state == INSTALLED:
        return line.installed_milli
    if not line.is_listed:
        return None if state in MEASURED else 0
    if state == ACTIVE:
        return line.active_milli
    if state == IDLE:
        return line.idle_milli
    count = {IN_SERVICE: line.working, ALLOCATED: line.allocated, STRANDED: line.stranded}[state]
    return None if count is None else line.milli(count)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: thousandths of GPUs, or None. `of_gpus` installed GPUs stand in the sites in question, `known_gpus`
    of them are those it is known of; `as_of` is the oldest value in it."""

    state: str
    milli: int | None
    known_gpus: Decimal | int
    of_gpus: Decimal | int
    sites: int
    of_sites: int
    as_of: datetime | None
    without: tuple[str, ...] = ()
    """Names of the sites in the total that do not say it."""

    @property
    def gpus(self) -> Decimal | int | None:
        """GPUs: whole where whole ones are counted, with a decimal where slices are, or where they are measured."""
        if self.milli is None:
            return None
        if self.state not in MEASURED:
            return gpus_of(self.milli)
        return (Decimal(self.milli) / MILLI).quantize(Decimal("0.1"))

    @property
    def is_partial(self) -> bool:
        """It is known of some GPUs only."""
        return self.milli is not None and self.known_gpus < self.of_gpus


@dataclass(frozen=True, slots=True)
class Ratio:
    """One number over another, from the lines alone that know both. `gpus` stand in those lines."""

    part: int
    whole: int
    gpus: Decimal | int

    @property
    def percent(self) -> Decimal | None:
        """In hundredths, to a decimal; None without a base."""
        return (Decimal(100 * self.part) / self.whole).quantize(Decimal("0.1")) if self.whole else None


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of some lines: of a site, a model, a zone, or all."""

    key: Any
    label: str
    figures: dict[str, Figure]
    ratios: dict[str, Ratio]
    causes: tuple[tuple[str, Decimal | int], ...]
    """GPUs out of service by cause; "" where none is recorded."""
    sites: tuple[Site, ...] = ()
    model_id: int | None = None

    def __getitem__(self, state: str) -> Figure:
        return self.figures[state]

    @property
    def state_labels(self) -> tuple[tuple[str, str | Promise], ...]:
        """The states with their names."""
        return tuple(LABELS.items())

    @property
    def out_of_service(self) -> Decimal | int | None:
        """GPUs known to be out of service; None where nothing is known."""
        if self.figures[IN_SERVICE].milli is None:
            return None
        return sum(count for _cause, count in self.causes)

    @property
    def is_old(self) -> bool:
        """Some site in it gives an old value."""
        return any(site.inventory.is_old for site in self.sites)

    @property
    def site(self) -> Site:
        """The only site of it."""
        return self.sites[0]


@dataclass(frozen=True, slots=True)
class NationalFigures:
    """All figures of a moment over some sites, and which sites are how."""

    at: datetime
    sites: tuple[Site, ...]
    total: Tally
    by_model: tuple[Tally, ...]
    by_site: tuple[Tally, ...]
    by_site_model: tuple[Tally, ...]
    by_zone: tuple[Tally, ...]
    by_owner: tuple[Tally, ...]
    lines: tuple[GpuLine, ...] = field(repr=False, default=())

    @property
    def counted(self) -> tuple[Site, ...]:
        """Sites in the totals."""
        return tuple(site for site in self.sites if site.is_counted)

    @property
    def left_out(self) -> tuple[Site, ...]:
        """Sites not in any total: lost, or never heard of."""
        return tuple(site for site in self.sites if not site.is_counted)

    @property
    def old(self) -> tuple[Tally, ...]:
        """Sites in the totals with an old value: each with its figures."""
        return tuple(tally for tally in self.by_site if tally.is_old)

    @property
    def old_telemetry(self) -> tuple[Site, ...]:
        """Sites whose servers are fresh and whose monitor is not."""
        return tuple(site for site in self.counted if site.telemetry.is_old and not site.inventory.is_old)

    @property
    def is_demo(self) -> bool:
        """A made-up site is among them."""
        return any(site.cluster.is_demo for site in self.sites)


def national(user: Any, *, at: datetime) -> NationalFigures:
    """The figures over all sites that this person sees. Six queries."""
    return figures_of(sites_of(Cluster.objects.visible_to(user), at=at, told_to=user), at=at)


def of_site(cluster: Cluster, *, at: datetime, told_to: Any = NOBODY) -> NationalFigures:
    """The figures of one site, its values kept even when it is lost: its own page shows them with their age."""
    return figures_of(sites_of(Cluster.objects.filter(pk=cluster.pk), at=at, told_to=told_to), at=at, keeps_lost=True)


def figures_of(sites: Sequence[Site], *, at: datetime, keeps_lost: bool = False) -> NationalFigures:
    """The figures over these sites; lost ones are in them only where told. Three queries."""
    lines = gpu_lines(sites)
    kept = [site for site in sites if site.is_counted or (keeps_lost and site.inventory.observed_at is not None)]
    included = {site.cluster.pk for site in kept}
    counted = [line for line in lines if line.site.cluster.pk in included]
    return NationalFigures(
        at=at,
        sites=tuple(sites),
        total=tally(counted, kept, key="all", label=""),
        by_model=_by(counted, kept, lambda line: line.model or line.type_name, _model_label),
        by_site=_by(counted, kept, lambda line: line.site.cluster.pk, lambda line: line.site.name),
        by_site_model=_by(
            counted, kept, lambda line: (line.site.cluster.pk, line.model or line.type_name), _model_label
        ),
        by_zone=_by(counted, kept, lambda line: line.site.cluster.zone_id, _zone_label),
        by_owner=_by(counted, kept, lambda line: line.site.cluster.owner_id, lambda line: line.site.cluster.owner.name),
        lines=tuple(lines),
    )


def _model_label(line: GpuLine) -> str:
    return line.model_name or line.type_name.upper()


def _zone_label(line: GpuLine) -> str:
    zone = line.site.cluster.zone
    return zone.name if zone else ""


def _by(
    lines: Iterable[GpuLine], sites: Sequence[Site], key: Callable[[GpuLine], Hashable], label: Callable[[GpuLine], str]
) -> tuple[Tally, ...]:
    """One tally a key, in the order in which sites and their lines come."""
    groups: dict[Hashable, list[GpuLine]] = {}
    order = {site.cluster.pk: position for position, site in enumerate(sites)}
    for line in sorted(lines, key=lambda line: order[line.site.cluster.pk]):
        groups.setdefault(key(line), []).append(line)
    return tuple(tally(group, _sites_in(group), key=name, label=label(group[0])) for name, group in groups.items())


def _sites_in(lines: Iterable[GpuLine]) -> list[Site]:
    return list({line.site.cluster.pk: line.site for line in lines}.values())


def tally(lines: Sequence[GpuLine], sites: Sequence[Site], *, key: Any, label: str) -> Tally:
    """The figures of these lines, which belong to these sites."""
    values = {state: [value_of(line, state) for line in lines] for state in STATES}
    causes: dict[str, int] = {}
    for line in lines:
        if line.is_listed and line.in_service is False:
            causes[line.cause] = causes.get(line.cause, 0) + line.installed_milli
    models = {line.model_id for line in lines}
    return Tally(
        key=key,
        label=label,
        figures={state: _figure(state, lines, values[state], sites) for state in STATES},
        ratios={
            IN_SERVICE: _ratio(lines, values[IN_SERVICE], values[INSTALLED]),
            ALLOCATED: _ratio(lines, values[ALLOCATED], values[IN_SERVICE]),
            ACTIVE: _ratio(lines, values[ACTIVE], [line.held_milli for line in lines]),
        },
        causes=tuple(
            (cause, gpus_of(milli)) for cause, milli in sorted(causes.items(), key=lambda item: (-item[1], item[0]))
        ),
        sites=tuple(sites),
        model_id=models.pop() if len(models) == 1 else None,
    )


def _figure(state: str, lines: Sequence[GpuLine], values: Sequence[int | None], sites: Sequence[Site]) -> Figure:
    """The sum of what is known. A measured value is known of the GPUs with samples alone."""
    known = [(line, value) for line, value in zip(lines, values, strict=True) if value is not None]
    covered = [line.measured_milli if state in MEASURED else line.installed_milli for line, _value in known]
    knowing = {line.site.cluster.pk for line, _value in known}
    stream = "telemetry" if state in MEASURED else "inventory"
    moments = [
        observed
        for site in sites
        if site.cluster.pk in knowing and (observed := site.standing(stream).observed_at) is not None
    ]
    return Figure(
        state=state,
        milli=sum(value for _line, value in known) if known else None,
        known_gpus=gpus_of(sum(covered)),
        of_gpus=gpus_of(sum(line.installed_milli for line in lines)),
        sites=len(knowing),
        of_sites=len(sites),
        as_of=min(moments, default=None),
        without=tuple(site.name for site in sites if site.cluster.pk not in knowing),
    )


def _ratio(lines: Sequence[GpuLine], parts: Sequence[int | None], wholes: Sequence[int | None]) -> Ratio:
    both = [
        (line, part, whole)
        for line, part, whole in zip(lines, parts, wholes, strict=True)
        if part is not None and whole is not None
    ]
    return Ratio(
        part=sum(part for _line, part, _whole in both),
        whole=sum(whole for _line, _part, whole in both),
        gpus=gpus_of(sum(line.installed_milli for line, _part, _whole in both)),
    )
