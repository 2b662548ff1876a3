"""Correcting a call that is announced: a new frozen version of its rules, told to everybody who has started."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import tasks
from axportal.calls.models import Call, CallRules
from axportal.calls.rules.changes import changes_between
from axportal.calls.rules.terms import read_terms, terms_of
from axportal.calls.services.calls import ensure_fresh, ensure_manages, ensure_sound
from axportal.calls.services.subscriptions import enqueue_news
from axportal.core import locks, outbox
from axportal.core.errors import InvalidInput, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers


@transaction.atomic
def correct_rules(
    *, call: Call, body: Mapping[str, Any], reason: str, actor: User, at: datetime, base_version: int | None = None
) -> CallRules:
    """Publish a corrected version of the rules while the call takes applications, or before.

    Waits for submissions in flight: each counts under the version it was handed in under. Raises `WrongState` once the
    deadline has passed, `InvalidInput` without a reason or without a change.
    """
    call = locks.update(call)
    ensure_manages(actor, call)
    if call.phase(at=at) not in {Call.Phase.ANNOUNCED, Call.Phase.OPEN}:
        raise WrongState(_("접수하는 동안에만 규칙을 정정할 수 있습니다."), code="rules_frozen")
    ensure_sound(body)
    current = call.rules.latest("number")
    ensure_fresh(current, base_version)
    _ensure_told(reason)
    body = {**body, "terms": {**terms_of(call), **read_terms(body)}}
    if not changes_between(current.body, body):
        raise InvalidInput(_("바뀐 것이 없습니다."), code="nothing_changed")
    version = CallRules.objects.create(
        call=call, number=current.number + 1, body=dict(body), frozen_at=at, decided_by=actor, reason=reason.strip()
    )
    Call.objects.filter(pk=call.pk).update(**body["terms"])
    audit.record(actor=actor, action="calls.rules.corrected", target=call, at=at, detail={"version": version.number})
    outbox.enqueue(tasks.notify_corrected, key=f"calls.notify_corrected:{version.uuid}", rules_id=version.pk)
    enqueue_news("corrected", version)
    return version


def _ensure_told(reason: str) -> None:
    if not reason.strip():
        sentence = _("정정하는 까닭을 적어 주세요. 신청을 시작한 모두에게 알립니다.")
        raise InvalidInput(sentence, code="reason_required", fields={"reason": [sentence]})
    if len(reason) > 500:
        raise InvalidInput(_("500자까지 쓸 수 있습니다."), fields={"reason": [_("500자까지 쓸 수 있습니다.")]})
    refuse_personal_numbers({"reason": reason})
