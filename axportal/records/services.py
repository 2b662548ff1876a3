"""Every write to a record: create, edit with merge, undo, move along its workflow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from axportal.audit import services as audit
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.records import history
from axportal.records.declarations import RecordType
from axportal.records.publishing import ensure_published_neighbours


@transaction.atomic
def create_record(*, record_type: RecordType, values: Mapping[str, Any], actor: Any, at: datetime) -> models.Model:
    """Make a record kept by the actor's organisation. Raises `NotAllowed` or `InvalidInput`."""
    if not record_type.can_create(actor):
        raise NotAllowed(_("이 기록을 만들 권한이 없습니다."))
    refuse_personal_numbers(values)
    record = record_type.model(**{**record_type.defaults_for(actor), **values})
    _ensure_choices(record_type, actor, values)
    if actor.is_demo and hasattr(record, "origin"):
        record.origin = "demonstration"  # what a made-up person files is made up, and leaves with them
    _validate(record, exclude=())
    record.save(force_insert=True)
    record.refresh_from_db()
    if record_type.workflow is not None:
        record_type.workflow.begin(record, actor=actor, at=at)
    audit.record(actor=actor, action=f"{record_type.action_prefix}.created", target=record, at=at)
    return record


@transaction.atomic
def update_record(
    *,
    record_type: RecordType,
    record: models.Model,
    changes: Mapping[str, Any],
    base_version: int,
    actor: Any,
    at: datetime,
    merge: bool = True,
) -> models.Model:
    """Change fields of a record that the caller read at `base_version`.

    Fields others changed meanwhile are kept where the caller did not touch them. The same field changed on both
    sides raises `StaleVersion` with both values; without `merge` (API) any newer version does. Raises `NotAllowed`
    and `InvalidInput` too.
    """
    record = locks.update(record)
    _ensure_editable(record_type, record, actor)
    unknown = set(changes) - set(record_type.editable)
    if unknown:
        raise InvalidInput(
            _("고칠 수 없는 칸입니다."), fields={name: [_("고칠 수 없는 칸입니다.")] for name in unknown}
        )
    differing = {name: value for name, value in changes.items() if getattr(record, name) != value}
    if record.version != base_version:  # type: ignore[attr-defined]
        _ensure_no_conflict(record_type, record, differing, base_version, merge=merge)
        differing = _without_untouched(record, differing, base_version)
    _ensure_choices(record_type, actor, differing)
    return _write(record_type, record, differing, actor=actor, at=at, action="updated")


def _ensure_choices(record_type: RecordType, actor: Any, values: Mapping[str, Any]) -> None:
    """Related rows must be among those the actor may use: nobody files a record under another institute."""
    wrong = [
        name
        for name, queryset in record_type.choices_for(actor).items()
        if values.get(name) is not None and not queryset.filter(pk=values[name].pk).exists()
    ]
    if wrong:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields={name: [_("이 값은 고를 수 없습니다.")] for name in wrong})


def _ensure_editable(record_type: RecordType, record: models.Model, actor: Any) -> None:
    if not record_type.editable_by(actor).filter(pk=record.pk).exists():
        raise NotAllowed(_("이 기록은 볼 수 있지만 고칠 수 없습니다."))


def _ensure_no_conflict(
    record_type: RecordType,
    record: models.Model,
    differing: Mapping[str, Any],
    base_version: int,
    *,
    merge: bool,
) -> None:
    base = history.values_at(record, version=base_version)
    if base is None:
        raise InvalidInput(_("고치기 시작한 판을 찾지 못했습니다. 새로 열어 주세요."), code="version_unknown")
    conflicts = []
    for name, mine in differing.items():
        field = record._meta.get_field(name)
        theirs, started = getattr(record, field.attname), base[field.attname]  # type: ignore[union-attr]
        own = mine.pk if isinstance(mine, models.Model) else mine
        if theirs != started and own != started:
            conflicts.append({"field": name, "mine": str(own), "theirs": str(theirs), "base": str(started)})
    if conflicts or not merge:
        raise StaleVersion(
            _("고치는 사이 다른 사람이 같은 칸을 바꿨습니다.") if conflicts else _("읽은 뒤에 바뀐 기록입니다."),
            detail={"conflicts": conflicts, "version": record.version},  # type: ignore[attr-defined]
        )


