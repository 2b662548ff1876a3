"""The transitions of assignments and plans."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from axportal.calls.permissions import can_manage_call
from axportal.core.workflow import Row, Workflow
from axportal.reviews import permissions
from axportal.reviews.models import Assignment, Plan

_ASSIGNMENT, _PLAN = Assignment.Status, Plan.Status


def _manages(user: Any, plan: Plan) -> bool:
    return can_manage_call(user, plan.round.call)


ASSIGNMENT = Workflow(
    model="reviews.assignment",
    rows=[
        Row("pledge", (_ASSIGNMENT.ASSIGNED,), _ASSIGNMENT.PLEDGED, permissions.can_judge, _("서약하기")),
        Row("hand_in", (_ASSIGNMENT.PLEDGED,), _ASSIGNMENT.HANDED_IN, permissions.can_judge, _("점수 내기")),
        Row(
            "end",
            (_ASSIGNMENT.ASSIGNED, _ASSIGNMENT.PLEDGED, _ASSIGNMENT.HANDED_IN),
            _ASSIGNMENT.ENDED,
            permissions.can_end,
            _("배정 풀기"),
            by_itself=True,
        ),
    ],
)
PLAN = Workflow(
    model="reviews.plan",
    rows=[
        Row("solve", (_PLAN.WANTED,), _PLAN.READY, _manages, _("계산하기"), by_itself=True),
        Row("confirm", (_PLAN.READY,), _PLAN.CONFIRMED, _manages, _("배정 확정하기")),
        Row("drop", (_PLAN.WANTED, _PLAN.READY), _PLAN.DROPPED, _manages, _("버리기")),
    ],
)
