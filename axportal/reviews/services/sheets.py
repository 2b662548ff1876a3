"""Writing a score sheet, handing it in, and what may still happen to it then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Call
from axportal.calls.permissions import can_manage_call
from axportal.calls.rules.content import Criterion
from axportal.calls.selectors import rules_in_force
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.reviews import permissions
from axportal.reviews.models import Assignment, Correction, ScoreSheet
from axportal.reviews.rules.points import BadEntry, read_comment, read_points
from axportal.reviews.services.conflicts import clear_conflict
from axportal.reviews.workflow import ASSIGNMENT

OVERALL = "overall"


@dataclass(frozen=True)
class Typed:
    """A field as it was sent: what was typed, and the value it started from."""

    value: Any
    base: Any


@dataclass
class Outcome:
    """What became of the fields of one save: kept, refused with a sentence, or changed elsewhere meanwhile."""

    sheet: ScoreSheet
    saved: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Everything sent is kept."""
        return not self.errors and not self.conflicts


def field_names(criteria: tuple[Criterion, ...]) -> list[str]:
    """The names of a sheet's fields: points and comment of each criterion, then the whole."""
    return [f"{kind}-{one.key}" for one in criteria for kind in ("points", "comment")] + [OVERALL]


def value_of(sheet: ScoreSheet, name: str) -> str:
    """What a field holds now."""
    kind, _dash, key = name.partition("-")
    if kind == OVERALL:
        return sheet.overall_comment
    return str((sheet.points if kind == "points" else sheet.comments).get(key, ""))


def values_of(sheet: ScoreSheet) -> dict[str, str]:
    """What every field that is not empty holds, by name."""
    names = [f"points-{key}" for key in sheet.points] + [f"comment-{key}" for key in sheet.comments] + [OVERALL]
    return {name: value for name in names if (value := value_of(sheet, name))}


@transaction.atomic
def save_sheet(
    *, sheet: ScoreSheet, typed: Mapping[str, Typed], actor: User, at: datetime, client: str = ""
) -> Outcome:
    """Keep the fields that changed against their base, each by itself; a field changed in another tab asks.

    Raises `NotAllowed` for anybody but its reviewer and `WrongState` once it is handed in or the round is closed.
    """
    sheet = _open_sheet(sheet, actor=actor)
    criteria = {one.key: one for one in _criteria(sheet.assignment.application.call)}
    outcome = Outcome(sheet)
    for name, sent in typed.items():
        _merge(outcome, name, sent, criteria, at=at, client=client)
    if outcome.saved:
        sheet.save(update_fields=["points", "comments", "overall_comment", "marks"])
        sheet.refresh_from_db(fields=["version", "updated_at"])
        detail = {"fields": outcome.saved}
        audit.record(actor=actor, action="reviews.sheet.saved", target=sheet, at=at, detail=detail)
    return outcome


def _merge(
    outcome: Outcome, name: str, sent: Typed, criteria: Mapping[str, Criterion], *, at: datetime, client: str
) -> None:
    kind, _dash, key = name.partition("-")
    sheet = outcome.sheet
    try:
        mine = read_points(criteria[key], sent.value) if kind == "points" else read_comment(sent.value)
    except BadEntry as error:
        outcome.errors[name] = str(error)
        return
    now, mark = value_of(sheet, name), sheet.marks.get(name, {})
    if mine in (sent.base, now):
        return
    if now != sent.base and not (client and mark.get("client") == client):
        outcome.conflicts[name] = now
        return
    _set(sheet, kind, key, mine)
    sheet.marks[name] = {"at": at.isoformat(), "client": client}
    outcome.saved.append(name)


def _set(sheet: ScoreSheet, kind: str, key: str, value: str) -> None:
    if kind == OVERALL:
        sheet.overall_comment = value
        return
    held = sheet.points if kind == "points" else sheet.comments
    held[key] = value
    if not value:
        del held[key]


@transaction.atomic
def patch_sheet(
    *, sheet: ScoreSheet, values: Mapping[str, Any], base_version: int, actor: User, at: datetime
) -> ScoreSheet:
    """Keep these fields, all or none, on top of that version."""
    sheet = _open_sheet(sheet, actor=actor)
    if sheet.version != base_version:
        raise StaleVersion(_("읽은 뒤에 다른 사람이 바꿨습니다."), detail={"version": sheet.version, "conflicts": []})
    known = field_names(_criteria(sheet.assignment.application.call))
    unknown = {name: [_("모르는 이름입니다.")] for name in values if name not in known}
    if unknown:
        raise InvalidInput(_("보내신 값에 고칠 곳이 있습니다."), fields=unknown)
    typed = {name: Typed(value, value_of(sheet, name)) for name, value in values.items()}
    outcome = save_sheet(sheet=sheet, typed=typed, actor=actor, at=at)
    if outcome.errors:
        fields = {name: [sentence] for name, sentence in outcome.errors.items()}
        raise InvalidInput(_("보내신 값에 고칠 곳이 있습니다."), fields=fields)
    return outcome.sheet


def faults_of(sheet: ScoreSheet, call: Call) -> dict[str, str]:
    """What keeps a sheet from being handed in, by field; nothing when it is whole."""
    rules = rules_in_force(call)
    least = rules.after.review.comment_least
    faults = {}
    for one in rules.content.criteria:
        if one.key not in sheet.points:
            faults[f"points-{one.key}"] = _("점수를 적어 주세요.")
        written = len(sheet.comments.get(one.key, ""))
        if written < least:
            words = {"least": least, "now": written}
            faults[f"comment-{one.key}"] = _("의견을 %(least)s자 이상 적어 주세요. 지금 %(now)s자입니다.") % words
    return faults


