"""API routes of reviews."""

from typing import Any

from django.urls import path

from axportal.reviews.api.cases import CaseViewSet, ChallengeViewSet, FiledChallengeViewSet, RecusalViewSet, SeatViewSet
from axportal.reviews.api.leading import CallReviewViewSet, PlanViewSet, ReviewRoundViewSet
from axportal.reviews.api.pool import ReviewerViewSet
from axportal.reviews.api.sheets import HandedInViewSet
from axportal.reviews.api.ties import TieViewSet
from axportal.reviews.api.views import ReviewAssignmentViewSet


def _assignments(actions: Any, *, detail: bool = True) -> Any:
    return ReviewAssignmentViewSet.as_view(actions, basename="review-assignments", detail=detail)


def _reviewers(actions: Any, *, detail: bool) -> Any:
    return ReviewerViewSet.as_view(actions, basename="reviewers", detail=detail)


def _verbs(place: str, viewset: Any, name: str, acts: dict[str, tuple[str, str]]) -> list[Any]:
    """Routes at and below one object: `acts` by the end of their name tell method and action."""
    return [
        path(
            f"{place}/" if act == "detail" else f"{place}/{act}/",
            viewset.as_view({method: action}, basename=name, detail=True),
            name=f"{name}-{act}",
        )
        for act, (method, action) in acts.items()
    ]


_ONE = "review-assignments/<uuid:uuid>/"
urlpatterns = [
    path("review-assignments/", _assignments({"get": "list"}, detail=False), name="review-assignments-list"),
    path(_ONE, _assignments({"get": "retrieve"}), name="review-assignments-detail"),
    path(f"{_ONE}pledge/", _assignments({"post": "pledge"}), name="review-assignments-pledge"),
    path(
        f"{_ONE}sheet/",
        _assignments({"get": "sheet", "patch": "partial_update"}),
        name="review-assignments-sheet",
    ),
    path(f"{_ONE}hand-in/", _assignments({"post": "hand_in"}), name="review-assignments-hand-in"),
    path(f"{_ONE}step-down/", _assignments({"post": "step_down"}), name="review-assignments-step-down"),
    path(f"{_ONE}discussion/", _assignments({"get": "discussion"}), name="review-assignments-discussion"),
    path(f"{_ONE}documents/", _assignments({"get": "documents"}), name="review-assignments-documents"),
    path(
        f"{_ONE}documents/<uuid:file>/pages/<int:number>/",
        _assignments({"get": "page"}),
        name="review-assignments-page",
    ),
    path(
        f"{_ONE}documents/<uuid:file>/original/",
        _assignments({"post": "original"}),
        name="review-assignments-original",
    ),
    path(f"{_ONE}remarks/", _assignments({"post": "say"}), name="review-assignments-remarks"),
    path("reviewers/", _reviewers({"get": "list", "post": "create"}, detail=False), name="reviewers-list"),
    path("reviewers/workload/", _reviewers({"get": "workload"}, detail=False), name="reviewers-workload"),
    path(
        "reviewers/<uuid:uuid>/",
        _reviewers({"get": "retrieve", "patch": "partial_update"}, detail=True),
        name="reviewers-detail",
    ),
    path(
        "review-ties/",
        TieViewSet.as_view({"get": "list"}, basename="review-ties", detail=False),
        name="review-ties-list",
    ),
    path(
        "review-ties/import/",
        TieViewSet.as_view({"post": "bring_in"}, basename="review-ties", detail=False),
        name="review-ties-import",
    ),
    *_verbs(
        "calls/<uuid:uuid>/review",
        CallReviewViewSet,
        "call-review",
        {"detail": ("get", "retrieve"), "rounds": ("post", "open_round"), "recheck": ("post", "recheck")},
    ),
    *_verbs(
        "review-rounds/<uuid:uuid>",
        ReviewRoundViewSet,
        "review-rounds",
        {
            "remind": ("post", "remind"),
            "due": ("post", "move_due"),
            "close": ("post", "close"),
            "plans": ("post", "plan"),
        },
    ),
    *_verbs(
        "review-plans/<uuid:uuid>",
        PlanViewSet,
        "review-plans",
        {
            "detail": ("get", "retrieve"),
            "seats": ("post", "change_seat"),
            "confirm": ("post", "confirm"),
            "drop": ("post", "drop"),
        },
    ),
    *_verbs(
        "applications/<uuid:uuid>/review",
        CaseViewSet,
        "application-review",
        {"detail": ("get", "retrieve"), "exclude": ("post", "exclude"), "remarks": ("post", "say")},
    ),
    *_verbs("review-seats/<uuid:uuid>", SeatViewSet, "review-seats", {"release": ("post", "release")}),
    *_verbs("review-recusals/<uuid:uuid>", RecusalViewSet, "review-recusals", {"excuse": ("post", "excuse")}),
    *_verbs("review-challenges/<uuid:uuid>", ChallengeViewSet, "review-challenges", {"decide": ("post", "decide")}),
    path(
        "applications/<uuid:uuid>/reviewer-challenges/",
        FiledChallengeViewSet.as_view(
            {"get": "retrieve", "post": "create"}, basename="reviewer-challenges", detail=True
        ),
        name="application-reviewer-challenges",
    ),
    *_verbs(
        "review-sheets/<uuid:uuid>",
        HandedInViewSet,
        "review-sheets",
        {"detail": ("get", "retrieve"), "correct": ("post", "correct")},
    ),
]
