"""The dates of announced calls as an iCalendar file (RFC 5545), the same for whoever asks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from axportal.calls.models import Call
from axportal.calls.querysets import CallQuerySet

#: How long a call stays in the calendar after its deadline.
KEPT = timedelta(days=366)
_PRODUCT = "-//AX Portal//Calls//KO"


def public_calls(*, zone: str = "", programme: str = "") -> CallQuerySet:
    """Calls that everybody may see, cancelled ones too, with the number of their rules as `edition`.

    A zone's slug also finds the calls for all zones.
    """
    found = Call.objects.visible_to(AnonymousUser()).exclude(announced_at=None)
    if zone:
        found = found.filter(Q(zone__slug=zone) | Q(zone=None))
    if programme:
        found = found.filter(programme=programme)
    with_edition: CallQuerySet = found.annotate(edition=Max("rules__number")).select_related("organisation")
    return with_edition


def calendar_file(calls: Sequence[Call], *, name: str) -> bytes:
    """The file. An event keeps its UID; its SEQUENCE grows with every change of the call and of its rules."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for call in calls:
        for event in _events(call):
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def recent_calls(found: CallQuerySet, *, at: datetime) -> list[Call]:
    """Those whose deadline is not long past, by deadline; two queries."""
    return list(found.filter(closes_at__gt=at - KEPT).order_by("closes_at", "id").prefetch_related("stages"))


def _events(call: Call) -> Iterator[Event]:
    yield _event(call, "opens", _("접수 시작"), call.opens_at)
    if call.briefing_at is not None:
        yield _event(call, "briefing", _("설명회"), call.briefing_at, place=call.briefing)
    if call.closes_at is not None:
        yield _event(call, "closes", _("마감"), call.closes_at)
    for stage in call.stages.all():
        if stage.starts_on is not None:
            yield _event(call, f"stage{stage.position}", str(stage), stage.starts_on, until=stage.ends_on)


def _event(
    call: Call, what: str, label: str, starts: date | datetime, *, until: date | None = None, place: str = ""
) -> Event:
    event = Event()
    event.add("uid", f"{call.uuid}.{what}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", call.updated_at)
    event.add("last-modified", call.updated_at)
    event.add("sequence", call.version + call.edition - 1)  # type: ignore[attr-defined]
    event.add("status", "CANCELLED" if call.status == Call.Status.CANCELLED else "CONFIRMED")
    event.add("summary", f"{_('[시연]')} {call.title} · {label}" if call.is_demo else f"{call.title} · {label}")
    event.add("dtstart", starts)
    if until is not None:
        event.add("dtend", until + timedelta(days=1))  # the first day that is no longer part of it
    if place:
        event.add("location", place)
    event.add("description", f"{call.organisation.name} · {call.number}")
    event.add("url", f"{settings.SITE_URL}{call.get_absolute_url()}")
    event.add("transp", "TRANSPARENT")
    return event
