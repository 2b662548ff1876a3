"""Ending a role: whoever left acts for the organisation no more, and the organisation is never left without a head."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.accounts.scoping import scope_of
from axportal.audit.models import Access, Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.models import OutboxRow
from axportal.notices.models import Notice
from regions import tasks
from regions.models import Membership, Organisation
from regions.services import memberships, notices

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B6")]
DAY = timedelta(days=1)
API = "/api/v1/"


@pytest.fixture
def yesterday():
    return clock.seoul_date(clock.now()) - DAY


@pytest.fixture
def long_since(cast):
    """Everybody of the company has been there for a year."""
    began = clock.seoul_date(clock.now() - 365 * DAY)
    Membership.objects.filter(organisation__key="cast-company").update(starts_on=began)


def of(person):
    return Membership.objects.get(user=person, organisation__isnull=False)


def end(person, actor, last_day, reason="left"):
    return memberships.end_membership(
        membership=of(person), last_day=last_day, reason=reason, actor=actor, at=clock.now()
    )


def fresh(person):
    return type(person).objects.get(pk=person.pk)


def test_whoever_left_acts_no_more_at_once_and_is_told(cast, long_since, yesterday):
    member = cast.company_member
    ended = end(member, cast.company_representative, yesterday)
    assert ended.ends_on == yesterday
    assert not scope_of(fresh(member)).has("company_member")
    act = Act.objects.get(action="regions.membership.ended")
    assert (act.actor, act.detail) == (
        cast.company_representative,
        {"role": "company_member", "last_day": yesterday.isoformat(), "reason": "left"},
    )
    assert OutboxRow.objects.filter(task=tasks.notify_ended.name).count() == 1
    notices.tell_ended(membership_id=ended.pk)
    notice = Notice.objects.get(user=member)
    assert "기업 구성원" in notice.subject
    with pytest.raises(WrongState) as over:
        end(member, cast.company_representative, yesterday)
    assert over.value.code == "membership_over"


def test_a_last_day_to_come_may_be_moved_up_and_never_back(cast, long_since, yesterday):
    member, head = cast.company_member, cast.company_representative
    end(member, head, yesterday + 30 * DAY)
    assert scope_of(fresh(member)).has("company_member")
    with pytest.raises(InvalidInput) as later:
        end(member, head, yesterday + 40 * DAY)
    assert later.value.code == "last_day_late"
    with pytest.raises(InvalidInput) as earlier:
        end(member, head, yesterday - DAY)
    assert earlier.value.code == "last_day_early"
    with pytest.raises(InvalidInput) as unknown:
        end(member, head, yesterday, reason="싫어서")
    assert unknown.value.code == "reason_unknown"
    assert end(member, head, yesterday).ends_on == yesterday


def test_the_last_who_speaks_for_it_stays_unless_the_portal_ends_it(cast, long_since, yesterday):
    head = cast.company_representative
    with pytest.raises(WrongState) as last:
        end(head, head, yesterday)
    assert last.value.code == "last_head"
    Membership.objects.create(
        user=cast.outsider, role="company_representative", organisation=Organisation.objects.get(key="cast-company")
    )
    end(head, head, yesterday)
    assert end(cast.outsider, cast.platform_admin, clock.seoul_date(clock.now()), reason="security").ends_on


@pytest.mark.goal("R3")
def test_only_heads_of_the_same_organisation_end_roles(cast, long_since, yesterday):
    for person in (cast.company_member, cast.rival_representative, cast.institute_admin, cast.auditor, cast.outsider):
        with pytest.raises(NotAllowed):
            end(cast.company_member, person, yesterday)
    national = Membership.objects.get(user=cast.auditor)
    with pytest.raises(NotAllowed):
        memberships.end_membership(
            membership=national, last_day=yesterday, reason="left", actor=cast.platform_admin, at=clock.now()
        )


def test_an_institutes_administrator_ends_the_roles_of_its_people(cast, yesterday):
    Membership.objects.filter(user=cast.call_manager).update(starts_on=yesterday - DAY)
    end(cast.call_manager, cast.institute_admin, yesterday, reason="duty")
    assert not scope_of(fresh(cast.call_manager)).has("call_manager")


def test_the_pages(cast, long_since, yesterday, sign_in):
    member, company = of(cast.company_member), Organisation.objects.get(key="cast-company")
    listed = reverse("regions:member-list", kwargs={"uuid": company.uuid})
    address = reverse("regions:member-end", kwargs={"uuid": company.uuid, "membership": member.uuid})
    client = sign_in("company_representative")
    assert listed in client.get(reverse("regions:company", kwargs={"uuid": company.uuid})).content.decode()
    assert address in client.get(listed).content.decode()
    assert f'value="{yesterday.isoformat()}"' in client.get(address).content.decode()
    refused = client.post(address, {"last_day": (yesterday - DAY).isoformat(), "reason": "left"})
    assert (refused.status_code, "어제보다 이르거나" in refused.content.decode()) == (400, True)
    done = client.post(address, {"last_day": yesterday.isoformat(), "reason": "left"}, follow=True)
    assert "company_member의 역할을 끝내고 알렸습니다." in done.content.decode()
    assert address not in done.content.decode()
    assert "끝난 역할" in done.content.decode()
    own = reverse(
        "regions:member-end", kwargs={"uuid": company.uuid, "membership": of(cast.company_representative).uuid}
    )
    last = client.post(own, {"last_day": yesterday.isoformat(), "reason": "left"})
    assert (last.status_code, "아무도 남지 않습니다" in last.content.decode()) == (409, True)
    assert sign_in("platform_admin").get(listed).status_code == 200
    assert Access.objects.filter(actor=cast.platform_admin, what="regions.members.read").count() == 1


def test_the_list_asks_as_often_for_three_as_for_one(cast, sign_in):
    company = Organisation.objects.get(key="cast-company")
    listed = reverse("regions:member-list", kwargs={"uuid": company.uuid})
    client = sign_in("company_representative")
    client.get(listed)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(listed)
        return len(queries)

    before = asked()
    for person in (cast.outsider, cast.reviewer):
        Membership.objects.create(user=person, role="company_member", organisation=company)
    assert asked() == before


@pytest.mark.feature("B36")
def test_the_api(cast, long_since, yesterday, api):
    company, member = Organisation.objects.get(key="cast-company"), of(cast.company_member)
    head, place = api("company_representative"), f"{API}organisations/{company.uuid}/memberships/"
    body = head.get(place).json()
    row = {
        "uuid": str(member.uuid), "name": "company_member", "email": "company_member@cast.example",
        "role": "company_member", "starts_on": member.starts_on.isoformat(), "ends_on": None,
    }  # fmt: skip
    assert row in body["present"]
    assert body["former"] == []
    sent = {"last_day": yesterday.isoformat(), "reason": "left"}
    ended = head.post(f"{place}{member.uuid}/end/", sent, format="json")
    assert (ended.status_code, ended.json()) == (200, {**row, "ends_on": yesterday.isoformat()})
    assert head.get(place).json()["former"] == [ended.json()]
    rival = of(cast.rival_representative)
    assert head.post(f"{place}{rival.uuid}/end/", sent, format="json").status_code == 404