def _without_untouched(record: models.Model, differing: Mapping[str, Any], base_version: int) -> dict[str, Any]:
    """Drop fields that the caller's form merely carried along from the version it was made from."""
    base = history.values_at(record, version=base_version) or {}
    kept = {}
    for name, mine in differing.items():
        attname = record._meta.get_field(name).attname  # type: ignore[union-attr]
        own = mine.pk if isinstance(mine, models.Model) else mine
        if own != base.get(attname):
            kept[name] = mine
    return kept


def _write(
    record_type: RecordType, record: models.Model, changes: Mapping[str, Any], *, actor: Any, at: datetime, action: str
) -> models.Model:
    if not changes:
        return record
    refuse_personal_numbers(changes)
    for name, value in changes.items():
        setattr(record, name, value)
    _validate(record, exclude=[f.name for f in record._meta.concrete_fields if f.name not in changes])
    record.save(update_fields=list(changes))
    record.refresh_from_db()
    audit.record(
        actor=actor,
        action=f"{record_type.action_prefix}.{action}",
        target=record,
        detail={"fields": sorted(changes), "version": record.version},  # type: ignore[attr-defined]
        at=at,
    )
    return record


def _validate(record: models.Model, *, exclude: Any) -> None:
    try:
        record.clean_fields(exclude=exclude)
        record.clean()
        record.validate_constraints()
    except ValidationError as error:
        fields = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        raise InvalidInput(_("고칠 곳이 있습니다."), fields=fields) from error
    ensure_published_neighbours(record)


@transaction.atomic
def undo_change(
    *, record_type: RecordType, record: models.Model, version: int, actor: Any, at: datetime
) -> models.Model:
    """Put the fields that `version` changed back to what they were before it; later changes of other fields stay.

    Raises `WrongState` when that version cannot be undone and `StaleVersion` when one of its fields changed since.
    """
    record = locks.update(record)
    _ensure_editable(record_type, record, actor)
    back = undo_effect(record_type, record, version=version)
    with pghistory.context(via="undo"):
        return _write(record_type, record, back, actor=actor, at=at, action="undone")


def undo_effect(record_type: RecordType, record: models.Model, *, version: int) -> dict[str, Any]:
    """What undoing that version would set: `{field: value}`. Raises as `undo_change` does."""
    after = history.values_at(record, version=version)
    before = history.values_at(record, version=version - 1)
    if after is None or before is None:
        raise WrongState(_("이 판은 되돌릴 수 없습니다."), code="not_undoable")
    attnames = {record._meta.get_field(name).attname: name for name in record_type.editable}  # type: ignore[union-attr]
    changed = [attname for attname in after if after[attname] != before[attname]]
    if not changed or not set(changed) <= set(attnames):
        raise WrongState(_("절차나 규칙이 바꾼 값은 되돌릴 수 없습니다."), code="not_undoable")
    moved_on = [attname for attname in changed if getattr(record, attname) != after[attname]]
    if moved_on:
        raise StaleVersion(
            _("그 뒤에 다시 바뀐 칸이 있어 되돌리지 않았습니다."),
            detail={"conflicts": [{"field": attnames[attname]} for attname in moved_on]},
        )
    return {attnames[attname]: _object_for(record, attnames[attname], before[attname]) for attname in changed}


def _object_for(record: models.Model, name: str, value: Any) -> Any:
    field = record._meta.get_field(name)
    if not field.is_relation or value is None:
        return value
    return field.related_model._default_manager.get(pk=value)  # type: ignore[union-attr]


@transaction.atomic
def advance_record(
    *, record_type: RecordType, record: models.Model, name: str, actor: Any, at: datetime, reason: str = ""
) -> models.Model:
    """Take one step of the record's workflow. Raises `NotAllowed` or `WrongState`."""
    if record_type.workflow is None or name not in record_type.workflow.rows:
        raise WrongState(_("이 기록에는 그런 절차가 없습니다."), code="unknown_action")
    record = locks.update(record)
    record_type.workflow.advance(record, name, actor=actor, at=at, reason=reason)
    audit.record(
        actor=actor, action=f"{record_type.action_prefix}.{name}", target=record, detail={"reason": reason}, at=at
    )
    return record
