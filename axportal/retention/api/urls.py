"""API routes of the schedule of keeping."""

from django.urls import path

from axportal.retention.api.views import HoldViewSet, RunViewSet, ScheduleViewSet

urlpatterns = [
    path(
        "retention-schedule/",
        ScheduleViewSet.as_view({"get": "show"}, basename="retention-schedule", detail=True),
        name="retention-schedule",
    ),
    path(
        "retention-holds/",
        HoldViewSet.as_view({"get": "list", "post": "create"}, basename="retention-holds", detail=False),
        name="retention-holds-list",
    ),
    path(
        "retention-holds/<uuid:uuid>/lift/",
        HoldViewSet.as_view({"post": "lift"}, basename="retention-holds", detail=True),
        name="retention-holds-lift",
    ),
    path(
        "retention-runs/",
        RunViewSet.as_view({"get": "list"}, basename="retention-runs", detail=False),
        name="retention-runs-list",
    ),
]
