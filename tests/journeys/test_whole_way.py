"""Journey 7: a field problem becomes a call, the call a decision, and the decision survives an objection.

One page of the story after the other, all in browsers. Only the calendar is helped: what is written over days is filled
in by the services, and the deadline is dated to now once everybody in time is in.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from axportal.accounts import services as accounts
from axportal.accounts.models import User
from axportal.calls.models import Application, Call, CallDeadline
from axportal.calls.services import calls
from axportal.challenges.models import Challenge
from axportal.core import clock
from axportal.decisions.models import Letter, Objection, Selection
from axportal.reviews.models import Assignment, Recusal, Reviewer
from regions.models import Membership, Organisation
from tests.calls.factories import complete
from tests.decisions.factories import BODY
from tests.people import PASSWORD
from tests.reviews.factories import COMMENT, employer, make_reviewer, tie
from tests.servers import wait_until

pytestmark = pytest.mark.browser
PROCESSES = ("relay", "worker", "scheduler")
FIRST, SECOND, EXCLUDED, LATE = (
    "company_representative", "rival_representative", "third_representative", "fourth_representative",
)  # fmt: skip
APPLICANTS = (FIRST, SECOND, EXCLUDED, LATE)
NAMES = {FIRST: "시험기업 가", SECOND: "시험기업 나", EXCLUDED: "시험기업 다", LATE: "시험기업 라"}
RULES = {
    **BODY,
    "screening": [{"key": "debt", "name_ko": "부채비율 500% 미만", "name_en": "Debt ratio"}],
    "review": {**BODY["review"], "reviewers": 2, "fewest": 2},
}
#: Points for need and team: the first company is ahead by two until a penalty is found.
POINTS = {FIRST: ("52", "30"), SECOND: ("50", "30")}
SECONDS = 60_000  # milliseconds to wait for the worker and the scheduler


# --- small things ----------------------------------------------------------------------------------------------------


def company(number: int, name: str) -> None:
    """A third and a fourth company, each with its representative."""
    gist = Organisation.objects.get(key="gist")
    made = Organisation.objects.create(
        key=f"cast-{name}", kind="company", name_ko=NAMES[f"{name}_representative"], size_class="sme",
        biz_reg_no=f"99900{number:05d}", province=gist.province, zone=gist.zone,
    )  # fmt: skip
    person = accounts.create_person(email=f"{name}_representative@cast.example", name=name, password=PASSWORD)
    Membership.objects.create(user=person, role="company_representative", organisation=made)


def moment(span: timedelta) -> str:
    """A time in Korea as browsers type it."""
    return (clock.now() + span).astimezone(clock.SEOUL).strftime("%Y-%m-%dT%H:%M:%S")


def press(page: Page, name: str) -> None:
    """Click a button that sends a form, and wait for the answer."""
    with page.expect_navigation(timeout=SECONDS):
        page.get_by_role("button", name=name, exact=True).first.click()


def told(page: Page, words: str) -> None:
    """The page says so."""
    expect(page.get_by_role("main")).to_contain_text(words, timeout=SECONDS)


def application_of(who: str) -> Application:
    """The one of this company."""
    return Application.objects.select_related("call").get(organisation__name_ko=NAMES[who])


# --- the story -------------------------------------------------------------------------------------------------------


def post_a_challenge(visit) -> Challenge:
    """The company says what it cannot solve, and gives no data away; an institute answers."""
    page = visit(FIRST)
    page.goto("/challenges/", timeout=SECONDS)
    page.get_by_role("link", name="난제 올리기").click()
    page.locator('[name="title_ko"]').fill("용광로 온도가 고르지 않다")
    page.locator('[name="summary_ko"]').fill("센서 3년 치가 있으나 예측이 맞지 않습니다.")
    for name in ("data_state", "data_place", "data_personal", "data_secrecy"):
        choose(page, name)
    press(page, "저장")
    press(page, "올리기")
    challenge = Challenge.objects.get()
    assert challenge.status == Challenge.Status.OPEN
    answer = visit("institute_admin")
    answer.goto(challenge.get_absolute_url(), timeout=SECONDS)
    answer.locator('[name="laboratory"]').fill("열유체 AI 연구실")
    answer.locator('[name="contact"]').fill("lab@cast.example")
    answer.locator('[name="message"]').fill("물리 기반 모형으로 풀어 보겠습니다.")
    press(answer, "관심 전하기")
    page.goto(challenge.get_absolute_url(), timeout=SECONDS)
    told(page, "열유체 AI 연구실")
    press(page, "함께하기")
    challenge.refresh_from_db()
    assert challenge.status == Challenge.Status.MATCHED
    return challenge


def choose(page: Page, name: str) -> None:
    """Some answer to a question with choices."""
    control = page.locator(f'[name="{name}"]').first
    if control.evaluate("one => one.tagName") == "SELECT":
        value = control.locator("option").last.get_attribute("value")
        control.select_option(value)
    else:
        page.locator(f'[name="{name}"]').last.check()


def announce_the_call(visit, cast) -> Call:
    """The institute writes a call, its rules freeze, its deadline is dated."""
    page = visit("call_manager")
    page.goto("/calls/manage/", timeout=SECONDS)
    page.get_by_role("link", name="새 공고 쓰기").click()
    for name, value in {
        "number": "AXL-2026-WAY", "title_ko": "용광로 공동연구소 공모", "title_en": "Furnace lab call",
        "opens_at": moment(timedelta(minutes=-1)), "years_max": "1",
    }.items():  # fmt: skip
        page.locator(f'[name="{name}"]').fill(value)
    page.locator('[name="programme"]').select_option("joint_lab")
    press(page, "초안 만들기")
    told(page, "용광로 공동연구소 공모")
    call = Call.objects.get(number="AXL-2026-WAY")
    calls.revise_rules(call=call, body=RULES, actor=cast.call_manager, at=clock.now())
    page.goto(f"/calls/{call.uuid}/publish/", timeout=SECONDS)
    page.locator('[name="closes_at"]').fill(moment(timedelta(days=31)))
    page.locator("main form").last.get_by_role("button").first.click()
    call.refresh_from_db()
    assert call.status == Call.Status.ANNOUNCED
    return call


def apply_in_time(visit, cast, call: Call, who: str) -> Application:
    """Started, filled in and handed in."""
    page = start(visit, call, who)
    application = application_of(who)
    complete(application, actor=User.objects.get(email=f"{who}@cast.example"), at=clock.now())
    page.goto(f"/applications/{application.uuid}/submit/", timeout=SECONDS)
    press(page, "제출하기")
    expect(page.get_by_role("heading", level=1)).to_have_text("신청서를 받았습니다")
    return application_of(who)


def start(visit, call: Call, who: str) -> Page:
    """From the page of the call into the first step."""
    page = visit(who)
    page.goto(call.get_absolute_url(), timeout=SECONDS)
    press(page, "신청하기")
    expect(page.locator("#step-form")).to_be_visible()
    return page


def come_too_late(visit, call: Call) -> None:
    """Complete, but the call has closed: said in words, and what was written stays."""
    page = start(visit, call, LATE)
    application = application_of(LATE)
    complete(application, actor=User.objects.get(email=f"{LATE}@cast.example"), at=clock.now())
    page.goto(f"/applications/{application.uuid}/submit/", timeout=SECONDS)
    at = clock.now()
    CallDeadline.objects.create(call=call, closes_at=at, decided_at=at, reason="journey")
    press(page, "제출하기")
    told(page, "쓰시던 신청서는 보관되어 있습니다.")
    assert application_of(LATE).number == ""


def screen(visit, call: Call) -> None:
    """Two pass, one is excluded by a rule that is quoted to it."""
    page = visit("call_manager")
    page.goto(f"/calls/{call.uuid}/screening/", timeout=SECONDS)
    press(page, "사전검토 시작하기")
    for who in (FIRST, SECOND, EXCLUDED):
        application = application_of(who)
        page.goto(f"/applications/{application.uuid}/screening/", timeout=SECONDS)
        judge(page, application, fails=who == EXCLUDED)
    assert [application_of(who).status for who in (FIRST, SECOND, EXCLUDED)] == ["screened", "screened", "excluded"]
    excluded = visit(EXCLUDED)
    excluded.goto(f"/applications/{application_of(EXCLUDED).uuid}/", timeout=SECONDS)
    told(excluded, "부채비율 500% 미만")


def judge(page: Page, application: Application, *, fails: bool) -> None:
    """Every rule that waits for a person's word, then what follows from it."""
    open_rules = page.locator("details:has(summary:text-is('판정하기'))")
    while open_rules.count():
        row = open_rules.first
        row.locator("summary").click()
        rule = row.locator('[name="rule"]').input_value()
        verdict = "fail" if fails and rule == "debt" else "pass"
        row.locator(f'[name$="verdict"][value="{verdict}"]').check()
        row.locator('[name$="evidence"]').fill("2025년 재무제표로 확인했습니다.")
        with page.expect_navigation():
            row.get_by_role("button").click()
    if fails:
        page.locator('form[action$="/exclude/"] [name$="rule"][value="debt"]').check()
        press(page, "제외하기")
    else:
        press(page, "사전검토 통과")


