"""Mounts every app's API under /api/v1/, its schema and its documentation."""

from django.urls import URLPattern, URLResolver, include, path

from axportal.core.api.documents import DocumentationView, SchemaView

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(api_version="v1"), name="schema"),
    path("docs/", DocumentationView.as_view(), name="docs"),
    path("", include("regions.api.urls")),
    path("", include("axportal.challenges.api.urls")),
    path("", include("axportal.calls.api.urls")),
    path("", include("axportal.reviews.api.urls")),
    path("", include("axportal.decisions.api.urls")),
    path("", include("axportal.decisions.api.results")),
    path("", include("axportal.retention.api.urls")),
    path("", include("axportal.notices.api.urls")),
    path("", include("gpu.api.urls")),
    path("", include("axportal.records.api.urls")),
]
