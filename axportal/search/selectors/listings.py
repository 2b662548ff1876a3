"""The record types that stand in the catalogue, as one list of the same columns."""

from dataclasses import dataclass
from typing import Any

from axportal.core import counters
from axportal.records import registry
from axportal.records import selectors as records
from axportal.records.declarations import RecordType

#: In the order in which rows of the same name stand.
SLUGS = ("labs", "schools", "startup-centres", "startups", "gpu-pools", "organisations")
DIMENSIONS = ("zone", "industry", "status")


@dataclass(frozen=True)
class Cell:
    """How many visible records of one type share these values; None where the type has no such value."""

    slug: str
    zone: int | None
    industry: int | None
    status: str | None
    n: int

    def value(self, dimension: str) -> Any:
        """The value of a dimension; of "type" the slug."""
        return self.slug if dimension == "type" else getattr(self, dimension)


@dataclass(frozen=True)
class Listing:
    """A record type in the catalogue, narrowed by the columns that its counters count."""

    record_type: RecordType
    rank: int

    @property
    def slug(self) -> str:
        """The type in addresses."""
        return self.record_type.slug

    @property
    def title(self) -> str:
        """The type's plural."""
        return str(self.record_type.title)

    def column(self, dimension: str) -> str:
        """The counted column of a dimension; empty where the type has none."""
        _model, counted = counters.COUNTED[self.record_type.label]
        return self._field(dimension).attname if dimension in counted else ""

    def statuses(self) -> dict[str, str]:
        """The type's statuses in words; none where it has no status."""
        return {code: str(label) for code, label in self._field("status").flatchoices} if self.column("status") else {}

    def _field(self, name: str) -> Any:
        return self.record_type.model._meta.get_field(name)

    def cell(self, values: dict[str, Any], n: int) -> Cell:
        """A cell from the type's own column values."""
        zone, industry, status = (values.get(self.column(name)) for name in DIMENSIONS)
        return Cell(self.slug, zone, industry, status, n)


def listings() -> tuple[Listing, ...]:
    """The types in the catalogue."""
    types = registry.all_types()
    return tuple(Listing(types[slug], rank) for rank, slug in enumerate(SLUGS) if slug in types)


def counted_cells(user: Any) -> list[Cell]:
    """The counters of everything this user may see: one query a type, whatever the number of records."""
    return [
        listing.cell(values, n)
        for listing in listings()
        for values, n in records.visible_cells(listing.record_type, user)
    ]
