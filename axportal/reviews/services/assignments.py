"""What a reviewer does with an assignment before scoring: open it, pledge, or be kept out."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import ApplicationFile
from axportal.calls.rules.files import ensure_may_leave
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.reviews import permissions
from axportal.reviews.models import Assignment, Pledge, Recusal, ScoreSheet
from axportal.reviews.rules import pledges
from axportal.reviews.services.conflicts import clear_conflict
from axportal.reviews.workflow import ASSIGNMENT

LEAST_REASON = 5


@dataclass(frozen=True)
class Opened:
    """What became of opening: the sheet, or the conflict that keeps the reviewer out, or neither: pledge first."""

    assignment: Assignment
    sheet: ScoreSheet | None = None
    recusal: Recusal | None = None


@transaction.atomic
def open_assignment(*, assignment: Assignment, actor: User, address: str, at: datetime) -> Opened:
    """Each opening: conflicts are looked for again, and the look is logged. Nothing is shown before the pledge.

    Raises `NotAllowed` for anybody but its reviewer.
    """
    assignment = _own(assignment, actor=actor)
    recusal = clear_conflict(assignment, at=at) if assignment.round.closed_at is None else None
    if recusal is not None:
        return Opened(assignment, recusal=recusal)
    sheet = ScoreSheet.objects.filter(assignment=assignment).first()
    if sheet is not None:
        audit.record_access(actor=actor, subject=assignment, what="reviews.proposal.read", address=address, at=at)
    return Opened(assignment, sheet=sheet)


@transaction.atomic
def open_document(
    *, assignment: Assignment, file: ApplicationFile, actor: User, address: str, at: datetime, part: str = ""
) -> Opened:
    """Each look at a file of the proposal is logged, by `part` too; a conflict that came up meanwhile shuts it.

    Raises `NotAllowed` for anybody but its reviewer, and before the pledge.
    """
    what = f"reviews.document.{file.uuid}{part}"
    return _look(assignment, what=what, reason="", actor=actor, address=address, at=at)


@transaction.atomic
def take_original(
    *, assignment: Assignment, file: ApplicationFile, reason: str, actor: User, address: str, at: datetime
) -> Opened:
    """Let a reviewer have an original, with the reason kept.

    Raises `WrongState` for one that nothing has scanned and nobody has released, `InvalidInput` without a reason.
    """
    if len(reason.strip()) < LEAST_REASON:
        sentence = _("내려받는 까닭을 적어 주세요.")
        raise InvalidInput(sentence, fields={"reason": [sentence]})
    refuse_personal_numbers({"reason": reason})
    ensure_may_leave(file)
    what = f"reviews.original.{file.uuid}"
    return _look(assignment, what=what, reason=reason.strip(), actor=actor, address=address, at=at)


def _look(assignment: Assignment, *, what: str, reason: str, actor: User, address: str, at: datetime) -> Opened:
    assignment = _own(assignment, actor=actor)
    if assignment.status == Assignment.Status.ASSIGNED:
        raise NotAllowed(_("먼저 서약해 주세요."))
    recusal = clear_conflict(assignment, at=at) if assignment.round.closed_at is None else None
    if recusal is None:
        audit.record_access(actor=actor, subject=assignment, what=what, address=address, reason=reason, at=at)
    return Opened(assignment, recusal=recusal)


@transaction.atomic
def give_pledge(*, assignment: Assignment, actor: User, at: datetime) -> Opened:
    """Pledge secrecy and that there is no conflict; the text is kept as it was read. A second click changes nothing."""
    assignment = _own(assignment, actor=actor)
    recusal = clear_conflict(assignment, at=at)
    if recusal is not None:
        return Opened(assignment, recusal=recusal)
    if assignment.round.closed_at is not None:
        raise WrongState(_("이 회차의 평가가 끝났습니다."))
    if assignment.status == Assignment.Status.ASSIGNED:
        Pledge.objects.create(
            assignment=assignment,
            text_version=pledges.VERSION,
            text=f"[{get_language()}] {pledges.text()}",
            given_at=at,
        )
        ASSIGNMENT.advance(assignment, "pledge", actor=actor, at=at)
        audit.record(actor=actor, action="reviews.pledge.given", target=assignment, at=at)
    sheet, _created = ScoreSheet.objects.get_or_create(assignment=assignment)
    return Opened(assignment, sheet=sheet)


def _own(assignment: Assignment, *, actor: User) -> Assignment:
    locks.update(assignment.application)
    assignment = locks.update(assignment)
    if not permissions.can_judge(actor, assignment) or assignment.status == Assignment.Status.ENDED:
        raise NotAllowed(_("이 평가를 맡은 사람만 열 수 있습니다."))
    return assignment
