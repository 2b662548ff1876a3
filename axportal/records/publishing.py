"""Published records name published records only: a page that all may open must not tell of a draft."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput

PUBLISHED = "published"


def ensure_published_neighbours(record: models.Model) -> None:
    """Raises `InvalidInput` when publishing, or a named row, would show a draft to everybody."""
    if not _can_be_draft(type(record)):
        return
    if record.publication == PUBLISHED:  # type: ignore[attr-defined]
        _ensure_named_are_published(record)
    else:
        _ensure_unnamed(record)


def _ensure_named_are_published(record: models.Model) -> None:
    wrong = [
        field.name
        for field in record._meta.concrete_fields
        if field.many_to_one and _can_be_draft(field.related_model) and _is_draft(field, record)
    ]
    if wrong:
        message = _("공개하지 않은 기록입니다. 먼저 공개하거나 비워 주세요.")
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={name: [message] for name in wrong})


def _ensure_unnamed(record: models.Model) -> None:
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        if record.pk is None or not _can_be_draft(model):
            continue
        if model._default_manager.filter(**{relation.field.name: record, "publication": PUBLISHED}).exists():
            message = _("공개한 다른 기록에 적혀 있어 비공개로 둘 수 없습니다. 그 기록에서 먼저 빼 주세요.")
            raise InvalidInput(_("고칠 곳이 있습니다."), fields={"publication": [message]})


def _can_be_draft(model: Any) -> bool:
    return any(field.name == "publication" for field in model._meta.concrete_fields)


def _is_draft(field: Any, record: models.Model) -> bool:
    """Whether the named row is a draft; it is locked, so that nobody takes it back while this record is published."""
    named = field.related_model._default_manager.filter(pk=getattr(record, field.attname))
    return bool(named.exclude(publication=PUBLISHED).select_for_update().exists())
