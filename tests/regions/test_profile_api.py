"""The profile of one's organisation and its delegates through the API (B6, N24, B36)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from axportal.audit.models import Access
from axportal.core import clock
from regions.models import Delegation, Organisation
from tests.regions.test_delegations import PDF, _own_files  # noqa: F401 - files go to a folder of the test's own

DAY = timedelta(days=1)


def address(rest: str) -> str:
    return f"/api/v1/organisations/{Organisation.objects.get(key='cast-company').uuid}/{rest}"


@pytest.mark.feature("N24", "B36")
def test_a_profile_is_read_and_changed_on_its_version(api):
    caller = api("company_representative")
    read = caller.get(address("profile/"))
    assert read.json() == {
        "organisation": str(Organisation.objects.get(key="cast-company").uuid), "version": 0,
        "register_check": "unchecked", "contact_name": "", "contact_email": "", "contact_phone": "",
        "lead_person": "", "researchers": None, "employees": None, "sales_won": None, "laboratory_no": "",
    }  # fmt: skip
    body = {"lead_person": "김책임", "researchers": 12}
    assert caller.patch(address("profile/"), body, format="json").status_code == 428
    changed = caller.patch(address("profile/"), body, format="json", headers={"If-Match": read["ETag"]})
    assert (changed.status_code, changed.json()["version"], changed.json()["researchers"]) == (200, 1, 12)
    late = caller.patch(address("profile/"), body, format="json", headers={"If-Match": read["ETag"]})
    assert late.status_code == 412
    assert not Access.objects.filter(what="regions.profile.read").exists()
    assert api("agency_officer").get(address("profile/")).json()["lead_person"] == "김책임"
    assert Access.objects.filter(what="regions.profile.read").count() == 1


def naming() -> dict[str, Any]:
    at = clock.now()
    return {
        "name": "이대리", "email": "outsider@cast.example", "submits": "true", "starts_at": at.isoformat(),
        "ends_at": (at + DAY).isoformat(), "file": SimpleUploadedFile("위임장.pdf", PDF),
    }  # fmt: skip


@pytest.mark.feature("B6", "B36")
def test_a_delegate_is_named_once_for_its_key_and_revoked(api):
    caller, body = api("company_representative"), naming()
    headers = {"Idempotency-Key": "a-naming"}
    named = caller.post(address("delegations/name/"), body, format="multipart", headers=headers)
    assert named.status_code == 201, named.content
    assert (named.json()["edits"], named.json()["submits"], named.json()["scan"]) == (False, True, "not_scanned")
    body["file"].seek(0)
    again = caller.post(address("delegations/name/"), body, format="multipart", headers=headers)
    assert again.json() == named.json()
    listed = caller.get(address("delegations/")).json()["delegations"]
    assert [one["email"] for one in listed] == ["outsider@cast.example"]
    delegation = Delegation.objects.get()
    revoke = address(f"delegations/{delegation.uuid}/revoke/")
    assert api("company_member").post(revoke, {}, format="json").status_code == 403
    assert caller.post(revoke, {}, format="json").json()["revoked_at"] is not None
    assert caller.post(revoke, {}, format="json").status_code == 200, "a second time"


def test_others_name_nobody_and_read_nothing(api):
    for who, status in {"company_member": 403, "rival_representative": 404, "call_manager": 404}.items():
        assert api(who).post(address("delegations/name/"), naming(), format="multipart").status_code == status
    assert api("rival_representative").get(address("delegations/")).status_code == 404
    refused = api("company_representative").post(
        address("delegations/name/"), {**naming(), "submits": "false"}, format="multipart"
    )
    assert (refused.status_code, refused.json()["errors"]) == (400, {"acts": ["맡길 일을 하나 이상 골라 주세요."]})
    assert not Delegation.objects.exists()
