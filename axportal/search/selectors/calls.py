"""Open calls, as the home page and the zones show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from regions.selectors import ZoneSummary

SHOWN = 5
SOON = timedelta(hours=72)


@dataclass(frozen=True)
class OpenCall:
    """A call that can be applied to now."""

    title: str
    url: str
    summary: str
    zone: ZoneSummary | None
    closes_at: datetime
    days_left: int
    is_soon: bool


@dataclass(frozen=True)
class OpenCalls:
    """The calls that close first, and how many are open in all."""

    rows: tuple[OpenCall, ...]
    total: int
    has_demo: bool


def open_calls(user: Any, *, at: datetime, zone: ZoneSummary | None = None) -> OpenCalls:
    """Calls open at this moment, those of all zones included when a zone is asked for."""
    return OpenCalls((), 0, False)
