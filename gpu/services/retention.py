"""How long what sites report is kept: raw rows 14 days, five minutes 100 days, hours and days for good."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from gpu.models.telemetry import BUCKET, FINE_KEPT, HOUR
from gpu.services import raw

RAW, FINE, LISTS = timedelta(days=14), FINE_KEPT, timedelta(days=14)
AHEAD = timedelta(days=2)
AT_ONCE = 5_000
MOST_ROUNDS = 400
"""Rows deleted in one transaction, and such transactions in one night: what is left is for the next."""

OLD = {
    "gpu_rollup": "resolution = %(bucket)s AND starts_at < %(fine)s",
    "gpu_devicerollup": "resolution = %(hour)s AND starts_at < %(fine)s",
    "gpu_job": "observed_at < %(lists)s",
    "gpu_snapshot": "observed_at < %(lists)s AND EXISTS (SELECT FROM gpu_snapshot newer WHERE newer.observed_at"
    " > gpu_snapshot.observed_at AND newer.cluster_id = gpu_snapshot.cluster_id"
    " AND newer.stream = gpu_snapshot.stream)",
}
"""Of each site and stream the newest whole list stays: what came before it is still gone."""


class Kept(NamedTuple):
    """Partitions made and dropped, rows deleted."""

    opened: int
    dropped: int
    deleted: int


def keep(*, at: datetime, alive: Callable[[], None] = lambda: None) -> Kept:
    """Make room for the days to come and let go of what is old, in small steps: no reader waits.

    `alive` is called before each step: a long run says so to whoever would take it for dead.
    """
    today = at.astimezone(UTC).date()
    with transaction.atomic():
        ((opened,),) = raw.fetch("SELECT gpu_open_days(%s, %s)", [today - RAW, today + AHEAD])
    with transaction.atomic():
        ((dropped,),) = raw.fetch("SELECT gpu_drop_days(%s)", [today - RAW])
    return Kept(opened, dropped, sum(_forget(table, condition, at, alive) for table, condition in OLD.items()))


def _forget(table: str, condition: str, at: datetime, alive: Callable[[], None]) -> int:
    """Delete the old rows of a table, some thousand at a time."""
    params = {"bucket": BUCKET, "hour": HOUR, "fine": at - FINE, "lists": at - LISTS, "most": AT_ONCE}
    deleted = 0
    for _round in range(MOST_ROUNDS):
        alive()
        with transaction.atomic():
            count = raw.execute(
                f"DELETE FROM {table} WHERE id = ANY(ARRAY("  # noqa: S608 - tables and conditions named above
                f"SELECT id FROM {table} WHERE {condition} ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED))",
                params,
            )
        deleted += count
        if count < AT_ONCE:
            break
    return deleted
