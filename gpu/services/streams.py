"""How each stream of a site stands: who reads it, what came last, when it is read again."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import blake2b

from django.db import transaction
from django.db.models import Q

from gpu.connectors.errors import ConnectorError
from gpu.models import Cluster, StreamState
from gpu.rules.freshness import pause, stream_seconds
from gpu.services.ingest.answers import Rejection

LONGEST_ANSWER = 16_000
JITTER = 0.1
"""Part of a pause by which it may be longer, so that sites that failed together are not asked together."""
_MOST = 2**31 - 1


def begin(cluster: Cluster, stream: str, *, at: datetime, lease: timedelta) -> bool:
    """Take the stream for reading; False while somebody reads it, and within half a period of the last try.

    The second keeps work that piled up from asking a scheduler again and again.
    """
    with transaction.atomic():
        StreamState.objects.bulk_create([StreamState(cluster=cluster, stream=stream)], ignore_conflicts=True)
        recent = at - timedelta(seconds=stream_seconds(stream, cluster.poll_seconds) / 2)
        free = Q(in_flight_until=None) | Q(in_flight_until__lte=at)
        rested = Q(last_try_at=None) | Q(last_try_at__lte=recent) | Q(last_try_at__gt=at)
        mine = StreamState.objects.filter(free, rested, cluster=cluster, stream=stream)
        return bool(mine.update(in_flight_until=at + lease, last_try_at=at))


@transaction.atomic
def succeeded(
    cluster: Cluster,
    stream: str,
    *,
    at: datetime,
    observed_at: datetime,
    rows: int,
    offset_ms: int | None = None,
    answer: str = "",
    rejections: Sequence[Rejection] = (),
) -> None:
    """Note a good answer, read or pushed. Data older than what is known leaves the newest time as it is.

    `rejections` are the lines of it that cannot be used; of what is pushed the sender is told instead.
    """
    state = _locked(cluster, stream)
    state.in_flight_until = None
    state.last_try_at = max(filter(None, (state.last_try_at, at)))
    state.last_good_at = max(filter(None, (state.last_good_at, at)))
    state.observed_at = max(filter(None, (state.observed_at, min(observed_at, at))))
    state.failures, state.error_code, state.error_text = 0, "", ""
    state.rows = rows
    if offset_ms is not None:
        state.clock_offset_ms = max(-_MOST, min(offset_ms, _MOST))
    state.rejected = sum(rejection.count for rejection in rejections)
    state.rejections = [asdict(rejection) for rejection in rejections]
    state.last_answer = _plain(answer, LONGEST_ANSWER)
    state.save()


@transaction.atomic
def failed(cluster: Cluster, stream: str, *, at: datetime, error: ConnectorError) -> None:
    """Note that there was no observation: what is known stays, and the next try comes later each time."""
    state = _locked(cluster, stream)
    state.in_flight_until = None
    state.last_try_at = max(filter(None, (state.last_try_at, at)))
    state.failures += 1
    state.error_code, state.error_text = error.code, _plain(error.detail, 1000)
    if error.raw:
        state.last_answer = _plain(error.raw, LONGEST_ANSWER)
    seconds = pause(stream_seconds(stream, cluster.poll_seconds), state.failures)
    state.next_at = at + spread(cluster, seconds, at=at)
    state.save()


def spread(cluster: Cluster, seconds: float, *, at: datetime) -> timedelta:
    """This long and up to a tenth more: the same for all streams of a site, another for each site and time."""
    told = blake2b(f"{cluster.uuid} {at.timestamp()}".encode(), digest_size=4).digest()
    return timedelta(seconds=seconds * (1 + JITTER * int.from_bytes(told) / 2**32))


def _locked(cluster: Cluster, stream: str) -> StreamState:
    mine = StreamState.objects.select_for_update().filter(cluster=cluster, stream=stream)
    found = mine.first()
    if found is None:
        StreamState.objects.bulk_create([StreamState(cluster=cluster, stream=stream)], ignore_conflicts=True)
        found = mine.get()
    return found


def _plain(text: str, length: int) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\0", "")[:length]
