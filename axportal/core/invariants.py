"""What must always be true, each one SQL statement that returns the rows that break it.

An app lists its own in its `invariants.py` as `INVARIANTS`; this module only runs them
(`manage.py invariants`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db import connection

from axportal.core import counters
from axportal.core.models import BaseModel


@dataclass(frozen=True)
class Invariant:
    """`sql` selects one text column: a description of each row that breaks the rule."""

    id: str
    says: str
    sql: str


INVARIANTS = [
    Invariant(
        "V3",
        "every outbox row ends done or dead, none open longer than 15 minutes past its time",
        "SELECT id || ' ' || task FROM core_outbox WHERE done_at IS NULL AND dead_at IS NULL"
        " AND greatest(available_at, coalesce(published_at, available_at)) < now() - interval '15 minutes'",
    ),
    Invariant(
        "V4",
        "no two mails share a Message-ID",
        "SELECT message_id FROM core_maildelivery GROUP BY message_id HAVING count(*) > 1",
    ),
    Invariant(
        "V8",
        "each object's status history is one unbroken path",
        "SELECT t.id::text FROM core_transition t LEFT JOIN core_transition p ON p.id = t.previous_id"
        " WHERE t.previous_id IS NOT NULL AND"
        " (p.model <> t.model OR p.object_id <> t.object_id OR p.target <> t.source)",
    ),
    Invariant(
        "V13",
        "the newest walk over the stored files found nothing amiss",
        "SELECT kind || ' ' || name FROM core_filefinding WHERE walk_id ="
        " (SELECT max(id) FROM core_filewalk WHERE finished_at IS NOT NULL)",
    ),
]


def all_invariants() -> Iterator[Invariant]:
    """Every declared invariant, those of the history tables included."""
    for name in settings.INVARIANT_MODULES:
        yield from import_module(f"{name}.invariants").INVARIANTS
    yield from _version_invariants()


def violations() -> dict[str, list[str]]:
    """The broken invariants: `{"V3 outbox …": ["12 mail"]}`; empty when all hold."""
    found = {}
    for invariant in all_invariants():
        with connection.cursor() as cursor:
            cursor.execute(invariant.sql)
            rows = [str(row[0]) for row in cursor.fetchall()]
        if rows:
            found[f"{invariant.id} {invariant.says}"] = rows
    differences = counters.recount_differences()
    if differences:
        found["V15 counters equal a recount"] = differences
    return found


def _version_invariants() -> Iterator[Invariant]:
    """V10, one for each tracked model: a row's version equals the number of its history events."""
    for model in apps.get_models():
        event = getattr(model, "pgh_event_model", None)
        if event is None or not issubclass(model, BaseModel):
            continue
        yield Invariant(
            "V10",
            f"version of {model._meta.label} equals its number of history events",
            f'SELECT r.uuid::text FROM "{model._meta.db_table}" r WHERE r.version <>'  # noqa: S608 - tables of models
            f' (SELECT count(*) FROM "{event._meta.db_table}" e WHERE e.pgh_obj_id = r.id)',
        )
