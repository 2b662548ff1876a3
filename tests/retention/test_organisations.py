"""Delegates, profiles and answers to challenges go in their time, with their history, and a hold keeps them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from axportal.challenges.models import Interest
from axportal.challenges.services import challenges
from axportal.core import clock, invariants
from axportal.retention.models import Erasure, Period
from axportal.retention.rules import ERASED, months_after
from axportal.retention.selectors import due
from axportal.retention.services import holds, running
from regions.models import CompanyProfile, Delegation, Membership, Organisation
from regions.services import delegations, profiles
from tests.calls import factories as calls
from tests.challenges.factories import make_challenge
from tests.retention.test_erasing import places_of

pytestmark = [pytest.mark.feature("B39"), pytest.mark.goal("R27")]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
DAY = timedelta(days=1)
NAME = "홍카나리"


@pytest.fixture
def company(committed_db, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return Organisation.objects.get(key="cast-company")


def months(key):
    return Period.objects.get(key=key).months


def run(key, at):
    return running.run_due(period=f"{key} {at}", at=at).counts[key]


def delegate(cast, company):
    at = clock.now()
    return delegations.name_delegate(
        organisation=company, email="canary@cast.example", name=NAME, acts=["edit"], starts_at=at, ends_at=at + 9 * DAY,
        proof=ContentFile(PDF, name=f"{NAME}.pdf"), actor=cast.company_representative, at=at,
    )  # fmt: skip


@pytest.mark.feature("B6")
def test_a_power_of_attorney_goes_with_its_document(cast, company, settings):
    delegation = delegate(cast, company)
    delegations.revoke_delegation(delegation=delegation, actor=cast.company_representative, at=clock.now())
    delegation.refresh_from_db()
    moment = months_after(delegation.revoked_at, months("delegations"))
    assert run("delegations", moment - DAY)["done"] == 0
    held = calls.ready(cast, calls.make_call(cast, closes_at=clock.now() + DAY))
    calls.submit(held, actor=cast.company_representative, at=clock.now())
    held.refresh_from_db()
    hold = holds.place_hold(
        number=held.number, reason="소송", until=clock.seoul_date(moment), actor=cast.platform_admin, at=clock.now()
    )
    assert run("delegations", moment)["done"] == 0
    holds.lift_hold(hold=hold, reason="끝남", actor=cast.platform_admin, at=clock.now())
    assert run("delegations", moment + DAY) == {"done": 1, "failed": 0}
    assert not Delegation.objects.exists()
    assert [place for place in places_of(NAME) if not place.startswith("core_mail")] == []
    assert [file for file in (Path(settings.MEDIA_ROOT) / "delegations").rglob("*") if file.is_file()] == []
    assert Erasure.objects.filter(key="delegations", target_uuid=delegation.uuid).exists()
    assert run("delegations", moment + 2 * DAY)["done"] == 0
    assert invariants.violations() == {}


def test_one_that_holds_is_not_due(cast, company):
    delegation = delegate(cast, company)
    assert not due("delegations", 0, clock.now()).exists()
    assert due("delegations", 0, delegation.ends_at).get() == delegation


def test_the_profile_of_an_organisation_without_people_goes_and_another_may_be_written(cast, company):
    values = {"contact_name": NAME, "contact_email": "canary@cast.example", "lead_person": NAME}
    profiles.save_profile(
        organisation=company, values=values, base_version=0, actor=cast.company_representative, at=clock.now()
    )
    later = clock.now() + 400 * DAY
    assert run("profiles", later)["done"] == 0, "somebody still acts for it"
    yesterday = clock.seoul_date(clock.now() - DAY)
    Membership.objects.filter(organisation=company).update(starts_on=yesterday, ends_on=yesterday)
    assert run("profiles", later + DAY) == {"done": 1, "failed": 0}
    assert places_of(NAME) == []
    assert not CompanyProfile.objects.exists()


def test_who_answered_a_challenge_is_erased_a_year_after_the_match(cast, company):
    at = clock.now()
    challenge, gist = make_challenge(cast, at=at), Organisation.objects.get(key="gist")
    values = {"laboratory": f"{NAME} 연구실", "contact": "canary@cast.example", "message": f"{NAME}입니다"}
    interest = challenges.offer_interest(
        challenge=challenge, organisation=gist, values=values, actor=cast.institute_admin, at=at
    )
    later = months_after(at, months("interests")) + DAY
    assert run("interests", later)["done"] == 0, "still looked for"
    challenges.settle_interest(interest=interest, name="accept", actor=cast.company_representative, at=at)
    assert run("interests", later + DAY) == {"done": 1, "failed": 0}
    assert places_of(NAME) == []
    assert Interest.objects.get().message == ERASED
    assert Interest.objects.get().organisation == gist
