"""Tags and filters of every page: signs, numbers, money, dates, absent values, parts of the frame."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from axportal.core import clock, formats
from axportal.core.tables import Column

register = template.Library()

#: Signs that stand for a state; a state is never told by colour alone.
STATUS_ICONS = {"ok": "check", "warn": "alert", "bad": "down-tri", "info": "clock", "unk": "question"}
NOTE_ICONS = {"ok": "check", "warn": "alert", "bad": "alert", "info": "info", "plain": "info"}


@register.simple_tag
@lru_cache(maxsize=512)  # a list of 25 rows has a hundred
def icon(name: str, label: str = "") -> SafeString:
    """A line icon; decorative unless `label` names it."""
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html('<svg class="ic" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}"/></svg>', href)


@register.filter
def status_icon(state: str) -> str:
    """The sign of a state: ok, warn, bad, info, unk; none for plain."""
    return STATUS_ICONS.get(state, "")


@register.filter
def note_icon(kind: str) -> str:
    """The sign of a note: ok, warn, bad, info, plain."""
    return NOTE_ICONS.get(kind, "info")


@register.filter
def undo_url(extra_tags: str | None) -> str:
    """The address after "undo:" in a message's extra tags."""
    return next((tag.removeprefix("undo:") for tag in (extra_tags or "").split() if tag.startswith("undo:")), "")


@register.simple_tag
def absent(kind: str = "unknown") -> SafeString:
    """A value that is not there, told which way: see `formats.ABSENT`."""
    return format_html('<span class="unkv">{}</span>', formats.ABSENT[kind])


@register.filter
def absent_text(kind: str) -> str:
    """The words for an absent value, for places where markup cannot stand."""
    return str(formats.ABSENT[kind])


@register.filter
def num(value: formats.Number | None, places: int | None = None) -> str:
    """1,234 or, for None, 모름."""
    return absent() if value is None or value == "" else formats.number(value, places)


@register.filter
def won(value: formats.Number | None) -> str:
    """5억 원, 128.6백만 원, or 모름."""
    return absent() if value is None or value == "" else formats.won(value)


@register.filter
def won_millions(value: formats.Number | None) -> str:
    """Won as millions, for a column whose head says 백만 원."""
    return absent() if value is None or value == "" else formats.won_millions(value)


@register.filter
def percent(value: formats.Number | None, places: int = 1) -> str:
    """75.0%: the value is in hundredths already; None has no rate, so a dash."""
    return "–" if value is None or value == "" else f"{formats.number(value, places)}%"


@register.filter
def kdate(value: date | datetime | None) -> str:
    """2026. 11. 20.(금)."""
    return absent() if not value else formats.day(value)


@register.filter
def kdate_plain(value: date | datetime | None) -> str:
    """2026. 11. 20. without the weekday."""
    return absent() if not value else formats.day(value, weekday=False)


@register.filter
def kdate_short(value: date | datetime | None) -> str:
    """11. 20., with the year when it is not the present one."""
    return absent() if not value else formats.day_short(value)


@register.filter
def kdatetime(value: datetime | None) -> str:
    """2026. 11. 20. 18:46."""
    return absent() if not value else formats.moment(value)


@register.filter
def kmoment(value: datetime | None) -> str:
    """2026. 11. 20.(금) 18:46:12: a deadline or a receipt, to the second."""
    return absent() if not value else formats.moment(value, weekday=True, seconds=True)


@register.filter
def kend(value: datetime | None) -> str:
    """The end of a period: midnight as 24:00 of the day before."""
    return "" if value is None else formats.end_of_period(value)


@register.filter
def ktime(value: datetime | None) -> str:
    """18:46."""
    return absent() if not value else formats.clock_time(value)


@register.filter
def ktime_seconds(value: datetime | None) -> str:
    """18:46:12."""
    return absent() if not value else formats.clock_time(value, seconds=True)


@register.filter
def age(value: datetime | None) -> str:
    """10분 전, 3일 전; older than a week, the day."""
    return absent() if not value else formats.age(value, clock.now())


@register.filter
def iso(value: date | datetime | None) -> str:
    """The machine form for `<time datetime>` and data attributes; instants with Korea's offset."""
    if not value:
        return ""
    return value.astimezone(clock.SEOUL).isoformat() if isinstance(value, datetime) else value.isoformat()


@register.simple_tag(takes_context=True)
def page_in(context: dict[str, Any], language: str) -> str:
    """The address of this very page in another language, with its filters."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else "/"


def _time_left(left: timedelta) -> list[tuple[str, str]]:
    """Number and unit pairs: days and hours; under 72 hours minutes too; under one hour minutes and seconds."""
    total = max(int(left.total_seconds()), 0)
    days, hours, minutes, seconds = total // 86400, total // 3600 % 24, total // 60 % 60, total % 60
    if total < 3600:
        return [(f"{minutes:02}", gettext("분")), (f"{seconds:02}", gettext("초"))]
    pairs = [(str(days), gettext("일")), (str(hours), gettext("시간"))]
    if total < 72 * 3600:
        pairs.append((str(minutes), gettext("분")))
    return pairs if days else pairs[1:]


@register.inclusion_tag("parts/clock.html")
def deadline_clock(
    closes_at: datetime, opens_at: datetime | None = None, title: str = "", after: str = "", after_url: str = ""
) -> dict[str, Any]:
    """The time left until `closes_at`; `after` and `after_url` say what is still possible afterwards."""
    now = clock.now()
    left = closes_at - now
    gone = 100.0
    if left > timedelta(0) and opens_at and closes_at > opens_at:
        gone = min(max((now - opens_at) / (closes_at - opens_at) * 100, 0), 100)
    return {
        "closes_at": closes_at,
        "now": now,
        "left": _time_left(left),
        "over": left <= timedelta(0),
        "soon": left < timedelta(hours=72),
        "gone": f"{gone:.1f}" if opens_at or left <= timedelta(0) else "",
        "title": title,
        "after": after,
        "after_url": after_url,
    }


def _problems(form: BaseForm) -> Iterator[dict[str, str]]:
    """What is wrong with a form, in the order of its fields; problems of no field come first."""
    for text in form.non_field_errors():
        yield {"id": "", "label": "", "text": str(text)}
    for field in form:
        for text in field.errors:
            target = field.auto_id if field.use_fieldset else field.id_for_label
            yield {"id": target, "label": str(field.label), "text": str(text)}


@register.inclusion_tag("parts/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """How many things to fix in the forms of a page, with links to the fields."""
    return {"problems": [problem for form in forms if form.is_bound for problem in _problems(form)]}


@register.inclusion_tag("parts/table.html")
def data_table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], dense: bool = False, unit: str = ""
) -> dict[str, Any]:
    """A plain table; the first cell of each row is its head. Cells are text or markup that is safe already."""
    paired = [list(zip(columns, row, strict=True)) for row in rows]
    return {"caption": caption, "columns": columns, "rows": paired, "dense": dense, "unit": unit}


@register.filter
def time_left(closes_at: datetime) -> str:
    """17일 23시간: the time left, for a line of text."""
    return " ".join(number + unit for number, unit in _time_left(closes_at - clock.now()))


@register.filter
def time_until(closes_at: datetime, at: datetime) -> str:
    """The time between an instant and the deadline, for a line of text."""
    return " ".join(number + unit for number, unit in _time_left(closes_at - at))
