"""Who hands in and signs: representatives, delegates for as long as they are, institutes' administrators (B6, B7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from axportal.calls.models import Application, PartnerConsent
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.consents import consent_content
from axportal.calls.rules.fingerprints import fingerprint
from axportal.calls.services import applications, consents, submissions
from axportal.core import clock
from axportal.core.errors import NotAllowed
from regions.models import Delegation, Membership, Organisation
from regions.services import delegations
from tests.calls.factories import BODY, PDF, complete, make_call, ready, start, submit, write

DAY = timedelta(days=1)


def delegate(cast: Any, *acts: str, who: str = "outsider", key: str = "cast-company", by: str = "") -> Delegation:
    """Let somebody act for an organisation from now on for a day."""
    at = clock.now()
    return delegations.name_delegate(
        organisation=Organisation.objects.get(key=key), email=f"{who}@cast.example", name="대리인", acts=acts,
        starts_at=at, ends_at=at + DAY, proof=ContentFile(PDF, name="위임장.pdf"),
        actor=cast[by or "company_representative"], at=at,
    )  # fmt: skip


def running(cast: Any, **values: Any) -> Any:
    return make_call(cast, closes_at=clock.now() + 3 * DAY, **values)


def url(name: str, application: Application, **more: Any) -> str:
    return reverse(f"calls:{name}", kwargs={"uuid": application.uuid, **more})


@pytest.mark.feature("B6")
def test_a_delegate_hands_in_and_takes_back_until_revoked(cast):
    application = ready(cast, running(cast))
    with pytest.raises(NotAllowed) as refused:
        submit(application, actor=cast.outsider, at=clock.now())
    assert "company_representative" not in refused.value.message, "no names for outsiders"
    with pytest.raises(NotAllowed) as refused:
        submit(application, actor=cast.company_member, at=clock.now())
    assert refused.value.message.endswith("지금 할 수 있는 사람: company_representative")
    delegation = delegate(cast, "submit")
    submission = submit(application, actor=cast.outsider, at=clock.now())
    assert submission.submitted_by == cast.outsider
    delegations.revoke_delegation(delegation=delegation, actor=cast.company_representative, at=clock.now())
    with pytest.raises(NotAllowed) as refused:
        submissions.withdraw_application(application=application, actor=cast.outsider, at=clock.now())
    assert "취소되었습니다" in refused.value.message


@pytest.mark.feature("B6")
def test_each_act_is_delegated_by_itself(cast, sign_in):
    application = ready(cast, running(cast))
    delegate(cast, "sign")
    client = sign_in("outsider")
    assert client.get(application.get_absolute_url()).status_code == 200, "a delegate reads"
    with pytest.raises(NotAllowed):
        write(application, "project", {"goal": "새 목표"}, base="적은 내용", actor=cast.outsider, at=clock.now())
    answer = client.get(url("application-submit", application))
    assert answer.status_code == 403
    assert "‘내기와 거두기’이(가) 없습니다" in answer.content.decode()
    delegate(cast, "edit")
    saved = write(application, "project", {"goal": "새 목표"}, base="적은 내용", actor=cast.outsider, at=clock.now())
    assert saved.saved == ["goal"]


@pytest.mark.feature("B6")
def test_a_representative_who_left_can_no_longer_hand_in_and_reads_why_and_who_can(cast, sign_in):
    application = ready(cast, running(cast))
    delegate(cast, "submit")
    yesterday = clock.seoul_date(clock.now()) - DAY
    office = Membership.objects.get(user=cast.company_representative)
    Application.objects.filter(pk=application.pk).update(created_at=clock.now() - 9 * DAY)
    Membership.objects.filter(pk=office.pk).update(starts_on=yesterday - 9 * DAY, ends_on=yesterday)
    with pytest.raises(NotAllowed):
        submit(application, actor=cast.company_representative, at=clock.now())
    for route in ("application-detail", "application-submit"):
        answer = sign_in("company_representative").get(url(route, application))
        page = answer.content.decode()
        assert answer.status_code == 403
        assert "대표 담당자 자격이" in page
        assert "o***@cast.example" in page, "whom to ask, without the address"
        assert "적은 내용" not in page
    Membership.objects.create(user=cast.company_representative, role="company_member", organisation=office.organisation)
    page = sign_in("company_representative").get(application.get_absolute_url()).content.decode()
    assert "이 신청서는 다른 사람이 냅니다" in page
    assert "대리인(위임," in page


def test_whoever_never_was_one_of_them_learns_nothing(cast, sign_in):
    application = ready(cast, running(cast))
    for who in ("outsider", "rival_representative"):
        assert sign_in(who).get(application.get_absolute_url()).status_code == 404


def dgist() -> Organisation:
    return Organisation.objects.get(key="dgist")


def with_institute(cast: Any) -> Application:
    """An application to a call of GIST with DGIST as a partner, and consents required."""
    application = start(cast, running(cast, body={**BODY, "consents": {"required": True}}))
    applications.add_member(
        application=application, organisation=dgist(), role="joint", gives_data=False, email="",
        actor=cast.company_representative, at=clock.now(),
    )  # fmt: skip
    return application


def digest_of(application: Application) -> str:
    member = application.members.get(organisation=dgist())
    return fingerprint(consent_content(read_application(application), member))


@pytest.mark.feature("B7")
def test_a_partner_institute_signs_by_its_administrator_and_writes_its_own_part(cast, sign_in):
    application = with_institute(cast)
    write(application, "partners", {"contribution": "기업만의 계획"}, actor=cast.company_member, at=clock.now())
    client = sign_in("dgist_admin")
    assert client.get(application.get_absolute_url()).status_code == 200
    step = url("application-edit", application, step="partners")
    page = client.get(step).content.decode()
    assert "DGIST" in page
    assert "기업만의 계획" not in page
    assert client.get(url("application-edit", application, step="project")).status_code == 404
    saved = write(
        application, "partners", {"contribution": "실증"}, actor=cast.dgist_admin, at=clock.now(), organisation=dgist()
    )
    assert saved.saved == ["contribution"]
    with pytest.raises(NotAllowed):
        write(application, "project", {"goal": "x"}, actor=cast.dgist_admin, at=clock.now())
    complete(application, actor=cast.company_representative, at=clock.now())
    form = {"sha256": digest_of(application), "agree": "on"}
    assert client.post(url("consent", application), form).status_code == 302
    assert PartnerConsent.objects.get().signed_by == cast.dgist_admin
    assert submit(application, actor=cast.company_representative, at=clock.now()).number == 1


def test_a_partner_institute_consents_through_the_api(cast, api):
    application = with_institute(cast)
    address = f"/api/v1/applications/{application.uuid}/consent/"
    assert api("dgist_admin").get(address).json()["consent_state"] == "missing"
    given = api("dgist_admin").post(f"{address}give/", {"sha256": digest_of(application)}, format="json")
    assert given.status_code == 200
    assert given.json()["consent_state"] == "given"


@pytest.mark.feature("B6", "B7")
def test_an_institutes_delegate_signs_for_it(cast):
    application = with_institute(cast)
    delegate(cast, "sign", key="dgist", by="dgist_admin")
    consents.give_consent(
        application=application, organisation=dgist(), sha256=digest_of(application), actor=cast.outsider,
        at=clock.now(),
    )  # fmt: skip
    assert PartnerConsent.objects.get().signed_by == cast.outsider


def test_the_institute_that_runs_the_call_is_no_partner_of_its_applicants(cast, sign_in, api):
    application = start(cast, running(cast))
    delegate(cast, "edit", "sign", key="gist", by="institute_admin")
    assert application.members.filter(organisation__key="gist").exists()
    for who in ("institute_admin", "gist_colleague", "outsider"):
        assert not Application.objects.visible_to(cast[who]).exists()
        assert sign_in(who).get(application.get_absolute_url()).status_code == 404
        assert sign_in(who).get(url("application-edit", application, step="partners")).status_code == 404
        assert api(who).get(f"/api/v1/applications/{application.uuid}/consent/").status_code == 404
    gist = Organisation.objects.get(key="gist")
    with pytest.raises(NotAllowed):
        write(
            application, "partners", {"contribution": "x"}, actor=cast.institute_admin, at=clock.now(),
            organisation=gist,
        )  # fmt: skip
