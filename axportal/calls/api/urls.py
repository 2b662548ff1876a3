"""API routes of calls and applications."""

from typing import Any

from django.urls import path

from axportal.calls.api.consortium import ConsentViewSet, ConsortiumViewSet
from axportal.calls.api.files import FileViewSet
from axportal.calls.api.management import CallManagementViewSet
from axportal.calls.api.screening import ScreeningViewSet
from axportal.calls.api.submissions import SubmissionViewSet
from axportal.calls.api.views import ApplicationPartViewSet, ApplicationViewSet

CALL_VERBS = ("rules", "publish", "move_deadline", "cancel", "stages", "questions", "copy", "screen")


def _calls(actions: Any, *, detail: bool) -> Any:
    return CallManagementViewSet.as_view(actions, basename="calls", detail=detail)


def _applications(actions: Any, *, detail: bool = True) -> Any:
    return ApplicationViewSet.as_view(actions, basename="applications", detail=detail)


def _of_application(viewset: Any, name: str, method: str, action: str) -> Any:
    return viewset.as_view({method: action}, basename=f"application-{name}", detail=True)


def _routes(place: str, viewset: Any, name: str, acts: dict[str, tuple[str, str, str]]) -> list[Any]:
    """Routes below an application: `acts` by the end of their name tell path, method and action."""
    return [
        path(
            f"applications/<uuid:uuid>/{place}/{rest}",
            _of_application(viewset, name, method, action),
            name=f"application-{name}-{act}",
        )
        for act, (rest, method, action) in acts.items()
    ]


def _screening(actions: Any) -> Any:
    return ScreeningViewSet.as_view(actions, basename="application-screening", detail=True)


urlpatterns = [
    path("calls/", _calls({"get": "list", "post": "create"}, detail=False), name="calls-list"),
    path(
        "calls/<uuid:uuid>/", _calls({"get": "retrieve", "patch": "partial_update"}, detail=True), name="calls-detail"
    ),
    *(
        path(f"calls/<uuid:uuid>/{verb.replace('_', '-')}/", _calls({"post": verb}, detail=True), name=f"calls-{verb}")
        for verb in CALL_VERBS
    ),
    path("applications/", _applications({"get": "list", "post": "create"}, detail=False), name="applications-list"),
    path("applications/<uuid:uuid>/", _applications({"get": "retrieve"}), name="applications-detail"),
    path("applications/<uuid:uuid>/submit/", _applications({"post": "submit"}), name="applications-submit"),
    path("applications/<uuid:uuid>/withdraw/", _applications({"post": "withdraw"}), name="applications-withdraw"),
    path("applications/<uuid:uuid>/challenge/", _applications({"post": "answer"}), name="applications-challenge"),
    path("applications/<uuid:uuid>/screening/", _screening({"get": "retrieve"}), name="application-screening-detail"),
    path(
        "applications/<uuid:uuid>/screening/judge/", _screening({"post": "judge"}), name="application-screening-judge"
    ),
    path(
        "applications/<uuid:uuid>/screening/pass/", _screening({"post": "let_pass"}), name="application-screening-pass"
    ),
    path(
        "applications/<uuid:uuid>/screening/return/",
        _screening({"post": "send_back"}),
        name="application-screening-return",
    ),
    path(
        "applications/<uuid:uuid>/screening/exclude/",
        _screening({"post": "exclude"}),
        name="application-screening-exclude",
    ),
    path(
        "applications/<uuid:uuid>/screening/exclude-late/",
        _screening({"post": "exclude_late"}),
        name="application-screening-exclude-late",
    ),
    *_routes(
        "members",
        ConsortiumViewSet,
        "members",
        {
            "detail": ("", "get", "retrieve"),
            "invite": ("invite/", "post", "invite"),
            "change": ("<uuid:member>/change/", "post", "change"),
            "remove": ("<uuid:member>/remove/", "post", "remove"),
        },
    ),
    *_routes(
        "consent",
        ConsentViewSet,
        "consent",
        {
            "detail": ("", "get", "retrieve"),
            "give": ("give/", "post", "give"),
            "withdraw": ("withdraw/", "post", "take_back"),
        },
    ),
    *_routes(
        "files",
        FileViewSet,
        "files",
        {
            "detail": ("", "get", "retrieve"),
            "upload": ("upload/", "post", "upload"),
            "download": ("<uuid:file>/download/", "post", "download"),
            "remove": ("<uuid:file>/remove/", "post", "remove"),
            "release": ("<uuid:file>/release/", "post", "release"),
            "preview": ("<uuid:file>/preview/", "get", "preview"),
            "page": ("<uuid:file>/page/<int:number>/", "get", "page"),
        },
    ),
    *_routes(
        "submissions",
        SubmissionViewSet,
        "submissions",
        {
            "detail": ("<int:number>/", "get", "retrieve"),
            "changes": ("<int:number>/changes-since/<int:earlier>/", "get", "changes"),
        },
    ),
    path(
        "applications/<uuid:uuid>/parts/<slug:step>/<uuid:organisation>/",
        ApplicationPartViewSet.as_view(
            {"get": "retrieve", "patch": "partial_update"}, basename="application-parts", detail=True
        ),
        name="application-parts-detail",
    ),
]
