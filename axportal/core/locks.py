"""Row locks, taken in one order everywhere: call → application → agreement → pool → ledger."""

from typing import TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def update(instance: M) -> M:
    """The same row, freshly read and locked against other writers until the transaction ends."""
    return type(instance)._default_manager.select_for_update(of=("self",)).get(pk=instance.pk)


def share(instance: M) -> M:
    """The same row, freshly read; it cannot change until the transaction ends, others may share it."""
    table = connection.ops.quote_name(instance._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR SHARE", [instance.pk])  # noqa: S608 - table of a model
    return type(instance)._default_manager.get(pk=instance.pk)
