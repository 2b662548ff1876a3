"""Screening: each rule judged with its evidence; then passed, sent back with a clock, or excluded, the rule quoted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import permissions, tasks, workflow
from axportal.calls.models import Application, Call, ReturnRequest, ScreeningFinding
from axportal.calls.rules.screening import LEAST_RETURN_DAYS, MOST_RETURN_DAYS, Verdict
from axportal.calls.selectors.screening import Row, Screening, screening_of
from axportal.core import locks, outbox, periods
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.outbox import Task
from axportal.core.personal_numbers import refuse_personal_numbers

_STATUS = Application.Status
MOST_ITEMS, LONGEST_ITEM = 20, 500
#: What had passed may still be left out until somebody reviews it.
_BEFORE_REVIEW = (Call.Status.SCREENING, Call.Status.REVIEWING)
#: What arrived in time may still be under way when its deadline passes.
UNDER_WAY = timedelta(minutes=1)


@transaction.atomic
def start_screening(*, call: Call, actor: User, at: datetime) -> Call:
    """Begin once the deadline has passed; submissions in flight are waited for. A second click changes nothing."""
    call = locks.update(call)
    if call.status == Call.Status.SCREENING and permissions.can_manage_call(actor, call):
        return call
    if call.status == Call.Status.ANNOUNCED and call.phase(at=at) != Call.Phase.CLOSED:
        raise WrongState(_("접수가 끝난 뒤에 사전검토를 시작할 수 있습니다."), code="call_open")
    workflow.CALL.advance(call, "screen", actor=actor, at=at)
    audit.record(actor=actor, action="calls.screening.started", target=call, at=at)
    return call


@transaction.atomic
def judge_rule(
    *, application: Application, rule: str, verdict: str, evidence: str, actor: User, at: datetime
) -> ScreeningFinding:
    """Judge one rule on the newest submission. The newest judgement counts; none is rewritten.

    Raises `InvalidInput` for an unknown rule and for anything but a pass without evidence.
    """
    application, screening = _locked(application, actor=actor)
    evidence = evidence.strip()
    refuse_personal_numbers({"evidence": evidence})
    if screening.row(rule) is None:
        raise InvalidInput(_("이 공고에 없는 규칙입니다."), code="rule_unknown")
    if verdict != Verdict.PASS and not evidence:
        sentence = _("근거를 적어 주세요.")
        raise InvalidInput(sentence, code="evidence_required", fields={"evidence": [sentence]})
    finding = ScreeningFinding.objects.create(
        application=application,
        submission=screening.submission,
        rule=rule,
        verdict=verdict,
        evidence=evidence,
        judged_by=actor,
        judged_at=at,
    )
    audit.record(actor=actor, action="calls.screening.judged", target=finding, at=at, detail={"rule": rule})
    return finding


@transaction.atomic
def pass_application(*, application: Application, actor: User, at: datetime) -> Application:
    """Let it go to review. Raises `InvalidInput` that names the rules that are not passed."""
    application, screening = _locked(application, actor=actor)
    if screening.left:
        fields = {row.condition.key: [str(row.condition.name)] for row in screening.left}
        raise InvalidInput(_("맞다고 판정하지 않은 규칙이 있습니다."), code="rules_left", fields=fields)
    _keep_portals(application, screening, at=at)
    _advance(application, "pass", tasks.notify_screened, actor=actor, at=at)
    return application


@transaction.atomic
def exclude_application(*, application: Application, rule: str, actor: User, at: datetime) -> Application:
    """Leave it out for a rule that it fails; rule, basis and evidence stand in the step's reason."""
    application, screening = _locked(application, actor=actor)
    row = screening.row(rule)
    if row is None or row.verdict != Verdict.FAIL:
        sentence = _("맞지 않는다고 판정한 규칙으로만 제외할 수 있습니다.")
        raise InvalidInput(sentence, code="rule_not_failed", fields={"rule": [sentence]})
    _keep_portals(application, screening, at=at)
    _advance(application, "exclude", tasks.notify_excluded, actor=actor, at=at, reason=_quote(row))
    return application


@transaction.atomic
def exclude_after_passing(
    *, application: Application, rule: str, evidence: str, actor: User, at: datetime
) -> Application:
    """Leave out what had passed, for a rule that it turns out to fail; judged and quoted in one act.

    Until its review begins. Raises `InvalidInput` for an unknown rule or without evidence, `WrongState` later.
    """
    application, screening = _locked(application, actor=actor, status=_STATUS.SCREENED, stages=_BEFORE_REVIEW)
    row, evidence = screening.row(rule), evidence.strip()
    refuse_personal_numbers({"evidence": evidence})
    if row is None:
        sentence = _("이 공고에 없는 규칙입니다.")
        raise InvalidInput(sentence, code="rule_unknown", fields={"rule": [sentence]})
    if not evidence:
        sentence = _("근거를 적어 주세요.")
        raise InvalidInput(sentence, code="evidence_required", fields={"evidence": [sentence]})
    finding = ScreeningFinding.objects.create(
        application=application,
        submission=screening.submission,
        rule=rule,
        verdict=Verdict.FAIL,
        evidence=evidence[:2000],
        judged_by=actor,
        judged_at=at,
    )
    audit.record(actor=actor, action="calls.screening.judged", target=finding, at=at, detail={"rule": rule})
    reason = _quote(Row(row.condition, finding))
    _advance(application, "exclude", tasks.notify_excluded, actor=actor, at=at, reason=reason)
    return application


