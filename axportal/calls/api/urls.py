"""API routes of calls and applications."""

from typing import Any

from django.urls import path

from axportal.calls.api.views import ApplicationPartViewSet, ApplicationViewSet, CallViewSet


def _calls(actions: Any, *, detail: bool) -> Any:
    return CallViewSet.as_view(actions, basename="calls", detail=detail)


def _applications(actions: Any, *, detail: bool = True) -> Any:
    return ApplicationViewSet.as_view(actions, basename="applications", detail=detail)


urlpatterns = [
    path("calls/", _calls({"get": "list"}, detail=False), name="calls-list"),
    path("calls/<uuid:uuid>/", _calls({"get": "retrieve"}, detail=True), name="calls-detail"),
    path("applications/", _applications({"get": "list", "post": "create"}, detail=False), name="applications-list"),
    path("applications/<uuid:uuid>/", _applications({"get": "retrieve"}), name="applications-detail"),
    path("applications/<uuid:uuid>/submit/", _applications({"post": "submit"}), name="applications-submit"),
    path("applications/<uuid:uuid>/withdraw/", _applications({"post": "withdraw"}), name="applications-withdraw"),
    path(
        "applications/<uuid:uuid>/parts/<slug:step>/<uuid:organisation>/",
        ApplicationPartViewSet.as_view(
            {"get": "retrieve", "patch": "partial_update"}, basename="application-parts", detail=True
        ),
        name="application-parts-detail",
    ),
]
