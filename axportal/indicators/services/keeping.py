"""Keeping the figures of a day."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from axportal.core import clock
from axportal.indicators.models import DailyFigure, FigureDay
from axportal.indicators.selectors import TASKS, Figures, count_now
from regions.models import FactModel
from regions.selectors import zone_summaries


@transaction.atomic
def keep_figures(*, at: datetime) -> bool:
    """Keep the figures of today as they stand; False when a snapshot of the day exists already: the first stays."""
    kept, is_new = FigureDay.objects.get_or_create(day=clock.seoul_date(at), defaults={"taken_at": at})
    if is_new:
        DailyFigure.objects.bulk_create(figure_rows(kept, count_now(at=at)))
    return is_new


def figure_rows(kept: FigureDay, figures: Figures) -> Iterator[DailyFigure]:
    """One row for each figure and origin; a zone without rows has one that says what the figure was."""
    zones = [zone.id for zone in zone_summaries()]
    for task in TASKS:
        for measure in task.measures:
            for zone_id in [*zones, None]:
                origins = figures.values.get((task.code, measure.code, zone_id))
                for origin, value in (origins or {FactModel.Origin.ENTERED.value: measure.absent}).items():
                    yield DailyFigure(
                        kept=kept, zone_id=zone_id, task=task.code, measure=measure.code, origin=origin, value=value
                    )