@transaction.atomic
def send_back(*, application: Application, items: Sequence[str], days: int, actor: User, at: datetime) -> ReturnRequest:
    """Ask for a correction within so many working days (민원처리법 제19조: the first day counts).

    Raises `InvalidInput` without sentences or for too short a time; `WrongState` for what was sent back already.
    """
    application, screening = _locked(application, actor=actor)
    asked = _items(items)
    if not LEAST_RETURN_DAYS <= days <= MOST_RETURN_DAYS:
        limits = {"least": LEAST_RETURN_DAYS, "most": MOST_RETURN_DAYS}
        sentence = _("%(least)s일에서 %(most)s일까지 줄 수 있습니다.") % limits
        raise InvalidInput(sentence, code="return_days", fields={"days": [sentence]})
    if screening.submission.return_requests.exists():
        raise WrongState(_("이미 한 번 보완을 요청한 제출입니다."), code="returned_already")
    request = ReturnRequest.objects.create(
        application=application,
        submission=screening.submission,
        items=asked,
        asked_by=actor,
        asked_at=at,
        due_at=periods.end(at, days, periods.Counting.WORKING_DAYS),
    )
    workflow.APPLICATION.advance(application, "return", actor=actor, at=at)
    audit.record(actor=actor, action="calls.application.returned", target=request, at=at)
    outbox.enqueue(tasks.notify_returned, key=f"calls.notify_returned:{request.uuid}", request_id=request.pk)
    return request


def lapse_returns(*, at: datetime) -> int:
    """Take every application whose time for a correction is over as it was handed in; how many there were."""
    running = ReturnRequest.objects.filter(application=OuterRef("pk"), due_at__gt=at - UNDER_WAY)
    waiting = Application.objects.filter(~Exists(running), status=_STATUS.RETURNED).select_related("call")
    return sum(_lapse(application, at=at) for application in waiting.order_by("pk"))


@transaction.atomic
def _lapse(application: Application, *, at: datetime) -> bool:
    locks.share(application.call)
    application = locks.update(application)
    if application.status != _STATUS.RETURNED or application.return_requests.latest("id").due_at > at - UNDER_WAY:
        return False  # handed in, withdrawn or asked again meanwhile
    _advance(application, "lapse", tasks.notify_lapsed, actor=None, at=at)
    return True


def _locked(
    application: Application,
    *,
    actor: User,
    status: Application.Status = _STATUS.SUBMITTED,
    stages: Sequence[Call.Status] = (Call.Status.SCREENING,),
) -> tuple[Application, Screening]:
    call = locks.share(application.call)
    application = locks.update(application)
    application.call = call
    if not permissions.can_manage(actor, application):
        raise NotAllowed(_("이 공고의 담당자가 아닙니다."), code="not_call_manager")
    if call.status not in stages or application.status != status:
        raise WrongState(_("지금은 사전검토를 하는 상태가 아닙니다."), code="not_in_screening")
    return application, screening_of(application)


def _advance(
    application: Application, name: str, task: Task, *, actor: User | None, at: datetime, reason: str = ""
) -> None:
    workflow.APPLICATION.advance(application, name, actor=actor, at=at, reason=reason)
    act = audit.record(actor=actor, action=f"calls.application.{name}", target=application, at=at)
    key = f"{task.name}:{act.uuid}"
    outbox.enqueue(task, key=key, application_id=application.pk, act=str(act.uuid))


def _keep_portals(application: Application, screening: Screening, *, at: datetime) -> None:
    """Keep what the portal found where nobody judged: a decision rests on it."""
    with translation.override("ko"):
        rows = [row for row in screening_of(application).rows if not row.is_persons and row.found is not None]
    ScreeningFinding.objects.bulk_create(
        ScreeningFinding(
            application=application,
            submission=screening.submission,
            rule=row.condition.key,
            verdict=row.verdict,
            evidence=row.found.evidence,  # type: ignore[union-attr]
            judged_at=at,
        )
        for row in rows
    )


def _quote(row: Row) -> str:
    with translation.override("ko"):
        basis = f" ({row.condition.basis})" if row.condition.basis else ""
        evidence = row.found.evidence if row.found is not None else ""
        return f"{row.condition.name}{basis}: {evidence}"


def _items(items: Sequence[str]) -> list[str]:
    asked = [item.strip()[:LONGEST_ITEM] for item in items if item.strip()]
    if not 1 <= len(asked) <= MOST_ITEMS:
        sentence = _("고칠 것을 한 줄에 하나씩, %(most)s개까지 적어 주세요.") % {"most": MOST_ITEMS}
        raise InvalidInput(sentence, code="items_required", fields={"items": [sentence]})
    refuse_personal_numbers({"items": " ".join(asked)})
    return asked
