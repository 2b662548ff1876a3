"""Routes of calls and applications."""

from django.urls import path, register_converter

from axportal.calls.rules.steps import STEP_KEYS
from axportal.calls.views import applications, calls, files, partners, steps, submission


class StepConverter:
    """The key of a step; anything else is another page."""

    regex = "|".join(STEP_KEYS)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(StepConverter, "step")

app_name = "calls"
urlpatterns = [
    path("calls/", calls.CallListView.as_view(), name="call-list"),
    path("calls/<uuid:uuid>/", calls.CallDetailView.as_view(), name="call-detail"),
    path("calls/<uuid:uuid>/check/", calls.CallCheckView.as_view(), name="call-check"),
    path("calls/<uuid:uuid>/apply/", calls.ApplicationStartView.as_view(), name="application-start"),
    path("applications/", applications.ApplicationListView.as_view(), name="application-list"),
    path("applications/<uuid:uuid>/", applications.ApplicationDetailView.as_view(), name="application-detail"),
    path("applications/<uuid:uuid>/<step:step>/", steps.StepView.as_view(), name="application-edit"),
    path("applications/<uuid:uuid>/partners/add/", partners.PartnerAddView.as_view(), name="partner-add"),
    path(
        "applications/<uuid:uuid>/partners/<uuid:member>/change/",
        partners.MemberChangeView.as_view(),
        name="partner-change",
    ),
    path(
        "applications/<uuid:uuid>/partners/<uuid:member>/remove/",
        partners.MemberRemoveView.as_view(),
        name="partner-remove",
    ),
    path("applications/<uuid:uuid>/files/add/", files.FileAddView.as_view(), name="file-add"),
    path("applications/<uuid:uuid>/files/<uuid:file>/", files.FileDownloadView.as_view(), name="file-download"),
    path("applications/<uuid:uuid>/files/<uuid:file>/remove/", files.FileRemoveView.as_view(), name="file-remove"),
    path("applications/<uuid:uuid>/submit/", submission.ApplicationSubmitView.as_view(), name="application-submit"),
    path(
        "applications/<uuid:uuid>/withdraw/",
        applications.ApplicationWithdrawView.as_view(),
        name="application-withdraw",
    ),
    path("applications/<uuid:uuid>/receipt/<int:number>/", submission.ReceiptView.as_view(), name="receipt"),
    path(
        "applications/<uuid:uuid>/submitted/<int:number>/",
        applications.SubmittedContentView.as_view(),
        name="submitted-content",
    ),
]
