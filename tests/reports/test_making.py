"""Making a report: frozen numbers, checked, the same bytes for the same snapshot, one result."""

import hashlib
import re
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import translation
from openpyxl import load_workbook

from axportal.core import clock
from axportal.core.models import CounterCell, OutboxRow
from axportal.indicators.selectors import LABS, count_now
from axportal.indicators.services import keep_figures
from axportal.reports import services
from axportal.reports.models import ReportFile, ReportRun
from axportal.reports.services.pdf import write_pdf
from axportal.reports.services.storing import file_name
from axportal.reports.services.xlsx import HEAD_ROWS, write_xlsx
from regions.models import Organisation
from regions.selectors import zone_summaries
from tests import programme
from tests.reports.ordering import content_of, order, owed, work_off

pytestmark = pytest.mark.usefixtures("committed_db")


def stored_files() -> list[Path]:
    folder = Path(django_settings.MEDIA_ROOT)
    return sorted(file for file in folder.rglob("*") if file.is_file()) if folder.exists() else []


@pytest.fixture
def done(cast) -> ReportRun:
    programme.some_of_each(1)
    run, _new = order(cast["ministry_viewer"])
    return work_off(run)


@pytest.mark.feature("H10", "H12")
def test_a_run_ends_with_its_files_and_their_checksums(done):
    assert (done.status, done.percent, done.failures) == ("done", 100, {})
    assert [(stage["code"], stage["state"]) for stage in done.stages] == [
        ("freeze", "done"), ("check", "done"), ("write", "done"), ("keep", "done"),
    ]  # fmt: skip
    assert done.stages[1]["facts"] == {"checked": 28, "differences": 0}
    for file in ReportFile.objects.filter(run=done):
        content = content_of(done, file.format)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    assert [file.suffix for file in stored_files()] == [".pdf", ".xlsx"]
    assert owed(done).done_at is not None


def test_running_again_changes_nothing(done):
    before = list(ReportFile.objects.values())
    again = work_off(done)
    assert (again.version, list(ReportFile.objects.values())) == (done.version, before)


@pytest.mark.goal("R6")
def test_the_same_snapshot_gives_the_same_bytes(done):
    with translation.override("ko"):
        for _time in range(2):
            hashes = {
                "pdf": hashlib.sha256(write_pdf(done.snapshot)).hexdigest(),
                "xlsx": hashlib.sha256(write_xlsx(done.snapshot)).hexdigest(),
            }
            assert hashes == dict(ReportFile.objects.values_list("format", "sha256"))


def test_the_same_facts_told_later_have_the_same_fingerprint(cast):
    first = work_off(order(cast["ministry_viewer"])[0])
    second = work_off(order(cast["auditor"], formats=["xlsx"])[0])
    assert first.fingerprint == second.fingerprint
    assert first.snapshot_at != second.snapshot_at


@pytest.mark.feature("H2")
def test_the_pdf_is_tagged_titled_and_says_what_it_must(cast):
    run = work_off(order(cast["ministry_viewer"], formats=["pdf"])[0])
    content = content_of(run, "pdf")
    assert content.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid:part" in content


