"""Saving what is written, field by field: other fields merge silently, the same field asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application, ApplicationPart, PartRevision
from axportal.calls.rules.steps import Field, Step
from axportal.calls.rules.values import BadValue, read_value
from axportal.calls.services.applications import ensure_editable
from axportal.core import locks
from axportal.core.errors import InvalidInput, StaleVersion, WrongState
from regions.models import Organisation


@dataclass(frozen=True)
class Typed:
    """A field as it was sent: what was typed, and the value it started from."""

    value: Any
    base: Any


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed in between."""

    field: Field
    mine: Any
    theirs: Any
    by: str


@dataclass
class Outcome:
    """What became of the fields of one save."""

    part: ApplicationPart
    saved: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Everything sent is kept."""
        return not self.conflicts and not self.errors


@transaction.atomic
def save_fields(
    *,
    application: Application,
    step: Step,
    organisation: Organisation,
    typed: Mapping[str, Typed],
    actor: User,
    at: datetime,
    client: str = "",
) -> Outcome:
    """Keep the fields that changed against their base; report those that cannot be kept and those in conflict.

    `client` names the page that was open, so that a page does not conflict with its own earlier save whose answer
    was lost; when the call has closed in between, its repeat is told that all is kept. Raises `NotAllowed` or
    `WrongState` when the part may not be written now, or does not exist: what is typed into a part that nobody reads
    would be lost.
    """
    application = locks.share(application)  # a submission in flight takes the parts as they stood before
    try:
        ensure_editable(application, actor=actor, organisation_id=organisation.pk, at=at)
    except WrongState:
        kept = _kept_before(application, step, organisation, typed)
        if kept is None:
            raise
        return Outcome(kept)
    _ensure_has_part(application, step, organisation)
    part = _locked_part(application, step, organisation)
    outcome = Outcome(part)
    for key, sent in typed.items():
        declared = step.field(key)
        if declared is not None:
            _merge(outcome, declared, sent, actor=actor, at=at, client=client)
    if outcome.saved:
        part.save(update_fields=["fields", "marks"])
        part.refresh_from_db(fields=["version", "updated_at"])
        detail = {"step": step.key, "fields": outcome.saved}
        audit.record(actor=actor, action="calls.part.saved", target=part, at=at, detail=detail)
    return outcome


@transaction.atomic
def save_step(
    *,
    application: Application,
    step: Step,
    organisation: Organisation,
    typed: Mapping[str, Typed],
    actor: User,
    at: datetime,
    client: str = "",
    keep: bool = False,
) -> Outcome:
    """Save a page of fields; with `keep`, when all could be kept, also a revision: the writer leaves the step."""
    outcome = save_fields(
        application=application,
        step=step,
        organisation=organisation,
        typed=typed,
        actor=actor,
        at=at,
        client=client,
    )
    if keep and outcome.is_clean:
        keep_revisions(parts=[outcome.part], reason=PartRevision.Reason.STEP, actor=actor, at=at)
    return outcome


def save_field(
    *, part: ApplicationPart, step: Step, key: str, value: Any, base_value: Any, actor: User, at: datetime
) -> ApplicationPart:
    """Keep one field. Raises `InvalidInput` for a value that cannot be kept and `StaleVersion` with mine and theirs."""
    outcome = save_fields(
        application=part.application,
        step=step,
        organisation=part.organisation,
        typed={key: Typed(value, base_value)},
        actor=actor,
        at=at,
    )
    raise_troubles(outcome)
    return outcome.part


@transaction.atomic
def patch_part(
    *,
    application: Application,
    step: Step,
    organisation: Organisation,
    values: Mapping[str, Any],
    base_version: int,
    actor: User,
    at: datetime,
) -> ApplicationPart:
    """Keep these fields, all or none, on top of that version; 0 is the version of a part not yet written.

    Raises `StaleVersion` when the part has another version, `InvalidInput` for unknown fields and wrong values.
    """
    application = locks.share(application)
    part = _locked_part(application, step, organisation)
    if base_version != (part.version if part.fields or part.marks else 0):
        raise StaleVersion(_("읽은 뒤에 다른 사람이 바꿨습니다."), detail={"version": part.version, "conflicts": []})
    unknown = [key for key in values if step.field(key) is None]
    if unknown:
        raise InvalidInput(
            _("보내신 값에 고칠 곳이 있습니다."), fields={key: [_("모르는 이름입니다.")] for key in unknown}
        )
    outcome = save_fields(
        application=application,
        step=step,
        organisation=organisation,
        typed={key: Typed(value, part.fields.get(key, "")) for key, value in values.items()},
        actor=actor,
        at=at,
    )
    raise_troubles(outcome)
    return outcome.part


def raise_troubles(outcome: Outcome) -> None:
    """Turn errors and conflicts of a save into exceptions, for callers that want all or nothing."""
    if outcome.errors:
        fields = {key: [sentence] for key, sentence in outcome.errors.items()}
        raise InvalidInput(_("보내신 값에 고칠 곳이 있습니다."), fields=fields)
    if outcome.conflicts:
        conflicts = [
            {"field": conflict.field.key, "mine": conflict.mine, "theirs": conflict.theirs}
            for conflict in outcome.conflicts
        ]
        sentence = _("고치는 사이 다른 사람이 같은 칸을 바꿨습니다.")
        raise StaleVersion(sentence, detail={"conflicts": conflicts, "version": outcome.part.version})


def _ensure_has_part(application: Application, step: Step, organisation: Organisation) -> None:
    gives_data = application.members.filter(organisation=organisation, gives_data=True).exists()
    if not step.is_written_by(is_applicant=organisation.pk == application.organisation_id, gives_data=gives_data):
        raise WrongState(
            _("%(name)s은(는) 이 단계를 쓰는 기관이 아닙니다. 참여기관에서 누가 데이터를 내놓는지 정해 주세요.")
            % {"name": organisation.name}
        )


def _kept_before(
    application: Application, step: Step, organisation: Organisation, typed: Mapping[str, Typed]
) -> ApplicationPart | None:
    """The part, when it already holds everything that was sent and something of it was typed."""
    part = ApplicationPart.objects.filter(application=application, step=step.key, organisation=organisation).first()
    if part is None:
        return None
    outcome = Outcome(part)
    declared = [(step.field(key), sent) for key, sent in typed.items()]
    rows = [(field, _read(outcome, field, sent), sent.base) for field, sent in declared if field is not None]
    is_kept = not outcome.errors and all(part.fields.get(field.key, "") == value for field, value, _base in rows)
    is_typed = any(value != _as_base(field, base) for field, value, base in rows)
    return part if is_kept and is_typed else None


def _locked_part(application: Application, step: Step, organisation: Organisation) -> ApplicationPart:
    part, created = ApplicationPart.objects.get_or_create(
        application=application, step=step.key, organisation=organisation
    )
    return part if created else locks.update(part)


def _merge(outcome: Outcome, declared: Field, sent: Typed, *, actor: User, at: datetime, client: str) -> None:
    part, key = outcome.part, declared.key
    mine = _read(outcome, declared, sent)
    if key in outcome.errors:
        return
    now = part.fields.get(key, "")
    base = _as_base(declared, sent.base)
    if mine in (base, now):
        return
    mark = part.marks.get(key, {})
    if now != base and not (client and mark.get("client") == client):
        outcome.conflicts.append(Conflict(declared, mine, now, _name_of(mark)))
        return
    part.fields[key] = mine
    part.marks[key] = {"by": actor.pk, "at": at.isoformat(), "client": client}
    outcome.saved.append(key)


def _read(outcome: Outcome, declared: Field, sent: Typed) -> Any:
    """The value that was sent; None, and the sentence in `outcome.errors`, for one that cannot be kept."""
    try:
        return read_value(declared, sent.value)
    except BadValue as error:
        outcome.errors[declared.key] = str(error)
        return None


def _as_base(declared: Field, raw: Any) -> Any:
    try:
        return read_value(declared, raw)
    except BadValue:
        return raw


def _name_of(mark: Mapping[str, Any]) -> str:
    writer = User.objects.filter(pk=mark["by"]).first() if mark else None
    return writer.name if writer is not None else ""


@transaction.atomic
def keep_revisions(*, parts: Iterable[ApplicationPart], reason: str, actor: User, at: datetime) -> None:
    """Keep the parts as they stand, once for each of their versions."""
    PartRevision.objects.bulk_create(
        [
            PartRevision(
                part=part, part_version=part.version, fields=part.fields, reason=reason, kept_by=actor, kept_at=at
            )
            for part in parts
        ],
        ignore_conflicts=True,
    )
