"""Calls that wait for their decision, made by the services of review."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axportal.calls.models import Application, Call
from axportal.decisions.models import Selection
from axportal.decisions.services import publication, selections
from axportal.reviews.models import Reviewer
from axportal.reviews.services import rounds
from tests.people import Cast
from tests.reviews import factories as reviews

BODY: dict[str, Any] = {
    **reviews.BODY,
    "review": {
        "rounds": [{"key": "paper", "name_ko": "서면평가", "name_en": "Paper review", "weight": 100}],
        "reviewers": 3,
        "fewest": 2,
        "most_per_reviewer": 5,
        "comment_least": 20,
        "tie_order": ["need"],
        "adjustments": [
            {"key": "grade", "points": "2", "name_ko": "우수 과제", "name_en": "Good earlier project"},
            {"key": "sanction", "points": "-3", "name_ko": "제재", "name_en": "Sanction"},
        ],
    },
    "selection": {"reserve": 1},
    "objection": {
        "grounds": [
            {"key": "error", "name_ko": "평가의 명백한 오류", "name_en": "Plain error of review"},
            {"key": "misreading", "name_ko": "계획서를 잘못 읽음", "name_en": "Misreading of the plan"},
        ]
    },
}


@dataclass
class Judged:
    """A call whose two applications are evaluated: the first has the better points."""

    call: Call
    first: Application
    second: Application
    reviewer: Reviewer
    at: datetime


def make_judged(
    cast: Cast, *, at: datetime, first: str = "50", second: str = "40", budget_won: int | None = None,
    body: dict[str, Any] | None = None, **values: Any,
) -> Judged:  # fmt: skip
    """Three sheets for each; the panel may decide."""
    review = reviews.make_review(cast, at=at - timedelta(days=5), body=body or BODY, **values)
    for application, need in ((review.first, first), (review.second, second)):
        for reviewer in review.pool[:3]:
            reviews.judged(application, reviewer, review.round, at=at - timedelta(days=4), need=need)
    rounds.close_round(review_round=review.round, reason="", actor=cast.call_manager, at=at - timedelta(days=1))
    Call.objects.filter(pk=review.call.pk).update(budget_won=budget_won)
    call = Call.objects.get(pk=review.call.pk)
    for application in (review.first, review.second):
        application.refresh_from_db()
    return Judged(call, review.first, review.second, review.pool[0], at)


def propose(cast: Cast, judged: Judged, **values: Any) -> Selection:
    """Proposed by the call manager, to be told in an hour."""
    return selections.propose_selection(
        **{
            "call": judged.call, "publish_at": judged.at + timedelta(hours=1), "note": "", "actor": cast.call_manager,
            "at": judged.at, **values,
        }
    )  # fmt: skip


def approved(cast: Cast, judged: Judged, **values: Any) -> Selection:
    """With both words."""
    selection = propose(cast, judged, **values)
    selection = selections.confirm_selection(
        selection=selection, reason="", no_conflict=True, actor=cast.panel_chair, at=judged.at
    )
    return selections.approve_selection(
        selection=selection, reason="", no_conflict=True, actor=cast.ministry_approver, at=judged.at
    )


def told(cast: Cast, judged: Judged, **values: Any) -> Selection:
    """And told at its moment."""
    selection = approved(cast, judged, **values)
    publication.publish_due(at=selection.publish_at)
    selection.refresh_from_db()
    return selection
