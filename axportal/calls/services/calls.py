"""Making, announcing, extending and cancelling a call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions, rules, tasks, workflow
from axportal.calls.models import Call, CallCounter, CallDeadline, CallRules
from axportal.calls.services.subscriptions import enqueue_news
from axportal.core import locks, outbox
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion, WrongState
from regions.models import Zone


@transaction.atomic
def create_call(*, values: Mapping[str, Any], body: Mapping[str, Any], actor: User | None, at: datetime) -> Call:
    """A draft with its first rules. `values` are the call's own fields, `body` the rules as JSON.

    What a made-up person calls for is made up. Raises `NotAllowed` for people who do not keep the institute's calls.
    """
    ensure_sound(body)
    values = dict(values)
    challenges = values.pop("challenges", ())
    call = Call(**values)
    ensure_manages(actor, call)
    ensure_number_is_free(call.number)
    if actor is not None and actor.is_demo:
        call.origin = Call.Origin.DEMONSTRATION
    call.save(force_insert=True)
    call.challenges.set(challenges)
    CallRules.objects.create(call=call, body=_without_terms(body))
    workflow.CALL.begin(call, actor=actor, at=at)
    audit.record(actor=actor, action="calls.call.created", target=call, at=at)
    return call


@transaction.atomic
def revise_rules(
    *, call: Call, body: Mapping[str, Any], actor: User, at: datetime, base_version: int | None = None
) -> CallRules:
    """Change a draft's rules, on top of the version they were read in where one is named.

    Raises `WrongState` once the call is announced: its rules are frozen.
    """
    call = locks.update(call)
    ensure_manages(actor, call)
    if call.status != Call.Status.DRAFT:
        raise WrongState(_("공고한 뒤에는 규칙을 바꿀 수 없습니다."), code="rules_frozen")
    ensure_sound(body)
    current = call.rules.latest("number")
    ensure_fresh(current, base_version)
    CallRules.objects.filter(pk=current.pk).update(body=_without_terms(body))
    audit.record(actor=actor, action="calls.rules.revised", target=call, at=at)
    current.refresh_from_db()
    return current


@transaction.atomic
def publish_call(*, call: Call, closes_at: datetime, actor: User, at: datetime, reason: str = "") -> Call:
    """Announce a call: its rules freeze, its deadline is dated.

    Fewer than 30 days between notice and deadline need a reason, which stands in the deadline's row.
    """
    call = locks.update(call)
    ensure_manages(actor, call)
    if call.status != Call.Status.DRAFT:
        raise WrongState(_("이미 공고했습니다."), code="wrong_state", detail={"state": call.status})
    if closes_at <= call.opens_at:
        raise InvalidInput(_("마감은 접수 시작보다 뒤여야 합니다."), fields={"closes_at": [_("접수 시작보다 뒤의 때")]})
    rules.ensure_publishable(call, call.rules.latest("number").body)
    rules.ensure_announcement_is_long_enough(announced_at=at, closes_at=closes_at, reason=reason)
    CallDeadline.objects.create(call=call, closes_at=closes_at, decided_at=at, decided_by=actor, reason=reason)
    Call.objects.filter(pk=call.pk).update(announced_at=at)
    draft = call.rules.latest("number")
    CallRules.objects.filter(pk=draft.pk).update(body={**draft.body, "terms": rules.terms_of(call)}, frozen_at=at)
    CallCounter.objects.create(call=call)
    workflow.CALL.advance(call, "publish", actor=actor, at=at, reason=reason)
    audit.record(actor=actor, action="calls.call.published", target=call, at=at)
    enqueue_news("announced", call)
    call.refresh_from_db()
    return call


@transaction.atomic
def move_deadline(*, call: Call, closes_at: datetime, reason: str, actor: User, at: datetime) -> CallDeadline:
    """Extend a call's deadline. Waits for submissions in flight; those that come after see the new deadline."""
    call = locks.update(call)
    ensure_manages(actor, call)
    rules.ensure_deadline_can_move(call, closes_at=closes_at, reason=reason, at=at)
    deadline = CallDeadline.objects.create(
        call=call, closes_at=closes_at, decided_at=at, decided_by=actor, reason=reason
    )
    audit.record(
        actor=actor, action="calls.deadline.moved", target=call, at=at, detail={"closes_at": closes_at.isoformat()}
    )
    outbox.enqueue(tasks.notify_moved, key=f"calls.notify_moved:{deadline.uuid}", deadline_id=deadline.pk)
    enqueue_news("moved", deadline)
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
    outbox.enqueue(tasks.notify_cancelled, key=f"calls.notify_cancelled:{call.uuid}", call_id=call.pk)
    if call.announced_at is not None:
        enqueue_news("cancelled", call)
    return call


def _without_terms(body: Mapping[str, Any]) -> dict[str, Any]:
    """A draft has its budget and years in fields of its own; announcing puts them into the rules."""
    return {section: said for section, said in body.items() if section != "terms"}


def ensure_manages(actor: User | None, call: Call) -> None:
    """The actor keeps this call; nobody (None) is the portal itself. Raises `NotAllowed`."""
    if actor is not None and not permissions.can_manage_call(actor, call):
        raise NotAllowed(_("이 공고의 담당자가 아닙니다."), code="not_call_manager")


def ensure_sound(body: Mapping[str, Any]) -> None:
    """See `rules.ensure_sound`; asks for the zones there are."""
    rules.ensure_sound(body, zones=set(Zone.objects.values_list("slug", flat=True)))


def ensure_fresh(row: Call | CallRules, base_version: int | None) -> None:
    """Nobody has changed the locked row since it was read. Raises `StaleVersion`."""
    if base_version is not None and base_version != row.version:
        raise StaleVersion(_("고치는 사이 다른 사람이 바꿨습니다. 지금 값을 보고 다시 저장해 주세요."))


def ensure_number_is_free(number: str, *, but: Call | None = None) -> None:
    """No other call bears this number. Raises `InvalidInput`."""
    others = Call.objects.filter(number=number)
    if (others.exclude(pk=but.pk) if but is not None else others).exists():
        sentence = _("이미 쓰고 있는 공고번호입니다.")
        raise InvalidInput(sentence, code="number_taken", fields={"number": [sentence]})
