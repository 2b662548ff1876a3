"""The transitions of calls and applications. Review and decision add rows here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from axportal.calls import permissions
from axportal.calls.models import Application, Call
from axportal.core.workflow import Row, Workflow

_CALL = Call.Status
_APPLICATION = Application.Status

CALL = Workflow(
    model="calls.call",
    rows=[
        Row("publish", (_CALL.DRAFT,), _CALL.ANNOUNCED, permissions.can_manage_call, _("공고하기")),
        Row("cancel", (_CALL.DRAFT, _CALL.ANNOUNCED), _CALL.CANCELLED, permissions.can_manage_call, _("취소하기")),
    ],
)

APPLICATION = Workflow(
    model="calls.application",
    rows=[
        Row(
            "submit",
            (_APPLICATION.DRAFT, _APPLICATION.SUBMITTED, _APPLICATION.WITHDRAWN),
            _APPLICATION.SUBMITTED,
            permissions.can_submit,
            _("제출하기"),
        ),
        Row("withdraw", (_APPLICATION.SUBMITTED,), _APPLICATION.WITHDRAWN, permissions.can_submit, _("신청 거두기")),
    ],
)


def available_actions(user: Any, application: Application) -> list[str]:
    """The names of the transitions open to this user, as the page and the API show them."""
    return [row.name for row in APPLICATION.available(user, application)]
