"""Tags of the GPU pages: figures that open their rows, bars of states, how fresh a site is."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.core import formats
from axportal.core.templatetags.ax import absent
from gpu.models import Cluster, Outage
from gpu.rules.failures import SENTENCES
from gpu.rules.freshness import Freshness
from gpu.selectors import figures as numbers
from gpu.selectors.lines import MILLI, GpuLine
from gpu.selectors.rows import gpus_of
from gpu.selectors.sites import Site, Standing

register = template.Library()

WIDTH = 240.0
_STATES = {
    Freshness.FRESH: "ok",
    Freshness.LATE: "warn",
    Freshness.STALE: "warn",
    Freshness.LOST: "bad",
    Freshness.NEVER: "unk",
}


@register.filter
def gpus(value: Decimal | int | None) -> SafeString | str:
    """1,120 or 543.9, or 모름: what is not known is never 0."""
    if value is None:
        return absent()
    return formats.number(value, 1 if isinstance(value, Decimal) else None)


@register.simple_tag
def shown_cell(value: Any) -> SafeString | str:
    """A number, a time or a text of a table whose columns differ; 모름 for None."""
    if value is None or value == "":
        return absent()
    if isinstance(value, datetime):
        return formats.moment(value)
    return formats.number(value) if isinstance(value, int) else str(value)


@register.filter
def at_place(values: Sequence[Any], place: int) -> Any:
    """The one of them that stands there, counted from 0."""
    return values[place]


@register.filter
def figure(tally: numbers.Tally, state: str) -> numbers.Figure:
    """One figure of a tally."""
    return tally[state]


@register.filter
def ratio(tally: numbers.Tally, state: str) -> Decimal | None:
    """A tally's share in hundredths: in service of installed, allocated of in service, active of held."""
    return tally.ratios[state].percent


@register.filter
def in_state(line: GpuLine, state: str) -> SafeString | str:
    """One server's GPUs in a state, or 모름."""
    return gpus(gpus_of(line, state))


@register.filter
def cause(code: str) -> str:
    """Why servers are out of service, in words that stand alone."""
    if code == Outage.Cause.UNKNOWN:
        return _("까닭을 모름")
    return str(dict(Outage.Cause.choices).get(code, _("까닭을 모름")))


@register.filter
def failure(code: str) -> str:
    """What went wrong when a site was read last, in words; nothing when nothing did."""
    return str(SENTENCES.get(code, _("알 수 없는 오류"))) if code else ""


@register.filter
def hours(seconds: int | None) -> SafeString | str:
    """GPU-seconds as GPU-hours, or 모름."""
    return absent() if seconds is None else formats.number(Decimal(seconds) / 3600, 1)


_SPANS = {
    "1h": gettext_lazy("1시간"),
    "6h": gettext_lazy("6시간"),
    "24h": gettext_lazy("24시간"),
    "7d": gettext_lazy("7일"),
    "30d": gettext_lazy("30일"),
    "90d": gettext_lazy("90일"),
    "1y": gettext_lazy("1년"),
    "3y": gettext_lazy("3년"),
}


@register.filter
def span(name: str) -> str:
    """The name of a history's span in words."""
    return str(_SPANS[name])


_ONE = {3600: gettext_lazy("한 시간"), 86_400: gettext_lazy("하루")}


