"""The zones as the map draws them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from axportal.core import formats
from axportal.core.maps import MapZone
from axportal.search.selectors.catalogue import Catalogue
from regions.selectors import ZoneSummary, zone_summaries


def _map_zone(zone: ZoneSummary, *, below: str, url: str) -> MapZone:
    return MapZone(
        slug=zone.slug,
        name=zone.name.removesuffix(" zone"),  # the English plates would hide each other
        lead=below,
        url=url,
        provinces=tuple(province.map_id for province in zone.provinces if province.map_id),
    )


def linked_zones() -> tuple[MapZone, ...]:
    """Each zone with its institute, leading to its page."""
    return tuple(
        _map_zone(zone, below=zone.lead.short if zone.lead else "", url=reverse("zones:detail", args=[zone.slug]))
        for zone in zone_summaries()
    )


def _counted(n: int | None) -> str:
    return _("{n}건").format(n=formats.number(n)) if n is not None else ""


def counted_zones(catalogue: Catalogue) -> tuple[MapZone, ...]:
    """Each zone with how many records of the catalogue lie in it, switching that zone's condition."""
    values = {value.choice.stored: value for value in catalogue.facets["zone"]}
    return tuple(
        _map_zone(
            zone,
            below=_counted(values[zone.id].count if zone.id in values else 0),
            url=values[zone.id].address if zone.id in values else reverse("zones:detail", args=[zone.slug]),
        )
        for zone in zone_summaries()
    )
