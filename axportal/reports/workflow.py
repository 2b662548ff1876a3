"""The life of a report run. Only `cancel` is a person's step."""

from django.utils.translation import gettext_lazy as _

from axportal.core.workflow import Row, Workflow
from axportal.reports.permissions import can_cancel, is_machine

REPORT_RUN = Workflow(
    model="reports.reportrun",
    rows=[
        Row("start", ("queued",), "running", is_machine, _("만들기 시작"), by_itself=True),
        Row("finish", ("running",), "done", is_machine, _("끝냄"), by_itself=True),
        Row("finish_partly", ("running",), "partial", is_machine, _("일부만 끝냄"), by_itself=True),
        Row("fail", ("queued", "running"), "failed", is_machine, _("실패"), by_itself=True),
        Row("cancel", ("queued", "running"), "cancelled", can_cancel, _("멈추기")),
    ],
)
