"""What the panel decides beside the sheets: bonus and penalty, grounds that exclude, the order in a tie."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.decisions import permissions
from axportal.decisions.models import Finding, GrantedAdjustment, TieOrder
from axportal.decisions.rules.approving import ensure_reason
from axportal.decisions.selectors.standing import standing_of

_OPEN = (Call.Status.SCREENING, Call.Status.REVIEWING, Call.Status.DELIBERATING, Call.Status.NOTIFIED)


@transaction.atomic
def grant_adjustment(
    *, application: Application, key: str, is_granted: bool, evidence: str, actor: User, at: datetime
) -> GrantedAdjustment:
    """Give or refuse a bonus or penalty of the call's rules. Raises `InvalidInput` for one the rules do not name."""
    call = _prepared(application.call, actor)
    refuse_personal_numbers({"evidence": evidence})
    known = {one.key for one in calls.rules_in_force(call).after.review.adjustments}
    if key not in known:
        raise InvalidInput(_("이 공고의 규칙에 없는 가감점입니다."), code="adjustment_unknown")
    granted, _created = GrantedAdjustment.objects.update_or_create(
        application=application,
        key=key,
        defaults={
            "is_granted": is_granted,
            "evidence": ensure_reason(evidence, field="evidence"),
            "decided_by": actor,
            "decided_at": at,
        },
    )
    detail = {"key": key, "granted": is_granted}
    audit.record(actor=actor, action="decisions.adjustment.decided", target=granted, at=at, detail=detail)
    return granted


@transaction.atomic
def record_finding(*, application: Application, kind: str, reason: str, actor: User, at: datetime) -> Finding:
    """Keep an application out on one of the grounds that the notice names. A second one of a kind is the first."""
    _prepared(application.call, actor)
    refuse_personal_numbers({"reason": reason})
    found, created = Finding.objects.get_or_create(
        application=application,
        kind=Finding.Kind(kind).value,
        taken_back_at=None,
        defaults={"reason": ensure_reason(reason), "found_by": actor, "found_at": at},
    )
    if created:
        audit.record(actor=actor, action="decisions.finding.recorded", target=found, at=at, detail={"kind": kind})
    return found


@transaction.atomic
def take_back_finding(*, finding: Finding, reason: str, actor: User, at: datetime) -> Finding:
    """Let the application count again, with the reason; the row stays. A second click changes nothing."""
    _prepared(finding.application.call, actor)
    refuse_personal_numbers({"reason": reason})
    finding = locks.update(finding)
    if finding.taken_back_at is None:
        take_back(finding, reason=ensure_reason(reason), actor=actor, at=at)
    return finding


def take_back(finding: Finding, *, reason: str, actor: User, at: datetime) -> None:
    """Whoever decided it: by the panel, or by those who upheld an objection. Call with the row locked."""
    finding.taken_back_at, finding.taken_back_by, finding.taken_back_reason = at, actor, reason
    finding.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    audit.record(actor=actor, action="decisions.finding.taken_back", target=finding, at=at)


@transaction.atomic
def settle_tie(*, call: Call, order: Sequence[str], reason: str, actor: User, at: datetime) -> TieOrder:
    """The panel's order of applications that points do not tell apart; `order`: their UUIDs, the better first.

    Raises `InvalidInput` unless it names exactly one group of equal rank that the line parts.
    """
    call = _prepared(call, actor)
    refuse_personal_numbers({"reason": reason})
    groups = [{place.candidate.key for place in group} for group in standing_of(call).ties]
    if set(order) not in groups or len(set(order)) != len(order):
        raise InvalidInput(_("선정의 선에 걸린 동점 신청서를 모두 한 번씩 적어 주세요."), code="tie_order_wrong")
    earlier = TieOrder.objects.filter(call=call).order_by("-id").values_list("applications", flat=True).first() or []
    kept = [uuid for uuid in earlier if uuid not in order]
    settled = TieOrder.objects.create(
        call=call, applications=[*kept, *order], reason=ensure_reason(reason), decided_by=actor, decided_at=at
    )
    audit.record(actor=actor, action="decisions.tie.settled", target=settled, at=at)
    return settled


def _prepared(call: Call, actor: User) -> Call:
    """The call, shared-locked, for somebody who prepares its decision while it can still change."""
    call = locks.share(call)
    if not permissions.can_prepare(actor, call):
        raise NotAllowed(_("이 공고의 심의를 준비하는 사람이 아닙니다."), code="not_preparing")
    if call.status not in _OPEN:
        raise WrongState(_("지금은 심의 자료를 바꿀 수 없습니다."), code="wrong_state")
    return call
