"""The life of a joint lab: review, agreement, operation, end."""

from django.utils.translation import gettext_lazy as _

from axportal.core.workflow import Row, Workflow
from labs.permissions import can_move_lab

JOINT_LAB = Workflow(
    model="labs.jointlab",
    rows=[
        Row("agree", ("reviewing",), "agreeing", can_move_lab, _("협약 시작")),
        Row("operate", ("agreeing",), "operating", can_move_lab, _("운영 시작")),
        Row("end", ("operating", "agreeing"), "ended", can_move_lab, _("종료")),
        Row("reopen", ("ended",), "operating", can_move_lab, _("다시 운영")),
    ],
)
