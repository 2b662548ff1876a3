"""Two zones side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from axportal.core import formats
from axportal.dashboard.selectors.matrix import Row, matrix
from axportal.dashboard.selectors.trend import LOOK_BACK, month_ends
from axportal.indicators.selectors import Figures, count_now, kept_days, kept_figures
from regions.selectors import ZoneSummary, zone_summaries, zone_summary


@dataclass(frozen=True)
class ComparedRow:
    """A task's row of two cells, and by how much the first differs from the second."""

    row: Row

    @property
    def difference(self) -> str:
        """+3, −2 or 0; empty where either figure is not known."""
        first, second = (cell.value for cell in self.row.cells)
        if first is None or second is None:
            return ""
        size = formats.number(abs(first - second))
        return size if first == second else f"{'+' if first > second else '−'}{size}"


@dataclass(frozen=True)
class Comparison:
    """Two zones with their figures; `refused` are names that are no zones."""

    zones: tuple[ZoneSummary, ...]
    figures: Figures
    rows: tuple[ComparedRow, ...]
    refused: tuple[str, ...]

    @property
    def query(self) -> str:
        """The comparison as the query of an address."""
        return "zones=" + ",".join(zone.slug for zone in self.zones)


def compare(asked: Sequence[str], *, at: datetime) -> Comparison:
    """The first two zones asked for, filled up in the portal's order; each part may name several by commas."""
    slugs = [slug for part in asked for slug in part.split(",") if slug]
    named = dict.fromkeys(zone for slug in slugs if (zone := zone_summary(slug)))
    zones = tuple(dict.fromkeys([*named, *zone_summaries()]))[:2]
    figures = count_now(at=at)
    days = kept_days(since=figures.day - LOOK_BACK)
    history = kept_figures(month_ends(days, before=figures.day))
    refused = tuple(slug for slug in slugs if zone_summary(slug) is None)
    rows = tuple(ComparedRow(row) for row in matrix(figures, zones, history))
    return Comparison(zones, figures, rows, refused)
