"""How much of a site's accounting is read in one go.

All that is wanted, as long as the site can give it. After an answer that was too large, or took too long, half as much:
the time is then read in parts, one behind the other without a gap, and the stream counts as read once the last part
is. When all was read, twice as much is tried, at most once an hour. What cannot be read in parts of 15 minutes either
stays unread and is told as what it is: no part is ever passed over.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from gpu.models import Cluster, StreamState
from gpu.models.streams import Stream
from gpu.rules.freshness import stream_seconds
from gpu.services import streams

OVERLAP, CATCH_UP = timedelta(days=2), timedelta(days=7)
AHEAD = timedelta(minutes=1)
SHORTEST = timedelta(minutes=15)
TOO_MUCH = frozenset({"too_large", "timed_out"})


class Span(NamedTuple):
    """A part of the accounting, and all that is wanted of it at this time."""

    since: datetime
    until: datetime
    whole: timedelta
    is_last: bool


def wanted(cluster: Cluster, *, at: datetime) -> Span:
    """What is read next: two days back, and as far as the last good reading less two days, or a part of that.

    What is further back than a week is read by `polling.reread`.
    """
    state = StreamState.objects.filter(cluster=cluster, stream=Stream.USAGE).first() or StreamState()
    since = max(min(at, state.last_good_at or at - CATCH_UP) - OVERLAP, at - CATCH_UP)
    until = at + AHEAD
    whole = until - since
    if state.span_seconds is None:
        return Span(since, until, whole, is_last=True)
    begins = min(state.read_to or since, until)
    ends = begins + timedelta(seconds=state.span_seconds)
    return Span(begins, min(ends, until), whole, is_last=ends >= until)


@transaction.atomic
def read(cluster: Cluster, span: Span, *, at: datetime) -> None:
    """A part that is not the last was read: go on behind it soon. Of how the stream stands nothing is said yet."""
    state = _locked(cluster)
    state.read_to, state.failures, state.in_flight_until = span.until, 0, None
    state.next_at = _soon(cluster, at=at)
    state.save()


@transaction.atomic
def read_all(cluster: Cluster, span: Span, *, last: datetime | None, at: datetime) -> None:
    """The last part was read; `last` is when that was so before. The next time begins from the front."""
    state = _locked(cluster)
    if state.span_seconds is None:
        return
    if last is None or at - last >= timedelta(hours=1) or last.hour != at.hour:
        doubled = 2 * state.span_seconds
        state.span_seconds = doubled if timedelta(seconds=doubled) < span.whole else None
    state.read_to = None
    state.save()


@transaction.atomic
def shrink(cluster: Cluster, span: Span, *, at: datetime) -> None:
    """What was asked for was too much: next time half of it, from the same beginning."""
    state = _locked(cluster)
    asked = span.until - span.since
    smaller = max(min(asked, timedelta(seconds=state.span_seconds or asked.total_seconds())) / 2, SHORTEST)
    if smaller >= asked:
        return  # as little as is ever asked for: the pauses grow as after any failure
    state.span_seconds, state.read_to = int(smaller.total_seconds()), span.since
    state.next_at = _soon(cluster, at=at)
    state.save()


def _soon(cluster: Cluster, *, at: datetime) -> datetime:
    """As soon as the stream may be read again."""
    return at + streams.spread(cluster, stream_seconds(Stream.USAGE, cluster.poll_seconds) / 2, at=at)


def _locked(cluster: Cluster) -> StreamState:
    found: StreamState = StreamState.objects.select_for_update().get(cluster=cluster, stream=Stream.USAGE)
    return found
