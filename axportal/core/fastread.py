"""The fast path of lists and exports: JSON or CSV made inside PostgreSQL from a compiled, scoped queryset.

One declaration per resource: `Shape` names each field of the answer and where it comes from. Small look-up tables
(zones, institutes) come from a process cache by a CASE expression, which costs no planning. This is the one module
that wraps compiled SQL; what it wraps is always a queryset that begins with `visible_to`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

import orjson
from django.db import connections, models

from axportal.core import budgets

#: Stands for the uuid of the row that a statement, compiled once, is run for.
ANY_ROW = UUID(int=0)

Compiled = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Lookup:
    """A foreign key to a small table: `rows()` gives `{pk: json-able object}` from a process cache."""

    column: str
    rows: Callable[[], Mapping[int, Any]]
    label: str = "code"

    def plain(self, value: Any) -> str:
        """How the object reads in a spreadsheet cell."""
        return str(value[self.label])


@dataclass(frozen=True)
class Shape:
    """The fields of a resource: name in the answer → field path, annotation or `Lookup`."""

    fields: Mapping[str, str | Lookup]
    annotations: Mapping[str, Any] = field(default_factory=dict)

    def chosen(self, names: Sequence[str] | None = None) -> dict[str, str | Lookup]:
        """The fields asked for, in the shape's own order; all when none are named."""
        return {name: source for name, source in self.fields.items() if names is None or name in names}

    def compile(
        self, queryset: models.QuerySet[Any], chosen: Mapping[str, str | Lookup], *, keys: Sequence[str] = ()
    ) -> Compiled:
        """The SQL of the rows with one column for each chosen field, then one for each key."""
        columns = [source.column if isinstance(source, Lookup) else source for source in chosen.values()]
        used = {name: self.annotations[name] for name in columns if name in self.annotations}
        annotated = queryset.annotate(**used, **{f"key_{name}": models.F(name) for name in keys})
        selected = annotated.values_list(*columns, *(f"key_{name}" for name in keys))
        # elide_empty: a condition that nothing can meet is still a statement, not an exception
        sql, params = selected.query.get_compiler(queryset.db, elide_empty=False).as_sql()
        return sql, tuple(params)


@dataclass(frozen=True)
class Statement:
    """The rows of a queryset as JSON, compiled; running it asks for today's look-ups and rows."""

    chosen: Mapping[str, str | Lookup]
    key_count: int
    sql: str
    params: tuple[Any, ...]
    database: str

    def run(self, *, uuid: UUID = ANY_ROW) -> tuple[list[orjson.Fragment], list[tuple[Any, ...]]]:
        """Each row as a finished JSON fragment, in order, and each row's key values; `uuid` stands in for `ANY_ROW`."""
        aliases = _aliases(len(self.chosen) + self.key_count)
        pairs: list[str] = []
        before: list[str] = []
        for alias, (name, source) in zip(aliases, self.chosen.items(), strict=False):
            value = alias
            if isinstance(source, Lookup):
                value, extra = _case(alias, source.rows(), lambda item: orjson.dumps(item).decode(), "json")
                before += extra
            pairs.append(f"'{name}', {value}")
        outputs = ", ".join([f"json_build_object({', '.join(pairs)})::text", *aliases[len(self.chosen) :]])
        sql = f"SELECT {outputs} FROM ({self.sql}) AS rows ({', '.join(aliases)})"  # noqa: S608 - names of a declaration
        params = [uuid if part == ANY_ROW else part for part in self.params]
        with connections[self.database].cursor() as cursor:
            cursor.execute(sql, [*before, *params])
            rows = cursor.fetchall()
        return [orjson.Fragment(row[0]) for row in rows], [tuple(row[1:]) for row in rows]


def statement(
    queryset: models.QuerySet[Any], shape: Shape, *, names: Sequence[str] | None = None, keys: Sequence[str] = ()
) -> Statement:
    """The compiled statement for these rows; `keys` are given beside the JSON, for cursors and tags."""
    chosen = shape.chosen(names)
    sql, params = shape.compile(queryset, chosen, keys=keys)
    return Statement(chosen, len(keys), sql, params, queryset.db)


def json_rows(
    queryset: models.QuerySet[Any], shape: Shape, *, names: Sequence[str] | None = None, keys: Sequence[str] = ()
) -> tuple[list[orjson.Fragment], list[tuple[Any, ...]]]:
    """Each row of the queryset as a finished JSON fragment, in order, and each row's key values."""
    return statement(queryset, shape, names=names, keys=keys).run()


def copy_csv(
    queryset: models.QuerySet[Any], shape: Shape, output: IO[Any], *, headers: Mapping[str, str] | None = None
) -> None:
    """Write all rows as CSV with CRLF by PostgreSQL's COPY; cells that a spreadsheet would run get an apostrophe.

    `headers` maps field names to column titles (default: the names). Memory does not grow with the rows.
    """
    chosen = shape.chosen(list(headers) if headers is not None else None)
    titles = headers or {name: name for name in chosen}
    compiled, params = shape.compile(queryset, chosen)
    aliases = _aliases(len(chosen))
    cells: list[str] = []
    before: list[str] = []
    for alias, (name, source) in zip(aliases, chosen.items(), strict=True):
        value = alias
        if isinstance(source, Lookup):
            value, extra = _case(alias, source.rows(), source.plain, "text")
            before += extra
        title = titles[name].replace('"', '""')
        cells.append(f'{_harmless(value)} AS "{title}"')
    sql = f"SELECT {', '.join(cells)} FROM ({compiled}) AS rows ({', '.join(aliases)})"  # noqa: S608 - as above
    with connections[queryset.db].cursor() as cursor:
        bound = cursor.cursor.mogrify(sql, [*before, *params]).decode()
        with budgets.beside_wrappers():
            cursor.cursor.copy_expert(f"COPY ({bound}) TO STDOUT WITH (FORMAT csv, HEADER)", output)


def _aliases(count: int) -> list[str]:
    return [f"c{position}" for position in range(count)]


def _harmless(value: str) -> str:
    """Text that starts like a formula gets an apostrophe; numbers and dates are left alone."""
    return rf"regexp_replace(({value})::text, '^([=+@\t\r]|-(?![0-9.]+$))', '''\1')"


def _case(alias: str, rows: Mapping[int, Any], render: Callable[[Any], str], cast: str) -> tuple[str, list[str]]:
    if not rows:
        return "NULL", []
    branches = " ".join(f"WHEN {int(key)} THEN %s::{cast}" for key in rows)
    return f"CASE {alias} {branches} END", [render(value) for value in rows.values()]


def capped_count(queryset: models.QuerySet[Any], *, cap: int = 10_000) -> tuple[int, bool]:
    """How many rows, counted to the cap only: `(10000, False)` means "10,000 or more"."""
    counted = queryset.order_by()[: cap + 1].count()
    return (counted, True) if counted <= cap else (cap, False)
