"""Two connections at once where people's rights and consents change: before or after, never in between (S22, B6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from axportal.calls.models import PartnerConsent, Submission
from axportal.calls.services import consents
from axportal.core import clock, invariants
from axportal.core.errors import DomainError, InvalidInput, NotAllowed, StaleVersion
from axportal.core.models import OutboxRow
from regions.models import Delegation, Membership
from regions.services import delegations
from tests.calls.factories import PDF, company, complete, make_call, ready, start, submit, write
from tests.calls.test_consents import digest_of, give, rival, with_partner
from tests.calls.test_prefilling import fill, save_profile
from tests.calls.test_races import together

DAY = timedelta(days=1)


def running(cast: Any) -> Any:
    return make_call(cast, closes_at=clock.now() + 3 * DAY)


def delegate(cast: Any) -> Delegation:
    at = clock.now()
    return delegations.name_delegate(
        organisation=company(), email="outsider@cast.example", name="대리인", acts=["submit"], starts_at=at,
        ends_at=at + DAY, proof=ContentFile(PDF, name="위임장.pdf"), actor=cast.company_representative, at=at,
    )  # fmt: skip


@pytest.mark.feature("B6")
def test_a_delegate_revoked_while_handing_in_was_in_time_or_is_refused(committed_db, cast):
    application, delegation = ready(cast, running(cast)), delegate(cast)
    outsider, representative, at = cast.outsider, cast.company_representative, clock.now()
    submitted, revoked = together(
        lambda: submit(application, actor=outsider, at=at),
        lambda: delegations.revoke_delegation(delegation=delegation, actor=representative, at=at),
    )
    assert revoked.revoked_at is not None
    was_taken = isinstance(submitted, Submission)
    assert was_taken or isinstance(submitted, NotAllowed)
    assert Submission.objects.count() == int(was_taken)
    with pytest.raises(NotAllowed):
        submit(application, actor=cast.outsider, at=at)
    assert invariants.violations() == {}


@pytest.mark.feature("B6")
def test_an_office_that_ends_while_handing_in_carried_the_act_or_did_not(committed_db, cast):
    application = ready(cast, running(cast))
    representative, at = cast.company_representative, clock.now()
    yesterday = clock.seoul_date(at) - DAY

    def leave() -> int:
        office = Membership.objects.filter(user=representative)
        return office.update(starts_on=yesterday - DAY, ends_on=yesterday)

    submitted, left = together(lambda: submit(application, actor=representative, at=at), leave)
    assert left == 1
    was_taken = isinstance(submitted, Submission)
    assert was_taken or isinstance(submitted, NotAllowed)
    assert Submission.objects.count() == int(was_taken)


@pytest.mark.feature("B7")
def test_a_consent_taken_back_while_handing_in_comes_before_or_after(committed_db, cast):
    application = complete(with_partner(cast), actor=cast.company_representative, at=clock.now())
    give(cast, application)
    representative, partner, at = cast.company_representative, cast.rival_representative, clock.now()
    submitted, taken_back = together(
        lambda: submit(application, actor=representative, at=at),
        lambda: consents.withdraw_consent(application=application, organisation=rival(), actor=partner, at=at),
    )
    assert isinstance(taken_back, PartnerConsent)
    application.refresh_from_db()
    if isinstance(submitted, Submission):
        assert application.status == "submitted"
    else:
        assert isinstance(submitted, InvalidInput)
        assert submitted.code == "incomplete"
        assert application.status == "draft"
    key = f"calls.notify_consent_withdrawn:{taken_back.uuid}"
    assert OutboxRow.objects.filter(dedup_key=key).count() == 1


@pytest.mark.feature("B7")
def test_a_consent_signed_while_its_content_changes_is_of_one_of_the_two(committed_db, cast):
    application = with_partner(cast)
    digest, partner, member, at = digest_of(application), cast.rival_representative, cast.company_member, clock.now()
    signed, saved = together(
        lambda: give(cast, application, sha256=digest, actor=partner, at=at),
        lambda: write(application, "project", {"goal": "새 목표"}, actor=member, at=at),
    )
    assert saved.saved == ["goal"]
    if isinstance(signed, DomainError):
        assert isinstance(signed, StaleVersion)
    else:
        assert signed.sha256 == digest
        assert digest_of(application) != digest, "the page says that it changed since"


def test_two_people_who_write_the_same_field_meet_a_merge(committed_db, cast):
    application = start(cast, running(cast))
    write(application, "project", {"goal": "목표"}, actor=cast.company_member, at=clock.now())
    one, other, at = cast.company_representative, cast.company_member, clock.now()
    first, second = together(
        lambda: write(application, "project", {"goal": "가"}, base="목표", actor=one, at=at),
        lambda: write(application, "project", {"goal": "나"}, base="목표", actor=other, at=at),
    )
    kept, met = sorted((first, second), key=lambda outcome: bool(outcome.conflicts))
    (conflict,) = met.conflicts
    assert (kept.saved, met.saved) == (["goal"], [])
    stands = application.parts.get(step="project").fields["goal"]
    assert conflict.theirs == stands
    assert {conflict.mine, stands} == {"가", "나"}, "neither is lost"


@pytest.mark.feature("N24")
def test_filling_while_somebody_types_leaves_what_is_typed(committed_db, cast):
    application = start(cast, running(cast))
    save_profile(cast, {"lead_person": "김책임", "researchers": 9})
    member, at = cast.company_member, clock.now()
    together(
        lambda: write(application, "partners", {"lead_person": "정책임"}, actor=member, at=at),
        lambda: fill(cast, application, "partners", who="company_representative"),
    )
    fields = application.parts.get(step="partners").fields
    assert fields["researchers"] == 9
    assert fields["lead_person"] in {"정책임", "김책임"}
    if fields["lead_person"] == "김책임":
        marks = application.parts.get(step="partners").marks
        assert marks["lead_person"]["source"] == "profile", "the typing met a merge and was told so"
