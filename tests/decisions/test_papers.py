"""Letters as files: made by the worker in both languages, the same bytes for the same letter."""

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation

from axportal.audit.models import Access
from axportal.core import invariants
from axportal.core.models import OutboxRow
from axportal.decisions.models import Letter, LetterFile
from axportal.decisions.services import papers
from axportal.decisions.tasks import make_letter_files
from tests.decisions import factories

pytestmark = pytest.mark.feature("B26")


@pytest.fixture
def letter(cast, judged):
    factories.told(cast, judged)
    return Letter.objects.get(decision__application=judged.second)


def make(letter):
    row = OutboxRow.objects.get(task=make_letter_files.name, kwargs__letter_id=letter.pk)
    make_letter_files.function(**row.kwargs)


@pytest.mark.feature("B26")
def test_the_worker_makes_one_in_each_language_once(letter):
    make(letter)
    make(letter)
    korean, english = LetterFile.objects.order_by("-language")
    assert (korean.language, english.language) == ("ko", "en")
    for file in (korean, english):
        with default_storage.open(file.name) as stored:
            content = stored.read()
        assert content.startswith(b"%PDF-")
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
    assert not any(invariants.violations().values())


def test_the_same_letter_gives_the_same_bytes(letter):
    with translation.override("ko"):
        assert papers.write_pdf(letter) == papers.write_pdf(letter)


def test_it_is_handed_to_its_readers_alone(sign_in, api, letter):
    make(letter)
    address = reverse("decisions:letter-file", kwargs={"uuid": letter.uuid, "language": "ko"})
    mine = sign_in("rival_representative").get(address)
    assert (mine.status_code, mine["Content-Disposition"]) == (
        200, f'attachment; filename="{letter.decision.application.number}-ko.pdf"',
    )  # fmt: skip
    assert b"".join(mine.streaming_content).startswith(b"%PDF-")  # ends the answer, closing its file
    assert sign_in("company_representative").get(address).status_code == 404
    download = reverse("api:letters-download", kwargs={"uuid": letter.uuid})
    read = api("auditor").post(download, {"language": "en"}, format="json")
    assert b"".join(read.streaming_content).startswith(b"%PDF-")
    assert api("company_representative").post(download, {"language": "en"}, format="json").status_code == 404
    assert list(Access.objects.filter(what="decisions.letter.file").values_list("actor__name", flat=True)) == [
        "auditor"
    ]


def test_until_it_is_made_the_page_says_so(sign_in, letter):
    client = sign_in("rival_representative")
    assert "PDF 파일을 만드는 중입니다." in client.get(letter.get_absolute_url()).content.decode()
    make(letter)
    page = client.get(letter.get_absolute_url()).content.decode()
    assert ("PDF (한국어)" in page, "만드는 중" in page) == (True, False)
