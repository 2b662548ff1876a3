"""Which view of the dashboard an address asks for: as of when, and of which zones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from axportal.dashboard.permissions import own_institutes
from regions.selectors import ZoneSummary, zone_summaries, zone_summary

ALL = "all"


@dataclass(frozen=True)
class View:
    """`zone` None is all four; `as_of` None is now. `bad_date` keeps what could not be read as a date."""

    zone: ZoneSummary | None = None
    as_of: date | None = None
    bad_date: str = ""

    @property
    def zones(self) -> tuple[ZoneSummary, ...]:
        """The zones in this view."""
        return zone_summaries() if self.zone is None else (self.zone,)

    @property
    def query(self) -> str:
        """The view as the query of an address."""
        parameters = {"zone": self.zone.slug if self.zone else ALL}
        if self.as_of is not None:
            parameters["as_of"] = self.as_of.isoformat()
        return urlencode(parameters)

    def of_zone(self, zone: ZoneSummary | None) -> "View":
        """The same view of another zone."""
        return replace(self, zone=zone)

    def on(self, day: date | None) -> "View":
        """The same view as of another day."""
        return replace(self, as_of=day)


def chosen_view(user: Any, parameters: Mapping[str, str]) -> View:
    """The view of an address; administrators of an institute see their own zone unless they ask for another."""
    text = parameters.get("as_of", "").strip()
    as_of = _date(text)
    return View(zone=_zone(user, parameters.get("zone", "")), as_of=as_of, bad_date="" if as_of else text)


def _zone(user: Any, slug: str) -> ZoneSummary | None:
    if slug:
        return zone_summary(slug)
    own = own_institutes(user)
    return next((zone for zone in zone_summaries() if zone.lead is not None and zone.lead.id in own), None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
