"""API routes of challenges."""

from typing import Any

from django.urls import path

from axportal.challenges.api.views import ChallengeViewSet, ConfidentialViewSet, InterestViewSet

ONE = "challenges/<uuid:uuid>/"


def _challenges(actions: Any, *, detail: bool = True) -> Any:
    return ChallengeViewSet.as_view(actions, basename="challenges", detail=detail)


def _interests(actions: Any) -> Any:
    return InterestViewSet.as_view(actions, basename="challenge-interests", detail=True)


urlpatterns = [
    path("challenges/", _challenges({"get": "list", "post": "create"}, detail=False), name="challenges-list"),
    path(ONE, _challenges({"get": "retrieve", "patch": "partial_update"}), name="challenges-detail"),
    *(
        path(f"{ONE}{verb}/", _challenges({"post": verb}), name=f"challenges-{verb}")
        for verb in ("publish", "close", "withdraw")
    ),
    path(
        f"{ONE}confidential/",
        ConfidentialViewSet.as_view(
            {"get": "retrieve", "patch": "partial_update"}, basename="challenge-confidential", detail=True
        ),
        name="challenge-confidential-detail",
    ),
    path(f"{ONE}interests/", _interests({"get": "retrieve"}), name="challenge-interests-detail"),
    path(f"{ONE}interests/offer/", _interests({"post": "offer"}), name="challenge-interests-offer"),
    *(
        path(
            f"{ONE}interests/<uuid:interest>/{name}/",
            InterestViewSet.as_view({"post": "settle"}, basename="challenge-interests", detail=True),
            {"name": name},
            name=f"challenge-interests-{name}",
        )
        for name in ("accept", "decline", "withdraw")
    ),
]
