"""Row history, read from the event tables that triggers write: who changed what, when and how."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.records.declarations import RecordType

HIDDEN = {"id", "uuid", "version", "created_at", "updated_at", "status_since"}


@dataclass(frozen=True)
class FieldChange:
    """One field's value before and after, raw and as people read it."""

    name: str
    label: str
    before: Any
    after: Any
    before_text: str
    after_text: str


@dataclass(frozen=True)
class Entry:
    """One version of a row. `undoable` says whether undo may be offered; else `why_not` says why."""

    version: int
    at: datetime
    actor: str
    via: str
    is_first: bool
    changes: tuple[FieldChange, ...]
    undoable: bool
    why_not: str


def events_of(record: models.Model) -> models.QuerySet[Any]:
    """The row's events, oldest first."""
    return record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("version")  # type: ignore[attr-defined]


def values_at(record: models.Model, *, version: int) -> dict[str, Any] | None:
    """The row's stored values at a version, by column attribute; None when there was no such version."""
    return events_of(record).filter(version=version).values(*tracked_names(record)).first()


def tracked_names(record: models.Model | type[models.Model]) -> list[str]:
    """The attributes whose change history shows."""
    fields = record._meta.concrete_fields
    return [field.attname for field in fields if field.name not in HIDDEN and not field.generated]


def entries(record_type: RecordType, record: models.Model) -> list[Entry]:
    """The row's versions, newest first."""
    rows = list(events_of(record).select_related("pgh_context"))
    names = tracked_names(record)
    texts = _reference_texts(record, rows)
    people = _people(row.pgh_context.metadata for row in rows if row.pgh_context)
    found: list[Entry] = []
    before: Any = None
    for row in rows:
        changes = tuple(
            _change(record_type, record, name, before, row, texts)
            for name in names
            if before is None or getattr(before, name) != getattr(row, name)
        )
        found.append(_entry(record_type, row, changes, is_first=before is None, people=people))
        before = row
    return found[::-1]


def _entry(
    record_type: RecordType, row: Any, changes: tuple[FieldChange, ...], *, is_first: bool, people: Mapping[str, str]
) -> Entry:
    context: Mapping[str, Any] = row.pgh_context.metadata if row.pgh_context else {}
    editable = {_attname(record_type.model, name) for name in record_type.editable}
    changed = {change.name for change in changes}
    why_not = ""
    if is_first:
        why_not = _("처음 만든 판입니다")
    elif not changed <= editable:
        why_not = _("절차나 규칙이 바꾼 값입니다")
    return Entry(
        version=row.version,
        at=row.pgh_created_at,
        actor=people.get(str(context.get("actor")), "") or _("자동"),
        via=_via(str(context.get("via", ""))),
        is_first=is_first,
        changes=changes,
        undoable=not why_not,
        why_not=why_not,
    )


def _via(code: str) -> str:
    return {"page": _("화면"), "api": "API", "import": _("가져오기"), "undo": _("되돌리기")}.get(code, _("자동"))


def _people(contexts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    keys = set()
    for context in contexts:
        try:
            keys.add(uuid.UUID(str(context.get("actor"))))
        except ValueError:
            continue
    return {str(key): name for key, name in User.objects.filter(uuid__in=keys).values_list("uuid", "name")}


def _attname(model: type[models.Model], name: str) -> str:
    return model._meta.get_field(name).attname  # type: ignore[union-attr]


def _change(
    record_type: RecordType,
    record: models.Model,
    name: str,
    before: Any,
    after: Any,
    texts: Mapping[str, dict[Any, str]],
) -> FieldChange:
    field = record._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
    old = getattr(before, name) if before is not None else None
    new = getattr(after, name)
    return FieldChange(
        name=name,
        label=record_type.field_label(field.name),
        before=old,
        after=new,
        before_text=_text(field, old, texts),
        after_text=_text(field, new, texts),
    )


def _text(field: Any, value: Any, texts: Mapping[str, dict[Any, str]]) -> str:
    """A value as people read it; the empty text for none."""
    if value is None or value == "":
        return ""
    if field.attname in texts:
        return texts[field.attname].get(value, "?")
    choices = dict(field.flatchoices or ())
    if value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    return str(value)


def _reference_texts(record: models.Model, rows: list[Any]) -> dict[str, dict[Any, str]]:
    """The names of the objects that foreign keys point to: one query a key."""
    texts = {}
    for field in record._meta.concrete_fields:
        if not field.is_relation or field.name in HIDDEN:
            continue
        keys = {getattr(row, field.attname) for row in rows} - {None}
        model: Any = field.related_model
        related = model._default_manager.in_bulk(keys) if keys else {}
        texts[field.attname] = {key: str(related_object) for key, related_object in related.items()}
    return texts
