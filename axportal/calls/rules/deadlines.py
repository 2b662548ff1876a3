"""Dates of a call: how long it must be announced, when its deadline may move, and when it takes applications."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from axportal.calls.models import Application, Call
from axportal.core import clock, formats
from axportal.core.errors import InvalidInput, WrongState

#: 국가연구개발혁신법 시행령 제9조제1항: at least 30 days, less only for an urgent reason.
SHORTEST_ANNOUNCEMENT = timedelta(days=30)


def ensure_open(call: Call, *, at: datetime) -> None:
    """The call takes applications at that instant: from `opens_at`, and no longer at `closes_at` itself.

    Raises `WrongState` with code `call_closed` or `call_not_open`.
    """
    phase = call.phase(at=at)
    if phase == Call.Phase.OPEN:
        return
    if call.closes_at is not None and call.closes_at <= at and phase != Call.Phase.CANCELLED:
        closed = formats.moment(call.closes_at, seconds=True)
        raise WrongState(
            _("접수가 %(closed)s에 끝났습니다. 쓰시던 신청서는 보관되어 있습니다.") % {"closed": closed},
            code="call_closed",
            detail={"closed_at": call.closes_at.astimezone(clock.SEOUL).isoformat()},
        )
    raise WrongState(_("지금은 접수하는 때가 아닙니다."), code="call_not_open")


def ensure_announcement_is_long_enough(*, announced_at: datetime, closes_at: datetime, reason: str) -> None:
    """At least 30 calendar days in Korea between notice and deadline, or a recorded reason. Raises `InvalidInput`."""
    days = clock.seoul_date(closes_at) - clock.seoul_date(announced_at)
    if days < SHORTEST_ANNOUNCEMENT and not reason.strip():
        sentence = _("공고 기간이 %(days)s일입니다. 30일보다 짧으면 까닭을 적어야 합니다.") % {"days": days.days}
        raise InvalidInput(sentence, code="announcement_too_short", fields={"reason": [sentence]})


def ensure_deadline_can_move(call: Call, *, closes_at: datetime, reason: str, at: datetime) -> None:
    """A running call's deadline only moves later, before it has passed, and with a reason.

    Moving it earlier would take from applicants what was announced. Raises `WrongState` or `InvalidInput`.
    """
    if call.closes_at is None or call.phase(at=at) not in {Call.Phase.ANNOUNCED, Call.Phase.OPEN}:
        raise WrongState(_("접수가 끝난 공고의 마감은 옮길 수 없습니다."), code="deadline_has_passed")
    if closes_at <= call.closes_at:
        sentence = _("마감은 뒤로만 옮길 수 있습니다.")
        raise InvalidInput(sentence, code="deadline_only_later", fields={"closes_at": [sentence]})
    if not reason.strip():
        sentence = _("마감을 옮기는 까닭을 적어 주세요.")
        raise InvalidInput(sentence, code="reason_required", fields={"reason": [sentence]})


#: The call's work goes on: what is taken back now no longer comes before anybody's decision.
BEFORE_NOTICE = (Call.Status.ANNOUNCED, Call.Status.SCREENING, Call.Status.REVIEWING, Call.Status.DELIBERATING)


def ensure_before_notice(call: Call) -> None:
    """An application can be taken back until the results are told. Raises `WrongState`."""
    if call.status not in BEFORE_NOTICE:
        raise WrongState(_("결과를 알린 뒤에는 신청을 거둘 수 없습니다."), code="call_decided")


def ensure_in_time(application: Application, call: Call, *, at: datetime) -> None:
    """What arrives then is in time: while the call is open, or as the correction of what was sent back.

    Raises `WrongState`, with code `return_over` for a correction that comes too late.
    """
    if application.status != Application.Status.RETURNED:
        ensure_open(call, at=at)
        return
    request = application.return_requests.latest("id")
    if call.status != Call.Status.SCREENING or not request.asked_at <= at < request.due_at:
        due = formats.moment(request.due_at, seconds=True)
        raise WrongState(
            _("보완 기한이 %(due)s에 끝났습니다. 앞서 낸 신청서로 심사합니다.") % {"due": due}, code="return_over"
        )


def ensure_may_change(application: Application, *, at: datetime) -> None:
    """What is written may change then: a draft always, so that nothing typed is lost; what was handed in while it
    can be handed in again. Raises `WrongState`.
    """
    statuses = Application.Status
    if application.status in {statuses.DRAFT, statuses.WITHDRAWN}:
        return
    if application.status not in {statuses.SUBMITTED, statuses.RETURNED}:
        raise WrongState(_("심사가 진행되어 더 고칠 수 없습니다."), code="application_in_review")
    ensure_in_time(application, application.call, at=at)


def holds(ensure: Callable[..., None], *args: Any, **values: Any) -> bool:
    """Whether a rule would let it pass; for pages that offer only what can be done."""
    try:
        ensure(*args, **values)
    except WrongState:
        return False
    return True
