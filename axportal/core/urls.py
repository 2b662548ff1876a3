"""Routes of the house: health, preferences."""

from django.urls import path

from axportal.core.views import health, preferences

app_name = "core"
urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics_page, name="metrics"),
    path("preferences/", preferences.preferences, name="preferences"),
]
