"""What may be done with a call now, and why not: in words, for the page and for the refusal alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.calls.models import Call
from axportal.core.errors import WrongState

_RUNNING = (Call.Phase.ANNOUNCED, Call.Phase.OPEN)
_OVER = (Call.Phase.CANCELLED, Call.Phase.ARCHIVED)
_AFTER_NOTICE = (Call.Phase.OBJECTION_PERIOD, Call.Phase.NOTIFIED, Call.Phase.FINALISED, *_OVER)


@dataclass(frozen=True)
class Act:
    """Something a keeper does with a call; `why_not` is empty when it can be done now."""

    name: str
    label: str | Promise
    why_not: str = ""


def acts_of(call: Call, *, at: datetime) -> list[Act]:
    """Every act on a call with the reason against it, for those who keep the call."""
    phase = call.phase(at=at)
    return [Act(name, label, why_not(call, phase)) for name, (label, why_not) in _ACTS.items()]


def ensure_can_follow(source: Call, following: str, *, at: datetime) -> None:
    """`source` may be gone on from in this way. Raises `WrongState`."""
    reason = _ACTS[following][1](source, source.phase(at=at))
    if reason:
        raise WrongState(reason, code="cannot_follow")


def _edit(call: Call, phase: Call.Phase) -> str:
    return _("끝난 공고는 고칠 수 없습니다.") if phase in _OVER else ""


def _rules(call: Call, phase: Call.Phase) -> str:
    if phase == Call.Phase.DRAFT or phase in _RUNNING:
        return ""
    return _("접수가 끝나 규칙을 바꿀 수 없습니다. 낸 신청서는 그때의 규칙으로 판단합니다.")


def _publish(call: Call, phase: Call.Phase) -> str:
    return "" if phase == Call.Phase.DRAFT else _("이미 공고했습니다.")


def _deadline(call: Call, phase: Call.Phase) -> str:
    if phase == Call.Phase.DRAFT:
        return _("아직 공고하지 않았습니다. 마감은 공고할 때 정합니다.")
    return "" if phase in _RUNNING else _("접수가 끝난 공고의 마감은 옮길 수 없습니다.")


def _cancel(call: Call, phase: Call.Phase) -> str:
    if phase == Call.Phase.CANCELLED:
        return _("이미 취소했습니다.")
    return _("결과를 알린 공고는 취소할 수 없습니다.") if phase in _AFTER_NOTICE else ""


def _round(call: Call, phase: Call.Phase) -> str:
    if phase == Call.Phase.CANCELLED:
        return _("취소한 공고입니다. 재공고로 이어 주세요.")
    if phase == Call.Phase.DRAFT or phase in _RUNNING:
        return _("접수가 끝난 뒤에 다음 차수를 만들 수 있습니다.")
    return ""


def _reannouncement(call: Call, phase: Call.Phase) -> str:
    if phase == Call.Phase.CANCELLED:
        return _("이미 재공고가 있습니다.") if call.followers.filter(following="reannouncement").exists() else ""
    return _("취소한 공고만 재공고할 수 있습니다.")


def _copy(call: Call, phase: Call.Phase) -> str:
    return ""


_ACTS: dict[str, tuple[str | Promise, Callable[[Call, Call.Phase], str]]] = {
    "edit": (gettext_lazy("내용 고치기"), _edit),
    "rules": (gettext_lazy("규칙 고치기"), _rules),
    "stages": (gettext_lazy("마감 뒤 일정"), _edit),
    "questions": (gettext_lazy("자주 묻는 질문"), _edit),
    "publish": (gettext_lazy("공고하기"), _publish),
    "deadline": (gettext_lazy("마감 옮기기"), _deadline),
    "cancel": (gettext_lazy("취소하기"), _cancel),
    "round": (gettext_lazy("다음 차수 만들기"), _round),
    "reannouncement": (gettext_lazy("재공고 만들기"), _reannouncement),
    "copy": (gettext_lazy("베껴 새 공고 쓰기"), _copy),
}
