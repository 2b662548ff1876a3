"""Journey 3: GIST's administrator filters labs, edits in place and by form, meets a colleague, looks back, undoes."""

import re

import pytest
from playwright.sync_api import expect

from axportal.core import clock
from axportal.records import services as records
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Organisation
from tests import programme
from tests.journeys.keyboard import Keyboard
from tests.people import Cast

pytestmark = pytest.mark.browser
NAME = "배터리 공정 공동연구소"
MILESTONE = "다음 마일스톤"


@pytest.fixture(scope="module", autouse=True)
def strangers(portal):
    """Labs of other institutes and states, so that a filter leaves something out."""
    programme.lab("대구 로봇 공동연구소", institute="dgist")
    programme.lab("광주 협약 공동연구소", status="agreeing")


@pytest.fixture
def lab(cast):
    """A lab of GIST made by its administrator; renamed afterwards, so that each test has the only one of its name."""
    made = make_lab(cast, NAME, "gist", "institute_admin")
    yield made
    JointLab.objects.filter(pk=made.pk).update(name_ko=f"지난 시험 {made.pk}")


def make_lab(cast: Cast, name: str, institute: str, who: str, publication: str = "published") -> JointLab:
    lead = Organisation.objects.get(key=institute)
    values = {"name_ko": name, "institute": lead, "zone": lead.zone, "publication": publication,
              "next_milestone_ko": "착수 회의"}  # fmt: skip
    return records.create_record(record_type=JOINT_LAB, values=values, actor=cast[who], at=clock.now())


def row_of(page, name=NAME):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


@pytest.mark.feature("F6")
def test_the_list_is_filtered_and_taken_away_as_csv(visit, lab):
    page = visit("institute_admin")
    page.goto("/labs/")
    page.get_by_role("navigation", name="보기").get_by_role("link", name="우리 기관").click()
    expect(row_of(page)).to_be_visible()
    expect(row_of(page, "대구 로봇 공동연구소")).to_have_count(0)
    page.get_by_text("조건", exact=True).click()
    page.get_by_role("region", name="단계").get_by_role("link", name=re.compile("심의")).click()
    expect(row_of(page, "광주 협약 공동연구소")).to_have_count(0)
    page.get_by_role("searchbox").press_sequentially("ㅂㅌㄹ")
    expect(page.get_by_role("status").filter(has_text="건")).to_have_text("1건")
    expect(page).to_have_url(re.compile(r"institute=gist.*q=|q=.*institute=gist"))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert NAME in lines[1]


def test_a_cell_is_edited_in_its_place_by_keyboard(visit, lab):
    page = visit("institute_admin")
    keys = Keyboard(page)
    page.goto("/labs/?institute=gist")
    pen = page.get_by_role("link", name=f"{NAME}: {MILESTONE} 고치기")
    field = row_of(page).get_by_role("textbox")
    keys.follow(pen)
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(pen).to_be_focused()
    page.keyboard.press("e")
    expect(field).to_be_focused()
    keys.write(field, "시제품 평가")
    page.keyboard.press("Enter")
    expect(row_of(page)).to_contain_text("시제품 평가")
    expect(pen).to_be_focused()
    lab.refresh_from_db()
    assert lab.next_milestone_ko == "시제품 평가"


def test_what_does_not_fit_a_cell_is_said_in_the_cell(visit, lab):
    page = visit("institute_admin")
    page.goto("/labs/?institute=gist")
    page.get_by_role("link", name=f"{NAME}: 기업 부담 고치기").click()
    row_of(page).get_by_role("spinbutton").fill("-5")
    page.keyboard.press("Enter")
    expect(row_of(page).get_by_role("alert")).to_have_text("기업 부담은 0원 이상이어야 합니다.")
    expect(row_of(page).get_by_role("spinbutton")).to_have_value("-5")


