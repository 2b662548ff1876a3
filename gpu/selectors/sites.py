"""Sites and how fresh what they say is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, OuterRef, Subquery

from gpu.models import Cluster, Node, StreamState
from gpu.models.sites import NEVER
from gpu.models.streams import IngestBatch, Stream
from gpu.rules.freshness import Freshness, freshness, stream_seconds

#: Of these the last value stays in totals.
KNOWN = frozenset({Freshness.FRESH, Freshness.LATE, Freshness.STALE})
NOBODY = AnonymousUser()
OLD = frozenset({Freshness.LATE, Freshness.STALE})


@dataclass(frozen=True, slots=True)
class Standing:
    """One stream of a site: how fresh, as of when, and what went wrong last ("" when nothing did).

    `rejected` lines of the last good answer cannot be used: what they speak of is known as it was before.
    """

    freshness: Freshness = Freshness.NEVER
    observed_at: datetime | None = None
    error_code: str = ""
    rejected: int = 0

    @property
    def is_known(self) -> bool:
        """Its last value still stands for the present."""
        return self.freshness in KNOWN

    @property
    def is_old(self) -> bool:
        """Its last value stands, but is older than it should be."""
        return self.freshness in OLD


@dataclass(frozen=True, slots=True)
class Site:
    """A site with the standing of its streams. `as_of` is the day of what is kept by hand.

    `is_told`: whoever asked is told more of it than figures (`ClusterQuerySet.told_to`).
    """

    cluster: Cluster
    streams: dict[str, Standing] = field(default_factory=dict)
    as_of: date | None = None
    is_told: bool = False

    def standing(self, stream: str) -> Standing:
        """How one stream stands; never, for one that nothing is known of."""
        return self.streams.get(stream, Standing())

    @property
    def inventory(self) -> Standing:
        """How the list of servers stands."""
        return self.standing(Stream.INVENTORY)

    @property
    def telemetry(self) -> Standing:
        """How the monitor stands."""
        return self.standing(Stream.TELEMETRY)

    @property
    def is_counted(self) -> bool:
        """In the totals; lost sites and those that never reported are not."""
        return self.inventory.is_known

    @property
    def is_by_hand(self) -> bool:
        """Somebody keeps its list by hand: never late, of a day."""
        return self.cluster.connector == Cluster.Connector.HAND

    @property
    def name(self) -> str:
        """The site's name in the reader's language."""
        return self.cluster.name


def sites_of(clusters: Any, *, at: datetime, told_to: Any = NOBODY) -> tuple[Site, ...]:
    """The sites with their streams, by zone and name. Three queries for any number of sites."""
    heard = Node.objects.filter(cluster=OuterRef("pk"), observed_at__gt=NEVER).order_by()
    newest = heard.values("cluster").annotate(newest=Max("observed_at"))
    found = list(
        clusters.with_told(told_to)
        .annotate(newest_node=Subquery(newest.values("newest")))
        .select_related("owner", "zone", "data_centre")
        .order_by("zone__position", "name_ko", "id")
    )
    streams: dict[int, dict[str, StreamState]] = {}
    for state in StreamState.objects.filter(cluster__in=found).defer("last_answer", "error_text"):
        streams.setdefault(state.cluster_id, {})[state.stream] = state
    days = _days_by_hand(found)
    return tuple(_site(cluster, streams.get(cluster.pk, {}), days.get(cluster.pk), at) for cluster in found)


def _days_by_hand(clusters: Sequence[Cluster]) -> dict[int, date]:
    """The newest day of which something was written by hand."""
    batches = IngestBatch.objects.filter(cluster__in=clusters, way=IngestBatch.Way.HAND, as_of__isnull=False)
    return dict(batches.order_by().values("cluster").annotate(day=Max("as_of")).values_list("cluster", "day"))


def _site(cluster: Any, states: dict[str, StreamState], day: date | None, at: datetime) -> Site:
    standings = {
        name: replace(_standing(cluster, name, state.observed_at, state.error_code, at), rejected=state.rejected)
        for name, state in states.items()
    }
    inventory = standings.get(Stream.INVENTORY)
    if inventory is None or inventory.observed_at is None:
        # A list by hand, or rows from before the stream was kept: the newest server says when.
        code = inventory.error_code if inventory else ""
        standings[Stream.INVENTORY] = _standing(cluster, Stream.INVENTORY, cluster.newest_node, code, at)
    return Site(cluster=cluster, streams=standings, as_of=day or cluster.as_of, is_told=cluster.is_told)


def _standing(cluster: Cluster, stream: str, observed_at: datetime | None, code: str, at: datetime) -> Standing:
    by_hand = cluster.connector == Cluster.Connector.HAND
    period = None if by_hand else stream_seconds(stream, cluster.poll_seconds)
    return Standing(freshness(observed_at, poll_seconds=period, at=at), observed_at, code)


def measured_since(site: Site) -> datetime | None:
    """From when on a GPU's last sample counts as one of the monitor's newest round; None without a known monitor."""
    telemetry = site.telemetry
    if not telemetry.is_known or telemetry.observed_at is None:
        return None
    return telemetry.observed_at - timedelta(seconds=max(5 * site.cluster.poll_seconds, 300))
