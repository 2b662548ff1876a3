"""The matrix: four tasks × four zones, each figure with the address of exactly its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from axportal.indicators.selectors import TASKS, Figures, Measure, Task, total_of
from regions.models import RecordModel
from regions.selectors import ZoneSummary


@dataclass(frozen=True)
class Beside:
    """A smaller figure beside the leading one."""

    label: str
    count: int
    text: str
    url: str


@dataclass(frozen=True)
class Cell:
    """A figure of one zone, or the total of several (`zone` None). `value` None: not known."""

    task: Task
    zone: ZoneSummary | None
    value: int | None
    url: str
    is_demo: bool
    beside: tuple[Beside, ...]
    trend: tuple[int | None, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The figure as read aloud, with what its link leads to."""
        place = self.zone.name if self.zone else _("네 권역")
        figure = self.task.main.amount(self.value or 0)
        return _("{task} {place} {figure}, 근거 행 보기").format(task=self.task.title, place=place, figure=figure)


@dataclass(frozen=True)
class Row:
    """A task with its cells and their total."""

    task: Task
    cells: tuple[Cell, ...]
    total: Cell


def rows_url(task: Task, measure: Measure, zones: Sequence[ZoneSummary]) -> str:
    """The list of exactly the rows that a figure adds up."""
    parameters = {
        "zone": [zone.slug for zone in zones],
        **measure.filters,
        "publication": RecordModel.Publication.PUBLISHED.value,
    }
    address = reverse("records:list", kwargs={"slug": task.slug})
    return f"{address}?{urlencode(parameters, doseq=True)}"


def matrix(figures: Figures, zones: Sequence[ZoneSummary], history: Sequence[Figures]) -> tuple[Row, ...]:
    """All tasks over these zones; `history` are earlier figures, oldest first. Kept figures have no rows to link to."""
    return tuple(_row(task, figures, zones, history) for task in TASKS)


def _row(task: Task, figures: Figures, zones: Sequence[ZoneSummary], history: Sequence[Figures]) -> Row:
    cells = tuple(_cell(task, figures, zone, history) for zone in zones)
    return Row(task=task, cells=cells, total=_total(task, figures, zones))


def _cell(task: Task, figures: Figures, zone: ZoneSummary, history: Sequence[Figures]) -> Cell:
    return Cell(
        task=task,
        zone=zone,
        value=figures.value(task, task.main, zone.id),
        url="" if figures.is_kept else rows_url(task, task.main, [zone]),
        is_demo=figures.is_demo(task, task.main, [zone.id]),
        beside=_beside(task, figures, [zone]),
        trend=tuple(each.value(task, task.main, zone.id) for each in [*history, figures]),
    )


def _beside(task: Task, figures: Figures, zones: Sequence[ZoneSummary]) -> tuple[Beside, ...]:
    found = []
    for measure in task.beside:
        count = sum(figures.value(task, measure, zone.id) or 0 for zone in zones)
        if count:
            url = "" if figures.is_kept else rows_url(task, measure, zones)
            found.append(Beside(str(measure.label), count, measure.amount(count), url))
    return tuple(found)


def _total(task: Task, figures: Figures, zones: Sequence[ZoneSummary]) -> Cell:
    total = total_of(figures, task, zones)
    return Cell(
        task=task,
        zone=None,
        value=total.value,
        url="" if figures.is_kept or not total.zones else rows_url(task, task.main, total.zones),
        is_demo=figures.is_demo(task, task.main, [zone.id for zone in zones]),
        beside=_beside(task, figures, zones),
        left_out=total.left_out,
    )


def flat_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The matrix as rows of a file: one figure a row, totals left to the reader's program."""
    return [
        {
            "task": str(row.task.title),
            "measure": str(measure.label),
            "zone": cell.zone.name if cell.zone else "",
            "value": value,
            "unit": str(measure.unit),
            "demo": cell.is_demo,
        }
        for row in rows
        for cell in row.cells
        for measure, value in _measured(row.task, cell)
    ]


def _measured(task: Task, cell: Cell) -> list[tuple[Measure, int | None]]:
    counts = {beside.label: beside.count for beside in cell.beside}
    return [(task.main, cell.value), *((measure, counts.get(str(measure.label), 0)) for measure in task.beside)]
