"""Loaded by every Python of the crash drill's portal: SIGKILL to oneself at a point that is armed, once.

A point is armed by a file of its name; who removes the file is who dies. Nothing of the portal is replaced: the points
are seen by Django's statement wrappers and Celery's signals.
"""

import os
import signal
from pathlib import Path
from typing import Any

from celery.signals import after_task_publish
from django.db import transaction
from django.db.backends.signals import connection_created

ARMED = Path(os.environ["DRILL_ARMED"])


def die(point: str) -> None:
    """End here if the point is armed; there is none without a name."""
    if not point:
        return
    try:
        (ARMED / point).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


#: Statement → the points before it, after it, and after its transaction.
MARKS = {
    'UPDATE "core_maildelivery" SET': ("during-smtp", "", "after-sent"),  # the mail server has said yes
    'UPDATE "core_outbox" SET "done_at"': ("before-done", "", "after-done"),  # the effect is written
    'INSERT INTO "calls_submission" ': ("", "before-commit", "after-commit"),
}


def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Die at the points of statements that mark some."""
    text = str(sql)
    before, after, committed = next((MARKS[mark] for mark in MARKS if text.startswith(mark)), ("", "", ""))
    die(before)
    result = execute(sql, params, many, context)
    die(after)
    if committed:
        transaction.on_commit(lambda: die(committed))
    return result


def connected(connection: Any, **kwargs: Any) -> None:
    """Watch each connection."""
    connection.execute_wrappers.insert(0, watch)  # at the bottom: requests put theirs on top and take them off


def published(**kwargs: Any) -> None:
    """The broker has it; the row does not know yet."""
    die("after-publish")


connection_created.connect(connected)
after_task_publish.connect(published, weak=False)
