"""How old a figure may be before it says so, and how often each stream is read.

A site that is read by the portal or sends by itself is late after two of its periods, stale after five and lost after
three days. What people keep by hand is never late: it shows the day it is of.
"""

from datetime import datetime, timedelta
from enum import StrEnum

LOST_AFTER = timedelta(hours=72)
LATE_POLLS, STALE_POLLS = 2, 5
SHORTEST = 60
"""Seconds: a site that is read more often is not late sooner."""
USAGE_POLLS = 5
"""The accounting is read at every fifth poll."""
EVENTS_SECONDS = 300
LONGEST_PAUSE = 900
"""Seconds between two tries at most, however often a site has failed."""


class Freshness(StrEnum):
    """How fresh the newest data is."""

    FRESH = "fresh"
    LATE = "late"
    STALE = "stale"
    LOST = "lost"
    NEVER = "never"


def freshness(observed_at: datetime | None, *, poll_seconds: int | None, at: datetime) -> Freshness:
    """How fresh data of that time is, for a stream read every `poll_seconds`; `None`: kept by hand, never late."""
    if observed_at is None:
        return Freshness.NEVER
    if poll_seconds is None:
        return Freshness.FRESH
    age, period = at - observed_at, timedelta(seconds=max(poll_seconds, SHORTEST))
    if age > LOST_AFTER:
        return Freshness.LOST
    if age > STALE_POLLS * period:
        return Freshness.STALE
    return Freshness.LATE if age > LATE_POLLS * period else Freshness.FRESH


def stream_seconds(stream: str, poll_seconds: int) -> int:
    """Every how many seconds this stream of a site is read, by the site's own period."""
    if stream == "usage":
        return USAGE_POLLS * poll_seconds
    return max(EVENTS_SECONDS, poll_seconds) if stream == "events" else poll_seconds


def pause(seconds: int, failures: int) -> int:
    """Seconds until the next try after this many failures in a row: twice as long each time, up to 15 minutes."""
    return min(seconds * 2 ** min(failures, 10), max(LONGEST_PAUSE, seconds))
