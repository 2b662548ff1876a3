"""The transitions of calls and applications. The apps above take theirs here, with the row locked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from axportal.calls import permissions
from axportal.calls.models import Application, Call
from axportal.core.workflow import Row, Workflow

_CALL = Call.Status
_APPLICATION = Application.Status
_manages, _decides = permissions.can_manage_call, permissions.can_decide
_manages_its_call, _decides_its_call = permissions.can_manage, permissions.can_decide_on

CALL = Workflow(
    model="calls.call",
    rows=[
        Row("publish", (_CALL.DRAFT,), _CALL.ANNOUNCED, _manages, _("공고하기")),
        Row("screen", (_CALL.ANNOUNCED,), _CALL.SCREENING, _manages, _("사전검토 시작하기"), by_itself=True),
        Row("review", (_CALL.SCREENING,), _CALL.REVIEWING, _manages, _("선정평가 시작하기")),
        Row("deliberate", (_CALL.REVIEWING,), _CALL.DELIBERATING, _manages, _("심의에 올리기")),
        Row("notify", (_CALL.DELIBERATING,), _CALL.NOTIFIED, _decides, _("결과 알리기"), by_itself=True),
        Row("finalise", (_CALL.NOTIFIED,), _CALL.FINALISED, _manages, _("확정하기"), by_itself=True),
        Row("archive", (_CALL.FINALISED,), _CALL.ARCHIVED, _manages, _("보관하기"), by_itself=True),
        Row(
            "cancel",
            (_CALL.DRAFT, _CALL.ANNOUNCED, _CALL.SCREENING, _CALL.REVIEWING, _CALL.DELIBERATING),
            _CALL.CANCELLED,
            _manages,
            _("취소하기"),
        ),
    ],
)

_BEFORE_THE_DECISION = (
    _APPLICATION.SUBMITTED,
    _APPLICATION.RETURNED,
    _APPLICATION.SCREENED,
    _APPLICATION.UNDER_REVIEW,
    _APPLICATION.EVALUATED,
)
_DECIDED = (_APPLICATION.EVALUATED, _APPLICATION.SELECTED, _APPLICATION.RESERVE, _APPLICATION.NOT_SELECTED)

APPLICATION = Workflow(
    model="calls.application",
    rows=[
        Row(
            "submit",
            (_APPLICATION.DRAFT, _APPLICATION.SUBMITTED, _APPLICATION.RETURNED, _APPLICATION.WITHDRAWN),
            _APPLICATION.SUBMITTED,
            permissions.can_submit,
            _("제출하기"),
        ),
        Row("withdraw", _BEFORE_THE_DECISION, _APPLICATION.WITHDRAWN, permissions.can_submit, _("신청 거두기")),
        Row("return", (_APPLICATION.SUBMITTED,), _APPLICATION.RETURNED, _manages_its_call, _("보완 요청하기")),
        Row(
            "lapse",
            (_APPLICATION.RETURNED,),
            _APPLICATION.SUBMITTED,
            _manages_its_call,
            _("보완 없이 되돌리기"),
            by_itself=True,
        ),
        Row("pass", (_APPLICATION.SUBMITTED,), _APPLICATION.SCREENED, _manages_its_call, _("사전검토 통과")),
        Row(
            "exclude",
            (_APPLICATION.SUBMITTED, _APPLICATION.RETURNED, _APPLICATION.SCREENED),
            _APPLICATION.EXCLUDED,
            _manages_its_call,
            _("지원 제외"),
        ),
        Row(
            "readmit",
            (_APPLICATION.EXCLUDED,),
            _APPLICATION.SCREENED,
            _decides_its_call,
            _("제외 취소"),
            by_itself=True,  # when an objection is upheld
        ),
        Row(
            "review",
            (_APPLICATION.SCREENED,),
            _APPLICATION.UNDER_REVIEW,
            _manages_its_call,
            _("평가에 올리기"),
            by_itself=True,
        ),
        Row("evaluate", (_APPLICATION.UNDER_REVIEW,), _APPLICATION.EVALUATED, _manages_its_call, _("평가 마치기")),
        Row("select", _DECIDED, _APPLICATION.SELECTED, _decides_its_call, _("선정"), by_itself=True),
        Row("reserve", _DECIDED, _APPLICATION.RESERVE, _decides_its_call, _("예비"), by_itself=True),
        Row("reject", _DECIDED, _APPLICATION.NOT_SELECTED, _decides_its_call, _("미선정"), by_itself=True),
        Row(
            "decline",
            (_APPLICATION.SELECTED, _APPLICATION.RESERVE),
            _APPLICATION.DECLINED,
            permissions.can_submit,
            _("선정 포기하기"),
        ),
    ],
)


def available_actions(user: Any, application: Application) -> list[str]:
    """The names of the transitions open to this user, as the page and the API show them."""
    return [row.name for row in APPLICATION.available(user, application)]
