"""Loads rows of a data file: adds what is new, changes what differs, leaves the rest and its version alone."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.db import models

References = Mapping[str, Mapping[str, models.Model]]


def read(file: Path) -> list[dict[str, Any]]:
    """The rows of a data file."""
    return json.loads(file.read_text(encoding="utf-8"))["rows"]


def by_key(model: type[models.Model], field: str = "key") -> dict[str, models.Model]:
    """Every row of a model by its natural key."""
    return {getattr(row, field): row for row in model._default_manager.all() if getattr(row, field)}


def load(
    model: type[models.Model],
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    references: References,
    fixed: Mapping[str, Any] | None = None,
) -> None:
    """Bring a model's rows to what the file says. `key` are the fields that tell rows apart.

    `references` gives, for each foreign key, the rows it may name. Raises KeyError for a name that is none of them.
    """
    resolve = partial(_resolved, model, references=references)
    existing = {_identity(row, key): row for row in model._default_manager.all()}
    added = []
    for raw in rows:
        values = {**{name: resolve(name, value) for name, value in raw.items()}, **(fixed or {})}
        found = existing.get(tuple(_comparable(values[name]) for name in key))
        if found is None:
            added.append(model(**values))
        else:
            _update(found, values)
    model._default_manager.bulk_create(added)


def _identity(row: models.Model, key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_comparable(getattr(row, name)) for name in key)


def _comparable(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _resolved(model: type[models.Model], name: str, value: Any, *, references: References) -> Any:
    field = model._meta.get_field(name)
    if field.is_relation:
        return references[name][value] if value is not None else None
    if value is None:
        return None
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.DecimalField):
        return Decimal(str(value))
    return value


def _update(row: models.Model, values: Mapping[str, Any]) -> None:
    differing = [name for name, value in values.items() if _comparable(getattr(row, name)) != _comparable(value)]
    if differing:
        for name in differing:
            setattr(row, name, values[name])
        row.save(update_fields=differing)
