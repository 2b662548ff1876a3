"""What waits and runs, and who holds and uses GPUs: by site and by organisation. Names of people are not in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gpu.models import Job, UsageHour
from gpu.models.streams import Stream
from gpu.selectors.sites import Site
from gpu.selectors.slices import folded_type, gpus_of, milli_gpus, per_card, slices


@dataclass(frozen=True, slots=True)
class SiteQueue:
    """What runs and waits at a site; all None where the site does not say, or has not for too long.

    Of an array each job counts, waiting in one record or not.
    """

    site: Site
    running: int | None
    running_gpus: Decimal | int | None
    waiting: int | None
    waiting_gpus: Decimal | int | None
    oldest_wait: datetime | None

    @property
    def is_old(self) -> bool:
        """The queue is older than it should be."""
        return self.site.standing(Stream.QUEUE).is_old


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation's part: GPUs that its jobs hold now and GPU-hours of the period; None is unknown.

    `organisation_id` None stands for accounts that nobody mapped: the site's own use.
    `organisation` is what it is called in addresses.
    """

    organisation_id: int | None
    organisation: str
    name: str
    gpus: Decimal | int | None
    gpu_hours: Decimal | None


def queues(sites: Sequence[Site]) -> tuple[SiteQueue, ...]:
    """The queue of each counted site, in their order. Two queries, or three."""
    known_slices = slices()
    known = [site for site in sites if site.standing(Stream.QUEUE).is_known]
    rows = (
        Job.objects.filter(cluster__in=[site.cluster.pk for site in known])
        .annotate(milli=milli_gpus("gpus", known_slices))
        .order_by()
        .values("cluster_id")
        .annotate(
            running=Count("id", filter=Q(is_running=True)),
            waiting=Sum("tasks", filter=Q(is_running=False), default=0),
            running_gpus=Sum("milli", filter=Q(is_running=True), default=0),
            waiting_gpus=Sum("milli", filter=Q(is_running=False), default=0),
            oldest=Min("submitted_at", filter=Q(is_running=False)),
        )
    )
    found = {row["cluster_id"]: row for row in rows}
    return tuple(_queue(site, site in known, found.get(site.cluster.pk)) for site in sites if site.is_counted)


def _queue(site: Site, is_known: bool, row: dict[str, Any] | None) -> SiteQueue:
    if not is_known:
        return SiteQueue(site, None, None, None, None, None)
    if row is None:
        return SiteQueue(site, 0, 0, 0, 0, None)
    return SiteQueue(
        site,
        running=row["running"],
        running_gpus=gpus_of(row["running_gpus"]),
        waiting=row["waiting"],
        waiting_gpus=gpus_of(row["waiting_gpus"]),
        oldest_wait=row["oldest"],
    )


def holders(sites: Sequence[Site], *, since: datetime, until: datetime) -> tuple[Holder, ...]:
    """Who holds GPUs now and used them in the period, most hours first. Three queries, or four."""
    known_slices = slices()
    queued = [site.cluster.pk for site in sites if site.standing(Stream.QUEUE).is_known]
    used_at = [site.cluster.pk for site in sites if site.standing(Stream.USAGE).is_known]
    organisation = ("account__organisation_id", "account__organisation__uuid", _name())
    held = {
        row[0]: row[1:]
        for row in Job.objects.filter(cluster__in=queued, is_running=True)
        .annotate(milli=milli_gpus("gpus", known_slices))
        .order_by()
        .values_list(*organisation)
        .annotate(sum=Sum("milli"))
    }
    used = {
        row[0]: row[1:]
        for row in UsageHour.objects.filter(cluster__in=used_at, hour__gte=since, hour__lt=until)
        .annotate(folded_type=folded_type())
        .order_by()
        .values_list(*organisation)
        .annotate(sum=Sum(per_card("gpu_seconds", known_slices)))
    }
    found = [_holder(pk, held.get(pk), used.get(pk), bool(queued), bool(used_at)) for pk in {**held, **used}]
    return tuple(sorted(found, key=lambda one: (-(one.gpu_hours or 0), -(one.gpus or 0), one.name)))


def _name() -> Coalesce | F:
    """An organisation's name in the language of the page, the Korean where the English is missing."""
    korean = F("account__organisation__name_ko")
    english = NullIf("account__organisation__name_en", Value(""))
    return Coalesce(english, korean) if get_language() == "en" else korean


def _holder(
    pk: int | None,
    held: tuple[Any, ...] | None,
    used: tuple[Any, ...] | None,
    knows_held: bool,
    knows_used: bool,
) -> Holder:
    seconds = (used[-1] if used else 0) if knows_used else None
    uuid, name = (held or used or (None, None))[:2]
    return Holder(
        organisation_id=pk,
        organisation=str(uuid or "none"),
        name=name or "",
        gpus=gpus_of(held[-1] if held else 0) if knows_held else None,
        gpu_hours=None if seconds is None else (Decimal(seconds) / 3600).quantize(Decimal("0.1")),
    )


def jobs_on(nodes: Sequence[tuple[int, str]]) -> dict[tuple[int, str], tuple[str, ...]]:
    """The accounts whose jobs run on these servers, given by site and name. One query."""
    wanted = set(nodes)
    rows = Job.objects.filter(
        cluster__in={cluster for cluster, _name in wanted},
        is_running=True,
        nodes__overlap=[name for _cluster, name in wanted],
    ).values_list("cluster_id", "nodes", F("account__name"))
    found: dict[tuple[int, str], set[str]] = {}
    for cluster, names, account in rows:
        for name in names:
            if (cluster, name) in wanted:
                found.setdefault((cluster, name), set()).add(account or _("계정 없음"))
    return {key: tuple(sorted(accounts)) for key, accounts in found.items()}
