"""The dates of a call in order: opening, closing, and what the law and the institute say comes after."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from axportal.calls.models import Call, CallStage
from axportal.core import clock, formats


@dataclass(frozen=True)
class CalendarRow:
    """One row of the timeline part."""

    when: str
    title: str | Promise
    text: str
    state: str


def calendar_of(call: Call, *, at: datetime) -> list[CalendarRow]:
    """Rows for the timeline; one query."""
    rows = [
        CalendarRow(_moment(when), title, text, _progress(call, when, at))
        for when, title, text in sorted(_moments(call), key=lambda moment: moment[0])
    ]
    today = clock.seoul_date(at)
    return [*rows, *(_row(stage, today) for stage in call.stages.all())]


def _moments(call: Call) -> list[tuple[datetime, str, str]]:
    known = [
        (call.opens_at, _("접수 시작"), ""),
        (call.briefing_at, _("설명회"), call.briefing),
        (call.closes_at, _("마감"), ""),
    ]
    return [(when, title, text) for when, title, text in known if when is not None]


def _progress(call: Call, when: datetime, at: datetime) -> str:
    if at >= when:
        return "past"
    return "now" if when == call.closes_at and at >= call.opens_at else ""


def _row(stage: CallStage, today: date) -> CalendarRow:
    text = " · ".join(part for part in (stage.note, stage.basis) if part)
    return CalendarRow(_when(stage), str(stage), text, _state(stage, today))


def _when(stage: CallStage) -> str:
    if stage.starts_on is None:
        return stage.period
    first = formats.day_short(stage.starts_on)
    if stage.ends_on is None or stage.ends_on == stage.starts_on:
        return first
    return f"{first} – {formats.day_short(stage.ends_on)}"


def _state(stage: CallStage, today: date) -> str:
    last = stage.ends_on or stage.starts_on
    if last is None or stage.starts_on is None:
        return ""
    if last < today:
        return "past"
    return "now" if stage.starts_on <= today else ""


def _moment(at: datetime) -> str:
    return f"{formats.day_short(at)} {formats.clock_time(at)}"


def turned(*, at: datetime) -> int:
    """How many openings and closings lie behind that instant: differs whenever a call's phase has changed."""
    past = Call.objects.aggregate(
        opened=Count("pk", filter=Q(opens_at__lte=at)), closed=Count("pk", filter=Q(closes_at__lte=at))
    )
    return int(past["opened"]) + int(past["closed"])
