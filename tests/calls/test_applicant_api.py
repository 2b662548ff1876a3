"""Everything an applicant does on pages can be done through the API, once for each key (B36)."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from axportal.audit.models import Access
from axportal.calls.models import Application, ApplicationFile, ConsortiumMember, PartnerConsent
from axportal.core import clock
from tests.calls.factories import PDF, make_call, ready, start, submit

INVITATION = {
    "name": "시험기업 나", "kind": "company", "biz_reg_no": "220-81-62517", "role": "joint", "gives_data": False,
    "email": "rival_representative@cast.example",
}  # fmt: skip


@pytest.fixture
def application(cast) -> Application:
    """One that has just been started."""
    return start(cast, make_call(cast, closes_at=clock.now() + timedelta(days=3)))


def address(application: Application, rest: str) -> str:
    return f"/api/v1/applications/{application.uuid}/{rest}"


def plan(content: bytes = PDF, name: str = "plan.pdf") -> dict[str, Any]:
    return {"document": "plan", "file": SimpleUploadedFile(name, content)}


@pytest.mark.feature("B36")
def test_a_consortium_is_invited_changed_signed_and_removed(cast, api, application):
    client, partner = api("company_representative"), api("rival_representative")
    key = {"HTTP_IDEMPOTENCY_KEY": "invite-1"}
    answers = [client.post(address(application, "members/invite/"), INVITATION, format="json", **key) for _ in "12"]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    member = ConsortiumMember.objects.get(organisation__key="cast-rival")
    row = next(row for row in answers[0].json()["members"] if row["uuid"] == str(member.uuid))
    assert row == {
        "uuid": str(member.uuid), "organisation": str(member.organisation.uuid), "name_ko": "시험기업 나",
        "name_en": "Cast Company B", "role": "joint", "gives_data": False, "consent_state": "missing",
    }  # fmt: skip
    to_sign = partner.get(address(application, "consent/")).json()
    content = json.dumps(to_sign["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert to_sign["sha256"] == hashlib.sha256(content).hexdigest()
    given = partner.post(address(application, "consent/give/"), {"sha256": to_sign["sha256"]}, format="json")
    assert given.json()["consent_state"] == "given"
    changed = client.post(
        address(application, f"members/{member.uuid}/change/"),
        {"role": "commissioned", "gives_data": True}, format="json",
    )  # fmt: skip
    assert [row["consent_state"] for row in changed.json()["members"] if row["uuid"] == str(member.uuid)] == [
        "outdated"
    ]
    late = partner.post(address(application, "consent/give/"), {"sha256": to_sign["sha256"]}, format="json")
    assert (late.status_code, late.json()["code"]) == (412, "consent_outdated")
    back = partner.post(address(application, "consent/withdraw/"), {"reason": "사정"}, format="json")
    assert back.json()["consent_state"] == "withdrawn"
    assert PartnerConsent.objects.count() == 2
    removing = {"HTTP_IDEMPOTENCY_KEY": "remove-1"}
    for _repeat in range(2):
        removed = client.post(address(application, f"members/{member.uuid}/remove/"), {}, format="json", **removing)
        assert removed.status_code == 200
    assert not ConsortiumMember.objects.filter(pk=member.pk).exists()
    assert partner.get(address(application, "consent/")).status_code == 404


@pytest.mark.parametrize(
    ("values", "field"), [({"biz_reg_no": "123-45-67890"}, "biz_reg_no"), ({"role": "lead"}, "role"),
                          ({"email": "x"}, "email"), ({"other": 1}, "other")],
)  # fmt: skip
def test_a_wrong_invitation_names_the_field(api, application, values, field):
    answer = api("company_representative").post(
        address(application, "members/invite/"), INVITATION | values, format="json"
    )
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


@pytest.mark.feature("B36")
def test_files_go_up_are_listed_come_down_and_are_taken_out(api, application):
    client = api("company_representative")
    key = {"HTTP_IDEMPOTENCY_KEY": "upload-1"}
    first, again = [client.post(address(application, "files/upload/"), plan(), format="multipart", **key) for _ in "12"]
    assert (first.status_code, first.json()) == (200, again.json())
    assert again.headers["Idempotent-Replay"] == "true"
    other = client.post(address(application, "files/upload/"), plan(PDF + b"x"), format="multipart", **key)
    assert other.status_code == 422
    file = ApplicationFile.objects.get()
    assert first.json()["sha256"] == file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert [row["name"] for row in client.get(address(application, "files/")).json()["files"]] == ["plan.pdf"]
    down = client.post(address(application, f"files/{file.uuid}/download/"), {}, format="json")
    assert b"".join(down.streaming_content) == PDF
    assert down.headers["Content-Disposition"].startswith("attachment")
    assert client.post(address(application, f"files/{file.uuid}/remove/"), {}, format="json").status_code == 200
    assert client.get(address(application, "files/")).json() == {"files": []}


@pytest.mark.parametrize(
    ("body", "status"),
    [(plan(b"MZ not a pdf"), 400), (plan(name="x.exe"), 400), ({"document": "plan"}, 400),
     ({**plan(), "document": "none"}, 400), ({**plan(), "more": "1"}, 400)],
)  # fmt: skip
def test_a_wrong_upload_is_refused(api, application, body, status):
    answer = api("company_representative").post(address(application, "files/upload/"), body, format="multipart")
    assert answer.status_code == status
    assert not ApplicationFile.objects.exists()


@pytest.mark.feature("B36")
def test_what_was_handed_in_can_be_read_and_compared(cast, api):
    application = ready(cast, make_call(cast, closes_at=clock.now() + timedelta(days=3)))
    submit(application, actor=cast.company_representative, at=clock.now())
    client, manager = api("company_representative"), api("call_manager")
    full = client.get(address(application, "submissions/1/")).json()
    text = json.dumps(full["snapshot"], sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert full["sha256"] == hashlib.sha256(text).hexdigest()
    part = client.get(address(application, f"parts/project/{application.organisation.uuid}/"))
    client.patch(
        address(application, f"parts/project/{application.organisation.uuid}/"), {"fields": {"title_ko": "새 제목"}},
        format="json", headers={"If-Match": part.headers["ETag"]},
    )  # fmt: skip
    submit(application, actor=cast.company_representative, at=clock.now())
    changes = manager.get(address(application, "submissions/2/changes-since/1/")).json()["changes"]
    assert [(row["key"], row["was"], row["now"]) for row in changes] == [("project.title_ko", "적은 내용", "새 제목")]
    assert Access.objects.filter(what="calls.versions.read", actor=cast.call_manager).count() == 1
    ApplicationFile.objects.update(scan="clean")
    asked = manager.get(address(application, "files/")).json()["files"][0]["uuid"]
    download = address(application, f"files/{asked}/download/")
    assert manager.post(download, {}, format="json").status_code == 400, "others say why"


@pytest.mark.goal("R3")
def test_another_company_finds_nothing_by_any_id(cast, api):
    application = ready(cast, make_call(cast, closes_at=clock.now() + timedelta(days=3)))
    submit(application, actor=cast.company_representative, at=clock.now())
    file, member = application.files.get(), application.members.first()
    places = [
        "", "members/", "consent/", "files/", "screening/", "submissions/1/", "submissions/1/changes-since/1/",
        f"parts/project/{application.organisation.uuid}/",
    ]  # fmt: skip
    verbs = [
        ("members/invite/", INVITATION), (f"members/{member.uuid}/change/", {"role": "joint", "gives_data": True}),
        (f"members/{member.uuid}/remove/", {}), ("consent/give/", {"sha256": "0" * 64}), ("consent/withdraw/", {}),
        (f"files/{file.uuid}/download/", {"reason": "보고 싶어서"}), (f"files/{file.uuid}/remove/", {}),
        ("submit/", {}), ("withdraw/", {}), ("screening/pass/", {}),
    ]  # fmt: skip
    for name in ("rival_representative", "outsider", "institute_admin", "reviewer"):
        client = api(name)
        for place in places:
            assert client.get(address(application, place)).status_code == 404, (name, place)
        for verb, body in verbs:
            assert client.post(address(application, verb), body, format="json").status_code in {403, 404}, (name, verb)
        assert client.post(address(application, "files/upload/"), plan(), format="multipart").status_code == 404
