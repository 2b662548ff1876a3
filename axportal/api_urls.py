"""Mounts every app's API under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("regions.api.urls")),
    path("", include("axportal.records.api.urls")),
]
