"""Screening rule by rule, sending back with a clock, exclusion by a rule quoted, withdrawal until the notice (B10)."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.audit.models import Access
from axportal.calls import tasks
from axportal.calls.models import Application, Call, ReturnRequest, ScreeningFinding, Submission
from axportal.calls.selectors.screening import screening_of
from axportal.calls.services import consents, screening, submissions
from axportal.core import clock, invariants
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.models import MailDelivery, OutboxRow, Transition
from tests.calls.factories import BODY, NOON, complete, make_call, ready, submit, write
from tests.calls.test_consents import give, rival, with_partner

EARLY = NOON - timedelta(days=2)
LATER = NOON + timedelta(days=1)
SCREENED = {
    **BODY,
    "screening": [
        {
            "key": "debt",
            "name_ko": "부채비율 500% 미만",
            "name_en": "Debt ratio",
            "basis_ko": "공고 3.2",
            "basis_en": "3.2",
        }
    ],
}


def in_screening(cast: Any, *, body: dict[str, Any] = SCREENED) -> Application:
    """An application that was handed in to a call that now stands in screening."""
    call = make_call(cast, body=body)
    application = ready(cast, call)
    submit(application, actor=cast.company_representative, at=EARLY)
    screening.start_screening(call=call, actor=cast.call_manager, at=NOON)
    return Application.objects.select_related("call").get(pk=application.pk)


def judge(cast: Any, application: Application, verdict: str = "pass", evidence: str = "", **more: Any) -> Any:
    values = {"rule": "debt", "actor": cast.call_manager, "at": LATER, **more}
    return screening.judge_rule(application=application, verdict=verdict, evidence=evidence, **values)


def send_back(cast: Any, application: Application, **more: Any) -> ReturnRequest:
    values = {"items": ["예산 근거를 더해 주세요"], "days": 10, "actor": cast.call_manager, "at": LATER, **more}
    return screening.send_back(application=application, **values)


def hand_in(cast: Any, application: Application, at: Any) -> Submission:
    application.refresh_from_db()
    return submit(application, actor=cast.company_representative, at=at)


def url(name: str, thing: Any) -> str:
    return reverse(f"calls:{name}", kwargs={"uuid": thing.uuid})


# --- judging ---------------------------------------------------------------------------------------------------------


def test_screening_begins_once_the_deadline_has_passed(cast):
    call = make_call(cast)
    with pytest.raises(WrongState):
        screening.start_screening(call=call, actor=cast.call_manager, at=NOON - timedelta(seconds=1))
    with pytest.raises(NotAllowed):
        screening.start_screening(call=call, actor=cast.agency_officer, at=NOON)
    assert screening.start_screening(call=call, actor=cast.call_manager, at=NOON).status == "screening"
    assert screening.start_screening(call=call, actor=cast.call_manager, at=LATER).status == "screening"
    assert Transition.objects.filter(model="calls.call", object_id=call.pk, name="screen").count() == 1


@pytest.mark.feature("B10")
def test_the_portal_judges_what_it_can_and_people_the_rest(cast):
    application = in_screening(cast)
    rows = {row.condition.key: row.verdict for row in screening_of(application).rows}
    assert rows == {
        "portal_applicant": "pass", "portal_zone": "pass", "portal_money": "pass", "portal_consents": "pass",
        "portal_checks": "pass", "debt": "",
    }  # fmt: skip
    judge(cast, application, "check", "재무제표를 받아야 함")
    judge(cast, application, "pass")
    found = screening_of(application).row("debt")
    assert (found.verdict, found.found.judged_by) == ("pass", cast.call_manager), "the newest counts"
    assert ScreeningFinding.objects.count() == 2, "and none is rewritten"


def test_what_the_portal_finds_wrong_is_told_with_its_evidence(cast):
    body = {**SCREENED, "eligible": {"kinds": ["company"], "sizes": ["sme"], "zones": ["honam"]}}
    application = in_screening(cast, body=body)
    company = application.organisation
    type(company).objects.filter(pk=company.pk).update(size_class="large", zone=None)
    rows = {row.condition.key: row for row in screening_of(application).rows}
    assert rows["portal_applicant"].found.evidence == "신청할 수 있는 규모의 기업이 아닙니다: 대기업"
    assert rows["portal_zone"].found.evidence == "이 공고가 받는 권역의 기관이 아닙니다: 권역 모름"


def test_a_consent_taken_back_is_a_thing_to_check(cast):
    application = with_partner(cast)
    complete(application, actor=cast.company_representative, at=clock.now())
    give(cast, application)
    submit(application, actor=cast.company_representative, at=clock.now())
    consents.withdraw_consent(
        application=application, organisation=rival(), actor=cast.rival_representative, at=clock.now()
    )
    row = screening_of(application).row("portal_consents")
    assert (row.verdict, row.found.evidence) == ("check", "시험기업 나이(가) 동의를 거두었습니다")


def test_a_judgement_needs_evidence_a_known_rule_and_the_calls_manager(cast):
    application = in_screening(cast)
    for verdict in ("fail", "check"):
        with pytest.raises(InvalidInput) as refused:
            judge(cast, application, verdict, "  ")
        assert refused.value.code == "evidence_required"
    with pytest.raises(InvalidInput):
        judge(cast, application, rule="none")
    for name in ("agency_officer", "company_representative", "dgist_admin", "ministry_approver"):
        with pytest.raises(NotAllowed):
            judge(cast, application, actor=cast[name])
    with pytest.raises(DatabaseError), transaction.atomic():
        ScreeningFinding.objects.create(
            application=application, submission=application.submissions.get(), rule="debt", verdict="fail",
            evidence="", judged_at=LATER,
        )  # fmt: skip


def test_it_passes_only_when_every_rule_is_met_and_keeps_what_the_portal_found(cast):
    application = in_screening(cast)
    with pytest.raises(InvalidInput) as refused:
        screening.pass_application(application=application, actor=cast.call_manager, at=LATER)
    assert refused.value.fields == {"debt": ["부채비율 500% 미만"]}
    judge(cast, application)
    screening.pass_application(application=application, actor=cast.call_manager, at=LATER)
    application.refresh_from_db()
    assert application.status == "screened"
    assert ScreeningFinding.objects.filter(judged_by=None).count() == 5
    with pytest.raises(WrongState):
        judge(cast, application)
    for row in OutboxRow.objects.filter(task=tasks.notify_screened.name):
        tasks.notify_screened.function(**row.kwargs)
    assert MailDelivery.objects.filter(subject__startswith="사전검토를 통과했습니다").count() == 3


@pytest.mark.feature("B10")
def test_an_exclusion_quotes_the_rule_and_the_applicant_reads_it(cast, sign_in):
    application = in_screening(cast)
    judge(cast, application, "check", "확인 중")
    with pytest.raises(InvalidInput):
        screening.exclude_application(application=application, rule="debt", actor=cast.call_manager, at=LATER)
    judge(cast, application, "fail", "2년 연속 620%")
    screening.exclude_application(application=application, rule="debt", actor=cast.call_manager, at=LATER)
    step = Transition.objects.get(model="calls.application", object_id=application.pk, name="exclude")
    assert step.reason == "부채비율 500% 미만 (공고 3.2): 2년 연속 620%"
    shown = sign_in("company_representative").get(application.get_absolute_url()).content.decode()
    assert "부채비율 500% 미만 (공고 3.2): 2년 연속 620%" in shown
    assert "620%" not in sign_in("ministry_viewer").get(application.get_absolute_url()).content.decode()
    for row in OutboxRow.objects.filter(task=tasks.notify_excluded.name):
        tasks.notify_excluded.function(**row.kwargs)
    assert "2년 연속 620%" in MailDelivery.objects.filter(recipient="company_member@cast.example").latest("pk").body


# --- sending back ----------------------------------------------------------------------------------------------------


@pytest.mark.feature("B10")
def test_what_is_sent_back_may_be_handed_in_once_more_until_its_deadline(cast):
    application = in_screening(cast)
    request = send_back(cast, application)
    assert request.due_at.isoformat() == "2026-12-08T00:00:00+09:00", "ten working days, the first one counted"
    application.refresh_from_db()
    write(application, "project", {"title_ko": "고친 과제"}, actor=cast.company_member, at=LATER, base="적은 내용")
    last = request.due_at - timedelta(microseconds=1)
    assert hand_in(cast, application, last).number == 2
    application.refresh_from_db()
    assert application.status == "submitted"
    assert screening_of(application).submission.number == 2
    with pytest.raises(WrongState):
        hand_in(cast, application, last)
    with pytest.raises(WrongState):
        write(application, "project", {"title_ko": "또"}, actor=cast.company_member, at=LATER, base="고친 과제")
    assert invariants.violations() == {}


def test_findings_of_an_earlier_submission_do_not_count(cast):
    application = in_screening(cast)
    judge(cast, application)
    send_back(cast, application)
    hand_in(cast, application, LATER + timedelta(days=1))
    assert [row.condition.key for row in screening_of(application).left] == ["debt"]


@pytest.mark.feature("B10")
def test_too_late_is_refused_by_the_service_and_by_the_database(cast):
    application = in_screening(cast)
    request = send_back(cast, application)
    with pytest.raises(WrongState) as refused:
        hand_in(cast, application, request.due_at)
    assert refused.value.code == "return_over"
    first = application.submissions.get()

    def insert(at: Any) -> None:
        with transaction.atomic():
            Submission.objects.create(
                application=application, number=2, request_key=uuid.uuid4(), submitted_at=at, rules=first.rules,
                submitted_by=cast.company_representative, snapshot={}, asked_won=0, sha256="0" * 64,
            )  # fmt: skip

    for at in (request.due_at, request.asked_at - timedelta(seconds=1)):
        with pytest.raises(DatabaseError, match="calls_submission_in_time"):
            insert(at)
    hand_in(cast, application, request.due_at - timedelta(seconds=1))
    Application.objects.filter(pk=application.pk).update(status="returned")
    with pytest.raises(DatabaseError, match="calls_submission_in_time"):
        insert(request.due_at - timedelta(seconds=1))
    Application.objects.filter(pk=application.pk).update(status="submitted")


def test_a_call_that_has_moved_on_takes_no_correction(cast):
    application = in_screening(cast)
    send_back(cast, application)
    Call.objects.filter(pk=application.call_id).update(status="reviewing")
    with pytest.raises(WrongState):
        hand_in(cast, application, LATER + timedelta(hours=1))


@pytest.mark.feature("B10")
def test_the_time_for_a_correction_ends_by_itself(cast):
    application = in_screening(cast)
    request = send_back(cast, application)
    assert screening.lapse_returns(at=request.due_at) == 0, "what arrived in time may still be under way"
    over = request.due_at + timedelta(minutes=1)
    assert [screening.lapse_returns(at=over) for _run in range(2)] == [1, 0]
    application.refresh_from_db()
    assert application.status == "submitted"
    with pytest.raises(WrongState):
        hand_in(cast, application, over)
    with pytest.raises(WrongState) as refused:
        send_back(cast, application, at=over)
    assert refused.value.code == "returned_already"
    judge(cast, application, at=over)
    for row in OutboxRow.objects.filter(task=tasks.notify_lapsed.name):
        tasks.notify_lapsed.function(**row.kwargs)
    assert MailDelivery.objects.filter(subject__startswith="보완 기한이 지났습니다").count() == 4


@pytest.mark.parametrize(
    ("values", "code"),
    [({"items": [" "]}, "items_required"), ({"days": 5}, "return_days"), ({"days": 41}, "return_days")],
)
def test_a_request_says_what_and_gives_time(cast, values, code):
    with pytest.raises(InvalidInput) as refused:
        send_back(cast, in_screening(cast), **values)
    assert refused.value.code == code


def test_a_double_click_sends_back_once(cast, committed_db):
    application, results = in_screening(cast), []

    def click(number: int) -> None:
        try:
            send_back(cast, application)
            results.append("sent")
        except WrongState as error:
            results.append(error.code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(click, range(2)))
    assert sorted(results) == ["not_in_screening", "sent"]
    assert ReturnRequest.objects.count() == 1


# --- withdrawal ------------------------------------------------------------------------------------------------------


@pytest.mark.feature("B10")
def test_an_application_can_be_taken_back_until_the_results_are_told_and_then_for_good(cast):
    application = in_screening(cast)
    actor = cast.company_representative
    send_back(cast, application)
    submissions.withdraw_application(application=application, actor=actor, at=LATER, reason="합병")
    application.refresh_from_db()
    assert application.status == "withdrawn"
    with pytest.raises(WrongState):
        hand_in(cast, application, LATER)
    row = OutboxRow.objects.get(task=tasks.notify_withdrawn.name)
    tasks.notify_withdrawn.function(**row.kwargs)
    assert "다시 낼 수 없습니다" in MailDelivery.objects.get(recipient="company_member@cast.example").body


@pytest.mark.parametrize("status", ["notified", "finalised", "archived", "cancelled"])
def test_nothing_is_taken_back_once_the_results_are_told(cast, status):
    application = in_screening(cast)
    Call.objects.filter(pk=application.call_id).update(status=status, notified_at=LATER, objections_until=LATER)
    with pytest.raises(WrongState):
        submissions.withdraw_application(application=application, actor=cast.company_representative, at=LATER)


# --- pages and API ---------------------------------------------------------------------------------------------------


def now_in_screening(cast: Any) -> Application:
    """One whose deadline has passed on the real clock."""
    at = clock.now()
    call = make_call(cast, closes_at=at - timedelta(minutes=1), body=SCREENED)
    application = ready(cast, call)
    submit(application, actor=cast.company_representative, at=at - timedelta(days=2))
    return application


def test_a_manager_screens_without_scripts(cast, sign_in):
    application = now_in_screening(cast)
    manager = sign_in("call_manager")
    assert "사전검토 시작하기" in manager.get(url("screening-list", application.call)).content.decode()
    manager.post(url("screening-list", application.call))
    assert application.number in manager.get(url("screening-list", application.call)).content.decode()
    assert "부채비율 500% 미만" in manager.get(url("screening", application)).content.decode()
    bare = manager.post(
        url("screening-judge", application), {"rule": "debt", "debt-verdict": "fail", "debt-evidence": ""}
    )
    assert (bare.status_code, "근거를 적어 주세요." in bare.content.decode()) == (400, True)
    judged = {"rule": "debt", "debt-verdict": "pass", "debt-evidence": "재무제표 확인"}
    assert manager.post(url("screening-judge", application), judged).status_code == 302
    asked = {"items": "예산 근거\n일정", "days": "10"}
    assert manager.post(url("screening-return", application), asked).status_code == 302
    applicant = sign_in("company_representative")
    shown = applicant.get(application.get_absolute_url()).content.decode()
    assert "예산 근거" in shown
    assert "다시 내기" in shown
    confirm = applicant.get(url("application-submit", application)).content.decode()
    assert "request_key" in confirm
    assert applicant.post(url("application-submit", application), {"request_key": uuid.uuid4()}).status_code == 302
    assert manager.post(url("screening-judge", application), judged).status_code == 302
    assert manager.post(url("screening-pass", application)).status_code == 302
    assert "사전검토를 통과했습니다" in applicant.get(application.get_absolute_url()).content.decode()


def test_who_reads_screening_and_that_it_is_kept(cast, sign_in):
    application = now_in_screening(cast)
    before = Access.objects.count()
    for name, status in (
        ("agency_officer", 200), ("ministry_viewer", 403), ("platform_admin", 403), ("company_representative", 403),
        ("rival_representative", 404), ("outsider", 404), ("institute_admin", 404),
    ):  # fmt: skip
        assert sign_in(name).get(url("screening", application)).status_code == status, name
    assert Access.objects.filter(what="calls.screening.read").count() == Access.objects.count() - before == 1
    refused = sign_in("agency_officer").post(url("screening-pass", application))
    assert refused.status_code == 403
    assert sign_in("rival_representative").get(url("screening-list", application.call)).status_code == 403


def test_screening_through_the_api(cast, api):
    application = now_in_screening(cast)
    screening.start_screening(call=application.call, actor=cast.call_manager, at=clock.now())
    address = f"/api/v1/applications/{application.uuid}/screening/"
    manager = api("call_manager")
    shown = manager.get(address).json()
    assert shown["rules"][-1] == {
        "rule": "debt", "name": "부채비율 500% 미만", "basis": "공고 3.2", "verdict": "", "evidence": "",
        "judged_by": "", "judged_at": None,
    }  # fmt: skip
    key = {"HTTP_IDEMPOTENCY_KEY": "judge-1"}
    body = {"rule": "debt", "verdict": "fail", "evidence": "620%"}
    answers = [manager.post(f"{address}judge/", body, format="json", **key) for _repeat in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert ScreeningFinding.objects.count() == 1
    assert manager.post(f"{address}pass/", {}, format="json").json()["code"] == "rules_left"
    assert manager.post(f"{address}exclude/", {"rule": "debt"}, format="json").json()["status"] == "excluded"
    assert api("ministry_viewer").get(address).status_code == 403
    for name in ("rival_representative", "outsider"):
        for verb in ("judge", "pass", "return", "exclude"):
            assert api(name).post(f"{address}{verb}/", body, format="json").status_code in {400, 404}
        assert api(name).get(address).status_code == 404


def test_the_list_costs_the_same_with_more_applications(cast, sign_in):
    application = now_in_screening(cast)
    client = sign_in("call_manager")
    client.get(url("screening-list", application.call))
    counts = []
    for who in ("rival_representative", None):
        with CaptureQueriesContext(connection) as captured:
            client.get(url("screening-list", application.call))
        counts.append(len(captured))
        if who:
            other = ready(cast, application.call, who=who)
            submit(other, actor=cast[who], at=clock.now() - timedelta(days=2))
    assert counts[0] == counts[1]
