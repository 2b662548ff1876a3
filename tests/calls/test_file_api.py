"""Page images, their text and the decision on an unscanned original through the API (B9, B36)."""

import pytest

from axportal.audit.models import Access
from axportal.calls.models import ApplicationFile, FileRelease, PreviewPage
from tests.calls.test_previews import draw, file  # noqa: F401 - a fixture

WHY = "평가위원이 원본의 표를 보아야 합니다"


def address(found: ApplicationFile, rest: str) -> str:
    return f"/api/v1/applications/{found.application.uuid}/files/{found.uuid}/{rest}"


@pytest.mark.feature("B9", "B36")
def test_pages_are_read_as_images_with_their_text_and_each_look_is_kept(api, file):  # noqa: F811
    manager = api("call_manager")
    assert manager.get(address(file, "preview/")).json() == {"state": "", "is_cut": False, "pages": []}
    draw(file)
    page = PreviewPage.objects.get(number=2)
    told = manager.get(address(file, "preview/")).json()
    assert (told["state"], told["is_cut"], len(told["pages"])) == ("done", False, 2)
    assert told["pages"][1] == {
        "number": 2, "width": page.width, "height": page.height, "sha256": page.sha256,
        "text": "Predictive maintenance",
    }  # fmt: skip
    image = manager.get(address(file, "page/2/"))
    assert image["Content-Type"] == "image/png"
    assert b"".join(image.streaming_content).startswith(b"\x89PNG")
    assert Access.objects.filter(what=f"calls.preview.{file.uuid}.2").count() == 1
    assert manager.get(address(file, "page/3/")).status_code == 404


def test_nobody_else_reads_a_page(api, file):  # noqa: F811
    draw(file)
    for name in ("rival_representative", "outsider", "ministry_viewer", "dgist_admin", "reviewer", None):
        for rest in ("preview/", "page/1/"):
            assert api(name).get(address(file, rest)).status_code == 404


@pytest.mark.feature("B9", "B36")
def test_an_unscanned_original_leaves_by_a_decision_that_is_kept(cast, api, file):  # noqa: F811
    officer, download = api("agency_officer"), {"reason": "점검합니다"}
    assert officer.post(address(file, "download/"), download, format="json").status_code == 409
    assert officer.post(address(file, "release/"), {"reason": WHY}, format="json").status_code == 403
    manager = api("call_manager")
    assert manager.post(address(file, "release/"), {"reason": "x"}, format="json").status_code == 400
    assert manager.post(address(file, "release/"), {"reason": WHY}, format="json").status_code == 200
    assert FileRelease.objects.get().decided_by == cast.call_manager
    given = officer.post(address(file, "download/"), download, format="json")
    assert given.status_code == 200
    assert b"".join(given.streaming_content).startswith(b"%PDF")


def test_a_file_with_malware_leaves_by_no_decision(api, file):  # noqa: F811
    ApplicationFile.objects.filter(pk=file.pk).update(scan="infected")
    answer = api("call_manager").post(address(file, "release/"), {"reason": WHY}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "file_infected")