def make_a_pool(visit, cast) -> Reviewer:
    """Three reviewers, one of them by the form; a fourth holds shares of the first company, and that is returned."""
    own = employer(50)
    page = visit("agency_officer")
    page.goto("/reviewers/new/", timeout=SECONDS)
    page.locator('[name="email"]').fill(cast.reviewer.email)
    page.locator('[name="keywords"]').fill("적은, 내용")
    page.locator('[name="organisation"]').select_option(label=own.name_ko)
    page.locator("main form").last.get_by_role("button").first.click()
    at = clock.now()
    pool = [make_reviewer(cast, number, at=at) for number in (1, 2, 3)]
    for one in pool:
        one.user.set_password(PASSWORD)
        one.user.save(update_fields=["password"])
    first = Organisation.objects.get(name_ko=NAMES[FIRST])
    tie("shareholding", pool[2].person, organisation=first)
    return pool[2]


def review(visit, call: Call, shareholder: Reviewer) -> None:
    """Seated without the shareholder, judged beside the proposal, closed."""
    page = visit("call_manager")
    page.goto(f"/calls/{call.uuid}/review/", timeout=SECONDS)
    page.locator('[name="due_at"]').first.fill(moment(timedelta(days=7))[:16])
    press(page, "회차 열기")
    press(page, "배정안 만들기")
    wait_until(lambda: call.review_rounds.get().plans.filter(status="ready").exists(), within=60)
    page.reload()
    told(page, "지분 관계")
    press(page, "배정 확정하기")
    seats = Assignment.objects.filter(round__call=call)
    assert seats.count() == 4
    assert not seats.filter(reviewer=shareholder, application=application_of(FIRST)).exists()
    for seat in seats.select_related("reviewer__user", "application__organisation"):
        judge_one(visit, seat)
    page.goto(f"/calls/{call.uuid}/review/", timeout=SECONDS)
    press(page, "회차 닫기")
    call.refresh_from_db()
    assert call.status == Call.Status.DELIBERATING


