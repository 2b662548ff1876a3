"""A made-up call in screening: judged rules, one sent back with its clock running, one passed, one left out."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from axportal.accounts.models import User
from axportal.calls import tasks
from axportal.calls.models import Application, Call
from axportal.calls.services import screening
from axportal.core.models import OutboxRow

ASKED = ("예산의 산출 근거를 연차별로 적어 주세요.", "데이터 제공 조건에 파생 모델의 권리를 더해 주세요.")
DAYS = 10
_DEBT, _DUPLICATE = "debt", "duplicate"
#: What is judged of each: rule, verdict and evidence.
_JUDGED: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "judged": (
        (_DEBT, "pass", "2025년 재무제표 부채비율 182% (시연)"),
        (_DUPLICATE, "check", "지난해 과제와 목표가 비슷해 연구책임자에게 확인하고 있습니다 (시연)"),
    ),
    "returned": ((_DEBT, "pass", "2025년 재무제표 부채비율 210% (시연)"),),
    "passed": (
        (_DEBT, "pass", "2025년 재무제표 부채비율 96% (시연)"),
        (_DUPLICATE, "pass", "비슷한 과제를 찾지 못했습니다 (시연)"),
    ),
    "excluded": ((_DEBT, "fail", "2024년 620%, 2025년 655%로 2년 연속 500%를 넘었습니다 (시연)"),),
}
_OWED = (tasks.notify_screened, tasks.notify_excluded)


def screen(call: Call, rows: Iterable[Mapping[str, Any]], *, actor: User, at: datetime, now: datetime) -> None:
    """Begin the screening of the call then and judge what its applications are said to have come to.

    What is sent back is sent back a day ago, so that its clock runs.
    """
    screening.start_screening(call=call, actor=actor, at=at)
    for number, row in enumerate((row for row in rows if row["call"] == call.number), start=1):
        application = call.applications.select_related("call").get(organisation__key=row["company"])
        judged = at + timedelta(days=1, hours=number)
        for rule, verdict, evidence in _JUDGED[row["screening"]]:
            screening.judge_rule(
                application=application, rule=rule, verdict=verdict, evidence=evidence, actor=actor, at=judged
            )
        _conclude(application, row["screening"], actor=actor, at=judged, now=now)
    OutboxRow.objects.filter(task__in=[task.name for task in _OWED], done_at=None).filter(
        kwargs__application_id__in=list(call.applications.values_list("pk", flat=True))
    ).delete()


def _conclude(application: Application, end: str, *, actor: User, at: datetime, now: datetime) -> None:
    if end == "returned":
        request = screening.send_back(
            application=application, items=ASKED, days=DAYS, actor=actor, at=now - timedelta(days=1)
        )
        OutboxRow.objects.filter(task=tasks.notify_returned.name, kwargs__request_id=request.pk).delete()
    if end == "passed":
        screening.pass_application(application=application, actor=actor, at=at + timedelta(hours=1))
    if end == "excluded":
        screening.exclude_application(application=application, rule=_DEBT, actor=actor, at=at + timedelta(hours=1))
