"""What is not as it should be at each site right now, and what people are told of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from gpu.models import Alert, Cluster, Discrepancy, Rollup, SiteToken
from gpu.models.streams import Stream
from gpu.models.telemetry import BUCKET, HOUR
from gpu.rules import thresholds
from gpu.rules.freshness import Freshness, freshness, stream_seconds
from gpu.rules.notices import WRONG_SITE
from gpu.selectors.sites import Site, sites_of

Found = dict[tuple[int, str], list[str] | None]
"""By site and kind of alert: what it is about; None where nothing can be said; absent where all is well."""

_REFUSALS = ("authentication", "forbidden")
_OVERDUE = (Freshness.STALE, Freshness.LOST)
Kind = Alert.Kind


def conditions(clusters: "QuerySet[Cluster, Cluster]", *, at: datetime) -> Found:
    """What holds at these sites. Seven queries for any number of them."""
    sites = sites_of(clusters, at=at)
    found: Found = {}
    for site in sites:
        found |= _streams(site, at=at)
    measured = [site for site in sites if Stream.TELEMETRY in site.streams]
    found |= _coverage(measured, at=at)
    found |= _idle_held(measured, at=at)
    for cluster_id in _tokens_astray(sites, at=at):
        found.setdefault((cluster_id, Kind.REFUSED), []).append(WRONG_SITE)  # type: ignore[union-attr]
    return found | _discrepancies(sites)


def _streams(site: Site, *, at: datetime) -> Found:
    """Lost or late, refused, and what cannot be used.

    A list by hand is never late, and a stream that never brought anything cannot stop. Of a lost
    site nobody is told besides that its streams are late.
    """
    found: Found = {}
    if site.is_by_hand:
        return found
    late = sorted(name for name in site.streams if _freshness(site, name, at=at) in _OVERDUE)
    refused = sorted(name for name, standing in site.streams.items() if standing.error_code in _REFUSALS)
    if _freshness(site, Stream.INVENTORY, at=at) == Freshness.LOST:
        found[site.cluster.pk, Kind.LOST] = []
    elif late:
        found[site.cluster.pk, Kind.STALE] = late
    if refused:
        found[site.cluster.pk, Kind.REFUSED] = refused
    lines = sorted(name for name, standing in site.streams.items() if standing.rejected)
    if lines:
        found[site.cluster.pk, Kind.REJECTED] = lines
    return found


def _freshness(site: Site, stream: str, *, at: datetime) -> Freshness:
    """By the stream's own period: the accounting is read less often than the queue."""
    period = stream_seconds(stream, site.cluster.poll_seconds)
    return freshness(site.standing(stream).observed_at, poll_seconds=period, at=at)


def _tokens_astray(sites: Sequence[Site], *, at: datetime) -> list[int]:
    since = at - thresholds.REFUSAL_WINDOW
    tokens = SiteToken.objects.filter(cluster__in=[site.cluster.pk for site in sites], refused_at__gt=since)
    return list(tokens.order_by("cluster").values_list("cluster", flat=True).distinct())


def _coverage(sites: Sequence[Site], *, at: datetime) -> Found:
    """Measured part of the GPU-seconds in service, of the last hour whose spans are over."""
    until = _floor(at, BUCKET) - timedelta(seconds=BUCKET)
    sums = _rollups(sites, BUCKET, since=until - thresholds.COVERAGE_WINDOW, until=until)
    found: Found = {}
    for site in sites:
        known, row = site.cluster.pk, sums.get(site.cluster.pk)
        if row is None or row["spans"] < thresholds.COVERAGE_BUCKETS or not row["in_service"]:
            found[known, Kind.COVERAGE] = None
            continue
        share = thresholds.permille(row["measured"] or 0, row["in_service"])
        if share < thresholds.COVERAGE_LEAST:
            found[known, Kind.COVERAGE] = [str(share // 10)]
    return found


def _idle_held(sites: Sequence[Site], *, at: datetime) -> Found:
    """The part of what jobs held and what was measured in which nothing was computed."""
    until = _floor(at, HOUR)
    sums = _rollups(sites, HOUR, since=until - thresholds.IDLE_WINDOW, until=until)
    found: Found = {}
    for site in sites:
        known, row = site.cluster.pk, sums.get(site.cluster.pk)
        held = row["held"] if row is not None else None
        if row is None or held is None or row["active"] is None:
            found[known, Kind.IDLE_HELD] = None
        elif held >= thresholds.IDLE_HELD_LEAST:
            share = thresholds.permille(max(held - row["active"], 0), held)
            if share > thresholds.IDLE_HELD_MOST:
                found[known, Kind.IDLE_HELD] = [str(share // 10)]
    return found


def _rollups(sites: Sequence[Site], resolution: int, *, since: datetime, until: datetime) -> dict[int, dict[str, int]]:
    rows = Rollup.objects.filter(
        cluster__in=[site.cluster.pk for site in sites],
        resolution=resolution,
        starts_at__gte=since,
        starts_at__lt=until,
    )
    sums = (
        rows.order_by()
        .values("cluster")
        .annotate(
            spans=Count("starts_at", distinct=True),
            in_service=Sum("in_service"),
            measured=Sum("measured"),
            held=Sum("measured_allocated"),
            active=Sum("active"),
        )
    )
    return {row["cluster"]: row for row in sums}


def _discrepancies(sites: Sequence[Site]) -> Found:
    rows = (
        Discrepancy.objects.filter(cluster__in=[site.cluster.pk for site in sites], closed_at=None)
        .order_by("cluster", "kind")
        .values_list("cluster", "kind")
        .distinct()
    )
    found: Found = {}
    for cluster_id, kind in rows:
        found.setdefault((cluster_id, Kind.DISCREPANCY), []).append(kind)  # type: ignore[union-attr]
    return found


def lately_told(*, at: datetime) -> set[tuple[int, str]]:
    """Sites and kinds of which people heard within the quiet time, of the beginning or of the end."""
    since = at - thresholds.QUIET
    told = Alert.objects.filter(told_at__isnull=False).filter(Q(told_at__gt=since) | Q(closed_at__gt=since))
    return set(told.order_by().values_list("cluster_id", "kind").distinct())


def alerts_of(cluster: Cluster, *, most: int = 50) -> list[Alert]:
    """The newest alerts of a site, the open ones first. For who may see how the site is read."""
    newest = list(Alert.objects.filter(cluster=cluster).order_by("-opened_at", "-id")[:most])
    return sorted(newest, key=lambda alert: alert.closed_at is not None)


def _floor(at: datetime, seconds: int) -> datetime:
    return at - timedelta(seconds=at.timestamp() % seconds)
