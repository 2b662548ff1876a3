"""Delegates: named by document for a time and for acts, beginning and ending by the clock, revoked at once (B6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from axportal.accounts.scoping import scope_of
from axportal.audit.models import Access, Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.core.models import MailDelivery, OutboxRow
from regions import tasks
from regions.models import Delegation, Organisation
from regions.services import delegations

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def company() -> Organisation:
    return Organisation.objects.get(key="cast-company")


def name(cast: Any, *, who: str = "outsider", acts: Any = ("edit", "sign", "submit"), **values: Any) -> Delegation:
    at = clock.now()
    given = {
        "organisation": company(), "email": f"{who}@cast.example", "name": "위임받은 사람", "acts": acts,
        "starts_at": at, "ends_at": at + DAY, "proof": ContentFile(PDF, name="위임장.pdf"),
        "actor": cast.company_representative, "at": at, **values,
    }  # fmt: skip
    return delegations.name_delegate(**given)


def url(route: str, **more: Any) -> str:
    return reverse(f"regions:{route}", kwargs={"uuid": company().uuid, **more})


@pytest.mark.feature("B6")
def test_a_delegate_acts_from_the_first_to_the_last_instant_and_not_after_being_revoked(cast):
    at = clock.now()
    delegation = name(cast, acts=["submit"])
    assert scope_of(cast.outsider).delegated("submit") == {company().pk}
    assert scope_of(cast.outsider).delegated("sign") == frozenset()
    assert scope_of(cast.outsider).grants[0].label == "위임받은 작성자"
    Delegation.objects.filter(pk=delegation.pk).update(starts_at=at + DAY, ends_at=at + 2 * DAY)
    assert not scope_of(cast.outsider).grants, "not begun"
    Delegation.objects.filter(pk=delegation.pk).update(starts_at=at - 2 * DAY, ends_at=at - DAY)
    assert not scope_of(cast.outsider).grants, "over"
    Delegation.objects.filter(pk=delegation.pk).update(ends_at=at + DAY)
    key = cast.outsider.scope_key
    delegations.revoke_delegation(delegation=delegation, actor=cast.company_representative, at=at)
    assert not scope_of(cast.outsider).grants, "revoked"
    assert cast.outsider.scope_key != key, "no answer of before is served from a cache"


def test_a_naming_is_kept_with_its_document_told_and_logged(cast):
    delegation = name(cast)
    assert delegation.acts == {"edit", "sign", "submit"}
    assert (delegation.kind, delegation.size, delegation.proof_name) == ("pdf", len(PDF), "위임장.pdf")
    act = Act.objects.get(action="regions.delegate.named")
    assert (act.actor, act.organisation_id) == (cast.company_representative, company().pk)
    assert OutboxRow.objects.filter(dedup_key=f"regions.notify_named:{delegation.uuid}").exists()
    tasks.notify_named.function(delegation_id=delegation.pk)
    assert "내기와 거두기" in MailDelivery.objects.get(recipient="outsider@cast.example").body
    delegations.revoke_delegation(delegation=delegation, actor=cast.company_representative, at=clock.now())
    tasks.notify_revoked.function(delegation_id=delegation.pk)
    assert MailDelivery.objects.filter(recipient="outsider@cast.example", subject__contains="끝났습니다").exists()


def test_the_same_naming_once_more_is_no_second_one(cast):
    at = clock.now()
    values = {"starts_at": at, "ends_at": at + DAY, "at": at}
    assert name(cast, **values) == name(cast, **values)
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"acts": []}, "acts"),
        ({"ends_at": clock.now() - DAY}, "ends_at"),
        ({"ends_at": clock.now() + 400 * DAY}, "ends_at"),
        ({"email": "Company_Representative@cast.example"}, "email"),
        ({"proof": ContentFile(b"x", name="proof.exe")}, "file"),
        ({"proof": ContentFile(PDF, name="proof.png")}, "file"),
    ],
)
def test_what_cannot_be_delegated(cast, values, field):
    with pytest.raises(InvalidInput) as refused:
        name(cast, **values)
    assert list(refused.value.fields) == [field]
    assert not Delegation.objects.exists()


def test_only_who_speaks_for_the_organisation_names_and_revokes(cast):
    delegation = name(cast)
    for who in ("company_member", "delegate", "rival_representative", "outsider", "platform_admin", "institute_admin"):
        with pytest.raises(NotAllowed):
            name(cast, actor=cast[who])
        with pytest.raises(NotAllowed):
            delegations.revoke_delegation(delegation=delegation, actor=cast[who], at=clock.now())


@pytest.mark.feature("B6")
def test_the_representative_names_and_revokes_on_the_page(cast, sign_in):
    client, today = sign_in("company_representative"), clock.seoul_date(clock.now())
    form = {
        "name": "김위임", "email": "Outsider@cast.example", "acts": ["edit", "submit"],
        "starts_on": today.isoformat(), "ends_on": (today + DAY).isoformat(),
        "file": SimpleUploadedFile("위임장.pdf", PDF),
    }  # fmt: skip
    refused = client.post(url("delegate-new"), {**form, "acts": []})
    assert refused.status_code == 400
    assert "맡길 일을 하나 이상" in refused.content.decode()
    form["file"].seek(0)
    assert client.post(url("delegate-new"), form).status_code == 302
    delegation = Delegation.objects.get()
    assert (delegation.email, delegation.acts) == ("outsider@cast.example", {"edit", "submit"})
    assert "김위임" in client.get(url("company")).content.decode()
    proof = client.get(url("delegate-proof", delegation=delegation.uuid))
    assert b"".join(proof.streaming_content) == PDF
    assert client.post(url("delegate-revoke", delegation=delegation.uuid)).status_code == 302
    delegation.refresh_from_db()
    assert delegation.revoked_by == cast.company_representative


def test_officials_open_the_document_with_a_reason_and_others_do_not(cast, sign_in):
    delegation = name(cast)
    address = url("delegate-proof", delegation=delegation.uuid)
    officer = sign_in("agency_officer")
    assert officer.post(address, {"reason": "x"}).status_code == 400
    given = officer.post(address, {"reason": "사전검토에서 위임을 확인합니다"})
    assert b"".join(given.streaming_content) == PDF
    assert Access.objects.filter(what=f"regions.proof.{delegation.uuid}", reason__startswith="사전검토").count() == 1
    for who, status in {
        "company_member": 403,
        "auditor": 403,
        "rival_representative": 404,
        "call_manager": 404,
    }.items():
        assert sign_in(who).get(address).status_code == status
        assert sign_in(who).post(address, {"reason": "까닭이 있습니다"}).status_code == status
    Delegation.objects.update(scan="infected")
    assert officer.post(address, {"reason": "사전검토에서 위임을 확인합니다"}).status_code == 409
