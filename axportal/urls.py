"""Mounts every app. Korean at /…, English at /en/…; the API and health pages have no language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from axportal.core.views.parts import PartsView

urlpatterns = [
    path("", include("axportal.core.urls")),
    path("api/v1/", include("axportal.api_urls")),
    *i18n_patterns(
        path("accounts/", include("allauth.urls")),
        path("parts/", PartsView.as_view(), name="parts"),
        path("me/", include("axportal.accounts.urls")),
        path("", include("axportal.notices.urls")),
        path("dashboard/", include("axportal.dashboard.urls")),
        path("reports/", include("axportal.reports.urls")),
        path("gpu/", include("gpu.urls")),
        path("", include("axportal.retention.urls")),
        path("", include("axportal.decisions.urls")),
        path("", include("axportal.challenges.urls")),
        path("", include("axportal.calls.urls")),
        path("", include("axportal.reviews.urls")),
        path("", include("regions.urls")),
        path("", include("axportal.search.urls")),
        path("", include("axportal.records.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "axportal.core.views.errors.bad_request"
handler403 = "axportal.core.views.errors.forbidden"
handler404 = "axportal.core.views.errors.not_found"
handler500 = "axportal.core.views.errors.server_error"
