"""Reviewers, ties and reviews for the tests, made by the services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from axportal.accounts import services as accounts
from axportal.accounts.models import User
from axportal.calls.models import Application, Call
from axportal.calls.workflow import APPLICATION, CALL
from axportal.core import clock
from axportal.reviews.models import (
    Assignment,
    Challenge,
    Participant,
    Person,
    Plan,
    Recusal,
    Reviewer,
    ReviewRound,
    ScoreSheet,
    Tie,
)  # fmt: skip
from axportal.reviews.services import assignments, conflicts, planning, reviewers, rounds, sheets, solving
from axportal.reviews.services.sheets import Typed
from regions.models import Delegation, Organisation
from tests.calls import factories
from tests.people import Cast

COMMENT = "현장의 난제를 수치로 보였고 방법이 문제에 맞습니다. 위험과 대안도 적었습니다."
BODY: dict[str, Any] = {
    **factories.BODY,
    "review": {
        "rounds": [
            {"key": "paper", "name_ko": "서면평가", "name_en": "Paper", "weight": 60, "anonymous": True},
            {"key": "talk", "name_ko": "발표평가", "name_en": "Talk", "weight": 40, "kind": "presentation"},
        ],
        "reviewers": 3,
        "fewest": 2,
        "most_per_reviewer": 5,
        "comment_least": 20,
    },
}


@dataclass
class RouteObjects:
    """What routes of reviews are tried on: the cast's own reviewer has handed one sheet in."""

    call: Call
    application: Application
    round: ReviewRound
    reviewer: Reviewer
    plan: Plan
    recusal: Recusal
    challenge: Challenge
    sheet: ScoreSheet


@dataclass
class Reviewed:
    """A call in review."""

    call: Call
    first: Application
    second: Application
    round: ReviewRound
    pool: list[Reviewer]


def employer(number: int) -> Organisation:
    """A university of its own for each reviewer."""
    return Organisation.objects.get_or_create(
        key=f"cast-university-{number}", defaults={"kind": "university", "name_ko": f"시험대학 {number}"}
    )[0]


def make_reviewer(cast: Cast, number: int, *, at: datetime, **values: Any) -> Reviewer:
    """Somebody of the pool with an account and an employer of their own."""
    email = f"judge{number}@cast.example"
    accounts.create_person(email=email, name=f"평가자{number}", password=None)
    values = {"organisation": employer(number), "keywords": ["적은", "내용"], "most_at_once": 5, **values}
    return reviewers.add_reviewer(email=email, values=values, actor=cast.agency_officer, at=at)


def make_pool(cast: Cast, number: int, *, at: datetime) -> list[Reviewer]:
    """So many."""
    return [make_reviewer(cast, one, at=at) for one in range(1, number + 1)]


def make_reviewing(
    cast: Cast, *, at: datetime, body: dict[str, Any] | None = None, **values: Any
) -> tuple[Call, list[Application]]:
    """A closed call whose two applications have passed their screening."""
    values = {"number": "AXL-2026-RV1", **values}
    call = factories.make_call(cast, closes_at=at - timedelta(hours=1), body=body or BODY, **values)
    applications = []
    for who in ("company_representative", "rival_representative"):
        application = factories.ready(cast, call, who=who)
        factories.submit(application, actor=cast[who], at=call.closes_at - timedelta(hours=1))
        applications.append(application)
    manager = cast.call_manager
    CALL.advance(call, "screen", actor=manager, at=at)
    for application in applications:
        application.refresh_from_db()
        APPLICATION.advance(application, "pass", actor=manager, at=at)
    return call, applications


def make_review(
    cast: Cast, *, at: datetime, body: dict[str, Any] | None = None, pool: int = 6, **values: Any
) -> Reviewed:
    """The first round is open and due in ten days; nobody is assigned yet."""
    call, applications = make_reviewing(cast, at=at, body=body, **values)
    reviewers_ = make_pool(cast, pool, at=at)
    opened = rounds.open_round(call=call, key="paper", due_at=at + timedelta(days=10), actor=cast.call_manager, at=at)
    call.refresh_from_db()
    for application in applications:
        application.refresh_from_db()
    return Reviewed(call, applications[0], applications[1], opened, reviewers_)


