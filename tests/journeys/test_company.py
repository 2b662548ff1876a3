"""Journey 4: a company registers, finds the call, applies in steps, hands in once, corrects, withdraws."""

import re
from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from axportal.calls import rules
from axportal.calls.models import Application, Submission
from axportal.calls.rules.completeness import read_application
from axportal.core import clock
from axportal.core.models import MailDelivery, OutboxRow
from regions.models import Organisation, Province
from regions.rules import check_digit
from tests.calls.factories import PDF, complete, make_call, ready, start, value_for
from tests.journeys.keyboard import Keyboard
from tests.servers import wait_until

pytestmark = pytest.mark.browser
PROCESSES = ("relay", "worker")
NUMBER = f"220-81-0000{check_digit('220810000')}"
PLAN = {"name": "연구개발계획서.pdf", "mimeType": "application/pdf", "buffer": PDF}
numbers = count(1)


@pytest.fixture
def call(cast):
    """An open call of its own for each test."""
    number = next(numbers)
    names = {"title_ko": f"공동연구소 공모 {number}", "title_en": f"Joint lab call {number}"}
    return make_call(cast, closes_at=clock.now() + timedelta(days=9), number=f"AXL-2026-J{number}", **names)


def field(page: Page, key: str) -> Locator:
    """The field of a step's form."""
    return page.locator(f'#step-form [name="{key}"]')


def is_write(answer: Response) -> bool:
    """Whether the answer is to something that was sent in."""
    return answer.request.method == "POST"


def write(page: Page, key: str, text: str) -> None:
    """Write in a field, leave it, and wait until the page says that it is kept."""
    with page.expect_response(is_write):
        field(page, key).fill(text)
        field(page, key).blur()
    expect(page.locator("#save-state [data-state=saved]")).to_be_visible()


def fill_step(page: Page, step: rules.Step) -> None:
    """Fill in what the open page of a step requires."""
    for one in step.fields:
        if not one.required or one.when:
            continue
        control, value = field(page, one.key), str(value_for(one))
        if one.choices:
            page.locator(f'#step-form [name="{one.key}"][value="{value}"]').check()
        elif one.kind == rules.Kind.AGREE:
            control.check()
        elif not control.input_value():
            control.fill(value)


def go_on(page: Page) -> None:
    """Save and go to the next step."""
    here = page.url
    page.locator("#step-form .navb").get_by_role("button").click()
    page.wait_for_url(lambda url: url != here)


def mails_about(portal, words: str) -> Counter:
    """How often each address got a mail with these words in its subject, once all that is owed has been sent."""
    wait_until(lambda: not OutboxRow.objects.filter(done_at=None, dead_at=None).exists(), within=60)
    wait_until(lambda: not MailDelivery.objects.exclude(state="sent").exists(), within=60)
    subjects = {row.message_id: row.subject for row in MailDelivery.objects.filter(subject__contains=words)}
    return Counter(mail["To"] for mail in portal.mails if mail["Message-ID"] in subjects)


# --- registering -----------------------------------------------------------------------------------------------------


