"""API routes of one's own notices and choices."""

from django.urls import path

from axportal.notices.api.views import ChoiceViewSet, NotArrivedViewSet, NoticeViewSet

urlpatterns = [
    path("notices/", NoticeViewSet.as_view({"get": "list"}, basename="notices", detail=False), name="notices-list"),
    path(
        "notices/<uuid:uuid>/",
        NoticeViewSet.as_view({"get": "retrieve"}, basename="notices", detail=True),
        name="notices-detail",
    ),
    path(
        "notices/<uuid:uuid>/read/",
        NoticeViewSet.as_view({"post": "read"}, basename="notices", detail=True),
        name="notices-read",
    ),
    path(
        "not-arrived-notices/",
        NotArrivedViewSet.as_view({"get": "list"}, basename="not-arrived-notices", detail=False),
        name="not-arrived-notices-list",
    ),
    path(
        "notice-choices/",
        ChoiceViewSet.as_view({"get": "show"}, basename="notice-choices", detail=True),
        name="notice-choices-detail",
    ),
    path(
        "notice-choices/choose/",
        ChoiceViewSet.as_view({"post": "choose"}, basename="notice-choices", detail=True),
        name="notice-choices-choose",
    ),
]
