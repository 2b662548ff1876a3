"""Servers out of service: now, and day by day, with the GPU-hours lost and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from axportal.core import clock
from gpu.models import Outage
from gpu.selectors.sites import Site

DAYS = 14


@dataclass(frozen=True, slots=True)
class OutageDay:
    """One site on one day: GPU-seconds lost to reported outages, most first by cause."""

    day: date
    causes: tuple[tuple[str, int], ...]

    @property
    def gpu_hours(self) -> Decimal:
        """GPU-hours lost, to a decimal."""
        return _hours(sum(seconds for _cause, seconds in self.causes))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Sites by days."""

    days: tuple[date, ...]
    rows: tuple[tuple[Site, tuple[OutageDay, ...]], ...]


@dataclass(frozen=True, slots=True)
class OutagePart:
    """What of an outage falls on one day; `outage` has `shown_reason`."""

    outage: Any
    gpu_seconds: int

    @property
    def gpu_hours(self) -> Decimal:
        """GPU-hours lost that day, to a decimal."""
        return _hours(self.gpu_seconds)


def outages_of_day(sites: Sequence[Site], day: date, user: Any, *, at: datetime) -> tuple[OutagePart, ...]:
    """The outages behind a day of the calendar, most GPU-seconds first; they add up to its cell. One query."""
    since, until = _midnight(day), min(_midnight(day + timedelta(days=1)), at)
    rows = _between(sites, since, until).as_told(user, shown_reason="reason").select_related("node", "cluster")
    parts = []
    for one in rows:
        ends = (one.ended_at, one.node.unlisted_at, one.node.retired_at)
        seconds = _seconds(max(one.started_at, since), min([until, *filter(None, ends)]), one.gpus)
        if seconds > 0:
            parts.append(OutagePart(one, seconds))
    return tuple(sorted(parts, key=lambda part: (-part.gpu_seconds, part.outage.node.name, part.outage.pk)))


def gpu_hours_of(parts: Sequence[OutagePart]) -> Decimal:
    """What they add up to, to a decimal."""
    return _hours(sum(part.gpu_seconds for part in parts))


def open_outages(sites: Sequence[Site], user: Any) -> "QuerySet[Any, Any]":
    """Outages that go on, newest first, with `shown_reason`; a server that is gone is missed by nobody."""
    return (
        Outage.objects.as_told(user, shown_reason="reason")
        .filter(cluster__in=[site.cluster.pk for site in sites], ended_at=None)
        .filter(node__unlisted_at=None, node__retired_at=None)
        .select_related("node", "cluster")
        .order_by("-started_at", "-id")
    )


def calendar(sites: Sequence[Site], *, at: datetime, days: int = DAYS) -> Calendar:
    """The last days up to today, in Korea. One query.

    An outage that goes on is counted to `at`; that of a server that is gone to when it went.
    """
    today = clock.seoul_date(at)
    shown = tuple(today - timedelta(days=days - 1 - position) for position in range(days))
    first = _midnight(shown[0])
    rows = _between(sites, first, at).values_list(
        "cluster_id", "gpus", "cause", "started_at", "ended_at", "node__unlisted_at", "node__retired_at"
    )  # fmt: skip
    lost: dict[tuple[int, date], dict[str, int]] = {}
    for cluster, gpus, cause, started_at, *ends in rows:
        _spread(lost, cluster, max(started_at, first), min([at, *filter(None, ends)]), gpus, cause)
    return Calendar(
        shown,
        tuple((site, tuple(_day(day, lost.get((site.cluster.pk, day), {})) for day in shown)) for site in sites),
    )


def _between(sites: Sequence[Site], since: datetime, until: datetime) -> Any:
    return Outage.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=since),
        cluster__in=[site.cluster.pk for site in sites],
        started_at__lt=until,
    )


def _seconds(since: datetime, until: datetime, gpus: int) -> int:
    return int((until - since).total_seconds() * gpus)


def _hours(gpu_seconds: int) -> Decimal:
    return (Decimal(gpu_seconds) / 3600).quantize(Decimal("0.1"))


def _spread(
    lost: dict[tuple[int, date], dict[str, int]], cluster: int, since: datetime, until: datetime, gpus: int, cause: str
) -> None:
    while since < until:
        day = clock.seoul_date(since)
        end = min(_midnight(day + timedelta(days=1)), until)
        causes = lost.setdefault((cluster, day), {})
        causes[cause] = causes.get(cause, 0) + _seconds(since, end, gpus)
        since = end


def _day(day: date, causes: dict[str, int]) -> OutageDay:
    return OutageDay(day, tuple(sorted(causes.items(), key=lambda item: (-item[1], item[0]))))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.SEOUL)
