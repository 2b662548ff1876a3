"""How far a call's review is: rounds, seats, what is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from axportal.calls.models import Application, Call
from axportal.calls.rules.selection import ReviewRound as RoundRule
from axportal.calls.rules.selection import ReviewRules
from axportal.reviews.models import Assignment, Plan, ReviewRound

SHOWN = ("under_review", "evaluated", "selected", "reserve", "not_selected", "declined")


@dataclass(frozen=True)
class RoundState:
    """A round of the rules, with its row once it is open, its newest plan and its counts."""

    rule: RoundRule
    row: ReviewRound | None
    plan: Plan | None
    assigned: int
    handed_in: int


@dataclass(frozen=True)
class ApplicationState:
    """One application's seats and sheets over all rounds."""

    application: Application
    assigned: int
    handed_in: int
    recused: int


def round_states(call: Call, rules: ReviewRules) -> list[RoundState]:
    """The rounds in the order of the rules: three queries."""
    live = Q(assignments__status__in=["assigned", "pledged", "handed_in"])
    rows = call.review_rounds.annotate(
        seats=Count("assignments", filter=live),
        sheets=Count("assignments", filter=Q(assignments__status=Assignment.Status.HANDED_IN)),
    )
    by_key = {row.key: row for row in rows}
    plans: Mapping[int, Plan] = {plan.round_id: plan for plan in Plan.objects.filter(round__call=call).order_by("id")}
    return [_state(rule, by_key.get(rule.key), plans) for rule in rules.rounds]


def _state(rule: RoundRule, row: ReviewRound | None, plans: Mapping[int, Plan]) -> RoundState:
    if row is None:
        return RoundState(rule, None, None, 0, 0)
    plan = plans.get(row.pk)
    open_plan = plan if plan is not None and plan.status in {Plan.Status.WANTED, Plan.Status.READY} else None
    return RoundState(rule, row, open_plan, row.seats, row.sheets)  # type: ignore[attr-defined]


def application_states(call: Call) -> list[ApplicationState]:
    """The applications under review, by number: one query."""
    live = Q(assignments__status__in=["assigned", "pledged", "handed_in"])
    rows = (
        Application.objects.filter(call=call, status__in=SHOWN)
        .select_related("organisation")
        .annotate(
            seats=Count("assignments", filter=live, distinct=True),
            sheets=Count("assignments", filter=Q(assignments__status="handed_in"), distinct=True),
            kept_out=Count("recusals__reviewer", distinct=True),
        )
        .order_by("number")
    )
    return [ApplicationState(row, row.seats, row.sheets, row.kept_out) for row in rows]


def late_seats(call: Call, *, at: datetime) -> list[Assignment]:
    """Seats of open rounds whose sheets are overdue, by application: one query."""
    owed = Assignment.objects.filter(
        round__call=call,
        round__closed_at=None,
        round__due_at__lt=at,
        status__in=[Assignment.Status.ASSIGNED, Assignment.Status.PLEDGED],
    )
    return list(owed.select_related("application", "reviewer__person", "round").order_by("application__number", "id"))


def reviewers_who_owe(review_round: ReviewRound) -> list[int]:
    """The reviewers with a seat in the round whose sheet is not handed in."""
    waiting = Assignment.objects.filter(round=review_round).exclude(status__in=["handed_in", "ended"])
    return list(waiting.order_by("reviewer_id").values_list("reviewer_id", flat=True).distinct())
