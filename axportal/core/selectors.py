"""Reads about the house itself: how the outbox, the stored files and the backups stand."""

from django.db import connection


def outbox_state() -> dict[str, float]:
    """Pending and dead rows, and the age in seconds of the oldest row that is due and not being done.

    Published is not done: without a worker a row is published again and again, and each time not due for a while.
    A row with a claim is a long job that somebody works on.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE dead_at IS NULL), count(*) FILTER (WHERE dead_at IS NOT NULL),"
            " coalesce(extract(epoch FROM now() - min(created_at)"
            " FILTER (WHERE dead_at IS NULL"
            " AND (available_at <= now() OR (published_at IS NOT NULL AND claim IS NULL)))), 0)"
            " FROM core_outbox WHERE done_at IS NULL"
        )
        pending, dead, oldest = cursor.fetchone()
    return {
        "ax_outbox_pending": float(pending),
        "ax_outbox_dead": float(dead),
        "ax_outbox_oldest_seconds": float(oldest),
    }


def files_state() -> dict[str, float]:
    """What the newest finished walk over the stored files found, and its age; infinite when there has been none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - w.finished_at), 'infinity'),"
            " count(*) FILTER (WHERE f.kind = 'missing'), count(*) FILTER (WHERE f.kind = 'stray'),"
            " count(*) FILTER (WHERE f.kind IN ('changed', 'unreadable'))"
            " FROM (SELECT max(id) AS id FROM core_filewalk WHERE finished_at IS NOT NULL) newest"
            " LEFT JOIN core_filewalk w ON w.id = newest.id LEFT JOIN core_filefinding f ON f.walk_id = w.id"
            " GROUP BY w.id"
        )
        age, missing, stray, damaged = cursor.fetchone()
    return {
        "ax_files_verified_age_seconds": float(age),
        "ax_files_missing": float(missing),
        "ax_files_stray": float(stray),
        "ax_files_damaged": float(damaged),
    }


_UPKEEP = {
    "backup": "ax_backup_age_seconds",
    "stream": "ax_backup_stream_age_seconds",
    "restore_test": "ax_restore_test_age_seconds",
    "invariants": "ax_invariants_checked_age_seconds",
}


def upkeep_state() -> dict[str, float]:
    """Age in seconds of the newest backup, of the stream of changes, of the last restore that was tried well and of
    the newest check of the invariants, with the rows that broke one then.

    Ages are infinite for what has never been done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, greatest(extract(epoch FROM clock_timestamp() - at), 0), found FROM core_upkeep")
        rows = cursor.fetchall()
    ages = {_UPKEEP[kind]: float(age) for kind, age, _found in rows}
    violations = sum(found for kind, _age, found in rows if kind == "invariants")
    never = dict.fromkeys(_UPKEEP.values(), float("inf"))
    return never | ages | {"ax_invariant_violations": float(violations)}


def held_mails() -> int:
    """Mails that wait for a person's release; 0 while mails go out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM core_maildelivery WHERE state IN ('waiting', 'sending')"
            " AND EXISTS (SELECT 1 FROM core_mailhold WHERE released_at IS NULL)"
        )
        return int(cursor.fetchone()[0])