@transaction.atomic
def hand_in(*, sheet: ScoreSheet, actor: User, at: datetime) -> ScoreSheet:
    """Hand the sheet in, for good. A second click finds it handed in and changes nothing.

    Raises `InvalidInput` that names each field still missing, `NotAllowed` when a conflict has come up meanwhile.
    """
    assignment = _own_assignment(sheet, actor=actor)
    sheet = locks.update(sheet)
    if sheet.handed_in_at is not None:
        return sheet
    _ensure_round_open(assignment)
    faults = faults_of(sheet, assignment.application.call)
    if faults:
        fields = {name: [sentence] for name, sentence in faults.items()}
        raise InvalidInput(_("아직 채우지 않은 곳이 있습니다."), code="sheet_incomplete", fields=fields)
    if clear_conflict(assignment, at=at) is not None:
        return sheet
    sheet.handed_in_at = at
    sheet.save(update_fields=["handed_in_at"])
    ASSIGNMENT.advance(assignment, "hand_in", actor=actor, at=at)
    audit.record(actor=actor, action="reviews.sheet.handed_in", target=sheet, at=at)
    return sheet


def save_and_hand_in(*, sheet: ScoreSheet, typed: Mapping[str, Typed], actor: User, at: datetime) -> Outcome:
    """Keep what is on the page, then hand it in. What could be kept stays kept when something is still missing.

    Raises `InvalidInput` that names each field that is wrong or missing; a conflict hands nothing in.
    """
    if sheet.handed_in_at is not None:
        return Outcome(hand_in(sheet=sheet, actor=actor, at=at))
    outcome = save_sheet(sheet=sheet, typed=typed, actor=actor, at=at)
    if outcome.errors:
        fields = {name: [sentence] for name, sentence in outcome.errors.items()}
        raise InvalidInput(_("고칠 곳이 있습니다."), fields=fields)
    if not outcome.conflicts:
        outcome.sheet = hand_in(sheet=outcome.sheet, actor=actor, at=at)
    return outcome


@transaction.atomic
def correct_sheet(
    *, sheet: ScoreSheet, points: Mapping[str, Any], reason: str, actor: User, at: datetime
) -> Correction:
    """Put a wrong score right, also after the notice: a new row, with the reason; the sheet stays as it was."""
    call = sheet.assignment.application.call
    if not can_manage_call(actor, call):
        raise NotAllowed(_("이 공고의 평가를 관리하는 사람만 할 수 있습니다."))
    refuse_personal_numbers({"reason": reason})
    locks.update(sheet.assignment.application)
    sheet = locks.update(sheet)
    if sheet.handed_in_at is None:
        raise WrongState(_("아직 내지 않은 평가표는 바로잡을 것이 없습니다."))
    read = _all_points(_criteria(call), points)
    correction = Correction.objects.create(
        sheet=sheet,
        number=sheet.corrections.count() + 1,
        points=read,
        reason=reason,
        corrected_by=actor,
        corrected_at=at,
    )
    audit.record(actor=actor, action="reviews.sheet.corrected", target=sheet, at=at, detail={"n": correction.number})
    return correction


def _all_points(criteria: tuple[Criterion, ...], points: Mapping[str, Any]) -> dict[str, str]:
    read, faults = {}, {}
    for one in criteria:
        try:
            read[one.key] = read_points(one, points.get(one.key, ""))
        except BadEntry as error:
            faults[f"points-{one.key}"] = [str(error)]
        else:
            if not read[one.key]:
                faults[f"points-{one.key}"] = [_("점수를 적어 주세요.")]
    if faults:
        raise InvalidInput(_("고칠 곳이 있습니다."), fields=faults)
    return read


def log_read(sheet: ScoreSheet, *, reader: User, address: str, at: datetime) -> None:
    """Looks of those who lead at what somebody judged are kept."""
    audit.record_access(actor=reader, subject=sheet, what="reviews.sheet.read", address=address, at=at)


def total(points: Mapping[str, str]) -> Decimal:
    """The sum of what is given so far."""
    return sum((Decimal(value) for value in points.values()), Decimal(0))


def _open_sheet(sheet: ScoreSheet, *, actor: User) -> ScoreSheet:
    assignment = _own_assignment(sheet, actor=actor)
    sheet = locks.update(sheet)
    if sheet.handed_in_at is not None:
        raise WrongState(_("이미 낸 평가표는 고칠 수 없습니다."), code="sheet_frozen")
    _ensure_round_open(assignment)
    return sheet


def _own_assignment(sheet: ScoreSheet, *, actor: User) -> Assignment:
    assignment = locks.update(sheet.assignment)
    if not permissions.can_judge(actor, assignment) or assignment.status == Assignment.Status.ENDED:
        raise NotAllowed(_("이 평가를 맡은 사람만 할 수 있습니다."))
    return assignment


def _ensure_round_open(assignment: Assignment) -> None:
    if assignment.round.closed_at is not None:
        raise WrongState(_("이 회차의 평가가 끝났습니다."))


def _criteria(call: Call) -> tuple[Criterion, ...]:
    return rules_in_force(call).content.criteria
