"""Slices of GPUs as parts of whole cards (docs/decisions/0015).

What a site reports is kept as it counts: seven slices are seven. Where GPUs are counted, a slice of one seventh is a
seventh of a GPU. Which types are slices is read from the register at that time, so that a model that is registered
later counts right from then on.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Case, DecimalField, F, Func, IntegerField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Replace

from gpu.models import GpuModel, GpuModelAlias
from gpu.rules.names import folded

MILLI = 1000
Slices = Mapping[str, int]
"""Into how many parts its card is cut, by the name of each type that is a slice."""


def slices() -> dict[str, int]:
    """The types that are slices, by the names that schedulers use. One query where there are none, else two."""
    found: dict[str, int] = {}
    for code, name, parts in GpuModel.objects.filter(parts__isnull=False).values_list("code", "name", "parts"):
        found[folded(name)] = found[folded(code)] = parts
    if not found:
        return {}
    aliases = GpuModelAlias.objects.filter(kind=GpuModelAlias.Kind.SLURM)
    for name, parts in aliases.values_list("name", "gpu_model__parts"):
        if parts is None:
            found.pop(folded(name), None)  # somebody says that it means a whole card
        else:
            found[folded(name)] = parts
    return found


def sql_params(known: Slices) -> dict[str, list[Any]]:
    """The parameters of a statement with `PARTS` in it."""
    return {"slice_names": list(known), "slice_parts": list(known.values())}


PARTS = """coalesce((SELECT z.parts FROM unnest(%(slice_names)s::text[], %(slice_parts)s::int[]) AS z(name, parts)
    WHERE z.name = replace({type_name}, ' ', '-')), 1)"""
"""Into how many parts the card of a type is cut: 1 for a whole one."""


def milli_of(count: int, parts: int | None) -> int:
    """Thousandths of GPUs that so many GPUs or slices of one type are."""
    return round(Decimal(count * MILLI) / parts) if parts else count * MILLI


def gpus_of(milli: int) -> Decimal | int:
    """Thousandths as GPUs: whole where they are whole, else to a tenth."""
    return milli // MILLI if milli % MILLI == 0 else (Decimal(milli) / MILLI).quantize(Decimal("0.1"))


class GpuCount(Func):
    """How many GPUs or slices a column of types and counts names."""

    template = "(SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(%(expressions)s))"
    output_field = IntegerField()


class _MilliGpus(Func):
    """How many thousandths of GPUs such a column names."""

    template = (
        "(SELECT coalesce(sum(round(value::numeric * 1000"
        " / coalesce((%(parts)s::jsonb ->> replace(key, ' ', '-'))::int, 1))), 0)::bigint"
        " FROM jsonb_each_text(%(expressions)s))"
    )
    output_field = BigIntegerField()

    def __init__(self, column: str, known: Slices) -> None:
        super().__init__(column)
        self.known = known

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> tuple[str, list[Any]]:
        """The types travel as one parameter."""
        sql, params = super().as_sql(compiler, connection, *args, **{**context, "parts": "%s"})
        return sql, [json.dumps(dict(self.known)), *params]


def milli_gpus(column: str, known: Slices) -> Combinable:
    """Thousandths of GPUs that a column of types and counts names."""
    return _MilliGpus(column, known) if known else GpuCount(column) * MILLI


def per_card(expression: str, known: Slices) -> Combinable:
    """What a column counts for each GPU or slice of the row's type, for each GPU."""
    if not known:
        return F(expression)
    whole = Cast(F(expression), DecimalField(max_digits=30, decimal_places=6))
    by_parts: dict[int, list[str]] = {}
    for name, parts in known.items():
        by_parts.setdefault(parts, []).append(name)
    cases = [When(folded_type__in=names, then=whole / parts) for parts, names in by_parts.items()]
    return Case(*cases, default=whole)


def folded_type() -> Combinable:
    """The annotation that `per_card` compares: `.annotate(folded_type=folded_type())`."""
    return Replace(F("type_name"), Value(" "), Value("-"))
