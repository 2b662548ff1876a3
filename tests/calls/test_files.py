"""Uploads: what is taken, what is refused and with which sentence (S17, S18, R22)."""

import struct
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from axportal.calls.models import ApplicationFile
from axportal.calls.rules import files as file_rules
from axportal.calls.services import files
from axportal.core import file_kinds
from axportal.core.errors import InvalidInput, NotAllowed
from tests.calls.factories import NOON, PDF, add_plan, archive, make_call, ready, start, submit
from tests.hostile.corpus import link

EARLY = NOON - timedelta(days=3)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
SHEET = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
HWPX = {"mimetype": b"application/hwp+zip", "Contents/content.hpf": b"<package/>"}


def _endless_directory() -> bytes:
    """An end record that announces 65,535 entries."""
    return archive(HWPX)[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 10, 0, 0)


@pytest.fixture
def application(cast):
    return start(cast, make_call(cast))


@pytest.mark.goal("R22")
@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("계획서.pdf", PDF, "pdf"),
        ("계획서.PDF", PDF, "pdf"),
        ("계획서.hwpx", archive(HWPX), "hwpx"),
        ("예산.xlsx", archive(SHEET), "xlsx"),
        ("사진.png", PNG, "png"),
        ("사진.jpeg", JPG, "jpg"),
    ],
)
def test_files_of_the_allowed_kinds_are_taken(cast, application, name, content, kind):
    row = add_plan(application, actor=cast.company_member, at=EARLY, content=content, name=name)
    assert (row.kind, row.name, row.size, row.scan) == (kind, name, len(content), "not_scanned")
    assert name not in row.stored
    with default_storage.open(row.stored) as stored:
        assert stored.read() == content


@pytest.mark.goal("R22")
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("계획서.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_hwp"),
        ("계획서.docx", archive({"word/document.xml": b"<w/>"}), "file_kind"),
        ("묶음.zip", archive({"a.txt": b"a"}), "file_kind"),
        ("쪽.html", b"<html><script>alert(1)</script>", "file_kind"),
        ("계획서.pdf.exe", b"MZ", "file_kind"),
        ("이름만", PDF, "file_kind"),
        ("계획서.pdf", b"", "file_empty"),
        ("계획서.pdf", b"<html><script>alert(1)</script>", "file_disguised"),
        ("계획서.pdf", PNG, "file_disguised"),
        ("그림.png", PDF, "file_disguised"),
        ("예산.xlsx", archive(HWPX), "file_disguised"),
        ("계획서.hwpx", archive({"mimetype": b"application/zip"}), "file_disguised"),
        ("예산.xlsx", b"PK\x03\x04 broken", "file_broken"),
        ("예산.xlsx", archive({**SHEET, "xl/media/a": b"\0" * 8_000_000}), "archive_bomb"),
        ("예산.xlsx", archive({**SHEET, **{f"xl/{n}": b"" for n in range(1000)}}), "archive_members"),
        ("예산.xlsx", archive({**SHEET, "../../etc/cron.d/x": b"x"}), "archive_path"),
        ("예산.xlsx", archive({**SHEET, "/etc/passwd": b"x"}), "archive_path"),
        ("계획서.hwpx", link(), "archive_path"),
        ("계획서.hwpx", _endless_directory(), "archive_members"),
    ],
)
def test_hostile_and_wrong_files_are_refused_and_leave_nothing(cast, application, settings, name, content, code):
    with pytest.raises(InvalidInput) as refusal:
        add_plan(application, actor=cast.company_member, at=EARLY, content=content, name=name)
    assert refusal.value.code == code
    assert not ApplicationFile.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_past_the_limit_says_how_large_it_is(cast, application, monkeypatch):
    monkeypatch.setattr(file_kinds, "LARGEST", 1024)
    with pytest.raises(InvalidInput) as refusal:
        add_plan(application, actor=cast.company_member, at=EARLY, content=PDF + b"0" * 3 * 1024 * 1024)
    assert refusal.value.message == "파일이 50MB를 넘습니다(4MB). 나누어 올리거나 PDF로 줄여 주세요."


def test_an_application_holds_50_files(cast, application, monkeypatch):
    monkeypatch.setattr(file_rules, "MOST_FILES", 1)
    add_plan(application, actor=cast.company_member, at=EARLY)
    with pytest.raises(InvalidInput) as refusal:
        add_plan(application, actor=cast.company_member, at=EARLY, content=PDF + b"2")
    assert refusal.value.code == "files_full"


def test_the_same_file_sent_twice_is_one_file(cast, application, settings):
    first = add_plan(application, actor=cast.company_member, at=EARLY)
    assert add_plan(application, actor=cast.company_member, at=EARLY) == first
    assert len([path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]) == 1


def test_a_file_taken_out_stays_with_what_was_handed_in(cast):
    application = ready(cast, make_call(cast))
    actor = cast.company_representative
    submission = submit(application, actor=actor, at=EARLY)
    file = submission.files.get()
    files.remove_file(file=file, actor=actor, at=EARLY)
    file.refresh_from_db()
    assert file.removed_at == EARLY
    assert default_storage.exists(file.stored)
    assert not application.files.kept().exists()


def test_outsiders_and_unknown_documents_are_refused(cast, application):
    with pytest.raises(NotAllowed):
        add_plan(application, actor=cast.rival_representative, at=EARLY)
    with pytest.raises(InvalidInput) as refusal:
        files.add_file(
            application=application, organisation=application.organisation, document="pledge",
            upload=ContentFile(PDF, name="a.pdf"), actor=cast.company_member, at=EARLY,
        )  # fmt: skip
    assert refusal.value.code == "document_unknown"


def test_a_name_loses_its_folders_and_control_signs(cast, application):
    row = add_plan(application, actor=cast.company_member, at=EARLY, name="..\\..\\계획\x07서.pdf")
    assert row.name == "계획서.pdf"
