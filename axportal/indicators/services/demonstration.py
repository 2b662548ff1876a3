"""A made-up history of the figures, so that a demonstration has a trend. Whole days are flagged as made up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from axportal.core import clock
from axportal.core.demonstration import OWNER
from axportal.indicators.models import DailyFigure, FigureDay
from axportal.indicators.selectors import LABS, STARTUPS, Figures, Task, count_now
from axportal.indicators.services.keeping import figure_rows
from labs.models import JointLab
from regions.models import FactModel, RecordModel
from startups.models import Startup

MONTHS = 6
TAKEN_AT = time(2, 0)


def load_demonstration(*, at: datetime) -> None:
    """Keep made-up figures for the last day of each of the past six months, where no day is kept yet."""
    now = count_now(at=at)
    past = {LABS: _labs(), STARTUPS: _startups()}
    for day in _month_ends(clock.seoul_date(at)):
        taken_at = datetime.combine(day, TAKEN_AT, tzinfo=clock.SEOUL)
        kept, is_new = FigureDay.objects.get_or_create(day=day, defaults={"taken_at": taken_at, "is_demo": True})
        if is_new:
            DailyFigure.objects.bulk_create(figure_rows(kept, _as_on(day, now, past)))


def remove_demonstration(*, at: datetime) -> int:
    """Remove the made-up days, and what other days counted of made-up rows; returns how many rows went."""
    figures, _by_model = DailyFigure.objects.using(OWNER).filter(origin=FactModel.Origin.DEMONSTRATION).delete()
    days, _by_model = FigureDay.objects.using(OWNER).filter(is_demo=True).delete()
    return figures + days


def _month_ends(today: date) -> list[date]:
    """The last days of the past months, newest first."""
    days = []
    day = today.replace(day=1) - timedelta(days=1)
    for _month in range(MONTHS):
        days.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return days


def _labs() -> list[tuple[int | None, date | None, date | None]]:
    """Zone, begin and end of each published lab that runs or ran."""
    labs = JointLab.objects.filter(publication=RecordModel.Publication.PUBLISHED, status__in=["operating", "ended"])
    return list(labs.values_list("zone_id", "started_on", "ends_on"))


def _startups() -> list[tuple[int | None, date | None, date | None]]:
    """Zone and founding day of each published start-up at work."""
    startups = Startup.objects.filter(publication=RecordModel.Publication.PUBLISHED, status="active")
    return [(zone_id, founded_on, None) for zone_id, founded_on in startups.values_list("zone_id", "founded_on")]


def _as_on(day: date, now: Figures, past: Mapping[Task, Iterable[Any]]) -> Figures:
    """The present figures with those of labs and start-ups as their dates tell for that day."""
    values = {key: origins for key, origins in now.values.items() if not _is_recounted(key, past)}
    for task, rows in past.items():
        running = Counter(zone for zone, start, end in rows if start and start <= day and (end is None or end > day))
        for zone_id, count in running.items():
            values[task.code, task.main.code, zone_id] = {FactModel.Origin.DEMONSTRATION.value: count}
    return replace(now, values=values)


def _is_recounted(key: tuple[str, str, int | None], past: Mapping[Task, Iterable[Any]]) -> bool:
    return any(key[:2] == (task.code, task.main.code) for task in past)
