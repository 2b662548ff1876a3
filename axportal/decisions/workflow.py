"""The transitions of selections and objections."""

from django.utils.translation import gettext_lazy as _

from axportal.core.workflow import Row, Workflow
from axportal.decisions import permissions
from axportal.decisions.models import Objection, Selection

_SELECTION = Selection.Status
_OBJECTION = Objection.Status
_UNDECIDED = (_SELECTION.PROPOSED, _SELECTION.CONFIRMED)


def _nobody(user: object, selection: Selection) -> bool:
    return False


SELECTION = Workflow(
    model="decisions.selection",
    rows=[
        Row("confirm", (_SELECTION.PROPOSED,), _SELECTION.CONFIRMED, permissions.can_confirm, _("1차 승인하기")),
        Row("approve", (_SELECTION.CONFIRMED,), _SELECTION.APPROVED, permissions.can_approve, _("최종 승인하기")),
        Row("return", _UNDECIDED, _SELECTION.RETURNED, permissions.can_return, _("돌려보내기")),
        Row("overtake", Selection.AT_WORK, _SELECTION.RETURNED, _nobody, _("다시 셈하게 하기"), by_itself=True),
        Row("publish", (_SELECTION.APPROVED,), _SELECTION.PUBLISHED, _nobody, _("알리기"), by_itself=True),
        Row("supersede", (_SELECTION.PUBLISHED,), _SELECTION.SUPERSEDED, _nobody, _("바꾸기"), by_itself=True),
    ],
)

OBJECTION = Workflow(
    model="decisions.objection",
    rows=[
        Row("assign", (_OBJECTION.FILED,), _OBJECTION.HANDLING, permissions.can_assign, _("맡을 사람 정하기")),
        Row("uphold", (_OBJECTION.HANDLING,), _OBJECTION.UPHELD, permissions.can_decide_objection, _("인용하기")),
        Row("dismiss", (_OBJECTION.HANDLING,), _OBJECTION.DISMISSED, permissions.can_decide_objection, _("기각하기")),
        Row(
            "withdraw",
            (_OBJECTION.FILED, _OBJECTION.HANDLING),
            _OBJECTION.WITHDRAWN,
            permissions.can_object,
            _("이의신청 거두기"),
        ),
    ],
)
