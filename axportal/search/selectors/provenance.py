"""Every source with the facts that rest on it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from axportal.accounts.models import User
from axportal.records import registry
from regions.models import FactModel, Source, Statement

_KINDS = {
    "regions.statement": _("사실"),
    "regions.zone": _("권역"),
    "regions.zoneindustry": _("권역의 특화 산업"),
    "regions.zonepartner": _("권역의 협력 기관"),
    "talent.schoolmilestone": _("학교의 경과"),
}
_TOLD_WITH = ("zone", "organisation", "industry", "school", "data_centre", "gpu_model")


@dataclass(frozen=True)
class Fact:
    """One fact of the portal as its source supports it. `url` is empty where it has no page of its own."""

    kind: str
    text: str
    url: str
    as_of: date | None
    grade: str


@dataclass(frozen=True)
class CitedSource:
    """A source and what rests on it."""

    source: Source
    facts: tuple[Fact, ...]


def cited_sources(user: Any) -> list[CitedSource]:
    """All sources in the order of their keys, with the facts that this user may see: one query a kind of fact."""
    resting: dict[int, list[Fact]] = defaultdict(list)
    for model in fact_models():
        for row in _rows(model, user):
            resting[row.source_id].append(_fact(row))
    return [
        CitedSource(source, tuple(resting[source.pk]))
        for source in sorted(Source.objects.visible_to(user), key=lambda source: _natural(source.key))
    ]


def fact_models() -> Iterator[type[FactModel]]:
    """Every kind of fact that is stored."""
    for model in apps.get_models():
        if issubclass(model, FactModel) and not model._meta.proxy:
            yield model


def _rows(model: Any, user: User) -> models.QuerySet[Any]:
    told_with = [name for name in _TOLD_WITH if _has(model, name)]
    return (
        model._default_manager.visible_to(user)
        .filter(origin=FactModel.Origin.REFERENCE, source__isnull=False)
        .select_related(*told_with)
        .order_by("pk")
    )


def _has(model: type[models.Model], name: str) -> bool:
    try:
        return model._meta.get_field(name).is_relation
    except FieldDoesNotExist:
        return False


def _fact(row: Any) -> Fact:
    return Fact(kind=_kind(row), text=_text(row), url=_url(row), as_of=row.as_of, grade=row.get_grade_display())


def _kind(row: models.Model) -> str:
    label = row._meta.label_lower
    record_type = registry.of_model(label)
    return str(record_type.singular if record_type else _KINDS.get(label, row._meta.verbose_name))


def _text(row: Any) -> str:
    return f"{row.label}: {row.text}" if isinstance(row, Statement) else str(row)


def _url(row: Any) -> str:
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    owner = getattr(row, "school", None) or getattr(row, "zone", None)
    return owner.get_absolute_url() if owner is not None else ""


def _natural(key: str) -> tuple[str, int, str]:
    """A2 before A10, and A4a before A4b."""
    letters = key.rstrip("0123456789abcdefghijklmnopqrstuvwxyz")
    rest = key[len(letters) :]
    digits = rest.rstrip("abcdefghijklmnopqrstuvwxyz")
    return letters, int(digits) if digits.isdigit() else 0, rest[len(digits) :]
