"""Holds: data of a call or an application stays while a lawsuit, an audit or an investigation needs it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application, Call
from axportal.core import clock, locks
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from axportal.retention import permissions
from axportal.retention.models import Hold


@transaction.atomic
def place_hold(*, number: str, reason: str, until: date, actor: User, at: datetime) -> Hold:
    """Hold back what belongs to the call or the application of this number, to the end of that day.

    Raises `InvalidInput` for a number nobody knows, a day that is over, or without a reason.
    """
    _ensure_may(actor)
    refuse_personal_numbers({"reason": reason})
    application = Application.objects.filter(number=number.strip()).exclude(number="").first()
    call = None if application is not None else Call.objects.filter(number=number.strip()).first()
    wrong: dict[str, list[str]] = {}
    if application is None and call is None:
        wrong["number"] = [_("이 번호의 공고나 신청이 없습니다.")]
    if until < clock.seoul_date(at):
        wrong["until"] = [_("오늘이나 그 뒤의 날짜를 적어 주세요.")]
    if not reason.strip():
        wrong["reason"] = [_("까닭을 적어 주세요.")]
    if wrong:
        raise InvalidInput(_("보내신 값에 고칠 곳이 있습니다."), fields=wrong)
    hold = Hold.objects.create(
        call=call, application=application, reason=reason.strip(), until=until, placed_by=actor, placed_at=at
    )
    audit.record(actor=actor, action="retention.hold.placed", target=hold, at=at)
    return hold


@transaction.atomic
def lift_hold(*, hold: Hold, reason: str, actor: User, at: datetime) -> Hold:
    """Let the schedule go on. Raises `WrongState` for one that was lifted before, `InvalidInput` without a reason."""
    _ensure_may(actor)
    hold = locks.update(hold)
    if hold.lifted_at is not None:
        raise WrongState(_("이미 풀린 보류입니다."), code="lifted_before")
    if not reason.strip():
        sentence = _("까닭을 적어 주세요.")
        raise InvalidInput(sentence, fields={"reason": [sentence]})
    hold.lifted_by, hold.lifted_at, hold.lifted_why = actor, at, reason.strip()[:500]
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
    audit.record(actor=actor, action="retention.hold.lifted", target=hold, at=at)
    return hold


def _ensure_may(actor: User) -> None:
    if not permissions.can_hold(actor):
        raise NotAllowed(_("보류는 포털 관리자와 전문기관이 걸고 풉니다."))
