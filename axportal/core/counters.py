"""Totals that cost the same whatever the number of rows.

A model that declares `counted("field", ...)` gets statement triggers that write the change of each cell (one
combination of the fields' values) in the transaction of the change. `totals` adds cells; `fold` merges the deltas
now and then; an invariant compares the sum with a recount.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pgtrigger
from django.db import connection, connections, models, transaction

COUNTED: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {}

_INSERT = """
    INSERT INTO core_counter (model, cell, n)
    SELECT '{label}', cell, sum(n) FROM ({sources}) AS changes GROUP BY cell HAVING sum(n) <> 0;
    RETURN NULL;
"""


class _Count(pgtrigger.Trigger):
    """Write the change of each cell that a statement causes."""

    level = pgtrigger.Statement
    when = pgtrigger.After

    def __init__(self, operation: Any, fields: tuple[str, ...], *, old: bool, new: bool) -> None:
        self._fields, self._old, self._new = fields, old, new
        referencing = {name: name + "_values" for name, used in (("old", old), ("new", new)) if used}
        super().__init__(
            name=f"count_{str(operation).lower()}",
            operation=operation,
            referencing=pgtrigger.Referencing(**referencing),
        )

    def get_func(self, model: Any) -> str:
        """The trigger's body: minus one for each old row's cell, plus one for each new row's."""
        cell = _cell_sql(model, self._fields)
        sources = []
        if self._old:
            sources.append(f"SELECT {cell} AS cell, -1 AS n FROM old_values")  # noqa: S608 - names of a model
        if self._new:
            sources.append(f"SELECT {cell} AS cell, 1 AS n FROM new_values")  # noqa: S608 - names of a model
        return _INSERT.format(label=model._meta.label_lower, sources=" UNION ALL ".join(sources))


def triggers(*fields: str) -> list[pgtrigger.Trigger]:
    """The triggers that keep the counters of a model over these fields; list them in its `Meta.triggers`."""
    return [
        _Count(pgtrigger.Insert, fields, old=False, new=True),
        _Count(pgtrigger.Update, fields, old=True, new=True),
        _Count(pgtrigger.Delete, fields, old=True, new=False),
    ]


def counted(*fields: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator that registers a model whose `Meta.triggers` include `triggers(*fields)`."""

    def register(model: type[models.Model]) -> type[models.Model]:
        COUNTED[model._meta.label_lower] = (model, fields)
        return model

    return register


def cells(model: type[models.Model]) -> list[tuple[dict[str, Any], int]]:
    """Every cell of the model with its count: `({"zone_id": 1, "status": "operating"}, 12)`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cell::text, sum(n) FROM core_counter WHERE model = %s GROUP BY cell HAVING sum(n) <> 0",
            [model._meta.label_lower],
        )
        return [(json.loads(cell), int(n)) for cell, n in cursor.fetchall()]


def cells_of(
    model_list: Iterable[type[models.Model]], *, using: str = "default"
) -> dict[type[models.Model], list[tuple[dict[str, Any], int]]]:
    """The cells of several models in one statement, read over this connection."""
    found: dict[str, list[tuple[dict[str, Any], int]]] = {model._meta.label_lower: [] for model in model_list}
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT model, cell::text, sum(n) FROM core_counter WHERE model = ANY(%s)"
            " GROUP BY model, cell HAVING sum(n) <> 0",
            [list(found)],
        )
        for label, cell, n in cursor.fetchall():
            found[label].append((json.loads(cell), int(n)))
    return {COUNTED[label][0]: cells for label, cells in found.items()}


def totals(model: type[models.Model], *, by: str, where: Mapping[str, Any]) -> Counter[Any]:
    """Counts by one field over the cells that match; a value of `where` may be one value or a set of them."""
    counts: Counter[Any] = Counter()
    for cell, n in cells(model):
        if all(_matches(cell[name], wanted) for name, wanted in where.items()):
            counts[cell[by]] += n
    return counts


def _matches(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, set | frozenset | list | tuple) else value == wanted


@transaction.atomic
def fold() -> int:
    """Merge all deltas into one row a cell; returns how many deltas there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('core.fold_counters'))")
        cursor.execute(
            """
            WITH taken AS (DELETE FROM core_counter WHERE NOT folded RETURNING model, cell, n),
                 summed AS (SELECT model, cell, sum(n) AS n FROM taken GROUP BY model, cell)
            INSERT INTO core_counter (model, cell, n, folded)
            SELECT model, cell, n, true FROM summed
            ON CONFLICT (model, cell) WHERE folded DO UPDATE SET n = core_counter.n + excluded.n
            """
        )
        return cursor.rowcount


def recount_differences() -> list[str]:
    """One sentence for each cell whose counter differs from a recount of the rows; empty when all is well."""
    differences = []
    for label, (model, fields) in COUNTED.items():
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT cell::text, sum(n) FROM (
                    SELECT {_cell_sql(model, fields)} AS cell, 1 AS n FROM {table}
                    UNION ALL SELECT cell, -n FROM core_counter WHERE model = %s) AS both_counts
                GROUP BY cell HAVING sum(n) <> 0
                """,  # noqa: S608 - names of a model
                [label],
            )
            differences += [f"{label} {cell}: {n:+d}" for cell, n in cursor.fetchall()]
    return differences


def _cell_sql(model: type[models.Model], fields: tuple[str, ...]) -> str:
    pairs = []
    for name in fields:
        field: Any = model._meta.get_field(name)
        pairs.append(f"'{field.attname}', {connection.ops.quote_name(field.column)}")
    return f"jsonb_build_object({', '.join(pairs)})"