def unpacked(pdf: bytes) -> bytes:
    """The compressed streams of a PDF, one after the other: among them which characters its fonts draw."""
    return b"".join(
        zlib.decompress(packed)
        for packed in re.findall(rb"FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    )


def test_no_character_of_a_name_is_lost_in_the_pdf(cast):
    """A font of ours has each hanja in common use, each syllable and sign; the rest is shown as 〓."""
    Organisation.objects.filter(key="gist").update(name_ko="光州科學技術院", short_ko="漢字 쀍")
    programme.lab("漢字硏究所 100㎡ 😀")
    run = work_off(order(cast["ministry_viewer"], formats=["pdf"])[0])
    streams = unpacked(content_of(run, "pdf"))
    characters = streams.split(b"beginbfchar")
    for char in "漢字硏究所쀍㎡〓":
        assert any(f"<{ord(char):04X}>".encode() in part.upper() for part in characters), char
    assert all(f"<{code}>".encode() not in part.upper() for part in characters for code in ("D83DDE00", "0001F600"))


@pytest.mark.feature("H4")
def test_the_workbook_equals_the_dashboard(done):
    book = load_workbook(BytesIO(content_of(done, "xlsx")))
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "네 권역 AX 전략 추진 현황"
    assert "잠정" in sheet["A2"].value
    rows = list(sheet.iter_rows(min_row=HEAD_ROWS + 1, values_only=True))
    figures = count_now(at=clock.now())
    labs = {zone: value for task, _label, zone, value, *_rest in rows if task == "산·학 AX 공동연구소"}
    expected = {zone.name: figures.value(LABS, LABS.main, zone.id) for zone in zone_summaries()}
    assert labs == {**expected, "합계": sum(expected.values())}
    assert book.sheetnames == ["과제별 현황", "공동연구소", "영재학교", "창업기업", "GPU", "이 파일"]


def test_no_formula_comes_from_data(cast):
    programme.lab("=HYPERLINK(1)")
    run = work_off(order(cast["ministry_viewer"], formats=["xlsx"])[0])
    book = load_workbook(BytesIO(content_of(run, "xlsx")))
    cells = [cell for row in book["공동연구소"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]


def test_drafts_are_in_no_report(cast):
    programme.lab("비밀 초안", publication="draft")
    run = work_off(order(cast["platform_admin"], formats=["xlsx"])[0])
    assert "비밀 초안" not in str(run.snapshot)


def test_a_kept_day_has_its_figures_and_no_lists(cast):
    programme.lab("가")
    keep_figures(at=clock.now() - timedelta(days=3))
    programme.lab("나")
    day = clock.seoul_date(clock.now()) - timedelta(days=3)
    run = work_off(order(cast["ministry_viewer"], as_of=day)[0])
    assert run.status == "done"
    assert (run.snapshot["figures"][0]["total"], run.snapshot["lists"], run.snapshot["checked"]) == (1, [], 0)


def test_one_zone_has_no_total_column(cast):
    programme.some_of_each(1)
    run = work_off(order(cast["institute_admin"], zone="honam")[0])
    assert [zone["slug"] for zone in run.snapshot["zones"]] == ["honam"]
    assert run.status == "done"


def test_english_reports_speak_english(cast):
    run = work_off(order(cast["ministry_viewer"], language="en", formats=["xlsx"])[0])
    assert [zone["name"] for zone in run.snapshot["zones"]][1] != "호남권"


def test_a_run_cancelled_before_its_turn_leaves_nothing(cast):
    run, _new = order(cast["ministry_viewer"])
    services.cancel_run(run=run, actor=cast["ministry_viewer"], at=clock.now())
    assert work_off(run).status == "cancelled"
    assert stored_files() == []
    assert owed(run).done_at is not None


def test_counters_that_disagree_with_the_rows_stop_the_report(cast):
    """The check is real: a wrong counter gives no file but a reason."""
    programme.lab("가")
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE core_counter SET n = n + 1 WHERE model = 'labs.jointlab'")
    run = work_off(order(cast["ministry_viewer"])[0])
    assert (run.status, run.failures) == ("failed", {"run": "numbers_differ"})
    assert stored_files() == []
    assert CounterCell.objects.filter(model="labs.jointlab").exists()


def test_a_format_that_fails_leaves_the_other(cast, tmp_path, monkeypatch):
    """Without its fonts the PDF cannot be written; the workbook can."""
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    run = work_off(order(cast["ministry_viewer"])[0])
    assert (run.status, run.failures) == ("partial", {"pdf": "not_written"})
    assert [file.suffix for file in stored_files()] == [".xlsx"]


def test_leftovers_of_a_killed_try_are_replaced(cast):
    run, _new = order(cast["ministry_viewer"])
    left = Path(django_settings.MEDIA_ROOT) / file_name(run, "pdf")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a file")
    work_off(run)
    assert len(stored_files()) == 2
    assert left.read_bytes().startswith(b"%PDF")


def test_nothing_of_a_report_stays_owed(done):
    assert not OutboxRow.objects.filter(task__contains="make_report", done_at=None).exists()
