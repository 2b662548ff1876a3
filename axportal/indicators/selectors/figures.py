"""The figures of a moment: counted now from the counters, or as they were kept on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Sum

from axportal.core import clock, counters
from axportal.indicators.models import DailyFigure, FigureDay
from axportal.indicators.selectors.measures import GPU, TASKS, Measure, Task
from gpu.models import GpuPool
from regions.models import FactModel, RecordModel

PUBLISHED = RecordModel.Publication.PUBLISHED
DEMONSTRATION = FactModel.Origin.DEMONSTRATION
Key = tuple[str, str, int | None]
ByOrigin = dict[str, int | None]


@dataclass(frozen=True)
class Figures:
    """All figures of one moment, by task, measure and zone (None: outside the four zones), split by origin.

    Only published rows count, so that a figure is the same for everybody who may see the dashboard.
    """

    day: date
    taken_at: datetime
    values: Mapping[Key, ByOrigin]
    is_kept: bool = False
    is_demo_day: bool = False

    def value(self, task: Task, measure: Measure, zone_id: int | None) -> int | None:
        """The figure of one zone; None when it is not known."""
        known = [n for n in self._origins(task, measure, zone_id).values() if n is not None]
        return sum(known) if known else measure.absent

    def is_demo(self, task: Task, measure: Measure, zone_ids: Iterable[int | None]) -> bool:
        """Whether made-up rows are in the figure of these zones."""
        return any(
            self.is_demo_day or self._origins(task, measure, zone_id).get(DEMONSTRATION) is not None
            for zone_id in zone_ids
            if self.value(task, measure, zone_id)
        )

    def _origins(self, task: Task, measure: Measure, zone_id: int | None) -> ByOrigin:
        return self.values.get((task.code, measure.code, zone_id), {})


def count_now(*, at: datetime, using: str = "default") -> Figures:
    """The figures of this moment in two statements, whatever the number of records."""
    values: dict[Key, ByOrigin] = defaultdict(dict)
    _add_counted(values, using)
    _add_gpus(values, using)
    return Figures(day=clock.seoul_date(at), taken_at=at, values=dict(values))


def _add_counted(values: dict[Key, ByOrigin], using: str) -> None:
    counted = [task for task in TASKS if task.main.statuses]
    cells = counters.cells_of([task.model for task in counted], using=using)
    for task in counted:
        measures = {status: measure for measure in task.measures for status in measure.statuses}
        for cell, n in cells[task.model]:
            measure = measures.get(cell["status"])
            if measure is None or cell["publication"] != PUBLISHED:
                continue
            origins = values[task.code, measure.code, cell["zone_id"]]
            origins[cell["origin"]] = (origins.get(cell["origin"]) or 0) + n


def _add_gpus(values: dict[Key, ByOrigin], using: str) -> None:
    alone = Q(source_group="")
    rows: Iterable[dict[str, Any]] = (
        GpuPool.objects.using(using)
        .filter(publication=PUBLISHED)
        .order_by()
        .values("zone_id", "origin")
        .annotate(
            installed=Sum("count", filter=alone),
            clashing=Count("pk", filter=~alone),
            unknown=Count("pk", filter=alone & Q(count=None)),
        )
    )
    for row in rows:
        for measure in GPU.measures:
            if row[measure.code]:
                values[GPU.code, measure.code, row["zone_id"]][row["origin"]] = int(row[measure.code])


def kept_days(*, since: date) -> list[FigureDay]:
    """The days with kept figures, newest first."""
    return list(FigureDay.objects.filter(day__gte=since))


def kept_figures(days: Iterable[FigureDay], *, tasks: Iterable[Task] = TASKS) -> list[Figures]:
    """The figures of these days in their order, in one statement."""
    wanted = list(days)
    found: dict[int, dict[Key, ByOrigin]] = {kept.pk: defaultdict(dict) for kept in wanted}
    rows = DailyFigure.objects.filter(kept__in=found, task__in=[task.code for task in tasks])
    for kept_id, task, measure, zone_id, origin, value in rows.values_list(
        "kept_id", "task", "measure", "zone_id", "origin", "value"
    ):
        found[kept_id][task, measure, zone_id][origin] = value
    return [
        Figures(kept.day, kept.taken_at, dict(found[kept.pk]), is_kept=True, is_demo_day=kept.is_demo)
        for kept in wanted
    ]


def kept_on(day: date) -> Figures | None:
    """The figures kept on a day; None when none were."""
    kept = FigureDay.objects.filter(day=day).first()
    return None if kept is None else kept_figures([kept])[0]
