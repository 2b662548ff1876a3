"""How the figures came to be what they are: month by month from the kept days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from axportal.core import formats
from axportal.core.charts import LineChart, Series
from axportal.indicators.models import FigureDay
from axportal.indicators.selectors import LABS, TASKS, Figures, Task
from regions.selectors import ZoneSummary

LOOK_BACK = timedelta(days=215)
POINTS = 6


def month_ends(days: Sequence[FigureDay], *, before: date) -> list[FigureDay]:
    """The last kept day of each month before that day, oldest first, at most six; `days` come newest first."""
    newest: dict[tuple[int, int], FigureDay] = {}
    for kept in days:
        if kept.day < before and (kept.day.year, kept.day.month) != (before.year, before.month):
            newest.setdefault((kept.day.year, kept.day.month), kept)
    return sorted(newest.values(), key=lambda kept: kept.day)[-POINTS:]


def labs_chart(history: Sequence[Figures], zones: Sequence[ZoneSummary], *, table_url: str) -> LineChart | None:
    """Operating joint labs by zone; None while there are fewer than two points. The last figures come last."""
    if len(history) < 2:
        return None
    last = history[-1]
    return LineChart(
        title=_finding(last, zones),
        measure=_("월말에 보관한 값과 지금 값(개), {first}–{last}").format(
            first=_month(history[0].day), last=_month(last.day)
        ),
        labels=[_month(figures.day) for figures in history],
        series=[
            Series(
                name=zone.name,
                values=[figures.value(LABS, LABS.main, zone.id) for figures in history],
                tone=zone.css,
            )
            for zone in zones
        ],
        unit=str(LABS.main.unit),
        as_of=last.day,
        source=_("포털 기록"),
        demonstration=any(figures.is_demo(LABS, LABS.main, [zone.id]) for figures in history for zone in zones),
        table_url=table_url,
    )


@dataclass(frozen=True)
class TrendTable:
    """A task's leading figure month by month: one row a day, one column a zone."""

    task: Task
    rows: tuple[tuple[Figures, tuple[int | None, ...]], ...]


def trend_tables(history: Sequence[Figures], zones: Sequence[ZoneSummary]) -> tuple[TrendTable, ...]:
    """The numbers behind the chart and the sparks, newest first."""
    return tuple(
        TrendTable(
            task,
            tuple(
                (figures, tuple(figures.value(task, task.main, zone.id) for zone in zones))
                for figures in reversed(history)
            ),
        )
        for task in TASKS
    )


def _finding(figures: Figures, zones: Sequence[ZoneSummary]) -> str:
    """The zone that has most, where it is one; else what is shown."""
    counts = {zone: figures.value(LABS, LABS.main, zone.id) or 0 for zone in zones}
    most = max(counts.values())
    leading = [zone for zone, count in counts.items() if count == most]
    if len(zones) < 2 or len(leading) > 1:
        return _("운영 중 공동연구소, 권역별")
    return _("운영 중 공동연구소는 {zone}에 가장 많습니다").format(zone=leading[0].name)


def _month(day: date) -> str:
    return formats.MONTHS_EN[day.month - 1] if formats.is_english() else f"{day.month}월"
