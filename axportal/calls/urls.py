"""Routes of calls and applications."""

from django.urls import path, register_converter

from axportal.calls.rules.steps import STEP_KEYS
from axportal.calls.views import (
    applications,
    calls,
    conduct,
    consents,
    files,
    management,
    partners,
    screening,
    steps,
    submission,
    subscriptions,
    versions,
)


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
    path("calls/<uuid:uuid>/screening/", screening.ScreeningListView.as_view(), name="screening-list"),
    path("applications/<uuid:uuid>/screening/", screening.ScreeningView.as_view(), name="screening"),
    path("applications/<uuid:uuid>/screening/judge/", screening.ScreeningJudgeView.as_view(), name="screening-judge"),
    path("applications/<uuid:uuid>/screening/pass/", screening.ScreeningPassView.as_view(), name="screening-pass"),
    path(
        "applications/<uuid:uuid>/screening/return/", screening.ScreeningReturnView.as_view(), name="screening-return"
    ),
    path(
        "applications/<uuid:uuid>/screening/exclude/",
        screening.ScreeningExcludeView.as_view(),
        name="screening-exclude",
    ),
    path("calls/calendar.ics", subscriptions.CalendarView.as_view(), name="calendar"),
    path("calls/<uuid:uuid>/calendar.ics", subscriptions.CallCalendarView.as_view(), name="call-calendar"),
    path("calls/subscribe/", subscriptions.SubscribeView.as_view(), name="subscribe"),
    path("calls/subscribe/<str:token>/", subscriptions.SubscribeConfirmView.as_view(), name="subscribe-confirm"),
    path("calls/unsubscribe/<str:token>/", subscriptions.UnsubscribeView.as_view(), name="unsubscribe"),
    path(
        "applications/<uuid:uuid>/screening/exclude-late/",
        screening.ScreeningLateExcludeView.as_view(),
        name="screening-exclude-late",
    ),
    path("calls/manage/", management.ManageListView.as_view(), name="call-manage-list"),
    path("calls/new/", management.CallCreateView.as_view(), name="call-create"),
    path("calls/<uuid:uuid>/manage/", management.CallManageView.as_view(), name="call-manage"),
    path("calls/<uuid:uuid>/edit/", management.CallEditView.as_view(), name="call-edit"),
    path("calls/<uuid:uuid>/copy/", management.CallCopyView.as_view(), name="call-copy"),
    path("calls/<uuid:uuid>/rules/", conduct.CallRulesView.as_view(), name="call-rules"),
    path("calls/<uuid:uuid>/stages/", conduct.CallStagesView.as_view(), name="call-stages"),
    path("calls/<uuid:uuid>/questions/", conduct.CallQuestionsView.as_view(), name="call-questions"),
    path("calls/<uuid:uuid>/publish/", conduct.CallPublishView.as_view(), name="call-publish"),
    path("calls/<uuid:uuid>/deadline/", conduct.CallDeadlineView.as_view(), name="call-deadline"),
    path("calls/<uuid:uuid>/cancel/", conduct.CallCancelView.as_view(), name="call-cancel"),
    path("applications/", applications.ApplicationListView.as_view(), name="application-list"),
    path("applications/<uuid:uuid>/", applications.ApplicationDetailView.as_view(), name="application-detail"),
    path("applications/<uuid:uuid>/<step:step>/", steps.StepView.as_view(), name="application-edit"),
    path("applications/<uuid:uuid>/<step:step>/fill/", steps.StepFillView.as_view(), name="application-fill"),
    path(
        "applications/<uuid:uuid>/challenge/",
        applications.ApplicationAnswerView.as_view(),
        name="application-challenge",
    ),
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
    path("applications/<uuid:uuid>/compare/", versions.CompareView.as_view(), name="compare"),
    path("applications/<uuid:uuid>/consent/", consents.ConsentView.as_view(), name="consent"),
    path("applications/<uuid:uuid>/consent/withdraw/", consents.ConsentWithdrawView.as_view(), name="consent-withdraw"),
    path("applications/<uuid:uuid>/files/add/", files.FileAddView.as_view(), name="file-add"),
    path("applications/<uuid:uuid>/files/<uuid:file>/", files.FileDownloadView.as_view(), name="file-download"),
    path("applications/<uuid:uuid>/files/<uuid:file>/release/", files.FileReleaseView.as_view(), name="file-release"),
    path("applications/<uuid:uuid>/files/<uuid:file>/preview/", files.FilePreviewView.as_view(), name="file-preview"),
    path(
        "applications/<uuid:uuid>/files/<uuid:file>/preview/<int:number>.png",
        files.PreviewPageView.as_view(),
        name="file-page",
    ),
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
