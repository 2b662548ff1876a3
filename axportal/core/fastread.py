"""The fast path of lists: JSON made inside PostgreSQL from a compiled, scoped queryset.

One declaration per resource: `Shape` names each field of the answer and where it comes from. Small look-up tables
(zones, institutes) are joined from a process cache by a CASE expression, which costs no planning. This is the one
module that wraps compiled SQL; what it wraps is always a queryset that begins with `visible_to`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db import connections, models


@dataclass(frozen=True)
class Lookup:
    """A foreign key to a small table: `rows()` gives `{pk: json-able object}` from a process cache."""

    column: str
    rows: Callable[[], Mapping[int, Any]]


@dataclass(frozen=True)
class Shape:
    """The fields of a resource: name in the answer → model field path, or a `Lookup`."""

    fields: Mapping[str, str | Lookup]
    annotations: Mapping[str, Any] = field(default_factory=dict)

    def chosen(self, names: list[str] | None) -> dict[str, str | Lookup]:
        """The fields asked for, in the shape's own order; all when none are named."""
        return {name: source for name, source in self.fields.items() if names is None or name in names}


def json_rows(queryset: models.QuerySet[Any], shape: Shape, *, names: list[str] | None = None) -> list[orjson.Fragment]:
    """Each row of the queryset as a finished JSON fragment, in order."""
    chosen = shape.chosen(names)
    columns = [source.column if isinstance(source, Lookup) else source for source in chosen.values()]
    used = {name: shape.annotations[name] for name in columns if name in shape.annotations}
    compiled, params = queryset.annotate(**used).values_list(*columns).query.sql_with_params()
    aliases = [f"c{position}" for position in range(len(columns))]
    pairs: list[str] = []
    lookups: list[str] = []
    for alias, (name, source) in zip(aliases, chosen.items(), strict=True):
        value = alias
        if isinstance(source, Lookup):
            value, extra = _case(alias, source.rows())
            lookups += extra
        pairs.append(f"'{name}', {value}")
    sql = f"SELECT json_build_object({', '.join(pairs)})::text FROM ({compiled}) AS rows ({', '.join(aliases)})"  # noqa: S608
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(sql, [*lookups, *params])
        return [orjson.Fragment(row[0]) for row in cursor.fetchall()]


def _case(alias: str, rows: Mapping[int, Any]) -> tuple[str, list[str]]:
    if not rows:
        return "NULL", []
    branches = " ".join(f"WHEN {int(key)} THEN %s::json" for key in rows)
    return f"CASE {alias} {branches} END", [orjson.dumps(value).decode() for value in rows.values()]


def capped_count(queryset: models.QuerySet[Any], *, cap: int = 10_000) -> tuple[int, bool]:
    """How many rows, counted to the cap only: `(10000, False)` means "10,000 or more"."""
    counted = queryset.order_by()[: cap + 1].count()
    return (counted, True) if counted <= cap else (cap, False)
