"""Questions that every request asks (whose token is this, what may they do): compiled once, run with new values.

Building and compiling such a queryset costs several times what PostgreSQL needs to answer it, and planning more than
reading the row or two.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, models


class Prepared:
    """A `values_list` queryset compiled once a process.

    `build` makes it from named values. `examples` gives one value for each name, different from each other and from
    every constant of the statement: where one stands in the compiled parameters, the named value goes from then on.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], **examples: Any) -> None:
        self._build = build
        self._examples = examples
        self._compiled: tuple[Any, str, list[Any]] | None = None

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        if self._compiled is None:
            self._compiled = self._compile()
        converters, sql, parameters = self._compiled
        wanted = [values[part.name] if isinstance(part, _Slot) else part for part in parameters]
        rows = connection.run_prepared(sql, wanted)  # type: ignore[attr-defined]
        compiler, needed = converters
        return [tuple(row) for row in compiler.apply_converters(rows, needed)] if needed else rows

    def _compile(self) -> tuple[Any, str, list[Any]]:
        compiler = self._build(**self._examples).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        needed = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
        return (compiler, needed), sql, [_slot(part, self._examples) for part in parameters]


class _Slot:
    def __init__(self, name: str) -> None:
        self.name = name


def _slot(part: Any, examples: Mapping[str, Any]) -> Any:
    names = [name for name, example in examples.items() if part == example and type(part) is type(example)]
    return _Slot(names[0]) if names else part
