"""API routes of rankings, selections, panels, letters and objections."""

from typing import Any

from django.urls import path

from axportal.decisions.api.deciders import DeciderViewSet
from axportal.decisions.api.letters import ExclusionViewSet, LetterViewSet
from axportal.decisions.api.objections import ObjectionViewSet
from axportal.decisions.api.panel import DecliningViewSet, PanelViewSet
from axportal.decisions.api.selections import RankingViewSet, SelectionViewSet

_CALL, _APPLICATION = "calls/<uuid:uuid>", "applications/<uuid:uuid>"


def _one(viewset: Any, method: str, action: str, *, basename: str) -> Any:
    return viewset.as_view({method: action}, basename=basename, detail=True)


def _resource(name: str, viewset: Any, **verbs: str) -> list[Any]:
    """A list, its objects, and a POST route for each verb; `verbs`: end of the route's name → action."""
    return [
        path(f"{name}/", viewset.as_view({"get": "list"}, basename=name, detail=False), name=f"{name}-list"),
        path(f"{name}/<uuid:uuid>/", _one(viewset, "get", "retrieve", basename=name), name=f"{name}-detail"),
        *(
            path(
                f"{name}/<uuid:uuid>/{verb.replace('_', '-')}/",
                _one(viewset, "post", action, basename=name),
                name=f"{name}-{verb.replace('_', '-')}",
            )
            for verb, action in verbs.items()
        ),
    ]


def _single(viewset: Any, basename: str, *routes: tuple[str, str, str, str]) -> list[Any]:
    """Routes by address, end of the name, method and action."""
    return [
        path(address, _one(viewset, method, action, basename=basename), name=f"{basename}-{end}")
        for address, end, method, action in routes
    ]


urlpatterns = [
    *_single(
        RankingViewSet,
        "call-ranking",
        (f"{_CALL}/ranking/", "detail", "get", "retrieve"),
        (f"{_CALL}/ranking/what-if/", "what-if", "post", "try_terms"),
        (f"{_CALL}/ranking/tie/", "tie", "post", "settle"),
        (f"{_CALL}/ranking/propose/", "propose", "post", "propose"),
    ),
    *_single(
        PanelViewSet,
        "panel",
        (f"{_CALL}/panel/", "of-call", "get", "of_call"),
        (f"{_APPLICATION}/panel/", "detail", "get", "retrieve"),
        (f"{_APPLICATION}/panel/adjust/", "adjust", "post", "adjust"),
        (f"{_APPLICATION}/panel/find/", "find", "post", "find"),
        ("findings/<uuid:uuid>/take-back/", "take-back", "post", "take_back"),
    ),
    *_single(
        ExclusionViewSet,
        "exclusion",
        (f"{_APPLICATION}/exclusion/", "detail", "get", "retrieve"),
        (f"{_APPLICATION}/exclusion/object/", "object", "post", "object_to"),
    ),
    *_single(DecliningViewSet, "applications", (f"{_APPLICATION}/decline/", "decline", "post", "decline")),
    *_resource(
        "selections",
        SelectionViewSet,
        confirm="confirm",
        approve="approve",
        **{"return": "send_back"},
        move_publication="move_publication",
    ),
    path(
        "deciders/",
        DeciderViewSet.as_view({"get": "list", "post": "create"}, basename="deciders", detail=False),
        name="deciders-list",
    ),
    *_resource("letters", LetterViewSet, object="object_to", download="download"),
    *_resource("objections", ObjectionViewSet, assign="assign", decide="decide", withdraw="withdraw"),
]
