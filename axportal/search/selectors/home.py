"""The home page: what the portal is, in zones, calls, tasks, figures and facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from axportal.search.selectors.calls import OpenCalls, open_calls
from axportal.search.selectors.clashes import Clash, clashes, of_statements
from axportal.search.selectors.figures import Counted, Figure, counted
from regions.models import Province, Statement
from regions.selectors import ZoneSummary, merger, statements, zone_summaries

EVENT = "strategy-event"
TASKS = ("strategy-task-1", "strategy-task-2", "strategy-task-3", "strategy-task-4")
#: Published figures worth a large number, and the one that says what is not published.
PUBLISHED = ("gpu-round1-gpus", "gifted-intake-2024", "strategy-task-2-conversions", "strategy-no-numbers")
TOPICS = ("strategy_vision", "strategy_task", "gpu_policy", "gifted_school_total", "programme_context")
COUNTED = ("labs", "schools", "startups", "gpu-pools")


@dataclass(frozen=True)
class Task:
    """One of the four tasks: as the strategy words it, and how far the records are."""

    statement: Statement
    figure: Figure


@dataclass(frozen=True)
class ZoneBar:
    """One zone's bar in the chart of operating labs."""

    label: str
    value: int
    text: str
    url: str
    plan: None = None


@dataclass(frozen=True)
class LabBars:
    """Operating labs by zone, with the finding that the chart's title states."""

    rows: tuple[ZoneBar, ...]
    finding: str
    url: str
    is_demo: bool

    @property
    def largest(self) -> int:
        """The end of the common scale."""
        return max((row.value for row in self.rows), default=0) or 1


@dataclass(frozen=True)
class Home:
    """Everything the home page shows."""

    at: datetime
    zones: tuple[ZoneSummary, ...]
    merger: Province | None
    event: Statement | None
    calls: OpenCalls
    tasks: tuple[Task, ...]
    labs: LabBars
    published: tuple[Statement, ...]
    strategy: tuple[Statement, ...]
    background: tuple[Statement, ...]
    clashes: tuple[Clash, ...]


def home(user: Any, *, at: datetime) -> Home:
    """The page at this moment. The same number of queries whatever the number of records."""
    said = statements(*TOPICS)
    by_key = {statement.key: statement for statement in said}
    counts = counted(user, COUNTED)
    figures = (
        counts["labs"].figure(pgettext_lazy("plural", "공동연구소"), gettext_lazy("개 운영"), status="operating"),
        counts["schools"].figure(gettext_lazy("영재학교"), gettext_lazy("개교")),
        counts["startups"].figure(gettext_lazy("창업기업"), gettext_lazy("개사")),
        counts["gpu-pools"].figure(gettext_lazy("GPU"), gettext_lazy("묶음")),
    )
    return Home(
        at=at,
        zones=zone_summaries(),
        merger=merger(),
        event=by_key.get(EVENT),
        calls=open_calls(user, at=at),
        tasks=tuple(Task(by_key[key], figure) for key, figure in zip(TASKS, figures, strict=True) if key in by_key),
        labs=_lab_bars(counts["labs"]),
        published=tuple(by_key[key] for key in PUBLISHED if key in by_key),
        strategy=tuple(row for row in said if row.topic == "strategy_vision" and row.key != EVENT),
        background=tuple(row for row in said if row.topic == "programme_context"),
        clashes=clashes(of_statements(said)),
    )


def _lab_bars(labs: Counted) -> LabBars:
    everywhere = labs.figure(_("운영 중인 공동연구소"), _("개"), status="operating")
    rows = []
    for zone in zone_summaries():
        figure = labs.figure(zone.name, _("개"), status="operating", zone=zone.slug)
        rows.append(ZoneBar(label=zone.name, value=figure.count, text=figure.value, url=figure.url))
    return LabBars(tuple(rows), _finding(rows), everywhere.url, everywhere.is_demo)


def _finding(rows: list[ZoneBar]) -> str:
    """What the bars show, in one sentence."""
    total = sum(row.value for row in rows)
    if not total:
        return _("아직 운영 중인 공동연구소가 없습니다")
    most = max(rows, key=lambda row: row.value)
    if all(row.value for row in rows):
        text = _("네 권역 모두에서 공동연구소가 운영되고 있고 {zone}이 {n}개로 가장 많습니다")
    else:
        text = _("{zone}에서 가장 많은 {n}개가 운영되고 있습니다")
    return text.format(zone=most.label, n=most.text)
