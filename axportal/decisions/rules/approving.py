"""What must hold before a selection is proposed, and who may not approve it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from axportal.accounts.scoping import scope_of
from axportal.calls.models import Call, ConsortiumMember
from axportal.core.errors import InvalidInput, WrongState
from axportal.decisions.models import Selection
from axportal.decisions.rules.ranking import Place

#: Roles by which somebody belongs to an organisation that takes part.
_SIDES = ("company_representative", "company_member", "delegate")


def cause_of(call: Call, *, wanted: str, has_upheld: bool, note: str) -> Selection.Cause:
    """Why a selection is reckoned: the first before the notice; after it an upheld objection, else a correction.

    Raises `InvalidInput` for a cause that does not fit, and for a correction that does not say what was wrong.
    """
    causes = Selection.Cause
    fitting = [causes.FIRST] if call.notified_at is None else [causes.CORRECTION]
    if call.notified_at is not None and has_upheld:
        fitting.insert(0, causes.OBJECTION)
    cause = causes(wanted) if wanted else fitting[0]
    if cause not in fitting:
        sentence = _("지금은 이 사유로 다시 셈할 수 없습니다.")
        raise InvalidInput(sentence, code="cause_unfit", fields={"cause": [sentence]})
    if cause == causes.CORRECTION:
        ensure_reason(note, field="note")
    return cause


def ensure_can_be_decided(
    call: Call,
    *,
    places: Sequence[Place],
    ties: Sequence[Sequence[Place]],
    waiting: int,
    unevaluated: int,
    is_first: bool,
) -> None:
    """Nothing is missing and nothing is open: a missing score blocks closing, and so does a tie at the line.

    Raises `WrongState` or `InvalidInput`, each saying what is to be done first.
    """
    wanted = Call.Status.DELIBERATING if is_first else Call.Status.NOTIFIED
    if call.status != wanted:
        raise WrongState(_("심의에 올린 공고만 선정할 수 있습니다."), code="call_not_deliberating")
    if not places:
        raise WrongState(_("순위를 매길 신청서가 없습니다."), code="nothing_to_rank")
    if waiting:
        sentence = _("아직 내지 않은 평가표가 %(n)s건 있습니다. 모두 받거나 평가위원을 바꾼 뒤에 올려 주세요.")
        raise WrongState(sentence % {"n": waiting}, code="sheets_missing")
    if unevaluated:
        sentence = _("아직 평가를 마치지 않은 신청서가 %(n)s건 있습니다.") % {"n": unevaluated}
        raise WrongState(sentence, code="not_evaluated")
    if ties:
        receipts = ", ".join(place.candidate.receipt for group in ties for place in group)
        sentence = _("동점이 선정의 선에 걸려 있습니다: %(receipts)s. 위원회가 순서를 정해 적어 주세요.")
        raise WrongState(sentence % {"receipts": receipts}, code="tie_at_the_line")


def ensure_publishable(publish_at: datetime, *, at: datetime) -> None:
    """A moment that has not passed. Raises `InvalidInput`."""
    if publish_at < at:
        sentence = _("지금보다 뒤의 때를 적어 주세요.")
        raise InvalidInput(sentence, code="publish_at_past", fields={"publish_at": [sentence]})


def ensure_reason(reason: str, *, field: str = "reason") -> str:
    """A reason of some words. Raises `InvalidInput` at the field."""
    if not reason.strip():
        sentence = _("까닭을 적어 주세요.")
        raise InvalidInput(sentence, code="reason_required", fields={field: [sentence]})
    return reason.strip()


def takes_part(user: Any, call: Call) -> bool:
    """Whether an organisation for which this person writes takes part in the call."""
    own = scope_of(user).organisations(*_SIDES)
    return bool(own) and ConsortiumMember.objects.filter(application__call=call, organisation__in=own).exists()
