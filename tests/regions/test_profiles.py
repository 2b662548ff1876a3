"""One profile for all applications, and what officials have checked of an organisation (B6, N24)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.audit.models import Access
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion
from regions.models import CompanyProfile, Membership, Organisation, OrganisationCheck
from regions.selectors.profiles import register_check, representatives_of
from regions.services import profiles

VALUES = {"contact_name": "박담당", "contact_email": "ax@company.example", "researchers": 12}


def company() -> Organisation:
    return Organisation.objects.get(key="cast-company")


def save(cast: Any, values: Any = None, *, who: str = "company_representative", base: int = 0) -> CompanyProfile:
    return profiles.save_profile(
        organisation=company(), values=values or VALUES, base_version=base, actor=cast[who], at=clock.now()
    )


def check(cast: Any, *, who: str = "agency_officer", **values: Any) -> OrganisationCheck:
    given = {"subject": "register", "verdict": "verified", "evidence": "사업자등록증명 2026-11-20", **values}
    return profiles.check_organisation(organisation=company(), actor=cast[who], at=clock.now(), **given)


def url(route: str) -> str:
    return reverse(f"regions:{route}", kwargs={"uuid": company().uuid})


@pytest.mark.feature("N24")
def test_a_profile_is_written_once_by_the_companys_people(cast):
    profile = save(cast)
    assert (profile.contact_name, profile.researchers, profile.employees) == ("박담당", 12, None)
    with pytest.raises(StaleVersion):
        save(cast, who="company_member")
    changed = save(cast, {"researchers": 13}, who="company_member", base=profile.version)
    assert (changed.contact_name, changed.researchers) == ("박담당", 13)
    for who in ("delegate", "rival_representative", "agency_officer", "platform_admin", "outsider"):
        with pytest.raises(NotAllowed):
            save(cast, who=who, base=changed.version)


def test_the_profile_page_keeps_what_was_typed(cast, sign_in):
    client = sign_in("company_member")
    wrong = client.post(url("profile-edit"), {**VALUES, "contact_email": "no address", "base_version": "0"})
    assert wrong.status_code == 400
    assert "no address" in wrong.content.decode()
    assert client.post(url("profile-edit"), {**VALUES, "base_version": "0"}).status_code == 302
    stale = client.post(url("profile-edit"), {**VALUES, "contact_name": "새 담당", "base_version": "0"})
    assert stale.status_code == 412
    assert "새 담당" in stale.content.decode()
    assert "박담당" in client.get(url("company")).content.decode()
    assert Access.objects.filter(what="regions.profile.read").count() == 0, "one's own is no access"
    sign_in("agency_officer").get(url("company"))
    assert Access.objects.filter(what="regions.profile.read").count() == 1


@pytest.mark.feature("B6")
def test_a_check_tells_by_whom_when_and_on_what_and_is_outdated_once_the_register_changes(cast):
    assert register_check(company()).standing == "unchecked"
    made = check(cast)
    assert (made.checked_by, made.evidence) == (cast.agency_officer, "사업자등록증명 2026-11-20")
    assert register_check(company()).standing == "verified"
    Organisation.objects.filter(key="cast-company").update(representative="새 대표")
    assert register_check(company()).standing == "outdated"
    check(cast, verdict="refused", evidence="증명서의 대표자와 다릅니다")
    assert register_check(company()).standing == "refused"
    with pytest.raises(DatabaseError), transaction.atomic():
        OrganisationCheck.objects.update(verdict="verified")


@pytest.mark.feature("B6")
def test_a_representative_is_checked_for_their_own_office(cast):
    membership = Membership.objects.get(user=cast.company_representative)
    check(cast, subject="representative", membership=membership, evidence="재직증명서 2026-11-19")
    standings = {
        one.membership.user.name: str(one.checked.standing) for one in representatives_of(company(), at=clock.now())
    }
    assert standings == {"company_representative": "verified"}
    others = Membership.objects.get(user=cast.rival_representative)
    for values in (
        {"subject": "representative", "membership": others},
        {"evidence": " x "},
        {"membership": membership},
    ):
        with pytest.raises(InvalidInput):
            check(cast, **values)
    with pytest.raises(NotAllowed):
        check(cast, who="company_representative")


def test_an_officer_finds_who_waits_and_keeps_a_check_on_the_page(cast, sign_in):
    officer = sign_in("agency_officer")
    listed = reverse("regions:company-list")
    assert "시험기업 가" in officer.get(listed).content.decode()
    assert officer.post(url("company-check"), {"verdict": "verified", "evidence": ""}).status_code == 400
    form = {"membership": "", "verdict": "verified", "evidence": "사업자등록증명을 보았습니다"}
    assert officer.post(url("company-check"), form).status_code == 302
    assert "시험기업 가" not in officer.get(listed).content.decode()
    assert "사업자등록증명을 보았습니다" in sign_in("company_member").get(url("company")).content.decode()


def test_a_person_whose_office_ended_is_told_so(cast, sign_in):
    yesterday = clock.seoul_date(clock.now()) - timedelta(days=1)
    Membership.objects.filter(user=cast.company_representative).update(
        starts_on=yesterday - timedelta(days=9), ends_on=yesterday
    )
    client = sign_in("company_representative")
    assert "대표 담당자 자격이" in client.get(reverse("regions:company-list")).content.decode()
    assert client.get(url("company")).status_code == 404


def test_the_list_asks_the_same_number_of_questions_of_more_organisations(cast, sign_in):
    client, address = sign_in("company_representative"), reverse("regions:company-list")
    client.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    of_one = asked()
    for key in ("cast-rival", "gist"):
        Membership.objects.create(
            user=cast.company_representative, role="company_member", organisation=Organisation.objects.get(key=key)
        )
    assert asked() == of_one
