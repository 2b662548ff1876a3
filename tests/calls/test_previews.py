"""Uploads are scanned where there is a scanner, shown as page images, and leave only clean or by decision (B9)."""

import socket
import struct
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.urls import reverse

from axportal.audit.models import Access
from axportal.calls import tasks
from axportal.calls.models import ApplicationFile, FilePreview, FileRelease, PreviewPage
from axportal.calls.services import previews
from axportal.core import clock, scanning, stored_files
from axportal.core.errors import NotAllowed, WrongState
from axportal.core.models import OutboxRow
from tests.calls.factories import add_plan, make_call, ready, submit
from tests.calls.pdfs import pdf

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd(threading.Thread):
    """Speaks INSTREAM: finds the test file, and answers what it is told to."""

    def __init__(self, answer: bytes | None = None) -> None:
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.answer, self.received = answer, b""

    def run(self) -> None:
        while True:
            try:
                connection, _peer = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                self.received = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    self.received += stream.read(size)
                found = b"stream: Eicar-Test FOUND\0" if EICAR in self.received else b"stream: OK\0"
                connection.sendall(self.answer if self.answer is not None else found)


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    server = FakeClamd()
    server.start()
    settings.CLAMD_ADDRESS = server.address
    yield server
    server.listener.close()


@pytest.fixture
def file(cast) -> ApplicationFile:
    """A plan that was handed in."""
    application = ready(cast, make_call(cast, closes_at=clock.now() + timedelta(days=3)))
    kept = add_plan(
        application, actor=cast.company_member, at=clock.now(), content=pdf(pages=2), name="둘째 계획서.pdf"
    )
    submit(application, actor=cast.company_representative, at=clock.now())
    return kept


def url(name: str, file: ApplicationFile, **more: Any) -> str:
    return reverse(f"calls:{name}", kwargs={"uuid": file.application.uuid, "file": file.uuid, **more})


def draw(file: ApplicationFile) -> None:
    for _run in range(2):
        tasks.make_preview.function(file_id=file.pk)


# --- scanning --------------------------------------------------------------------------------------------------------


@pytest.mark.feature("B9")
@pytest.mark.parametrize(("content", "scan"), [(pdf(), "clean"), (pdf() + EICAR, "infected")])
def test_an_upload_is_scanned_where_there_is_a_scanner(cast, clamd, content, scan):
    application = ready(cast, make_call(cast, closes_at=clock.now() + timedelta(days=3)))
    file = add_plan(application, actor=cast.company_member, at=clock.now(), content=content, name="x.pdf")
    row = OutboxRow.objects.get(dedup_key=f"calls.scan_file:{file.uuid}")
    tasks.scan_file.function(**row.kwargs)
    file.refresh_from_db()
    assert (file.scan, clamd.received) == (scan, content)


def test_without_a_scanner_files_say_so_and_can_be_handed_in(file):
    assert file.scan == "not_scanned"
    assert not OutboxRow.objects.filter(task=tasks.scan_file.name).exists()
    assert file.submissions.exists()


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK but not\0"])
def test_no_verdict_is_no_clean_file(settings, answer):
    server = FakeClamd(answer)
    server.start()
    settings.CLAMD_ADDRESS = server.address
    with pytest.raises(scanning.ScanFailed):
        scanning.is_clean([b"x"])
    server.listener.close()
    settings.CLAMD_ADDRESS = "/nowhere/clamd.sock"
    with pytest.raises(scanning.ScanFailed):
        scanning.is_clean([b"x"])


# --- page images -----------------------------------------------------------------------------------------------------


@pytest.mark.feature("B9")
def test_staff_see_page_images_with_their_text_and_each_look_is_kept(file, sign_in):
    draw(file)
    pages = list(PreviewPage.objects.order_by("number"))
    assert [(page.number, page.text) for page in pages] == [
        (1, "Predictive maintenance"),
        (2, "Predictive maintenance"),
    ]
    manager = sign_in("call_manager")
    shown = manager.get(url("file-preview", file)).content.decode()
    assert url("file-page", file, number=2) in shown
    assert "Predictive maintenance" in shown
    image = manager.get(url("file-page", file, number=1))
    assert image["Content-Type"] == "image/png"
    assert b"".join(image.streaming_content).startswith(b"\x89PNG")
    assert "sandbox" in image["Content-Security-Policy"]
    assert Access.objects.filter(what=f"calls.preview.{file.uuid}").count() == 1
    assert Access.objects.filter(what=f"calls.preview.{file.uuid}.1").count() == 1
    assert manager.get(url("file-page", file, number=3)).status_code == 404


def test_nobody_else_sees_a_page(file, sign_in):
    draw(file)
    for name in ("rival_representative", "outsider", "ministry_viewer", "dgist_admin", "reviewer"):
        for address in (url("file-preview", file), url("file-page", file, number=1)):
            assert sign_in(name).get(address).status_code == 404, (name, address)
        assert sign_in(name).post(url("file-release", file), {"why": "보고 싶어서"}).status_code == 404


def test_what_cannot_be_drawn_says_so(cast, sign_in):
    application = ready(cast, make_call(cast, closes_at=clock.now() + timedelta(days=3)))
    file = application.files.get()
    draw(file)
    assert FilePreview.objects.get(file=file).state == "failed"
    shown = sign_in("company_member").get(url("file-preview", file)).content.decode()
    assert "쪽 그림을 그리지 못했습니다" in shown


def test_every_page_image_has_its_row(file):
    draw(file)
    walk = stored_files.walk_now("test")
    assert walk.findings.count() == 0
    default_storage.delete(PreviewPage.objects.first().stored)
    assert stored_files.walk_now("test").findings.get().kind == "missing"


# --- originals -------------------------------------------------------------------------------------------------------


@pytest.mark.feature("B9")
def test_an_original_leaves_clean_or_by_a_decision_with_its_reason(cast, file, sign_in, api):
    officer, manager = sign_in("agency_officer"), sign_in("call_manager")
    asked = {"reason": "선정평가 준비"}
    assert officer.post(url("file-download", file), asked).status_code == 409
    told = api("agency_officer").post(
        f"/api/v1/applications/{file.application.uuid}/files/{file.uuid}/download/", asked, format="json"
    )
    assert (told.status_code, told.json()["code"]) == (409, "file_not_scanned")
    assert officer.post(url("file-release", file), {"why": "급합니다"}).status_code == 403
    manager.post(url("file-release", file), {"why": "짧음"})
    assert not FileRelease.objects.exists()
    manager.post(url("file-release", file), {"why": "백신으로 따로 확인했습니다"})
    release = FileRelease.objects.get()
    assert "백신으로 따로 확인했습니다" in officer.get(url("file-download", file)).content.decode()
    down = officer.post(url("file-download", file), asked)
    assert b"".join(down.streaming_content) == pdf(pages=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        FileRelease.objects.filter(pk=release.pk).update(reason="x")


def test_a_file_with_malware_leaves_by_no_decision(cast, file, sign_in):
    ApplicationFile.objects.filter(pk=file.pk).update(scan="infected")
    with pytest.raises(WrongState):
        previews.release_original(file=file, reason="그래도 봐야", actor=cast.call_manager, at=clock.now())
    with pytest.raises(NotAllowed):
        previews.release_original(file=file, reason="그래도 봐야", actor=cast.dgist_admin, at=clock.now())
    assert sign_in("call_manager").post(url("file-download", file), {"reason": "보려고 합니다"}).status_code == 409
    own = sign_in("company_member").get(url("file-download", file))
    assert b"".join(own.streaming_content) == pdf(pages=2), "its own people have it anyway"
