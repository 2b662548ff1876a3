"""Plans of who judges what: wanted by a person, changed by hand, confirmed or dropped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls.models import Application
from axportal.calls.permissions import can_manage_call
from axportal.calls.selectors import rules_in_force
from axportal.core import clock, locks, outbox
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.reviews import tasks
from axportal.reviews.models import Assignment, Plan, PlannedSeat, Reviewer, ReviewRound
from axportal.reviews.rules.kinds import LABELS
from axportal.reviews.selectors.barred import bars
from axportal.reviews.services.participants import gather_participants
from axportal.reviews.workflow import ASSIGNMENT, PLAN


@transaction.atomic
def want_plan(*, review_round: ReviewRound, actor: User, at: datetime) -> Plan:
    """Have a plan worked out for the seats of the round that are still empty. One open plan a round."""
    review_round = locks.update(review_round)
    _ensure_manages(actor, review_round)
    if review_round.closed_at is not None:
        raise WrongState(_("이미 닫은 회차입니다."))
    if review_round.plans.filter(status__in=[Plan.Status.WANTED, Plan.Status.READY]).exists():
        raise WrongState(_("이 회차에는 아직 확정하거나 버리지 않은 배정안이 있습니다."))
    gather_participants(list(review_round.call.applications.filter(status=Application.Status.UNDER_REVIEW)))
    plan = Plan.objects.create(round=review_round, wanted_by=actor, wanted_at=at)
    PLAN.begin(plan, actor=actor, at=at)
    audit.record(actor=actor, action="reviews.plan.wanted", target=plan, at=at)
    outbox.enqueue(tasks.solve_plan, key=f"reviews.solve_plan:{plan.uuid}", plan_id=plan.pk)
    return plan


@transaction.atomic
def change_seat(
    *, plan: Plan, application: Application, reviewer: Reviewer, seated: bool, actor: User, at: datetime
) -> None:
    """Put somebody into a plan by hand or take them out; a second click changes nothing.

    Raises `InvalidInput` with the kind of conflict for somebody who may not judge this application.
    """
    plan = _open_plan(plan, actor=actor)
    if seated:
        gather_participants([application])
        _ensure_free(plan, {(application.pk, reviewer.pk)}, at=at)
        PlannedSeat.objects.get_or_create(
            plan=plan, application=application, reviewer=reviewer, defaults={"by_hand": True}
        )
    else:
        plan.seats.filter(application=application, reviewer=reviewer).delete()
    detail: dict[str, Any] = {"application": str(application.uuid), "reviewer": str(reviewer.uuid), "seated": seated}
    audit.record(actor=actor, action="reviews.plan.changed", target=plan, at=at, detail=detail)


@transaction.atomic
def confirm_plan(*, plan: Plan, actor: User, at: datetime) -> Plan:
    """Make the plan's seats assignments and owe each reviewer a mail. Conflicts are looked for once more."""
    review_round = locks.update(plan.round)
    plan = _open_plan(plan, actor=actor)
    if review_round.closed_at is not None:
        raise WrongState(_("이미 닫은 회차입니다."))
    seats = list(plan.seats.values_list("application_id", "reviewer_id"))
    _ensure_free(plan, set(seats), at=at)
    taken = set(review_round.assignments.live().values_list("application_id", "reviewer_id"))
    assignments = Assignment.objects.bulk_create(
        Assignment(round=review_round, application_id=application, reviewer_id=reviewer, assigned_at=at)
        for application, reviewer in seats
        if (application, reviewer) not in taken
    )
    for assignment in assignments:
        ASSIGNMENT.begin(assignment, actor=actor, at=at)
    PLAN.advance(plan, "confirm", actor=actor, at=at)
    audit.record(actor=actor, action="reviews.plan.confirmed", target=plan, at=at, detail={"seats": len(assignments)})
    for reviewer in sorted({assignment.reviewer_id for assignment in assignments}):
        key = f"reviews.notify_assigned:{plan.uuid}:{reviewer}"
        outbox.enqueue(tasks.notify_assigned, key=key, plan_id=plan.pk, reviewer_id=reviewer)
    return plan


@transaction.atomic
def drop_plan(*, plan: Plan, actor: User, at: datetime) -> Plan:
    """Throw a plan away; nobody was told of it."""
    plan = locks.update(plan)
    PLAN.advance(plan, "drop", actor=actor, at=at)
    audit.record(actor=actor, action="reviews.plan.dropped", target=plan, at=at)
    return plan


def _ensure_free(plan: Plan, seats: set[tuple[int, int]], *, at: datetime) -> None:
    """Look for conflicts of these seats and refuse with the first few in words."""
    rules = rules_in_force(plan.round.call).after.review
    applications, reviewers = {one for one, _r in seats}, {one for _a, one in seats}
    barred = bars(reviewers=reviewers, applications=applications, rules=rules, today=clock.seoul_date(at))
    clashes = sorted(seats & barred.keys())
    if clashes:
        _refuse(clashes, barred)


def _refuse(clashes: list[tuple[int, int]], barred: Mapping[tuple[int, int], str]) -> None:
    numbers = dict(Application.objects.filter(pk__in=[one for one, _r in clashes]).values_list("pk", "number"))
    reviewers = Reviewer.objects.select_related("person").in_bulk([one for _a, one in clashes])
    sentences = [
        _("%(reviewer)s – %(application)s: %(kind)s")
        % {"reviewer": reviewers[pair[1]], "application": numbers[pair[0]], "kind": LABELS[barred[pair]]}
        for pair in clashes[:20]
    ]
    raise InvalidInput(
        _("이해관계가 있어 배정할 수 없습니다."), code="conflict_of_interest", fields={"seats": sentences}
    )


def _open_plan(plan: Plan, *, actor: User) -> Plan:
    plan = locks.update(plan)
    _ensure_manages(actor, plan.round)
    if plan.status != Plan.Status.READY:
        raise WrongState(_("볼 수 있는 배정안만 고치거나 확정할 수 있습니다."))
    return plan


def _ensure_manages(actor: User, review_round: ReviewRound) -> None:
    if not can_manage_call(actor, review_round.call):
        raise NotAllowed(_("이 공고의 평가를 관리하는 사람만 할 수 있습니다."))