@pytest.mark.feature("F9", "F17")
def test_form_history_and_undo(visit, lab):
    page = visit("institute_admin")
    page.goto("/labs/")
    page.get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("main").get_by_role("link", name="고치기").click()
    page.get_by_label("소개", exact=False).first.fill("전극 코팅을 다룹니다.")
    page.get_by_label(MILESTONE, exact=False).first.fill("중간 보고")
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("저장했습니다.")).to_be_visible()
    page.get_by_role("link", name="변경 기록").click()
    newest = page.locator("ol.hist li").first
    expect(newest).to_contain_text("institute_admin")
    expect(newest.locator("del")).to_contain_text(["착수 회의"])
    expect(newest.locator("ins")).to_contain_text(["중간 보고"])
    newest.get_by_role("link", name="되돌리기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("되돌리면 이렇게 됩니다")
    page.get_by_role("button", name="2칸 되돌리기").click()
    expect(page.get_by_text("되돌렸습니다.")).to_be_visible()
    lab.refresh_from_db()
    assert (lab.summary_ko, lab.next_milestone_ko, lab.version) == ("", "착수 회의", 3)


@pytest.mark.feature("F16")
def test_other_fields_of_a_colleague_merge_and_the_same_field_asks(visit, watch, lab):
    watch.expected.add("status of 409")
    mine, theirs = visit("institute_admin"), visit("gist_colleague")
    for page in (mine, theirs):
        page.goto(f"/labs/{lab.uuid}/edit/")
    change(theirs, {"연구실·학과": "전지연구실"})
    change(mine, {MILESTONE: "시험 생산"})
    lab.refresh_from_db()
    assert (lab.laboratory_ko, lab.next_milestone_ko) == ("전지연구실", "시험 생산")
    for page in (mine, theirs):
        page.goto(f"/labs/{lab.uuid}/edit/")
    change(theirs, {MILESTONE: "협약 체결"})
    change(mine, {MILESTONE: "양산 준비"})
    asked = mine.get_by_role("alert").filter(has_text="고치는 사이 다른 사람이 같은 칸을 바꿨습니다")
    expect(asked).to_contain_text("양산 준비")
    expect(asked).to_contain_text("협약 체결")
    expect(mine.get_by_role("textbox", name=re.compile(f"^{MILESTONE}")).first).to_have_value("양산 준비")
    mine.get_by_role("button", name="저장").click()
    expect(mine.get_by_text("저장했습니다.")).to_be_visible()
    mine.get_by_role("link", name="변경 기록").click()
    entries = mine.locator("ol.hist li")
    expect(entries.nth(0)).to_contain_text("institute_admin")
    expect(entries.nth(1)).to_contain_text("gist_colleague")
    expect(entries.nth(1)).to_contain_text("협약 체결")


def change(page, values):
    for label, text in values.items():
        page.get_by_role("textbox", name=re.compile(f"^{label}")).first.fill(text)
    page.get_by_role("button", name="저장").click()
    page.wait_for_load_state()


@pytest.mark.feature("F16")
def test_the_same_cell_of_a_colleague_asks_in_the_cell(visit, lab):
    mine, theirs = visit("institute_admin"), visit("gist_colleague")
    for page in (theirs, mine):
        page.goto("/labs/?institute=gist")
        page.get_by_role("link", name=f"{NAME}: {MILESTONE} 고치기").click()
        expect(row_of(page).get_by_role("textbox")).to_be_focused()
    for page, text in ((theirs, "협약 체결"), (mine, "양산 준비")):
        row_of(page).get_by_role("textbox").fill(text)
        page.keyboard.press("Enter")
        expect(row_of(page).get_by_text(text).first).to_be_visible()
    expect(row_of(mine).get_by_role("alert")).to_contain_text("지금 값 협약 체결")
    row_of(mine).get_by_role("button", name="저장").click()
    expect(row_of(mine).get_by_role("status")).to_have_text("저장했습니다.")
    lab.refresh_from_db()
    assert lab.next_milestone_ko == "양산 준비"


def test_a_draft_of_another_institute_does_not_exist(visit, watch, cast):
    watch.expected.add("status of 404")
    hidden = make_lab(cast, "DGIST 비공개", "dgist", "dgist_admin", "draft")
    page = visit("institute_admin")
    for path in ("", "edit/", "history/"):
        assert page.goto(f"/labs/{hidden.uuid}/{path}").status == 404
    expect(page.get_by_text("DGIST 비공개")).to_have_count(0)
    page.goto("/labs/?q=DGIST")
    expect(page.get_by_role("link", name="DGIST 비공개")).to_have_count(0)


@pytest.mark.feature("F17")
def test_form_history_and_undo_by_keyboard(visit, lab):
    page = visit("institute_admin")
    keys = Keyboard(page)
    page.goto("/labs/")
    keys.follow(page.get_by_role("link", name=NAME, exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    keys.follow(page.get_by_role("main").get_by_role("link", name="고치기"))
    keys.write(page.get_by_role("textbox", name=re.compile(f"^{MILESTONE}")).first, "현장 적용")
    page.keyboard.press("Enter")
    expect(page.get_by_text("저장했습니다.")).to_be_visible()
    keys.follow(page.get_by_role("link", name="변경 기록"))
    keys.follow(page.get_by_role("link", name="되돌리기").first)
    keys.follow(page.get_by_role("button", name="1칸 되돌리기"))
    expect(page.get_by_text("되돌렸습니다.")).to_be_visible()
    lab.refresh_from_db()
    assert lab.next_milestone_ko == "착수 회의"


def test_the_journey_without_scripts(visit, lab):
    page = visit("institute_admin", scripts=False)
    page.goto("/labs/")
    page.get_by_role("searchbox").fill("배터리")
    page.get_by_role("button", name="찾기").click()
    page.get_by_role("link", name=f"{NAME}: {MILESTONE} 고치기").click()
    page.get_by_role("textbox", name=re.compile(f"^{MILESTONE}")).fill("시제품 평가")
    page.get_by_role("button", name="저장").click()
    expect(row_of(page)).to_contain_text("시제품 평가")
    page.get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("main").get_by_role("link", name="고치기").click()
    change(page, {MILESTONE: "현장 적용"})
    page.get_by_role("link", name="변경 기록").click()
    page.get_by_role("link", name="되돌리기").first.click()
    page.get_by_role("button", name="1칸 되돌리기").click()
    lab.refresh_from_db()
    assert lab.next_milestone_ko == "시제품 평가"