@register.filter
def step(seconds: int) -> str:
    """How much time a point stands for."""
    if seconds in _ONE:
        return str(_ONE[seconds])
    if seconds < 3600:
        return _("{n}분").format(n=seconds // 60)
    return _("{n}시간").format(n=seconds // 3600) if seconds < 86_400 else _("{n}일").format(n=seconds // 86_400)


@register.simple_tag
def since(moment: datetime | None, at: datetime) -> str:
    """26시간 전, by the page's own time."""
    return formats.age(moment, at) if moment else ""


def _said(site: Site, standing: Standing, at: datetime) -> tuple[str, str]:
    """The sign of a standing and its words."""
    if site.is_by_hand and standing.observed_at is not None:
        day = formats.day(site.as_of or standing.observed_at, weekday=False)
        return "plain", _("손으로 입력, {day} 기준").format(day=day)
    if standing.observed_at is None:
        return "unk", _("보고 없음")
    age = formats.age(standing.observed_at, at)
    if standing.freshness == Freshness.LOST:
        return "bad", _("끊김, {age}").format(age=age)
    return _STATES[standing.freshness], age


@register.inclusion_tag("parts/status_badge.html")
def site_badge(site: Site, at: datetime, stream: str = "inventory") -> dict[str, Any]:
    """How fresh one stream of a site is: sign, word and colour."""
    state, label = _said(site, site.standing(stream), at)
    return {"state": state, "label": label}


@register.simple_tag
def site_state(site: Site, at: datetime) -> str:
    """The same in words alone."""
    return _said(site, site.inventory, at)[1]


@register.simple_tag
def rows_url(state: str = "", tally: numbers.Tally | None = None, **more: Any) -> str:
    """Where the servers behind a figure are listed: of all sites, or of those of a tally."""
    query: dict[str, str] = {"state": state} if state and state != numbers.INSTALLED else {}
    if tally is not None and len(tally.sites) == 1:
        query["site"] = str(tally.site.cluster.uuid)
    query |= {name: str(value) for name, value in more.items() if value not in {None, ""}}
    return f"{reverse('gpu:nodes')}{'?' + urlencode(query) if query else ''}"


@register.filter
def model_key(tally: numbers.Tally) -> str:
    """What a model is called in addresses; "-" where the site names none."""
    key = tally.key[1] if isinstance(tally.key, tuple) else tally.key
    return str(key) or "-"


@register.filter
def has_unlisted(lines: Sequence[GpuLine]) -> bool:
    """Some server is no longer in its site's list."""
    return any(not line.is_listed for line in lines)


@register.filter
def most_gpus(tallies: Sequence[numbers.Tally]) -> int:
    """The largest number of installed GPUs, for bars on one scale."""
    return max((tally["installed"].milli or 0 for tally in tallies), default=0)


@register.simple_tag
def gpu_bar(tally: numbers.Tally, most: int) -> SafeString:
    """How the installed GPUs divide, on the scale of `most` thousandths; hatched where unknown or old. Silent."""
    parts, total = _parts(tally)
    scale = WIDTH / most if most else 0.0
    drawn, x = [], 0.0
    for css, milli in parts:
        width = milli * scale
        if width >= 0.5:
            drawn.append(format_html('<rect class="{}" x="{}" y="1" width="{}" height="14"/>', css, f"{x:.1f}",
                                     f"{max(width - 0.8, 0.5):.1f}"))  # fmt: skip
        x += width
    if tally.is_old or not parts:
        veil = '<rect class="veil" x="0" y="1" width="{0}" height="14"/>' if parts else ""
        drawn.append(
            format_html(veil + '<rect fill="url(#hatch)" x="0" y="1" width="{0}" height="14"/>', f"{total * scale:.1f}")
        )
    shapes = SafeString("".join(drawn))
    return format_html('<svg class="gbar" viewBox="0 0 240 16" preserveAspectRatio="xMinYMid meet" aria-hidden="true">'
                       "{}</svg>", shapes)  # fmt: skip


def _parts(tally: numbers.Tally) -> tuple[list[tuple[str, int]], int]:
    """Classes and thousandths from left to right; none where not even what is in service is known."""
    installed = tally["installed"].milli or 0
    working, allocated = tally["in_service"].milli, tally["allocated"].milli
    if working is None:
        return [], installed
    out = round((tally.out_of_service or 0) * MILLI)
    held = min(allocated or 0, installed)
    active, idle = tally["active"].milli, tally["idle_held"].milli
    if active is None or idle is None or tally["active"].is_partial:
        first = [("c-alloc", held)]
    else:
        first = [("c-active", min(active, held)), ("c-idle", max(held - active, 0))]
    free = max(working - held, 0)
    return [*first, ("c-op", free), ("c-off", min(out, max(installed - held - free, 0)))], installed


@register.filter
def connector(cluster: Cluster) -> str:
    """How a site is read, in words."""
    return str(Cluster.Connector(cluster.connector).label)
