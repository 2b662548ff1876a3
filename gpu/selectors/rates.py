"""Rates over a period, by the formulas of the indicators CMP-02 to CMP-07, each with its base.

A rate takes a site's span of time only where the site has both values for it, and where more than half of it was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    Sum,
)
from django.db.models.functions import Extract

from gpu.models import Attempt, Rollup, UsageHour
from gpu.models.streams import Stream
from gpu.models.telemetry import DAY, HOUR
from gpu.selectors.sites import Site
from gpu.selectors.slices import folded_type, per_card, slices

SEEN = Q(seen__gt=0, expected__lte=F("seen") * 2)
"""Rows of which at least half was seen; less is shown hatched and not averaged in."""
MEASURED = Q(seen__lte=F("measured") * 2, measured_allocated__isnull=False, active__isnull=False)
BOTH = Q(in_service__isnull=False, allocated__isnull=False)
#: Up to this span by hours, beyond by days.
BY_HOURS = timedelta(days=8)


class Quantiles(Aggregate):
    """Median and 90th percentile of an expression."""

    function = "percentile_cont"
    template = "%(function)s(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def convert_value(self, value: list[float] | None, expression: object, connection: object) -> list[float] | None:
        """The two numbers as PostgreSQL gives them."""
        return value


@dataclass(frozen=True, slots=True)
class Rate:
    """GPU-seconds over GPU-seconds; both None where no site has both. `sites` of `of_sites` are in it."""

    code: str
    part: int | None
    whole: int | None
    sites: int
    of_sites: int
    without: tuple[str, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        """In hundredths, to a decimal; None without a base."""
        if self.part is None or not self.whole:
            return None
        return (Decimal(100 * self.part) / self.whole).quantize(Decimal("0.1"))

    @property
    def gpu_hours(self) -> Decimal | None:
        """The part in GPU-hours, to a decimal."""
        return None if self.part is None else (Decimal(self.part) / 3600).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Waits:
    """CMP-07 in hours: of the runs that began in the period, where the site says when they were submitted."""

    median: Decimal | None
    p90: Decimal | None
    runs: int
    sites: int
    of_sites: int


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of a period."""

    since: datetime
    until: datetime
    operating: Rate
    allocation: Rate
    activity: Rate
    idle_held: Rate
    sharing: Rate
    waits: Waits

    @property
    def listed(self) -> tuple[Rate, ...]:
        """Those in per cent, in the order of their codes."""
        return (self.operating, self.allocation, self.activity, self.sharing)


def rates(sites: Sequence[Site], *, since: datetime, until: datetime) -> Rates:
    """The rates of these sites over a period of whole hours. Three queries, four for a period read by days."""
    ids = [site.cluster.pk for site in sites]
    by_hours = until - since <= BY_HOURS
    sums = _sums(ids, since, until, HOUR if by_hours else DAY)
    hours = sums if by_hours else _sums(ids, since, until, HOUR)

    def rate(code: str, part: str, whole: str) -> Rate:
        pairs = {pk: (row[part], row[whole]) for pk, row in sums.items() if row[part] is not None and row[whole]}
        return _rate(code, sites, pairs)

    idle = {pk: (row["held"] - row["active"], row["held"]) for pk, row in sums.items() if row["held"] is not None}
    return Rates(
        since=since,
        until=until,
        operating=rate("CMP-02", "working", "seen"),
        allocation=rate("CMP-03", "allocated", "working_where_allocated"),
        activity=rate("CMP-04", "active", "held"),
        idle_held=_rate("CMP-05", sites, idle),
        sharing=_rate("CMP-06", sites, _shared(sites, hours, since, until)),
        waits=_waits(sites, since, until),
    )


def last_hours(at: datetime, hours: int = 24) -> tuple[datetime, datetime]:
    """The last whole hours before an instant."""
    until = at.replace(minute=0, second=0, microsecond=0)
    return until - timedelta(hours=hours), until


def _rate(code: str, sites: Sequence[Site], pairs: dict[int, tuple[int, int]]) -> Rate:
    return Rate(
        code=code,
        part=sum(part for part, _whole in pairs.values()) if pairs else None,
        whole=sum(whole for _part, whole in pairs.values()) if pairs else None,
        sites=len(pairs),
        of_sites=len(sites),
        without=tuple(site.name for site in sites if site.cluster.pk not in pairs),
    )


def _sums(ids: list[int], since: datetime, until: datetime, resolution: int) -> dict[int, dict[str, Any]]:
    rows = (
        Rollup.objects.filter(SEEN, cluster__in=ids, resolution=resolution, starts_at__gte=since, starts_at__lt=until)
        .order_by()
        .values("cluster_id")
        .annotate(
            seen_where_working=Sum("seen", filter=Q(in_service__isnull=False)),
            working=Sum("in_service"),
            sum_allocated=Sum("allocated", filter=BOTH),
            working_where_allocated=Sum("in_service", filter=BOTH),
            held=Sum("measured_allocated", filter=MEASURED),
            sum_active=Sum("active", filter=MEASURED),
        )
    )
    return {
        row["cluster_id"]: {
            "seen": row["seen_where_working"],
            "working": row["working"],
            "allocated": row["sum_allocated"],
            "working_where_allocated": row["working_where_allocated"],
            "held": row["held"],
            "active": row["sum_active"],
        }
        for row in rows
    }


def _shared(
    sites: Sequence[Site], hours: dict[int, dict[str, Any]], since: datetime, until: datetime
) -> dict[int, tuple[int, int]]:
    """GPU-seconds of other bodies than the site's own; only sites whose use is known to the period's end.

    The accounting also knows of hours in which the servers were not seen: only hours of the base count.
    """
    others = ~Q(account__organisation=F("cluster__owner")) & Q(account__organisation__isnull=False)
    base = Rollup.objects.filter(
        SEEN, cluster=OuterRef("cluster"), resolution=HOUR, starts_at=OuterRef("hour"), in_service__isnull=False
    )
    used = dict(
        UsageHour.objects.filter(cluster__in=[site.cluster.pk for site in sites], hour__gte=since, hour__lt=until)
        .filter(Exists(base))
        .annotate(folded_type=folded_type())
        .order_by()
        .values("cluster_id")
        .annotate(others=Sum(per_card("gpu_seconds", slices()), filter=others))
        .values_list("cluster_id", "others")
    )
    found = {}
    for site in sites:
        told, working = site.standing(Stream.USAGE).observed_at, hours.get(site.cluster.pk, {}).get("working")
        if working and told is not None and told >= until:
            found[site.cluster.pk] = (round(used.get(site.cluster.pk) or 0), working)
    return found


def _waits(sites: Sequence[Site], since: datetime, until: datetime) -> Waits:
    waited = ExpressionWrapper(F("started_at") - F("submitted_at"), output_field=DurationField())
    found = (
        Attempt.objects.filter(
            cluster__in=[site.cluster.pk for site in sites],
            started_at__gte=since,
            started_at__lt=until,
            submitted_at__isnull=False,
        )
        .annotate(waited=Extract(waited, "epoch"))
        .aggregate(found=Quantiles("waited"), runs=Count("id"), sites=Count("cluster", distinct=True))
    )
    median, p90 = (_hours(seconds) for seconds in found["found"] or (None, None))
    return Waits(median=median, p90=p90, runs=found["runs"], sites=found["sites"], of_sites=len(sites))


def _hours(seconds: float | None) -> Decimal | None:
    return None if seconds is None else (Decimal(str(max(seconds, 0))) / 3600).quantize(Decimal("0.01"))
