"""Journey 2: a ministry officer reads the dashboard, goes from each number to its rows, compares, orders a report."""

import csv
import hashlib
import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from axportal.reports.models import ReportFile, ReportRun
from tests import programme
from tests.journeys.keyboard import Keyboard
from tests.servers import process, wait_until

pytestmark = pytest.mark.browser
PROCESSES = ("relay",)
MINUTE = 60_000


@pytest.fixture(scope="module", autouse=True)
def programme_records(portal):
    """Labs, start-ups and GPUs in all four zones, one of them with two labs more."""
    programme.some_of_each(1)
    programme.lab("두 번째 연구소", institute="unist")
    programme.lab("세 번째 연구소", institute="unist")


def number(text: str) -> int:
    """The last number of a text."""
    return int(re.findall(r"[\d,]+", text)[-1].replace(",", ""))


def counted(page: Page) -> int:
    """What the rows of a list sum to: GPUs by their count, everything else by rows."""
    rows = page.locator("table.rec tbody tr")
    stated = number(page.get_by_role("main").get_by_role("status").first.inner_text())
    assert rows.count() == stated
    if "addable=true" not in page.url:
        return stated
    return sum(number(text) for text in page.locator('td[data-l="GPU"]').all_inner_texts())


@pytest.mark.feature("A10")
def test_every_number_opens_exactly_the_rows_that_sum_to_it(visit):
    page = visit("ministry_viewer")
    page.goto("/dashboard/")
    expect(page.get_by_role("heading", level=1)).to_have_text("권역·과제 추진 현황")
    links = page.locator("table.mx a.val")
    shown = [(link.get_attribute("href"), number(link.inner_text())) for link in links.all()]
    assert len(shown) >= 4 * 5
    links.first.click()
    assert counted(page) == shown[0][1]
    for address, value in shown[1:]:
        page.goto(address)
        assert counted(page) == value, address


def test_what_is_missing_is_said(visit):
    page = visit("ministry_viewer")
    page.goto("/dashboard/")
    expect(page.locator("table.mx").get_by_text("계획 없음").first).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("지금 볼 것"))).to_be_visible()
    expect(page.get_by_text("잠정").first).to_be_visible()


def test_one_zone_and_two_zones(visit):
    page = visit("ministry_viewer")
    page.goto("/dashboard/")
    page.get_by_role("link", name=re.compile("동남권")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("동남권")
    page.get_by_role("link", name="두 권역 견주기").click()
    page.get_by_label("1번째 권역").select_option("dongnam")
    page.get_by_label("2번째 권역").select_option("honam")
    page.get_by_role("button", name="견주기").click()
    labs = page.get_by_role("row", name=re.compile("공동연구소"))
    first, second = (number(link.inner_text()) for link in labs.locator(".mv a.val").all())
    expect(labs.get_by_role("cell").last).to_contain_text(f"+{first - second}")


def test_the_view_is_taken_away_as_csv_and_xlsx(visit):
    page = visit("ministry_viewer")
    page.goto("/dashboard/?zone=dongnam")
    labs = number(page.locator("table.mx a.val").first.inner_text())
    tools = page.get_by_role("group", name="내려받기")
    with page.expect_download() as download:
        tools.get_by_role("link", name="CSV").click()
    table = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert str(labs) in {value for row in table if "산·학 AX 공동연구소" in row for value in row}
    with page.expect_download() as download:
        tools.get_by_role("link", name="XLSX").click()
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).worksheets[0]
    assert labs in {value for row in sheet.values if "산·학 AX 공동연구소" in row for value in row}


def test_a_report_that_waits_is_stopped(visit):
    page = visit("ministry_viewer")
    order(page, zone="daegyeong", formats=["XLSX"])
    expect(page.locator("#run-progress")).to_contain_text("기다림")
    page.get_by_role("button", name="멈추기").click()
    expect(page.get_by_text("멈췄습니다. 쓰던 파일은 남기지 않습니다.")).to_be_visible()
    expect(page.locator("#run-progress")).to_contain_text("멈춤")
    expect(page.get_by_role("button", name="멈추기")).to_have_count(0)
    assert not ReportFile.objects.filter(run__zone__slug="daegyeong").exists()


def order(page: Page, *, zone: str, formats: list[str]) -> None:
    page.goto("/reports/")
    page.get_by_role("link", name="권역별 추진 현황 만들기").click()
    page.get_by_label("범위").select_option(zone)
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    for label in formats:
        page.get_by_role("checkbox", name=label).check()
    page.get_by_role("button", name="만들기").click()


def test_a_report_is_ordered_watched_and_downloaded(visit, portal):
    page = visit("ministry_viewer")
    page.goto("/dashboard/?zone=honam")
    page.get_by_role("group", name="내려받기").get_by_role("link", name="보고서").click()
    expect(page.get_by_label("범위")).to_have_value("honam")
    page.get_by_role("button", name="만들기").click()
    progress = page.locator("#run-progress")
    expect(progress.get_by_role("progressbar")).to_have_attribute("value", "0")
    with process("worker", portal.database):
        expect(progress.get_by_role("heading")).to_have_text("끝", timeout=MINUTE)
    expect(progress.get_by_role("progressbar")).to_have_attribute("value", "100")
    for label in ("PDF", "XLSX"):
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile(f"^{label}")))
        with page.expect_download() as download:
            row.get_by_role("link", name=f"{label} 받기").click()
        content = download.value.path().read_bytes()
        row.locator("summary").click()
        expect(row.locator("details")).to_contain_text(hashlib.sha256(content).hexdigest())
        assert content.startswith(b"%PDF") if label == "PDF" else load_workbook(io.BytesIO(content)).worksheets
    page.get_by_role("link", name="같은 조건으로 다시").click()
    page.get_by_role("button", name="만들기").click()
    expect(page.get_by_text("같은 조건의 보고서가 이미 있습니다")).to_be_visible()
    assert ReportRun.objects.filter(zone__slug="honam").count() == 1


def test_dashboard_and_report_by_keyboard(visit):
    page = visit("ministry_approver")
    keys = Keyboard(page)
    page.goto("/dashboard/")
    figure = page.locator("table.mx a.val").first
    value = number(figure.inner_text())
    keys.follow(figure)
    page.wait_for_url("**/labs/**")
    assert counted(page) == value
    page.goto("/dashboard/")
    keys.follow(page.get_by_role("group", name="내려받기").get_by_role("link", name="보고서"))
    keys.select(page.get_by_label("범위"), "동남권")
    keys.tick(page.get_by_role("checkbox", name="PDF"))
    keys.follow(page.get_by_role("button", name="만들기"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("동남권")
    keys.follow(page.get_by_role("button", name="멈추기"))
    expect(page.locator("#run-progress")).to_contain_text("멈춤")


def test_dashboard_and_report_without_scripts(visit, portal):
    page = visit("ministry_viewer", scripts=False)
    page.goto("/dashboard/")
    figure = page.locator("table.mx a.val").first
    value = number(figure.inner_text())
    figure.click()
    assert counted(page) == value
    order(page, zone="jungbu", formats=["PDF"])
    expect(page.locator("#run-progress")).to_contain_text("기다림")
    with process("worker", portal.database):
        wait_until(lambda: ReportFile.objects.filter(run__zone__slug="jungbu").exists(), within=60)
    page.get_by_role("link", name="새로 고침").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF 받기").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
