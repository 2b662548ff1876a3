"""Mails to reviewers, owed once for each cause and person. Applicants get none from here."""

from typing import Any

from axportal.calls import notifications as calls
from axportal.notices.services import telling
from axportal.reviews import notifications
from axportal.reviews.models import Assignment, Plan, Reviewer, ReviewRound


def owe_assigned(*, plan_id: int, reviewer_id: int) -> None:
    """Tell a reviewer that applications wait for them; the mail names the call and the number, nothing more."""
    plan = Plan.objects.select_related("round__call").get(pk=plan_id)
    reviewer = Reviewer.objects.select_related("user").get(pk=reviewer_id)
    waiting = Assignment.objects.live().filter(round=plan.round, reviewer=reviewer).count()
    letter = notifications.assigned(plan.round, reviewer, waiting)
    telling.tell("reviews.assigned", cause=plan.uuid, recipient=reviewer.user, letter=letter)


def owe_owing(*, round_id: int, reviewer_id: int, day: str) -> None:
    """Remind a reviewer of the sheets they owe by now; whoever has handed all in meanwhile gets nothing."""
    review_round = ReviewRound.objects.select_related("call").get(pk=round_id)
    reviewer = Reviewer.objects.select_related("user").get(pk=reviewer_id)
    owing = _owed(review_round).filter(reviewer=reviewer).count()
    if owing and review_round.closed_at is None:
        letter = notifications.owing(review_round, reviewer, owing)
        telling.tell("reviews.owing", cause=f"{review_round.uuid}:{day}", recipient=reviewer.user, letter=letter)


def owe_due(*, round_id: int, reviewer_id: int, mark: int) -> None:
    """Remind a reviewer of the sheets that are still owed; nobody when all came in or the round is closed meanwhile."""
    review_round = ReviewRound.objects.select_related("call").get(pk=round_id)
    reviewer = Reviewer.objects.select_related("user").get(pk=reviewer_id)
    waiting = _owed(review_round).filter(reviewer=reviewer).count()
    if review_round.closed_at is not None or not waiting:
        return
    letter = notifications.due(review_round, reviewer, waiting, is_late=mark == 0)
    telling.tell("reviews.due", cause=_occasion(review_round, mark), recipient=reviewer.user, letter=letter)


def owe_late(*, round_id: int) -> None:
    """Tell the managers of the call how many sheets are late."""
    review_round = ReviewRound.objects.select_related("call").get(pk=round_id)
    missing = _owed(review_round).count()
    if review_round.closed_at is not None or not missing:
        return
    for recipient in calls.managers_of(review_round.call):
        letter = notifications.late(review_round, recipient, missing)
        telling.tell("reviews.late", cause=_occasion(review_round, 0), recipient=recipient, letter=letter)


def _owed(review_round: ReviewRound) -> Any:
    return Assignment.objects.filter(round=review_round).exclude(status__in=["handed_in", "ended"])


def _occasion(review_round: ReviewRound, mark: int) -> str:
    return f"{review_round.uuid}:{review_round.due_at.isoformat()}:{mark}"