def judge_one(visit, seat: Assignment) -> None:
    """Pledge, read, score, hand in."""
    page = visit(seat.reviewer.user.email.removesuffix("@cast.example"))
    page.goto(f"/reviews/{seat.uuid}/", timeout=SECONDS)
    page.locator('[name="agreed"]').check()
    press(page, "서약하고 열기")
    who = next(who for who, name in NAMES.items() if name == seat.application.organisation.name_ko)
    for key, value in zip(("need", "team"), POINTS[who], strict=True):
        page.locator(f"#points-{key}").fill(value)
        page.locator(f"#comment-{key}").fill(COMMENT)
    press(page, "점수 내기")
    told(page, "에 냄")


def decide(visit, call: Call) -> Selection:
    """A what-if that changes nothing, a proposal, two words of two people, and the portal tells all at its moment."""
    budget = application_of(FIRST).submissions.get().asked_won
    Call.objects.filter(pk=call.pk).update(budget_won=budget)
    page = visit("call_manager")
    page.goto(f"/calls/{call.uuid}/ranking/", timeout=SECONDS)
    page.locator(".whatif summary").click()
    page.locator('.whatif [name="weight_team"]').fill("100")
    press(page, "바뀌는 것 보기")
    expect(page.locator("#changes")).to_be_visible()
    return propose(visit, call)


