"""Figures counted from records through the counters, each with the address of exactly the rows it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from axportal.core import formats
from axportal.records import registry
from axportal.records import selectors as records
from axportal.records.declarations import RecordType
from regions.models import FactModel

Text = str | Promise


@dataclass(frozen=True)
class Figure:
    """A count with what it counts. `is_demo`: made-up rows are among those counted."""

    label: Text
    unit: Text
    count: int
    url: str
    is_demo: bool

    @property
    def value(self) -> str:
        """The count as written."""
        return formats.number(self.count)


@dataclass(frozen=True)
class Counted:
    """The counter cells of one record type as one user may see them; read once for all figures of a page."""

    record_type: RecordType
    cells: records.Cells

    def figure(self, label: Text, unit: Text, **wanted: str) -> Figure:
        """A figure over rows with these filter values (`status="operating", zone="honam"`)."""
        columns = {self._column(name): self._stored(name, value) for name, value in wanted.items()}
        matching = [
            (cell, n) for cell, n in self.cells if all(cell.get(name) == value for name, value in columns.items())
        ]
        address = reverse("records:list", kwargs={"slug": self.record_type.slug})
        return Figure(
            label=label,
            unit=unit,
            count=sum(n for _cell, n in matching),
            url=f"{address}?{urlencode(wanted)}" if wanted else address,
            is_demo=any(cell.get("origin") == FactModel.Origin.DEMONSTRATION for cell, _n in matching),
        )

    def _facet(self, name: str) -> Any:
        return next(facet for facet in self.record_type.facets if facet.filter == name)

    def _column(self, name: str) -> str:
        return self._facet(name).field

    def _stored(self, name: str, parameter: str) -> Any:
        """What the counters hold for a filter value; None for an unknown one, which then counts nothing."""
        choices = self._facet(name).choices()
        return next((stored for stored, value, _label in choices if value == parameter), None)


def counted(user: Any, slugs: Iterable[str]) -> dict[str, Counted]:
    """The cells of these record types: one query each."""
    types = [registry.get(slug) for slug in slugs]
    return {each.slug: Counted(each, records.visible_cells(each, user)) for each in types}
