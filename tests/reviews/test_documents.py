"""Files of a proposal for its reviewer: page images with their text, originals where they may leave, each look kept."""

import copy
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from axportal.audit.models import Access
from axportal.calls.models import ApplicationFile, FilePreview, FileRelease, PreviewPage
from axportal.core import clock
from axportal.reviews.services import reviewers
from tests.reviews import factories
from tests.reviews.factories import assign, employer, pledge, tie

PNG = b"\x89PNG\r\n\x1a\n"
TOLD = "김비밀_계획서.pdf"


def body_with(*, anonymous: bool) -> dict[str, Any]:
    """The rules of the tests with an open or a masked first round."""
    body = copy.deepcopy(factories.BODY)
    body["review"]["rounds"][0]["anonymous"] = anonymous
    return body


@pytest.fixture
def seat(cast, request):
    """The cast's own reviewer has pledged for an application with one drawn file."""
    at = clock.now()
    anonymous = getattr(request, "param", False)
    reviewed = factories.make_review(cast, at=at, pool=0, body=body_with(anonymous=anonymous))
    file = reviewed.first.submissions.latest("number").files.get()
    ApplicationFile.objects.filter(pk=file.pk).update(name=TOLD)
    preview = FilePreview.objects.create(file=file, state=FilePreview.State.DONE, made_at=at)
    stored = default_storage.save("previews/drawn-1.png", ContentFile(PNG))
    PreviewPage.objects.create(
        preview=preview, number=1, stored=stored, sha256="0" * 64, width=60, height=84, text="예지보전"
    )
    judge = reviewers.add_reviewer(
        email=cast.reviewer.email, values={"organisation": employer(50)}, actor=cast.agency_officer, at=at
    )
    seat = assign(reviewed.first, judge, reviewed.round, at=at)
    pledge(seat, at=at)
    seat.refresh_from_db()
    return seat


@pytest.fixture
def file(seat):
    return seat.application.files.get()


def place(name: str, seat: Any, file: Any, **more: Any) -> str:
    return reverse(f"reviews:{name}", kwargs={"uuid": seat.uuid, "file": file.uuid, **more})


def looks() -> list[str]:
    return list(Access.objects.filter(what__startswith="reviews.document").values_list("what", flat=True))


@pytest.mark.feature("B9", "B20")
def test_pages_are_beside_the_sheet_and_each_look_is_kept(seat, file, sign_in):
    browser = sign_in("reviewer")
    sheet = browser.get(seat.get_absolute_url()).content.decode()
    assert place("document", seat, file) in sheet
    assert TOLD not in sheet
    page = browser.get(place("document", seat, file)).content.decode()
    assert place("document-page", seat, file, number=1) in page
    assert "예지보전" in page
    assert TOLD not in page
    image = browser.get(place("document-page", seat, file, number=1))
    assert image["Content-Type"] == "image/png"
    assert b"".join(image.streaming_content) == PNG
    assert looks() == [f"reviews.document.{file.uuid}", f"reviews.document.{file.uuid}.1"]
    assert browser.get(place("document-page", seat, file, number=99)).status_code == 404


@pytest.mark.feature("B9")
def test_an_original_leaves_only_scanned_or_by_decision_and_for_a_reason(cast, seat, file, sign_in):
    browser, address = sign_in("reviewer"), place("original", seat, file)
    refused = browser.post(address, {"reason": "표를 계산해 보려고"})
    assert refused.status_code == 409
    FileRelease.objects.create(file=file, reason="심의에 필요", decided_by=cast.call_manager, decided_at=clock.now())
    assert browser.post(address, {"reason": ""}).status_code == 400
    given = browser.post(address, {"reason": "표를 계산해 보려고"})
    assert given["Content-Disposition"] == f'attachment; filename="{seat.application.number}-plan.pdf"'
    assert b"".join(given.streaming_content).startswith(b"%PDF")
    kept = Access.objects.get(what=f"reviews.original.{file.uuid}")
    assert (kept.subject_uuid, kept.reason) == (seat.uuid, "표를 계산해 보려고")


@pytest.mark.feature("B20")
@pytest.mark.parametrize("seat", [True], indirect=True)
def test_a_round_that_hides_names_shows_no_file(api, seat, file, sign_in):
    browser = sign_in("reviewer")
    assert "이름을 가릴 수 없어" in browser.get(seat.get_absolute_url()).content.decode()
    assert browser.get(place("document", seat, file)).status_code == 404
    assert browser.get(place("document-page", seat, file, number=1)).status_code == 404
    assert browser.post(place("original", seat, file), {"reason": "표를 계산해 보려고"}).status_code == 404
    client = api("reviewer")
    assert client.get(f"/api/v1/review-assignments/{seat.uuid}/documents/").json() == {"documents": []}
    assert client.get(f"/api/v1/review-assignments/{seat.uuid}/documents/{file.uuid}/pages/1/").status_code == 404


@pytest.mark.feature("B17", "N8")
def test_a_conflict_that_comes_up_shuts_the_files_too(seat, file, sign_in):
    tie("shareholding", seat.reviewer.person, organisation=seat.application.organisation)
    browser = sign_in("reviewer")
    assert "지분 관계" in browser.get(place("document", seat, file)).content.decode()
    assert looks() == []
    seat.refresh_from_db()
    assert seat.status == "ended"
    assert browser.get(place("document-page", seat, file, number=1)).status_code == 404


@pytest.mark.feature("B20")
def test_the_same_over_the_api(api, seat, file):
    client, base = api("reviewer"), f"/api/v1/review-assignments/{seat.uuid}/documents/"
    [document] = client.get(base).json()["documents"]
    assert document == {
        "file": str(file.uuid), "document": "plan", "name": document["name"], "kind": "pdf", "size": file.size,
        "state": "done", "is_cut": False, "may_leave": False, "pages": [{"number": 1, "text": "예지보전"}],
    }  # fmt: skip
    image = client.get(f"{base}{file.uuid}/pages/1/")
    assert b"".join(image.streaming_content) == PNG
    refused = client.post(f"{base}{file.uuid}/original/", {"reason": "표를 계산해 보려고"}, format="json")
    assert refused.json()["code"] == "file_not_scanned"
    assert client.post(f"{base}{file.uuid}/original/", {}, format="json").status_code == 400
    assert TOLD not in str(document)
