"""Totals over zones, which say what they leave out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from axportal.indicators.selectors.figures import Figures
from axportal.indicators.selectors.measures import Task
from regions.selectors import ZoneSummary


@dataclass(frozen=True)
class Total:
    """A task's leading figure over several zones. `zones` are those whose figure is known; None: none is."""

    value: int | None
    zones: tuple[ZoneSummary, ...]
    left_out: tuple[str, ...]


def total_of(figures: Figures, task: Task, zones: Sequence[ZoneSummary]) -> Total:
    """The sum over these zones; unknown ones are left out and named."""
    values = {zone: figures.value(task, task.main, zone.id) for zone in zones}
    known = {zone: value for zone, value in values.items() if value is not None}
    unknown = [zone.name for zone, value in values.items() if value is None]
    sentences = [
        _("{zones} 제외 합").format(zones="·".join(unknown)) if unknown else _("{n}개 권역 합").format(n=len(zones))
    ]
    outside = figures.value(task, task.main, None)
    if outside:
        sentences.append(_("네 권역 밖 {figure} 제외").format(figure=task.main.amount(outside)))
    return Total(sum(known.values()) if known else None, tuple(known), tuple(sentences))
