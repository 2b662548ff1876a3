"""The GPUs of a zone: what each source says stands where, side by side."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from axportal.core import formats
from axportal.search.selectors.clashes import Claim
from gpu.models import DataCentre, GpuPool
from regions.selectors import ZoneSummary

CENTRES_SHOWN = 10
POOLS_READ = 200


@dataclass(frozen=True)
class Account:
    """What one source says of one data centre; the pools of one source belong together."""

    pools: tuple[GpuPool, ...]

    @property
    def fact(self) -> GpuPool:
        """The row that carries the source."""
        return self.pools[0]

    @property
    def text(self) -> str:
        """Counts by model, those without a published count left out; empty when none is known."""
        return " · ".join(
            " ".join(filter(None, [pool.gpu_model.name if pool.gpu_model else "", formats.number(pool.count)]))
            for pool in self.pools
            if pool.count is not None
        )

    @property
    def servers(self) -> int | None:
        """Servers, where the source counts them."""
        return next((pool.server_count for pool in self.pools if pool.server_count is not None), None)

    @property
    def compared(self) -> frozenset[tuple[str, int | None]]:
        """What tells accounts apart."""
        return frozenset((pool.gpu_model.code if pool.gpu_model else "", pool.count) for pool in self.pools)


@dataclass(frozen=True)
class ZoneCentre:
    """A data centre with one account a source."""

    centre: DataCentre
    accounts: tuple[Account, ...]
    group: str

    @property
    def disagrees(self) -> bool:
        """Whether its sources state the same thing differently."""
        return bool(self.group) and len({account.compared for account in self.accounts}) > 1


def zone_gpus(user: Any, zone: ZoneSummary) -> tuple[ZoneCentre, ...]:
    """Data centres in the zone with their pools: two queries."""
    centres = list(
        DataCentre.objects.visible_to(user)
        .filter(zone_id=zone.id)
        .select_related("owner", "source")
        .order_by("name_ko", "pk")[:CENTRES_SHOWN]
    )
    by_centre: dict[int, list[GpuPool]] = defaultdict(list)
    pools = GpuPool.objects.visible_to(user).filter(data_centre__in=[centre.pk for centre in centres])
    for pool in pools.select_related("gpu_model", "source").order_by("as_of", "gpu_model__code", "pk")[:POOLS_READ]:
        by_centre[pool.data_centre_id].append(pool)
    return tuple(
        ZoneCentre(
            centre=centre,
            accounts=_accounts(by_centre[centre.pk]),
            group=next((pool.source_group for pool in by_centre[centre.pk] if pool.source_group), ""),
        )
        for centre in centres
    )


def _accounts(pools: list[GpuPool]) -> tuple[Account, ...]:
    by_source: dict[int | None, list[GpuPool]] = defaultdict(list)
    for pool in pools:
        by_source[pool.source_id].append(pool)
    return tuple(Account(tuple(rows)) for rows in by_source.values())


def claims(centres: tuple[ZoneCentre, ...]) -> list[Claim]:
    """What sources say of each centre, as claims."""
    return [
        Claim(
            group=shown.group,
            label=_("{centre} GPU").format(centre=shown.centre.name),
            text=account.text or _("수량이 공개되지 않음"),
            compared=account.compared,
            fact=account.fact,
        )
        for shown in centres
        for account in shown.accounts
    ]
