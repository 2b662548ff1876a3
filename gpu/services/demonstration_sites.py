"""Made-up sites that report by the very same push as real ones, and what they reported in the last two weeks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, models, transaction

from axportal.core import clock
from axportal.core.demonstration import OWNER, add_missing, erase, stable_uuid
from gpu.models import (
    Alert,
    Attempt,
    Cluster,
    ConnectorSecret,
    DataCentre,
    Device,
    DeviceRollup,
    DirtyBucket,
    Discrepancy,
    IngestBatch,
    Job,
    Node,
    NodeGpus,
    Outage,
    Rollup,
    SiteAccount,
    SiteToken,
    Snapshot,
    StreamState,
    UsageHour,
)
from gpu.models.streams import Stream
from gpu.rules import made_up
from gpu.rules.hand_files import HandRow
from gpu.rules.made_up import MadeUpSite
from gpu.rules.made_up_lines import body
from gpu.services import by_hand, demonstration_history, discrepancies, push
from regions.models import Organisation

SERIES = 26
HISTORY = timedelta(days=14)
#: A site that reports a day late is asked again when its newest word is this old.
ASKED_AGAIN = timedelta(hours=28)
HAND_SERVERS = 8
_PARTNERS = ("kaist", "gist", "dgist", "unist")


def _accounts(own: str, *companies: str) -> tuple[str, ...]:
    """Accounts to draw from: half of what runs is the institute's own, and some is nobody's that the portal knows."""
    others = tuple(key for key in _PARTNERS if key != own)
    return (own,) * 8 + (f"{own}-ai",) * 2 + others + companies + ("guest",)


SITES = (
    MadeUpSite(
        "kaist", (("H100", 24), ("A100", 32)), _accounts("kaist", "demo-company-i", "demo-company-j"),
        unmonitored="a100-07",
    ),
    MadeUpSite(
        "gist", (("H100", 16), ("A100", 24)), _accounts("gist", "demo-company-a", "demo-company-b"), sliced="a100-24"
    ),
    MadeUpSite(
        "dgist", (("H100", 8), ("A100", 12)), _accounts("dgist", "demo-company-p"), idle=420, unreported="a100-12"
    ),
    MadeUpSite("unist", (("H200", 8), ("A100", 20)), _accounts("unist", "demo-company-v"), lag=26),
)  # fmt: skip


def load_sites(centres: Sequence[DataCentre], private: DataCentre, *, flagged: dict[str, Any], at: datetime) -> None:
    """Add the sites in these centres, in the order of SITES, and the one that is kept by hand.

    A site that is new gets two weeks of history; one that is there already is left as it is.
    """
    made = [
        Cluster(
            uuid=stable_uuid(SERIES, number),
            data_centre=centre,
            owner_id=centre.owner_id,
            zone_id=centre.zone_id,
            name_ko=f"{centre.name_ko} 클러스터",
            name_en=f"{centre.name_en} cluster",
            connector=Cluster.Connector.PUSH,
            people=Cluster.People.HASHED if number == 1 else Cluster.People.HIDDEN,
            **flagged,
        )
        for number, centre in enumerate(centres, start=1)
    ]
    numbers = {cluster.uuid: number for number, cluster in enumerate(made)}
    added = add_missing(Cluster, made)
    for cluster in added:
        _begin(cluster, SITES[numbers[cluster.uuid]], at=at)
    _load_by_hand(private, len(made) + 1, flagged=flagged, at=at)
    if added:
        discrepancies.compare_register(at=at)


def _begin(cluster: Cluster, site: MadeUpSite, *, at: datetime) -> None:
    """Two weeks of runs and times out of service by push, and the figures that came of the reports of that time."""
    then = at - timedelta(hours=site.lag)
    moment = made_up.moment_of(site, at)
    since = demonstration_history.begin(moment, days=HISTORY.days)
    _push(cluster, site, since=since, moment=moment, samples=True, at=then)
    owners = {owner.key: owner for owner in Organisation.objects.filter(key__in=set(site.accounts))}
    for account in SiteAccount.objects.filter(cluster=cluster, organisation=None):
        account.organisation = owners.get(account.name.removesuffix("-ai"))
        account.save(update_fields=["organisation"])
    demonstration_history.fill(cluster, site, moment=moment, days=HISTORY.days)


def _push(cluster: Cluster, site: MadeUpSite, *, since: int, moment: int, samples: bool, at: datetime) -> None:
    """What the site's program would send. Its key has no row: the demonstration needs none to be let in."""
    token = SiteToken(cluster=cluster, streams=list(Stream.values))
    lines = body(site, since=since, moment=moment, samples=samples)
    push.receive(token, lines, encoding="", key=f"demonstration:{moment}", at=at)


