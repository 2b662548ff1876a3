"""Making, announcing, extending and cancelling a call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions, rules, workflow
from axportal.calls.models import Call, CallCounter, CallDeadline, CallRules
from axportal.core import locks
from axportal.core.errors import InvalidInput, NotAllowed, WrongState


@transaction.atomic
def create_call(*, values: Mapping[str, Any], body: Mapping[str, Any], actor: User | None, at: datetime) -> Call:
    """A draft with its first rules. `values` are the call's own fields, `body` the rules as JSON.

    What a made-up person calls for is made up.
    """
    rules.read_rules(body)
    call = Call(**values)
    if actor is not None and actor.is_demo:
        call.origin = Call.Origin.DEMONSTRATION
    call.save(force_insert=True)
    CallRules.objects.create(call=call, body=dict(body))
    workflow.CALL.begin(call, actor=actor, at=at)
    audit.record(actor=actor, action="calls.call.created", target=call, at=at)
    return call


@transaction.atomic
def revise_rules(*, call: Call, body: Mapping[str, Any], actor: User, at: datetime) -> CallRules:
    """Change a draft's rules. Raises `WrongState` once the call is announced: its rules are frozen."""
    call = locks.update(call)
    _ensure_manages(actor, call)
    if call.status != Call.Status.DRAFT:
        raise WrongState(_("공고한 뒤에는 규칙을 바꿀 수 없습니다."), code="rules_frozen")
    rules.read_rules(body)
    current = call.rules.latest("number")
    CallRules.objects.filter(pk=current.pk).update(body=dict(body))
    audit.record(actor=actor, action="calls.rules.revised", target=call, at=at)
    current.refresh_from_db()
    return current


@transaction.atomic
def publish_call(*, call: Call, closes_at: datetime, actor: User, at: datetime, reason: str = "") -> Call:
    """Announce a call: its rules freeze, its deadline is dated.

    Fewer than 30 days between notice and deadline need a reason, which stands in the deadline's row.
    """
    call = locks.update(call)
    if closes_at <= call.opens_at:
        raise InvalidInput(_("마감은 접수 시작보다 뒤여야 합니다."), fields={"closes_at": [_("접수 시작보다 뒤의 때")]})
    rules.ensure_announcement_is_long_enough(announced_at=at, closes_at=closes_at, reason=reason)
    CallDeadline.objects.create(call=call, closes_at=closes_at, decided_at=at, decided_by=actor, reason=reason)
    Call.objects.filter(pk=call.pk).update(announced_at=at)
    CallRules.objects.filter(call=call, frozen_at=None).update(frozen_at=at)
    CallCounter.objects.create(call=call)
    workflow.CALL.advance(call, "publish", actor=actor, at=at, reason=reason)
    audit.record(actor=actor, action="calls.call.published", target=call, at=at)
    call.refresh_from_db()
    return call


@transaction.atomic
def move_deadline(*, call: Call, closes_at: datetime, reason: str, actor: User, at: datetime) -> CallDeadline:
    """Extend a call's deadline. Waits for submissions in flight; those that come after see the new deadline."""
    call = locks.update(call)
    _ensure_manages(actor, call)
    rules.ensure_deadline_can_move(call, closes_at=closes_at, reason=reason, at=at)
    deadline = CallDeadline.objects.create(
        call=call, closes_at=closes_at, decided_at=at, decided_by=actor, reason=reason
    )
    audit.record(
        actor=actor, action="calls.deadline.moved", target=call, at=at, detail={"closes_at": closes_at.isoformat()}
    )
    return deadline


@transaction.atomic
def cancel_call(*, call: Call, reason: str, actor: User, at: datetime) -> Call:
    """End a call for good. Raises `InvalidInput` without a reason: applicants are told it."""
    if not reason.strip():
        sentence = _("취소하는 까닭을 적어 주세요.")
        raise InvalidInput(sentence, code="reason_required", fields={"reason": [sentence]})
    call = locks.update(call)
    workflow.CALL.advance(call, "cancel", actor=actor, at=at, reason=reason)
    audit.record(actor=actor, action="calls.call.cancelled", target=call, at=at)
    return call


def _ensure_manages(actor: User, call: Call) -> None:
    if not permissions.can_manage_call(actor, call):
        raise NotAllowed(_("이 공고의 담당자가 아닙니다."), code="not_call_manager")
