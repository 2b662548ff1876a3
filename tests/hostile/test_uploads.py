"""Hostile files at the doors that take files: what they cost, what is answered, what is left."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from axportal.calls.models import ApplicationFile
from axportal.core import clock
from tests.calls import factories
from tests.hostile.corpus import FILES, NAMES, REFUSED, TAKEN
from tests.hostile.cost import bounded

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R22"), pytest.mark.feature("I16")]
AT_FIELD = re.compile(r'class="fld err')


@pytest.fixture
def application(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return factories.start(cast, factories.make_call(cast, closes_at=clock.now() + timedelta(days=5)))


@pytest.fixture
def browser(sign_in):
    return sign_in("company_member")


def send(browser: Client, application, name: str, content: bytes):
    """Upload by the form, within the limits of cost."""
    data = {"for": "plan", "plan-document": "plan", "plan-file": SimpleUploadedFile("x", content)}
    data["plan-file"]._name = name
    with bounded():
        return browser.post(f"/applications/{application.uuid}/files/add/", data)


def stored(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def ensure_only_an_attachment(browser: Client, file: ApplicationFile) -> None:
    """Whatever it holds, a browser is told to save it, to guess nothing, and to run nothing."""
    answer = browser.get(f"/applications/{file.application.uuid}/files/{file.uuid}/")
    b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    assert "\n" not in answer["Content-Disposition"]


@pytest.mark.parametrize("case", FILES)
@pytest.mark.api10("API4")
def test_a_hostile_file(browser, application, settings, case):
    name, make, outcome = FILES[case]
    answer = send(browser, application, name, make())
    if outcome == TAKEN:
        assert answer.status_code == 302
        ensure_only_an_attachment(browser, ApplicationFile.objects.get())
        return
    page = answer.content.decode()
    assert answer.status_code == 400
    assert AT_FIELD.search(page)
    assert not ApplicationFile.objects.exists()
    assert stored(settings) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name(browser, application, settings, name):
    answer = send(browser, application, name, factories.PDF)
    if NAMES[name] == REFUSED:
        assert answer.status_code == 400
        return
    assert answer.status_code == 302
    file = ApplicationFile.objects.get()
    assert NAMES[name] in (None, file.name)
    assert len(file.name) <= 160
    assert file.name.isprintable()
    assert "/" not in file.name
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", stored(settings)[0].name)
    ensure_only_an_attachment(browser, file)
    page = browser.get(f"/applications/{application.uuid}/files/").content.decode()
    assert "<img src=x" not in page


def test_a_file_past_the_limit_is_refused_while_it_streams_in(browser, application, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    answer = send(browser, application, "계획서.pdf", factories.PDF + b"0" * 3 * 1024 * 1024)
    assert answer.status_code in {400, 413}
    assert not ApplicationFile.objects.exists()


@pytest.mark.parametrize("address", ["/accounts/login/", "/preferences/", "/me/language/", "/companies/register/"])
def test_a_file_nobody_asked_for_is_counted_too(browser, settings, address):
    """Every form parses uploads; the limit stands before any view."""
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    with bounded():
        answer = browser.post(address, {"file": SimpleUploadedFile("x.pdf", b"0" * 3 * 1024 * 1024)})
    assert answer.status_code in {400, 413}
