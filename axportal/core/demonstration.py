"""Made-up data: load it, make a great deal of it, remove it with its history.

The apps name their own functions in `settings.DEMONSTRATION_*`, so that nothing here imports upwards:

- a loader `(*, at) -> None` adds what is missing, as the application;
- a bulk loader `(*, rows, at) -> int` copies rows in on the owner's connection and returns how many;
- a remover `(*, at) -> int` removes on the owner's connection, by `erase`, and returns how many rows.

Every made-up row says so itself (`origin`, `is_demo`) and has the same public id in each installation.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import TypeVar

import pgtrigger
from django.conf import settings
from django.db import connections, models, transaction
from django.utils.module_loading import import_string

from axportal.core import counters, process_cache
from axportal.core.embedded import paths
from axportal.core.models import Transition
from axportal.core.uuid7 import build_uuid7

M = TypeVar("M", bound=models.Model)
OWNER = "owner"
#: The names of triggers that refuse DELETE.
GUARDS = {"append_only", "no_delete"}
#: 2026-03-11 00:00 in Korea, the day of the strategy: made-up rows are told apart by it and a number.
EPOCH_MILLISECONDS = 1_773_154_800_000


def stable_uuid(series: int, number: int) -> uuid.UUID:
    """The public id of a made-up row: the same in each installation. A series (0 to 4095) belongs to one model."""
    return build_uuid7(milliseconds=EPOCH_MILLISECONDS, rand_a=series, rand_b=number)


def add_missing(model: type[M], rows: Sequence[M]) -> list[M]:
    """Insert the made-up rows that are not there yet, told apart by public id; returns those inserted.

    What people have changed in the others since stays.
    """
    ids = [row.uuid for row in rows]  # type: ignore[attr-defined]
    known = set(model._default_manager.filter(uuid__in=ids).values_list("uuid", flat=True))
    return model._default_manager.bulk_create([row for row in rows if row.uuid not in known])  # type: ignore[attr-defined]


def load(*, at: datetime) -> None:
    """Load what is missing of the small demonstration, lower apps first."""
    paths.demonstration_removed_file().unlink(missing_ok=True)
    with transaction.atomic():
        for path in settings.DEMONSTRATION_LOADERS:
            import_string(path)(at=at)
    process_cache.forget_all()


def load_in_bulk(*, rows: int, at: datetime) -> int:
    """Bring the made-up bulk records to this number by COPY; returns how many were added. Runs as the owner."""
    with transaction.atomic(using=OWNER):
        added = sum(import_string(path)(rows=rows, at=at) for path in settings.DEMONSTRATION_BULK_LOADERS)
    counters.fold()
    return added


def remove(*, at: datetime) -> int:
    """Remove everything made up, upper apps first; returns how many rows went.

    Runs as the owner, because history is append-only for everybody else. Raises IntegrityError, and removes nothing,
    when something that is not made up depends on it.
    """
    with transaction.atomic(using=OWNER):
        removed = sum(import_string(path)(at=at) for path in settings.DEMONSTRATION_REMOVERS)
    paths.demo_signins_file().unlink(missing_ok=True)
    paths.write_private(paths.demonstration_removed_file(), at.isoformat())
    counters.fold()
    process_cache.forget_all()
    return removed


def erase(model: type[models.Model], *, where: str) -> int:
    """Remove the rows that a condition on the model's own table names, with their history and workflow steps."""
    erase_history(model, where=where)
    with _without_guards(model), connections[OWNER].cursor() as cursor:
        cursor.execute(f"DELETE FROM {_table(model)} WHERE {where}")  # noqa: S608 - a model's name, our own condition
        return int(cursor.rowcount)


def erase_history(model: type[models.Model], *, where: str) -> None:
    """Remove the history and the workflow steps of those rows; the caller removes the rows in the same transaction."""
    chosen = f"SELECT id FROM {_table(model)} WHERE {where}"  # noqa: S608 - a model's name, our own condition
    event = getattr(model, "pgh_event_model", None)
    with _without_guards(Transition, event), connections[OWNER].cursor() as cursor:
        if event is not None:
            cursor.execute(f"DELETE FROM {_table(event)} WHERE pgh_obj_id IN ({chosen})")  # noqa: S608 - as above
        cursor.execute(
            f"DELETE FROM core_transition WHERE model = %s AND object_id IN ({chosen})",  # noqa: S608 - as above
            [model._meta.label_lower],
        )


def _table(model: type[models.Model]) -> str:
    return connections[OWNER].ops.quote_name(model._meta.db_table)


@contextmanager
def _without_guards(*guarded: type[models.Model] | None) -> Iterator[None]:
    """Append-only tables refuse DELETE from everybody; this one place may, and only the owner's role can."""
    guards = [
        f"{model._meta.label}:{trigger.name}"
        for model in guarded
        if model is not None
        for trigger in getattr(model._meta, "triggers", [])
        if trigger.name in GUARDS
    ]
    with pgtrigger.ignore(*guards, databases=[OWNER]) if guards else nullcontext():
        yield