def propose(visit, call: Call) -> Selection:
    """Proposed, confirmed, approved, told."""
    page = visit("call_manager")
    page.goto(f"/calls/{call.uuid}/ranking/", timeout=SECONDS)
    page.locator('[name="publish_at"]').fill(moment(timedelta(minutes=1))[:16])
    press(page, "심의위원회에 올리기")
    selection = Selection.objects.filter(call=call).latest("number")
    for who, word in (("panel_chair", "1차 승인하기"), ("ministry_approver", "최종 승인하기")):
        other = visit(who)
        other.goto(selection.get_absolute_url(), timeout=SECONDS)
        other.locator('[name="no_conflict"]').check()  # no list says which person they are
        press(other, word)
    wait_until(lambda: Selection.objects.get(pk=selection.pk).status == "published", within=150)
    return Selection.objects.get(pk=selection.pk)


def object_and_be_upheld(visit, cast, call: Call) -> None:
    """The company in reserve objects; somebody who did not decide finds it right."""
    page = visit(SECOND)
    page.goto(Letter.objects.get(decision__application=application_of(SECOND)).get_absolute_url(), timeout=SECONDS)
    told(page, "예비")
    page.locator('[name="ground"][value="error"]').check()
    page.locator('[name="text"]').fill("첫째 기업의 제재 이력이 감점에 들어가지 않았습니다.")
    press(page, "이의신청하기")
    objection = Objection.objects.get()
    officer = visit("agency_officer")
    officer.goto(objection.get_absolute_url(), timeout=SECONDS)
    officer.locator('[name="handler"]').fill(cast.auditor.email)
    press(officer, "정하기")
    handler = visit("auditor")
    handler.goto(objection.get_absolute_url(), timeout=SECONDS)
    handler.locator('[name="outcome"][value="reckon"]').check()
    handler.locator('[name="reason"]').fill("제재 공문을 확인했습니다. 감점을 반영해 다시 계산합니다.")
    handler.locator('[name="no_conflict"]').check()
    press(handler, "결정하기")
    told(handler, "인용")


def penalise(visit) -> None:
    """What the objection was right about."""
    page = visit("panel_chair")
    page.goto(f"/applications/{application_of(FIRST).uuid}/panel/", timeout=SECONDS)
    page.locator('[name="key"]').select_option("sanction")
    page.locator('[name="is_granted"][value="yes"]').check()
    page.locator('[name="evidence"]').fill("2026-3호 제재 공문")
    press(page, "가감점 남기기")


@pytest.mark.timeout(600)  # eleven people, two selections told by the scheduler at their minute
@pytest.mark.feature("B24", "B25", "B26", "B27", "N7", "N8", "N11")
def test_the_whole_way(visit, watch, cast):
    watch.expected.add("status of 409")
    company(3, "third")
    company(4, "fourth")
    post_a_challenge(visit)
    call = announce_the_call(visit, cast)
    for who in (FIRST, SECOND, EXCLUDED):
        apply_in_time(visit, cast, call, who)
    come_too_late(visit, call)
    screen(visit, call)
    shareholder = make_a_pool(visit, cast)
    review(visit, call, shareholder)
    first = decide(visit, call)
    assert [application_of(who).status for who in (FIRST, SECOND)] == ["selected", "reserve"]
    object_and_be_upheld(visit, cast, call)
    penalise(visit)
    second = propose(visit, call)
    assert [application_of(who).status for who in (FIRST, SECOND)] == ["reserve", "selected"]
    first.refresh_from_db()
    assert (first.status, second.cause) == ("superseded", "objection")
    newest = Letter.objects.filter(decision__application=application_of(SECOND)).latest("id")
    page = visit(SECOND)
    page.goto(newest.get_absolute_url(), timeout=SECONDS)
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("선정"))
    assert Recusal.objects.filter(reviewer=shareholder).count() <= 1
