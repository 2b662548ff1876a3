"""Open calls, as the home page and the zones show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from axportal.calls.models import Call
from axportal.core import clock
from regions.selectors import ZoneSummary, zone_summaries

SHOWN = 5
SOON = timedelta(hours=72)


@dataclass(frozen=True)
class OpenCall:
    """A call that can be applied to now. `days_left` counts calendar days in Korea: 0 on the day it closes."""

    call: Call
    zone: ZoneSummary | None
    days_left: int
    is_soon: bool


@dataclass(frozen=True)
class OpenCalls:
    """The calls that close first, and how many are open in all."""

    rows: tuple[OpenCall, ...]
    total: int

    @property
    def has_demo(self) -> bool:
        """Whether a made-up call is among those shown."""
        return any(row.call.is_demo for row in self.rows)


def open_calls(user: Any, *, at: datetime, zone: ZoneSummary | None = None) -> OpenCalls:
    """Calls open at this instant; of one zone when given, with those that are for all zones. Two queries."""
    found = Call.objects.visible_to(user).open(at)
    if zone is not None:
        found = found.filter(Q(zone_id=zone.id) | Q(zone__isnull=True))
    zones = {each.id: each for each in zone_summaries()}
    rows = tuple(
        OpenCall(
            call=call,
            zone=zones.get(call.zone_id),
            days_left=(clock.seoul_date(call.closes_at) - clock.seoul_date(at)).days,
            is_soon=call.closes_at - at < SOON,
        )
        for call in found.order_by("closes_at", "pk")[:SHOWN]
    )
    return OpenCalls(rows, total=found.count())
