"""Row locks, taken in one order everywhere: call → application → agreement → pool → ledger; and one lock on a name."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, connections, models

M = TypeVar("M", bound=models.Model)
PAUSE = 0.5  # seconds


def update(instance: M) -> M:
    """The same row, freshly read and locked against other writers until the transaction ends."""
    return type(instance)._default_manager.select_for_update(of=("self",)).get(pk=instance.pk)


def share(instance: M) -> M:
    """The same row, freshly read; it cannot change until the transaction ends, others may share it."""
    table = connection.ops.quote_name(instance._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR SHARE", [instance.pk])  # noqa: S608 - table of a model
    return type(instance)._default_manager.get(pk=instance.pk)


@contextmanager
def alone(name: str, *, say: Callable[[str], object]) -> Iterator[None]:
    """Keep every other process of this database that asks for the same name waiting, however long it takes.

    Held by a connection of its own, so that nothing done meanwhile can let it go; a killed holder loses it.
    """
    holder = connections["owner"].copy()
    try:
        with holder.cursor() as cursor:
            if not _took(cursor, name):
                say(f"다른 프로세스의 {name}이(가) 끝나기를 기다립니다 / waiting for another process to finish: {name}")
                while not _took(cursor, name):  # asking again and again, because the role's lock_timeout is short
                    time.sleep(PAUSE)
        yield
    finally:
        holder.close()


def _took(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
    return bool(cursor.fetchone()[0])