def _load_by_hand(centre: DataCentre, number: int, *, flagged: dict[str, Any], at: datetime) -> None:
    made = Cluster(
        uuid=stable_uuid(SERIES, number),
        data_centre=centre,
        owner_id=centre.owner_id,
        zone_id=centre.zone_id,
        name_ko=centre.name_ko,
        name_en=centre.name_en,
        connector=Cluster.Connector.HAND,
        **flagged,
    )
    for cluster in add_missing(Cluster, [made]):
        rows = [
            HandRow(f"p{place:02d}", "h100", made_up.GPUS_A_SERVER, None, place != HAND_SERVERS, "")
            for place in range(1, HAND_SERVERS + 1)
        ]
        by_hand.enter(cluster=cluster, rows=rows, as_of=clock.seoul_date(at), key="demonstration", actor=None, at=at)


def move(*, at: datetime) -> None:
    """Let every made-up site that reports send what is new. Nothing where there are none; a repeat changes nothing."""
    numbers = {stable_uuid(SERIES, number): site for number, site in enumerate(SITES, start=1)}
    reporting = Cluster.objects.filter(uuid__in=numbers, stopped_at=None).order_by("pk")
    known = StreamState.objects.filter(stream=Stream.USAGE, observed_at__isnull=False)
    times = dict(known.filter(cluster__in=reporting).values_list("cluster", "observed_at"))
    for cluster in reporting:
        site, newest = numbers[cluster.uuid], times.get(cluster.pk)
        if newest is None or (site.lag and at - newest < ASKED_AGAIN):
            continue
        _report(cluster, site, newest, at=at)


@transaction.atomic
def _report(cluster: Cluster, site: MadeUpSite, newest: datetime, *, at: datetime) -> None:
    moment = made_up.moment_of(site, at)
    if moment <= newest.timestamp():
        return
    since = max(int(newest.timestamp()) - 120, moment - int(HISTORY.total_seconds()))
    # A monitor is read once a minute, the scheduler twice.
    _push(cluster, site, since=since, moment=moment, samples=moment % 60 == 0, at=at - timedelta(hours=site.lag))


# --- removing -----------------------------------------------------------------------------------------------------

_SITES = "SELECT id FROM gpu_cluster WHERE origin = 'demonstration'"
_OF_SITES: tuple[type[models.Model], ...] = (
    Alert, Discrepancy, Outage, Job, Attempt, UsageHour, Rollup, DirtyBucket, Snapshot, IngestBatch, StreamState,
    SiteToken, ConnectorSecret,
)  # fmt: skip


def remove_sites() -> int:
    """Remove the made-up sites with all that they reported; raw samples too, which no model names."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"{_SITES} FOR UPDATE")  # whoever would report meanwhile waits, and finds no site
        for table in ("gpu_nodesample", "gpu_gpusample"):
            cursor.execute(f"DELETE FROM {table} WHERE cluster_id IN ({_SITES})")  # noqa: S608 - our own tables
    inside = f"cluster_id IN ({_SITES})"
    removed = sum(erase(model, where=inside) for model in _OF_SITES)
    devices = f"device_id IN (SELECT id FROM gpu_device WHERE {inside})"  # noqa: S608 - our own condition
    nodes = f"node_id IN (SELECT id FROM gpu_node WHERE {inside})"  # noqa: S608 - our own condition
    removed += erase(DeviceRollup, where=devices) + erase(NodeGpus, where=nodes)
    removed += sum(erase(model, where=inside) for model in (Device, Node, SiteAccount))
    return removed + erase(Cluster, where="origin = 'demonstration'")
