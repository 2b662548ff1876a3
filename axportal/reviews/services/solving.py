"""Working out a plan: the facts, what speaks for each pairing, and the solver's answer. Run by the worker."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from axportal.calls.models import Application, Submission
from axportal.calls.rules.selection import ReviewRules
from axportal.calls.selectors import rules_in_force
from axportal.core import clock
from axportal.reviews.models import Assignment, Plan, PlannedSeat, Reviewer, ReviewRound
from axportal.reviews.rules.fitness import Grounds, weigh
from axportal.reviews.rules.seating import Pair, Problem, Seating, seat
from axportal.reviews.selectors.barred import bars
from axportal.reviews.selectors.habits import Habits, habits_of
from axportal.reviews.workflow import PLAN
from regions.models import Industry

_TELLING = ("title_ko", "title_en", "keywords", "necessity", "goal", "method")


@dataclass(frozen=True)
class Facts:
    """What a plan is worked out from."""

    applications: list[Application]
    texts: Mapping[int, str]
    reviewers: list[Reviewer]
    habits: Mapping[int, Habits]
    industries: Mapping[str, str]
    barred: frozenset[tuple[int, int]]
    seated: frozenset[tuple[int, int]]
    earlier: frozenset[tuple[int, int]]
    conflicts: Mapping[str, int]


@transaction.atomic
def solve_plan(*, plan_id: int, at: datetime) -> None:
    """Work the plan out. One that was dropped or is ready already stays as it is."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("round__call").get(pk=plan_id)
    if plan.status != Plan.Status.WANTED:
        return
    rules = rules_in_force(plan.round.call).after.review
    facts = _facts(plan.round, rules, at=at)
    began = time.perf_counter()
    grounds, seating = _solve(facts, rules)
    PlannedSeat.objects.bulk_create(
        PlannedSeat(
            plan=plan,
            application_id=pair.application,
            reviewer_id=pair.reviewer,
            grounds=grounds[pair.application, pair.reviewer].as_json(),
        )
        for pair in seating.chosen
    )
    plan.outcome = {
        "seats": len(seating.chosen),
        "empty": {str(pk): number for pk, number in seating.empty.items()},
        "reviewers": len(facts.reviewers),
        "conflicts": dict(facts.conflicts),
        "milliseconds": round((time.perf_counter() - began) * 1000),
    }
    plan.save(update_fields=["outcome"])
    PLAN.advance(plan, "solve", actor=None, at=at)


def _facts(review_round: ReviewRound, rules: ReviewRules, *, at: datetime) -> Facts:
    applications = list(
        Application.objects.filter(call=review_round.call, status=Application.Status.UNDER_REVIEW).order_by("number")
    )
    today = clock.seoul_date(at)
    pool = Reviewer.objects.available(today).filter(user__is_active=True)
    reviewers = list(pool.select_related("person").order_by("pk"))
    ids = [reviewer.pk for reviewer in reviewers]
    keys = [application.pk for application in applications]
    barred = bars(reviewers=ids, applications=keys, rules=rules, today=today)
    seats = Assignment.objects.live().filter(application__in=keys)
    here = seats.filter(round=review_round)
    return Facts(
        applications=applications,
        texts=_texts(keys),
        reviewers=reviewers,
        habits=habits_of(ids, at=at),
        industries=dict(Industry.objects.values_list("code", "name_ko")),
        barred=frozenset(barred),
        seated=frozenset(here.values_list("application_id", "reviewer_id")),
        earlier=frozenset(seats.exclude(round=review_round).values_list("application_id", "reviewer_id")),
        conflicts=Counter(barred.values()),
    )


def _texts(applications: list[int]) -> dict[int, str]:
    """What each application says its project is about, in lower case."""
    texts = {}
    for submission in Submission.objects.filter(application__in=applications).order_by("application", "number"):
        parts = submission.snapshot["parts"]
        fields: dict[str, Any] = next((part["fields"] for part in parts if part["step"] == "project"), {})
        texts[submission.application_id] = " ".join(str(fields.get(name, "")) for name in _TELLING).lower()
    return texts


def _solve(facts: Facts, rules: ReviewRules) -> tuple[dict[tuple[int, int], Grounds], Seating]:
    filled = Counter(application for application, _reviewer in facts.seated)
    needs = {one.pk: max(rules.reviewers - filled[one.pk], 0) for one in facts.applications}
    busy = {one.pk: facts.habits.get(one.pk, Habits()).open for one in facts.reviewers}
    room = {one.pk: min(one.most_at_once, rules.most_per_reviewer) - busy[one.pk] for one in facts.reviewers}
    closed = facts.barred | facts.seated
    grounds = {
        (application.pk, reviewer.pk): _grounds(facts, application.pk, reviewer)
        for application in facts.applications
        for reviewer in facts.reviewers
        if needs[application.pk] and room[reviewer.pk] > 0 and (application.pk, reviewer.pk) not in closed
    }
    pairs = [Pair(reviewer, application, one.worth) for (application, reviewer), one in grounds.items()]
    organisation = {one.pk: one.person.organisation_id for one in facts.reviewers}
    return grounds, seat(Problem(pairs, needs, room, busy, organisation))


def _grounds(facts: Facts, application: int, reviewer: Reviewer) -> Grounds:
    return weigh(
        text=facts.texts.get(application, ""),
        keywords=reviewer.keywords,
        industries={code: facts.industries[code] for code in reviewer.industry_codes if code in facts.industries},
        knows_it=(application, reviewer.pk) in facts.earlier,
        late_share=facts.habits.get(reviewer.pk, Habits()).late_share,
    )
