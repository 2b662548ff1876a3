"""What the ways into the tables share: the lock of a stream, statements, digests, days and dirty buckets."""

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from django.db import connection, transaction

from gpu.models import Cluster, StreamState, sites
from gpu.models.streams import Stream
from gpu.models.telemetry import BUCKET

OLDEST = timedelta(days=13)
"""Raw rows are kept for 14 days: what is older has no place there."""
NEVER = sites.NEVER
KNOWN_FOR = 300.0
"""Seconds for which this process relies on a day being open."""
_open_until: dict[tuple[str, date], float] = {}


def execute(sql: str, params: Mapping[str, Any] | Sequence[Any]) -> int:
    """Run one statement; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def fetch(sql: str, params: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def rows_json(rows: Sequence[Any]) -> str:
    """Rows as one text for `jsonb_to_recordset`."""
    return orjson.dumps(rows).decode()


def lock(cluster: Cluster, *streams: str, and_others: bool = False) -> None:
    """Lock these streams until the transaction ends: one writer at a time for each stream of a site.

    Whoever writes several in one transaction locks all of them first, so that none waits for another in a circle;
    with `and_others` whichever the site has besides.
    The scheduler's record of times out of service changes rows that reports on servers change too.
    """
    wanted = {*streams, *([Stream.INVENTORY] if Stream.EVENTS in streams else [])}
    states = StreamState.objects.select_for_update().filter(cluster=cluster).order_by("-stream")
    if not and_others:
        states = states.filter(stream__in=wanted)
    if wanted - {state.stream for state in states}:
        made = [StreamState(cluster=cluster, stream=stream) for stream in sorted(wanted, reverse=True)]
        StreamState.objects.bulk_create(made, ignore_conflicts=True)
        len(states.all())


def digest(*values: Any) -> str:
    """32 characters that differ when the values do."""
    return hashlib.blake2b(repr(values).encode(), digest_size=16).hexdigest()


def plain(value: Any) -> Any:
    """A value in a form that is the same whenever the value is."""
    if isinstance(value, datetime):
        return value.timestamp()
    return sorted(value.items()) if isinstance(value, Mapping) else value


def text(value: str, most: int) -> str:
    """Words as a column takes them."""
    return value.replace("\0", "")[:most]


def is_name(value: str, most: int) -> bool:
    """Something that can be a name."""
    return 0 < len(value) <= most and not value.isspace() and "\0" not in value


def open_days(moments: Iterable[datetime]) -> None:
    """Make sure that raw rows of these times have a place. What was opened is known once it is committed."""
    database = str(connection.settings_dict["NAME"])
    asked = {(database, moment.astimezone(UTC).date()) for moment in moments}
    wanted = [one for one in asked if _open_until.get(one, 0.0) < time.monotonic()]
    if not wanted:
        return
    days = [day for _database, day in wanted]
    fetch("SELECT gpu_open_days(%s, %s)", [min(days), max(days)])
    until = time.monotonic() + KNOWN_FOR
    transaction.on_commit(lambda: _open_until.update(dict.fromkeys(wanted, until)))


def bucket(moment: datetime) -> datetime:
    """The start of the five minutes in which it lies."""
    return datetime.fromtimestamp(int(moment.timestamp()) // BUCKET * BUCKET, UTC)


def mark_dirty(cluster: Cluster, buckets: Iterable[datetime]) -> None:
    """Have these five minutes rolled up again.

    A row that is there already is locked as well: whoever rolls up must wait for what this transaction adds.
    """
    wanted = sorted(set(buckets))
    if wanted:
        execute(
            """
            INSERT INTO gpu_dirtybucket (cluster_id, starts_at)
            SELECT %s, b FROM unnest(%s::timestamptz[]) AS b ORDER BY b
            ON CONFLICT (cluster_id, starts_at) DO UPDATE SET starts_at = excluded.starts_at
            """,
            [cluster.pk, wanted],
        )


def buckets_between(first: datetime, last: datetime) -> list[datetime]:
    """Every five minutes from the one of `first` to the one of `last`."""
    start = bucket(first)
    return [start + timedelta(seconds=BUCKET * n) for n in range(int((last - start).total_seconds()) // BUCKET + 1)]
