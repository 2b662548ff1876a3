"""The national dashboard as one frozen page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from axportal.accounts.scoping import scope_of
from axportal.calls.models import Call
from axportal.core import changes
from axportal.core.charts import LineChart
from axportal.core.process_cache import Remembered
from axportal.dashboard.permissions import own_institutes
from axportal.dashboard.selectors.attention import Attention, attention
from axportal.dashboard.selectors.matrix import Row, matrix
from axportal.dashboard.selectors.own import OwnInstitute, own_institute
from axportal.dashboard.selectors.trend import LOOK_BACK, TrendTable, labs_chart, month_ends, trend_tables
from axportal.dashboard.selectors.view import View
from axportal.indicators.models import FigureDay
from axportal.indicators.selectors import LABS, TASKS, Figures, count_now, kept_days, kept_figures
from gpu.models import GpuPool
from labs.models import JointLab
from regions.models import Organisation, Zone
from startups.models import Startup, StartupCentre
from talent.models import GiftedSchool

DAYS_OFFERED = 5


@dataclass(frozen=True)
class NationalPage:
    """Everything the dashboard shows. `figures` is None when nothing was kept on the day asked for."""

    view: View
    figures: Figures | None
    rows: tuple[Row, ...]
    attention: Attention | None
    chart: LineChart | None
    history: tuple[Figures, ...]
    days: tuple[date, ...]
    own: OwnInstitute | None
    basis: tuple[str, ...]

    @property
    def tables(self) -> tuple[TrendTable, ...]:
        """The history in numbers."""
        return trend_tables(self.history, self.view.zones)

    @property
    def is_demo(self) -> bool:
        """Whether made-up rows are in any figure."""
        return any(row.total.is_demo for row in self.rows)

    @property
    def sentence(self) -> str:
        """The answer: how much runs."""
        total = next((row.total.value or 0 for row in self.rows if row.task is LABS), 0)
        place = self.view.zone.name if self.view.zone else _("네 권역")
        return ngettext(
            "%(place)s에서 공동연구소 %(n)s개가 운영 중입니다.",
            "%(place)s에서 공동연구소 %(n)s개가 운영 중입니다.",
            total,
        ) % {"place": place, "n": total}

    @property
    def to_do(self) -> str:
        """The answer's second half: what waits."""
        if self.attention is None:
            return _("지난 날의 값이라 지금 볼 것은 보이지 않습니다.")
        late, waiting, old = (self.attention.count(code) for code in ("late", "waiting", "old"))
        if not late + waiting + old:
            return _("늦거나 오래된 것은 없습니다.")
        return _("마일스톤이 지난 곳 {late}개, 오래 머문 곳 {waiting}개, 오래된 값 {old}건입니다.").format(
            late=late, waiting=waiting, old=old
        )


#: Pages by what they are made from, the minute included.
_pages: Remembered[NationalPage] = Remembered(most=50)
COUNTED = (JointLab, GiftedSchool, StartupCentre, Startup, GpuPool, Call, Zone, Organisation)


def current_page(user: Any, view: View, *, at: datetime) -> NationalPage:
    """`national_page`, made anew each minute and when a record or what this user may see has changed."""
    minute = at.replace(second=0, microsecond=0)
    made_from = (changes.mark(COUNTED), user.pk, scope_of(user).key, get_language(), view.query, view.bad_date, minute)
    return _pages(made_from, lambda: national_page(user, view, at=at))


def national_page(user: Any, view: View, *, at: datetime) -> NationalPage:
    """The page of this view: now from the records, or as kept on the day asked for."""
    days = kept_days(since=(view.as_of or at.date()) - LOOK_BACK)
    figures = count_now(at=at) if view.as_of is None else _kept(days, view.as_of)
    history = tuple(_history(days, figures)) if figures else ()
    own = own_institutes(user)
    looked = attention(user, view, at=at, own=own) if view.as_of is None else None
    return NationalPage(
        view=view,
        figures=figures,
        rows=matrix(figures, view.zones, history[:-1]) if figures else (),
        attention=looked,
        chart=labs_chart(history, view.zones, table_url=f"{reverse('dashboard:trend')}?{view.query}"),
        history=history,
        days=tuple(kept.day for kept in days[:DAYS_OFFERED]),
        own=own_institute(scope_of(user), looked) if looked and own else None,
        basis=tuple(str(task.basis) for task in TASKS),
    )


def _kept(days: list[FigureDay], day: date) -> Figures | None:
    found = [kept for kept in days if kept.day == day]
    return kept_figures(found)[0] if found else None


def _history(days: list[FigureDay], figures: Figures) -> list[Figures]:
    """Month ends before the figures, then the figures themselves."""
    return [*kept_figures(month_ends(days, before=figures.day)), figures]
