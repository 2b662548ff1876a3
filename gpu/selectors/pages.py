"""The pages of GPU sites as frozen wholes, and the mark that says whether one has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from axportal.core import changes, clock, formats
from axportal.core.charts import LineChart, Series
from gpu.models import (
    Attempt,
    Cluster,
    Device,
    GpuModel,
    Job,
    Node,
    NodeGpus,
    Outage,
    Rollup,
    SiteAccount,
    StreamState,
    UsageHour,
)
from gpu.selectors import queue, rows
from gpu.selectors.figures import NationalFigures, national, of_site
from gpu.selectors.history import History, Point, history
from gpu.selectors.lines import GpuLine
from gpu.selectors.outages import Calendar, calendar, open_outages
from gpu.selectors.rates import Rates, last_hours, rates
from gpu.selectors.sites import Site

#: What is shown of sites: when none of these changes, and no minute passes, no page does.
SHOWN = (
    Cluster, GpuModel, Node, NodeGpus, Device, Job, Outage, Rollup, SiteAccount, StreamState, UsageHour, Attempt,
)  # fmt: skip
#: Of the lines: tones with the names of their values in the stylesheet.
_COLOURS = {"s-op": "--ink-3", "s-al": "--d-line-2", "s-ac": "--d-active"}
TREND = timedelta(days=30)
WEEK = timedelta(days=7)


def mark(at: datetime) -> str:
    """Differs whenever something shown has changed; ages are told by the minute, so the minute is in it."""
    return f"{changes.mark(SHOWN)}-{int(at.timestamp()) // 60}"


@dataclass(frozen=True)
class SitesPage:
    """Figures of some sites with everything around them."""

    figures: NationalFigures
    rates: Rates
    queues: tuple[queue.SiteQueue, ...]
    holders: tuple[queue.Holder, ...]
    idle: tuple[tuple[GpuLine, tuple[str, ...]], ...]
    calendar: Calendar
    outages: tuple[Outage, ...]
    trend: History
    chart: LineChart | None
    shows_jobs: bool = True

    @property
    def is_demo(self) -> bool:
        """Whether a made-up site is in it."""
        return self.figures.is_demo

    @property
    def by_hand(self) -> tuple[Site, ...]:
        """Sites whose list somebody keeps by hand."""
        return tuple(site for site in self.figures.counted if site.is_by_hand)


def national_page(user: Any, *, at: datetime) -> SitesPage:
    """All sites that this person sees. The same number of queries for any number of sites."""
    return _page(national(user, at=at), user, at=at)


def site_page(user: Any, cluster: Cluster, *, at: datetime) -> SitesPage:
    """One site."""
    return _page(of_site(cluster, at=at, told_to=user), user, at=at, site=str(cluster.uuid))


def _page(figures: NationalFigures, user: Any, *, at: datetime, site: str = "") -> SitesPage:
    since, until = last_hours(at)
    trend = history([one.cluster for one in figures.sites], since=at - TREND, until=at)
    idle = rows.most_idle(figures)
    accounts = queue.jobs_on([(line.site.cluster.pk, line.node_name) for line in idle if line.site.is_told])
    return SitesPage(
        figures=figures,
        rates=rates(figures.counted, since=since, until=until),
        queues=queue.queues(figures.sites),
        holders=queue.holders(figures.counted, since=until - WEEK, until=until),
        idle=tuple((line, accounts.get((line.site.cluster.pk, line.node_name), ())) for line in idle),
        calendar=calendar(figures.sites, at=at),
        outages=tuple(open_outages(figures.sites, user)[:20]),
        trend=trend,
        chart=chart_of(trend, is_demo=figures.is_demo, site=site),
    )


def chart_of(found: History, *, is_demo: bool, site: str = "", table_url: str = "") -> LineChart | None:
    """The three rates over the span; None while fewer than two points have a value."""
    if sum(not point.is_gap for point in found.points) < 2:
        return None
    query = f"?range=30d{f'&site={site}' if site else ''}"
    return LineChart(
        title=_finding(found.points),
        measure=_("운영률·할당률·활용률(%), {first}–{last}").format(
            first=formats.moment(found.since), last=formats.moment(found.until)
        ),
        labels=[_label(point, found.seconds) for point in found.points],
        series=[one for one in _series(found.points) if any(value is not None for value in one.values)],
        unit="%",
        missing_reason=_("절반 넘게 수집하지 못해 값이 없습니다"),
        source="CMP-02 · CMP-03 · CMP-04",
        as_of=clock.seoul_date(found.until),
        provisional=True,
        demonstration=is_demo,
        table_url=table_url or f"{reverse('gpu:history')}{query}#table",
        csv_url=f"{reverse('gpu:history')}{query}&format=csv" if not table_url else "",
    )


def zoom_of(found: History) -> dict[str, Any]:
    """The same rates for `frontend/js/zoom-chart.js`: plain values with their words, None where unknown."""
    whole_days = found.seconds >= 86_400
    return {
        "labels": [
            formats.day(point.starts_at, weekday=False) if whole_days else formats.moment(point.starts_at)
            for point in found.points
        ],
        "ticks": [_label(point, found.seconds) for point in found.points],
        "series": [
            {"name": one.name, "values": one.values, "tone": one.tone, "colour": _COLOURS[one.tone]}
            for one in _series(found.points)
        ],
        "unit": "%",
        "most": 100,
        "unknown": _("모름"),
    }


def _series(points: Sequence[Point]) -> list[Series]:
    return [
        Series(_("운영률"), [_plain(point.operating) for point in points], tone="s-op"),
        Series(_("할당률"), [_plain(point.allocation) for point in points], tone="s-al"),
        Series(_("활용률"), [_plain(point.activity) for point in points], tone="s-ac"),
    ]


def _finding(points: Sequence[Point]) -> str:
    last = next((point for point in reversed(points) if point.activity is not None), None)
    if last is None:
        return _("운영률과 할당률, 활용률의 추이")
    return _("배정된 GPU의 {percent}%가 실제로 계산했습니다").format(percent=formats.number(last.activity or 0, 1))


def _label(point: Point, seconds: int) -> str:
    """The hour within a day or two, the day beyond."""
    if seconds < 3600:
        return formats.clock_time(point.starts_at)
    if seconds < 86_400:
        local = point.starts_at.astimezone(clock.SEOUL)
        return f"{formats.day_short(point.starts_at)} {local:%H}" if local.hour else formats.day_short(point.starts_at)
    return formats.day_short(point.starts_at)


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)
