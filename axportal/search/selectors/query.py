"""What a catalogue address asks for, and the addresses that lead on from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from axportal.search.selectors.listings import Listing, listings
from regions.selectors import industry_summaries, zone_summaries

TEXT_LENGTH = 100
NO_ZONE = "none"
MAP = "map"


@dataclass(frozen=True)
class Choice:
    """A value of a dimension: as it stands in addresses, as records store it, and in words."""

    value: str
    stored: Any
    label: str
    css: str = ""


@dataclass(frozen=True)
class Query:
    """What an address asks for. Whatever means nothing was left out when it was read."""

    text: str = ""
    chosen: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    view: str = ""
    cursor: str = ""

    def of(self, dimension: str) -> tuple[Choice, ...]:
        """The choices made of a dimension."""
        return self.chosen.get(dimension, ())

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return not self.text and not self.chosen

    @property
    def address(self) -> str:
        """The query string with its question mark."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, choice.value) for name, choices in self.chosen.items() for choice in choices]
        pairs += [(name, value) for name, value in (("view", self.view), ("cursor", self.cursor)) if value]
        return f"?{urlencode(pairs)}"

    def switched(self, dimension: str, choice: Choice) -> "Query":
        """The query with a choice made or, when it was, taken back; from the first page."""
        made = self.of(dimension)
        now = tuple(other for other in made if other != choice) if choice in made else (*made, choice)
        chosen = {**self.chosen, dimension: now}
        return replace(self, chosen={name: choices for name, choices in chosen.items() if choices}, cursor="")

    def without_text(self) -> "Query":
        """The query without its words."""
        return replace(self, text="", cursor="")

    def at(self, cursor: str) -> "Query":
        """The query at another page."""
        return replace(self, cursor=cursor)

    def seen_as(self, view: str) -> "Query":
        """The query as a list ("") or on the map."""
        return replace(self, view=view, cursor="")


def clean_text(text: str) -> str:
    """What somebody typed, without control characters and not longer than a query may be."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:TEXT_LENGTH]


def read(parameters: QueryDict) -> Query:
    """The query of an address. Unknown parameters and values are ignored: an old or mistyped link still opens."""
    types = _known(choices("type", listings()), parameters.getlist("type"))
    asked = [listing for listing in listings() if not types or listing.slug in {choice.value for choice in types}]
    chosen = {
        "type": types,
        **{name: _known(choices(name, asked), parameters.getlist(name)) for name in ("zone", "industry", "status")},
    }
    return Query(
        text=clean_text(parameters.get("q", "")),
        chosen={name: made for name, made in chosen.items() if made},
        view=MAP if parameters.get("view") == MAP else "",
        cursor=parameters.get("cursor", "")[:2000],
    )


def _known(known: list[Choice], values: list[str]) -> tuple[Choice, ...]:
    wanted = set(values)
    return tuple(choice for choice in known if choice.value in wanted)


def choices(dimension: str, asked: list[Listing] | tuple[Listing, ...]) -> list[Choice]:
    """The choices of a dimension over these types."""
    if dimension == "type":
        return [Choice(listing.slug, listing.slug, listing.title) for listing in asked]
    if dimension == "zone":
        zones = [Choice(zone.slug, zone.id, zone.name, zone.css) for zone in zone_summaries()]
        return [*zones, Choice(NO_ZONE, None, _("권역 밖·모름"))]
    if dimension == "industry":
        return [Choice(industry.code, industry.id, industry.name) for industry in industry_summaries()]
    return _statuses(asked)


def _statuses(asked: list[Listing] | tuple[Listing, ...]) -> list[Choice]:
    """Statuses by code; types that call the same code differently share one choice with both words."""
    words: dict[str, list[str]] = {}
    for listing in asked:
        for value, label in listing.statuses().items():
            labels = words.setdefault(value, [])
            if label not in labels:
                labels.append(label)
    return [Choice(value, value, " · ".join(labels)) for value, labels in words.items()]