def test_a_company_registers_on_its_way_to_the_call(visit, watch, cast, call):
    watch.expected.update({"status of 400", "status of 409"})
    page = visit("outsider")
    page.goto("/")
    page.get_by_role("link", name=call.title_ko, exact=True).click()
    page.get_by_role("link", name="기업을 등록하고 신청하기").first.click()
    page.get_by_label("기업 이름").fill("새싹 인공지능")
    page.get_by_label("대표자").fill("김대표")
    page.get_by_label("본사 시도").select_option(str(Province.objects.get(code="29").pk))
    page.get_by_role("radio", name=re.compile("중소기업")).check()
    number = page.get_by_label("사업자등록번호")
    for refused in ("220-81-00000", "124-81-00998"):
        number.fill(refused)
        page.get_by_role("button", name="기업 등록하기").click()
        expect(page.get_by_role("alert")).to_contain_text("사업자등록번호")
        expect(page.get_by_role("alert")).to_be_focused()
        expect(number).to_have_value(refused)
        expect(page.get_by_label("기업 이름")).to_have_value("새싹 인공지능")
    number.fill(NUMBER)
    page.get_by_role("button", name="기업 등록하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(call.title_ko)
    page.get_by_role("button", name="신청하기").click()
    expect(field(page, "contact_email")).to_have_value("outsider@cast.example")
    assert Application.objects.get(call=call).organisation.name_ko == "새싹 인공지능"
    assert Organisation.objects.filter(name_ko="새싹 인공지능").count() == 1


# --- writing ---------------------------------------------------------------------------------------------------------


def test_all_steps_are_written_and_the_application_is_complete(visit, call):
    page = visit("company_representative")
    page.goto(call.get_absolute_url())
    page.get_by_role("button", name="신청하기").click()
    application = Application.objects.get(call=call)
    steps = rules.steps_of(call, rules.read_rules(call.rules.latest("number").body))
    for step in steps[:-1]:
        tabs = page.get_by_role("navigation", name="어느 기관의 부분인가요").get_by_role("link")
        for address in [tab.get_attribute("href") for tab in tabs.all()] or [page.url]:
            page.goto(address)
            fill_step(page, step)
            go_on(page)
    page.locator('[name="plan-file"]').set_input_files(PLAN)
    page.get_by_role("button", name="올리기").first.click()
    expect(page.get_by_role("link", name="연구개발계획서.pdf")).to_be_visible()
    fill_step(page, steps[-1])
    expect(page.locator("#left")).to_contain_text("100%")
    page.get_by_role("link", name="제출 확인으로").click()
    expect(page.get_by_role("button", name="제출하기")).not_to_have_attribute("aria-disabled", "true")
    assert rules.progress_of(read_application(application)).is_complete


def test_what_is_typed_is_kept_without_a_button(visit, cast, call):
    application = start(cast, call)
    page = visit("company_representative")
    page.goto(f"/applications/{application.uuid}/project/")
    write(page, "title_ko", "용광로 온도 예측")
    write(page, "necessity", "온도를 미리 알면\n연료를 아낍니다.")
    page.reload()
    expect(field(page, "title_ko")).to_have_value("용광로 온도 예측")
    expect(field(page, "necessity")).to_have_value("온도를 미리 알면\n연료를 아낍니다.")
    elsewhere = visit("company_member")
    elsewhere.goto(f"/applications/{application.uuid}/project/")
    expect(field(elsewhere, "title_ko")).to_have_value("용광로 온도 예측")


def test_what_is_typed_without_a_connection_is_kept_and_saved_later(visit, watch, cast, call):
    watch.expected.update({"ERR_INTERNET_DISCONNECTED", "htmx:"})
    application = start(cast, call)
    page = visit("company_representative")
    page.goto(f"/applications/{application.uuid}/project/")
    page.context.set_offline(True)
    field(page, "title_ko").fill("끊긴 사이에 쓴 과제명")
    field(page, "goal").focus()
    expect(page.locator("#save-state [data-state=local]")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(field(page, "title_ko")).to_have_value("끊긴 사이에 쓴 과제명")
    wait_until(lambda: application.parts.filter(fields__title_ko="끊긴 사이에 쓴 과제명").exists())


def test_a_colleague_in_the_same_field_is_shown(visit, cast, call):
    application = start(cast, call)
    mine, theirs = visit("company_representative"), visit("company_member")
    for page in (mine, theirs):
        page.goto(f"/applications/{application.uuid}/project/")
    for page, text in ((theirs, "그들의 과제명"), (mine, "나의 과제명")):
        write(page, "title_ko", text)
    asked = mine.locator("#field-title_ko").get_by_role("alert")
    expect(asked).to_contain_text("그들의 과제명")
    expect(field(mine, "title_ko")).to_have_value("나의 과제명")


def test_a_partner_is_invited_once_and_writes_its_own_part(visit, portal, cast, call):
    application = start(cast, call)
    page = visit("company_representative")
    page.goto(f"/applications/{application.uuid}/partners/")
    page.get_by_label("기관 이름").fill("시험기업 나")
    page.get_by_label("사업자등록번호").fill("220-81-62517")
    page.get_by_label("담당자 이메일").fill("rival_representative@cast.example")
    page.get_by_role("button", name="초대 보내고 더하기").click()
    expect(page.get_by_role("row", name=re.compile("시험기업 나"))).to_be_visible()
    partner = visit("rival_representative")
    partner.goto(f"/applications/{application.uuid}/")
    partner.get_by_role("link", name="우리 부분 쓰기").click()
    write(partner, "contribution", "센서를 붙입니다.")
    expect(partner.get_by_role("navigation", name="어느 기관의 부분인가요")).to_have_count(0)
    assert mails_about(portal, "초대") == {"rival_representative@cast.example": 1}


# --- handing in ------------------------------------------------------------------------------------------------------


def test_handing_in_twice_clicked_correcting_and_withdrawing(visit, portal, cast, call):
    application = ready(cast, call)
    page = visit("company_representative")
    page.goto("/applications/")
    page.get_by_role("row", name=re.compile(call.title_ko)).get_by_role("link").first.click()
    page.get_by_role("link", name="제출하기").click()
    page.get_by_role("button", name="제출하기").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("신청서를 받았습니다")
    first = Submission.objects.get(application=application)
    application.refresh_from_db()
    receipt = page.locator(".receipt")
    expect(receipt).to_contain_text(application.number)
    expect(receipt).to_contain_text(re.compile(r"\d{2}:\d{2}:\d{2}"))
    expect(receipt.locator("#fingerprint")).to_have_text(first.sha256)

    receipt.get_by_role("link", name="다시 고치기").click()
    page.goto(f"/applications/{application.uuid}/project/")
    write(page, "title_ko", "고친 과제명")
    page.goto(f"/applications/{application.uuid}/")
    expect(page.get_by_text("고친 내용을 아직 내지 않았습니다")).to_be_visible()
    page.get_by_role("link", name="다시 내기").click()
    page.get_by_role("button", name="다시 내기").click()
    expect(page.locator(".receipt")).to_contain_text("2번째로 낸 것")
    expect(page.locator(".receipt")).to_contain_text(application.number)
    expect(page.locator("#fingerprint")).not_to_have_text(first.sha256)
    page.get_by_role("link", name="제출한 내용 보기").click()
    expect(page.get_by_role("main")).to_contain_text("고친 과제명")

    page.goto(f"/applications/{application.uuid}/withdraw/")
    page.get_by_label("거두는 까닭").fill("합병")
    page.get_by_role("button", name="거두기").click()
    expect(page.get_by_text("신청을 거두었습니다. 마감 전이면 다시 낼 수 있습니다.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("거둠")
    people = ["company_representative", "company_member", "delegate"]
    received = mails_about(portal, application.number)
    assert received == {f"{name}@cast.example": 3 for name in people}


def test_the_journey_by_keyboard(visit, cast, call):
    page = visit("company_representative")
    keys = Keyboard(page)
    page.goto("/calls/")
    keys.follow(page.get_by_role("link", name=call.title_ko, exact=True))
    keys.follow(page.get_by_role("button", name="신청하기"))
    keys.choose(page.locator('#step-form [name="check_tax"][value="met"]'))
    keys.write(field(page, "contact_name"), "Kim")
    keys.write(field(page, "contact_phone"), "062-123-4567")
    keys.follow(page.locator("#step-form .navb").get_by_role("button"))
    keys.write(field(page, "title_ko"), "Furnace")
    with page.expect_response(is_write):
        page.keyboard.press("Tab")
    application = Application.objects.get(call=call)
    complete(application, actor=cast.company_representative, at=clock.now())
    page.goto(f"/applications/{application.uuid}/")
    keys.follow(page.get_by_role("link", name="제출하기"))
    keys.follow(page.get_by_role("button", name="제출하기"))
    expect(page.get_by_role("heading", level=1)).to_have_text("신청서를 받았습니다")
    snapshot = Submission.objects.get(application=application).snapshot
    assert "Furnace" in str(snapshot)
    keys.follow(page.get_by_role("link", name="신청 거두기"))
    keys.follow(page.get_by_role("button", name="거두기"))
    expect(page.get_by_text("신청을 거두었습니다.")).to_be_visible()


def test_the_journey_without_scripts(visit, watch, cast, call):
    watch.expected.add("status of 400")
    page = visit("company_representative", scripts=False)
    page.goto("/calls/")
    page.get_by_role("link", name=call.title_ko, exact=True).click()
    page.locator("#check summary").click()
    page.locator("#check").get_by_role("radio", name=re.compile("중소기업")).check()
    page.get_by_role("button", name="확인하기").click()
    expect(page.locator("#check").get_by_role("status")).to_be_visible()
    page.get_by_role("button", name="신청하기").click()
    field(page, "contact_email").fill("고장 난 주소")
    page.locator("#step-form .navb").get_by_role("button").click()
    expect(field(page, "contact_email")).to_have_value("고장 난 주소")
    expect(page.get_by_role("alert").first).to_contain_text("담당자 이메일")
    application = Application.objects.get(call=call)
    complete(application, actor=cast.company_representative, at=clock.now())
    page.goto(f"/applications/{application.uuid}/project/")
    field(page, "title_ko").fill("스크립트 없이 쓴 과제명")
    go_on(page)
    page.goto(f"/applications/{application.uuid}/submit/")
    page.get_by_role("button", name="제출하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("신청서를 받았습니다")
    page.get_by_role("link", name="제출한 내용 보기").click()
    expect(page.get_by_role("main")).to_contain_text("스크립트 없이 쓴 과제명")
    page.goto(f"/applications/{application.uuid}/withdraw/")
    page.get_by_role("button", name="거두기").click()
    expect(page.get_by_role("main")).to_contain_text("신청을 거두었습니다.")
