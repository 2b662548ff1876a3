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
    """End here if the point is armed."""
    try:
        (ARMED / point).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Before and after statements that mark the points."""
    text = str(sql)
    if text.startswith('UPDATE "core_maildelivery" SET'):  # the mail server has said yes
        die("during-smtp")
    is_done = text.startswith('UPDATE "core_outbox" SET "done_at"')
    if is_done:  # the effect is written, its "done" is not
        die("before-done")
    result = execute(sql, params, many, context)
    if is_done:
        transaction.on_commit(lambda: die("after-done"))
    if text.startswith('INSERT INTO "calls_submission" '):
        die("before-commit")
        transaction.on_commit(lambda: die("after-commit"))
    return result


def connected(connection: Any, **kwargs: Any) -> None:
    """Watch each connection."""
    connection.execute_wrappers.insert(0, watch)  # at the bottom: requests put theirs on top and take them off


def published(**kwargs: Any) -> None:
    """The broker has it; the row does not know yet."""
    die("after-publish")


connection_created.connect(connected)
after_task_publish.connect(published, weak=False)
