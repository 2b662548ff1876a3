"""Conflicts are found from ties before a file opens; 제척, 기피 and 회피 are three recorded things."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.calls.rules.selection import CONFLICT_KINDS
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.reviews.models import Assignment, Participant, Recusal, SetAside
from axportal.reviews.selectors.conflicts import found_conflicts
from axportal.reviews.selectors.scores import scores_of
from axportal.reviews.services import assignments, conflicts
from regions.models import Membership, Organisation
from tests.reviews.factories import assign, delegate, employer, judged, lead_of, tie

TODAY = clock.seoul_date(clock.now())


def company():
    return Organisation.objects.get(key="cast-company")


def kinds(reviewed, number=0, years=3):
    found = found_conflicts(
        reviewers=[reviewed.pool[number].pk],
        applications=[reviewed.first.pk],
        kinds=CONFLICT_KINDS,
        years=years,
        today=TODAY,
    )
    return {one.kind: one.tie_id for one in found}


def test_people_come_from_what_was_handed_in(reviewed):
    rows = Participant.objects.filter(application=reviewed.first)
    assert set(rows.values_list("role", "organisation__key")) == {
        (role, organisation) for role in ("pi", "lead", "member") for organisation in ("cast-company", "gist")
    }
    assert kinds(reviewed) == {}


@pytest.mark.feature("B18", "N8")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [("relative", "relative"), ("co_author", "co_author"), ("joint_patent", "joint_patent"),
     ("laboratory", "same_laboratory")],
)  # fmt: skip
def test_ties_between_people_whichever_side_they_are_written_from(reviewed, kind, expected):
    judge, lead = reviewed.pool[0].person, lead_of(reviewed.first)
    made = tie(kind, lead, other=judge, starts_on=date(2025, 6, 1))
    assert kinds(reviewed) == {expected: made.pk}


def test_joint_work_of_long_ago_is_none_but_relatives_stay(reviewed):
    judge, lead = reviewed.pool[0].person, lead_of(reviewed.first)
    tie("co_author", judge, other=lead, starts_on=date(2020, 1, 1))
    assert kinds(reviewed) == {}
    assert "co_author" in kinds(reviewed, years=10)
    tie("relative", judge, other=lead, starts_on=date(1990, 1, 1))
    assert "relative" in kinds(reviewed)


@pytest.mark.feature("B18")
def test_departments_laboratories_and_employers(reviewed):
    judge, lead = reviewed.pool[0].person, lead_of(reviewed.first)
    judge.organisation, judge.unit_name = lead.organisation, "AI연구소"
    judge.save()
    assert kinds(reviewed) == {"employer": None}
    lead.unit_name = "ai연구소"
    lead.save()
    assert kinds(reviewed) == {"employer": None, "same_department": None}
    other = reviewed.pool[1].person
    former = tie("employment", other, organisation=company(), starts_on=date(2018, 1, 1), ends_on=date(2025, 1, 31))
    assert kinds(reviewed, 1) == {"former_employer": former.pk}
    assert kinds(reviewed, 1, years=1) == {}
    third, laboratory = reviewed.pool[2].person, employer(99)
    own = tie("laboratory", third, organisation=laboratory)
    tie("laboratory", lead, organisation=laboratory)
    assert kinds(reviewed, 2) == {"same_laboratory": own.pk}


@pytest.mark.feature("B19", "N8")
def test_shares_and_advice_of_the_person_the_employer_and_the_company_group(reviewed):
    applicant = company()
    holding = Organisation.objects.create(kind="company", name_ko="시험지주")
    sister = Organisation.objects.create(kind="company", name_ko="시험자매", parent=holding)
    Organisation.objects.filter(pk=applicant.pk).update(parent=holding)
    people = [reviewer.person for reviewer in reviewed.pool]
    own = tie("shareholding", people[0], organisation=applicant)
    assert kinds(reviewed, 0) == {"shareholding": own.pk}
    advice = tie("advisory", people[1], organisation=sister)
    assert kinds(reviewed, 1) == {"advisory": advice.pk}
    of_employer = tie("shareholding", None, holder=people[2].organisation, organisation=holding)
    assert kinds(reviewed, 2) == {"shareholding": of_employer.pk}
    of_group = tie("shareholding", None, holder=sister, organisation=people[3].organisation)
    assert kinds(reviewed, 3) == {"shareholding": of_group.pk}
    people[4].organisation = sister
    people[4].save()
    assert kinds(reviewed, 4) == {"company_group": None}
    Organisation.objects.filter(pk=holding.pk).update(parent=employer(98))
    people[5].organisation = employer(98)
    people[5].save()
    assert kinds(reviewed, 5) == {}


def test_participants_officials_and_those_who_would_judge_each_other(reviewed):
    lead = lead_of(reviewed.first)
    Participant.objects.create(
        application=reviewed.first, role="lead", person=reviewed.pool[0].person, organisation=company()
    )
    assert kinds(reviewed, 0) == {"participant": None}
    Membership.objects.create(user=reviewed.pool[1].user, role="agency_officer")
    assert kinds(reviewed, 1) == {"official": None}
    # One who judges the second application takes part in the first, in which a third takes part who …
    second = reviewed.pool[2]
    assign(reviewed.second, second, reviewed.round, at=clock.now())
    Participant.objects.create(
        application=reviewed.second, role="lead", person=reviewed.pool[3].person, organisation=company()
    )
    Participant.objects.create(application=reviewed.first, role="lead", person=second.person, organisation=company())
    assert kinds(reviewed, 3) == {"cross_review": None}
    assert lead is not None


@pytest.mark.feature("N8")
def test_whoever_acts_for_an_applicant_by_a_power_of_attorney_is_its_adviser(reviewed):
    delegate(company(), reviewed.pool[0].user)
    assert kinds(reviewed, 0) == {"advisory": None}
    delegate(company(), reviewed.pool[1].user, days=-4 * 366)
    assert kinds(reviewed, 1) == {}
    assert kinds(reviewed, 1, years=5) == {"advisory": None}
    delegate(company(), reviewed.pool[2].user, days=3)
    assert kinds(reviewed, 2) == {}, "not begun"
    delegate(company(), reviewed.pool[3].user, revoked=timedelta(0))
    assert kinds(reviewed, 3) == {}, "revoked before it began"
    delegate(company(), reviewed.pool[4].user, revoked=timedelta(hours=1))
    assert kinds(reviewed, 4) == {"advisory": None}
    delegate(employer(97), reviewed.pool[5].user)
    assert kinds(reviewed, 5) == {}, "of an organisation that takes no part"


@pytest.mark.feature("B18", "N8")
def test_whoever_writes_for_an_applicant_in_the_portal_works_for_it(reviewed):
    role = {"role": "company_member", "organisation": company()}
    last_year = TODAY - timedelta(days=300)
    Membership.objects.create(user=reviewed.pool[0].user, starts_on=last_year, **role)
    assert kinds(reviewed, 0) == {"employer": None}
    ended_on = TODAY - timedelta(days=1)
    Membership.objects.create(user=reviewed.pool[1].user, starts_on=last_year, ends_on=ended_on, **role)
    assert kinds(reviewed, 1) == {"former_employer": None}
    assert kinds(reviewed, 1, years=0) == {}
    other = {**role, "organisation": employer(96)}
    Membership.objects.create(user=reviewed.pool[2].user, starts_on=last_year, **other)
    assert kinds(reviewed, 2) == {}, "of a company that takes no part"


def test_one_statement_for_any_number(reviewed):
    with CaptureQueriesContext(connection) as asked:
        found_conflicts(
            reviewers=[one.pk for one in reviewed.pool],
            applications=[reviewed.first.pk, reviewed.second.pk],
            kinds=CONFLICT_KINDS,
            years=3,
            today=TODAY,
        )
    assert len(asked) == 1


@pytest.mark.feature("B17", "N8")
def test_a_conflict_that_comes_up_before_opening_keeps_the_file_shut(cast, reviewed):
    at = clock.now()
    seat = assign(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    made = tie("shareholding", reviewed.pool[0].person, organisation=company())
    opened = assignments.open_assignment(assignment=seat, actor=reviewed.pool[0].user, address="127.0.0.1", at=at)
    recusal = opened.recusal
    assert (recusal.way, recusal.kind, recusal.tie, recusal.recorded_by) == ("excluded", "shareholding", made, None)
    seat.refresh_from_db()
    assert seat.status == "ended"
    with pytest.raises(NotAllowed):
        assignments.open_assignment(assignment=seat, actor=reviewed.pool[0].user, address="127.0.0.1", at=at)


@pytest.mark.goal("R3")
def test_the_database_seats_nobody_with_an_open_conflict(cast, reviewed):
    at, manager = clock.now(), cast.call_manager
    conflicts.exclude(
        application=reviewed.first, reviewer=reviewed.pool[0], kind="relative", reason="삼촌", actor=manager, at=at
    )
    with pytest.raises(DatabaseError, match="reviews_assignment_no_conflict"), transaction.atomic():
        assign(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    recusal = Recusal.objects.get()
    conflicts.excuse(recusal=recusal, reason="이 분야의 유일한 전문가", actor=manager, at=at)
    assert assign(reviewed.first, reviewed.pool[0], reviewed.round, at=at).pk


def test_ones_own_part_is_never_excused(cast, reviewed):
    at, manager = clock.now(), cast.call_manager
    recusal = conflicts.exclude(
        application=reviewed.first,
        reviewer=reviewed.pool[0],
        kind="participant",
        reason="참여연구원",
        actor=manager,
        at=at,
    )
    with pytest.raises(InvalidInput, match="예외가 없습니다"):
        conflicts.excuse(recusal=recusal, reason="전문가", actor=manager, at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Recusal.objects.update(excuse="x", excused_by=manager, excused_at=at)


def test_stepping_down_midway_sets_the_scores_aside_and_keeps_them(reviewed):
    at = clock.now()
    sheet = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    assert len(scores_of(reviewed.call)[0].sheets) == 1
    conflicts.step_down(
        assignment=sheet.assignment, reason="신청자가 제자임을 알았습니다", actor=reviewed.pool[0].user, at=at
    )
    aside = SetAside.objects.get()
    assert (aside.sheet, aside.reason) == (sheet, "신청자가 제자임을 알았습니다")
    assert aside.recusal.way == "stepped_down"
    assert scores_of(reviewed.call)[0].sheets == ()
    sheet.refresh_from_db()
    assert sheet.points == {"need": "50", "team": "30"}


def test_a_challenge_says_nothing_to_the_applicant_and_takes_the_reviewer_off(cast, reviewed, sign_in):
    at = clock.now()
    seat = assign(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    client, address = (
        sign_in("company_representative"),
        reverse("reviews:challenge", kwargs={"uuid": reviewed.first.uuid}),
    )
    sent = {"person_name": "평가자1", "affiliation": "시험대학 1", "reason": "소송 상대방의 자문위원입니다"}
    answer = client.post(address, sent)
    assert answer.status_code == 302
    page = client.get(address).content.decode()
    assert "소송 상대방의 자문위원입니다" in page
    challenge = reviewed.first.challenges.get()
    decide = reverse("reviews:challenge-decide", kwargs={"uuid": challenge.uuid})
    reviewer = reviewed.pool[0]
    judgement = {"reviewer": str(reviewer.uuid), "accepted": "yes", "reason": "자문 사실을 확인함"}
    assert sign_in("call_manager").post(decide, judgement).status_code == 302
    seat.refresh_from_db()
    assert seat.status == "ended"
    assert Recusal.objects.get().challenge == challenge
    assert client.get(address).content.decode().count("자문 사실을 확인함") == 0


def test_a_dismissed_challenge_keeps_nobody_out(cast, reviewed):
    at = clock.now()
    challenge = conflicts.file_challenge(
        application=reviewed.first, person_name="평가자1", affiliation="", reason="싫습니다",
        actor=cast.company_representative, at=at,
    )  # fmt: skip
    conflicts.decide_challenge(
        challenge=challenge, reviewer=reviewed.pool[0], accepted=False, reason="까닭이 아님",
        actor=cast.call_manager, at=at,
    )  # fmt: skip
    assert assign(reviewed.first, reviewed.pool[0], reviewed.round, at=at).status == Assignment.Status.ASSIGNED


def test_only_those_who_manage_the_call_decide(cast, reviewed):
    at = clock.now() + timedelta(seconds=1)
    for person in (cast.panel_chair, cast.company_representative, cast.outsider):
        with pytest.raises(NotAllowed):
            conflicts.exclude(
                application=reviewed.first, reviewer=reviewed.pool[0], kind="relative", reason="x", actor=person, at=at
            )
