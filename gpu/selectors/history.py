"""What was, from minutes to years: sums of the rollups, with the coverage of each point. A gap stays a gap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from axportal.core import clock
from gpu.models import Cluster, NodeGpus, Rollup
from gpu.models.telemetry import BUCKET, DAY, FINE_KEPT, HOUR
from gpu.selectors.rates import BOTH, MEASURED, SEEN

MOST = 300
"""Points of a history."""


@dataclass(frozen=True, slots=True)
class Point:
    """One span of time of a history, in GPU-seconds of what was seen alone; None is unknown, never zero.

    `seen` of `expected` GPU-seconds were seen; the other sums take a site's span only where at
    least half of it was seen, from `sites` sites. Each part comes with the base that was known at the same time.
    """

    starts_at: datetime
    seconds: int
    sites: int = 0
    expected: int | None = None
    seen: int | None = None
    well_seen: int | None = None
    seen_where_in_service: int | None = None
    in_service: int | None = None
    allocated: int | None = None
    in_service_where_allocated: int | None = None
    held: int | None = None
    active: int | None = None

    @property
    def coverage(self) -> Decimal | None:
        """Seen of expected, in hundredths; None where nothing was expected."""
        return _percent(self.seen, self.expected)

    @property
    def operating(self) -> Decimal | None:
        """CMP-02 in hundredths."""
        return _percent(self.in_service, self.seen_where_in_service)

    @property
    def allocation(self) -> Decimal | None:
        """CMP-03 in hundredths."""
        return _percent(self.allocated, self.in_service_where_allocated)

    @property
    def activity(self) -> Decimal | None:
        """CMP-04 in hundredths."""
        return _percent(self.active, self.held)

    @property
    def idle_hours(self) -> Decimal | None:
        """CMP-05 in GPU-hours."""
        if self.held is None or self.active is None:
            return None
        return (Decimal(self.held - self.active) / 3600).quantize(Decimal("0.1"))

    @property
    def allocated_hours(self) -> Decimal | None:
        """GPU-hours held by jobs, of what was seen."""
        return None if self.allocated is None else (Decimal(self.allocated) / 3600).quantize(Decimal("0.1"))

    @property
    def is_gap(self) -> bool:
        """Less than half of it was seen: hatched, and in no average."""
        return self.well_seen is None


@dataclass(frozen=True, slots=True)
class History:
    """The points of a span, each of `seconds`, from `resolution` seconds of what is kept."""

    since: datetime
    until: datetime
    resolution: int
    seconds: int
    points: tuple[Point, ...] = field(repr=False)

    @property
    def newest(self) -> tuple[Point, ...]:
        """The points from the newest back."""
        return self.points[::-1]


def step_of(span: timedelta, *, age: timedelta = timedelta(0)) -> tuple[int, int]:
    """Which rollups a span is read from, and how many seconds a point has: at most `MOST` points.

    `age` is how long ago the span began: five minutes are kept for some time alone.
    """
    seconds = span.total_seconds()
    for resolution in (BUCKET, HOUR) if age <= FINE_KEPT else (HOUR,):
        if seconds <= resolution * MOST:
            return resolution, resolution
    days = -(-int(seconds) // DAY)
    return DAY, DAY * -(-days // MOST)


def history(
    clusters: Iterable[Cluster],
    *,
    since: datetime,
    until: datetime,
    at: datetime | None = None,
    model_id: int | None = None,
) -> History:
    """The history of these sites together; one query whatever the span, one more for a model.

    `at` is now, for spans that end before it.
    """
    resolution, seconds = step_of(until - since, age=(at or until) - since)
    first = _floor(since, resolution)
    rows = _rows([cluster.pk for cluster in clusters], resolution, first, until, model_id)
    return History(since, until, resolution, seconds, tuple(_points(rows, resolution, seconds, first, until)))


def _floor(moment: datetime, resolution: int) -> datetime:
    """The beginning of the bucket; a day begins at midnight in Korea."""
    local = moment.astimezone(clock.SEOUL)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((local - midnight).total_seconds())
    return (midnight + timedelta(seconds=passed // resolution * resolution)).astimezone(moment.tzinfo)


_SUMS = (
    "expected",
    "seen",
    "well_seen",
    "seen_where_in_service",
    "in_service",
    "allocated",
    "in_service_where_allocated",
    "held",
    "active",
)


def _rows(
    ids: Sequence[int], resolution: int, first: datetime, until: datetime, model_id: int | None
) -> dict[datetime, list[Any]]:
    """By bucket: how many sites, then the sums in the order of `_SUMS`."""
    chosen = Rollup.objects.filter(cluster__in=ids, resolution=resolution, starts_at__gte=first, starts_at__lt=until)
    if model_id is not None:
        chosen = chosen.filter(_types(ids, model_id))
    rows = (
        chosen.order_by()
        .values_list("starts_at", "cluster_id")
        .annotate(
            s_expected=Sum("expected"),
            s_seen=Sum("seen"),
            s_installed=Sum("seen", filter=SEEN),
            s_base=Sum("seen", filter=SEEN & Q(in_service__isnull=False)),
            s_working=Sum("in_service", filter=SEEN),
            s_allocated=Sum("allocated", filter=SEEN & BOTH),
            s_working_base=Sum("in_service", filter=SEEN & BOTH),
            s_held=Sum("measured_allocated", filter=SEEN & MEASURED),
            s_active=Sum("active", filter=SEEN & MEASURED),
        )
    )
    found: dict[datetime, list[Any]] = {}
    for starts_at, _cluster, *sums in rows:
        _add(found.setdefault(starts_at, [0, *[None] * len(_SUMS)]), [int(sums[2] is not None), *sums])
    return found


def _types(ids: Sequence[int], model_id: int) -> Q:
    """The types by which the sites call a model."""
    called = NodeGpus.objects.filter(node__cluster__in=ids, gpu_model=model_id).values_list(
        "node__cluster_id", "type_name"
    )
    wanted = Q(pk__in=[])
    for cluster, type_name in called.distinct():
        wanted |= Q(cluster=cluster, type_name=type_name)
    return wanted


def _add(total: list[Any], row: Sequence[Any]) -> None:
    for position, value in enumerate(row):
        if value is not None:
            total[position] = (total[position] or 0) + value


def _points(
    rows: dict[datetime, list[Any]], resolution: int, seconds: int, first: datetime, until: datetime
) -> Iterator[Point]:
    """Every point of the span, also those of which nothing was seen."""
    starts_at = first
    while starts_at < until:
        total: list[Any] = [0, *[None] * len(_SUMS)]
        for part in range(seconds // resolution):
            row = rows.get(starts_at + timedelta(seconds=part * resolution))
            if row is not None:
                _merge(total, row)
        yield Point(starts_at, seconds, total[0], *total[1:])
        starts_at += timedelta(seconds=seconds)


def _merge(total: list[Any], row: Sequence[Any]) -> None:
    """Add a finer bucket: sums add up, of the sites the most count."""
    sites = max(total[0], row[0])
    _add(total, row)
    total[0] = sites


def _percent(part: int | None, whole: int | None) -> Decimal | None:
    if part is None or not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"))