def confirmed(cast: Cast, review_round: ReviewRound, *, at: datetime) -> Plan:
    """A plan, worked out and confirmed."""
    plan = planning.want_plan(review_round=review_round, actor=cast.call_manager, at=at)
    solving.solve_plan(plan_id=plan.pk, at=at)
    return planning.confirm_plan(plan=plan, actor=cast.call_manager, at=at)


def assign(application: Application, reviewer: Reviewer, review_round: ReviewRound, *, at: datetime) -> Assignment:
    """One assignment, without a plan."""
    return Assignment.objects.create(application=application, reviewer=reviewer, round=review_round, assigned_at=at)


def pledge(assignment: Assignment, *, at: datetime) -> ScoreSheet:
    """Its reviewer pledges and gets the sheet."""
    opened = assignments.give_pledge(assignment=assignment, actor=assignment.reviewer.user, at=at)
    assert opened.sheet is not None
    return opened.sheet


def fill(sheet: ScoreSheet, *, at: datetime, need: str = "50", team: str = "30") -> ScoreSheet:
    """Points and comments for both criteria."""
    values = {"points-need": need, "points-team": team, "comment-need": COMMENT, "comment-team": COMMENT}
    typed = {name: Typed(value, "") for name, value in values.items()}
    sheets.save_sheet(sheet=sheet, typed=typed, actor=sheet.assignment.reviewer.user, at=at)
    sheet.refresh_from_db()
    return sheet


def judged(application: Application, reviewer: Reviewer, review_round: ReviewRound, *, at: datetime,
           need: str = "50", team: str = "30") -> ScoreSheet:  # fmt: skip
    """Assigned, pledged, filled in and handed in."""
    sheet = fill(pledge(assign(application, reviewer, review_round, at=at), at=at), at=at, need=need, team=team)
    return sheets.hand_in(sheet=sheet, actor=reviewer.user, at=at)


def tie(kind: str, person: Person | None, **values: Any) -> Tie:
    """A tie of today's knowledge."""
    return Tie.objects.create(kind=kind, person=person, source="시험", as_of=date(2026, 11, 1), **values)


def lead_of(application: Application) -> Person:
    """The principal investigator that was noted."""
    found = Participant.objects.filter(application=application, role="pi").select_related("person").first()
    assert found is not None
    return found.person


def make_route_objects(cast: Cast, *, at: datetime) -> RouteObjects:
    """A call in review with one of each thing."""
    reviewed = make_review(cast, at=at - timedelta(days=2), pool=0)
    reviewer = make_reviewer(cast, 51, at=at)
    judge = reviewers.add_reviewer(
        email=cast.reviewer.email, values={"organisation": employer(50)}, actor=cast.agency_officer, at=at
    )
    sheet = judged(reviewed.first, judge, reviewed.round, at=at)
    plan = planning.want_plan(review_round=reviewed.round, actor=cast.call_manager, at=at)
    solving.solve_plan(plan_id=plan.pk, at=at)
    recusal = conflicts.exclude(
        application=reviewed.second, reviewer=judge, kind="relative", reason="사촌", actor=cast.call_manager, at=at
    )
    challenge = conflicts.file_challenge(
        application=reviewed.first, person_name="아무개", affiliation="", reason="공정하지 않습니다",
        actor=cast.company_representative, at=at,
    )  # fmt: skip
    return RouteObjects(reviewed.call, reviewed.first, reviewed.round, reviewer, plan, recusal, challenge, sheet)


def delegate(organisation: Organisation, user: User, *, days: int = 0, revoked: timedelta | None = None) -> Delegation:
    """A power of attorney for ten days that began so many days from now; `revoked`: how long after its beginning."""
    starts_at = clock.now() + timedelta(days=days, minutes=-1)
    return Delegation.objects.create(
        organisation=organisation, email=user.email, name=user.name, submits=True, starts_at=starts_at,
        ends_at=starts_at + timedelta(days=10), proof_name="위임장.pdf", kind="pdf", size=1, sha256="0" * 64,
        stored=f"delegations/{user.pk}-{organisation.pk}", named_by=user, named_at=starts_at,
        revoked_by=user if revoked is not None else None,
        revoked_at=starts_at + revoked if revoked is not None else None,
    )  # fmt: skip
