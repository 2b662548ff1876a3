"""Reads about the house itself: how the outbox and the workers stand."""

from django.db import connection


def outbox_state() -> dict[str, float]:
    """Pending and dead rows, and the age in seconds of the oldest row that is due."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE dead_at IS NULL), count(*) FILTER (WHERE dead_at IS NOT NULL),"
            " coalesce(extract(epoch FROM now() - min(created_at)"
            " FILTER (WHERE dead_at IS NULL AND available_at <= now())), 0)"
            " FROM core_outbox WHERE done_at IS NULL"
        )
        pending, dead, oldest = cursor.fetchone()
    return {
        "ax_outbox_pending": float(pending),
        "ax_outbox_dead": float(dead),
        "ax_outbox_oldest_seconds": float(oldest),
    }
