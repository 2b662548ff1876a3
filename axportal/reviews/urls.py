"""Routes of reviews."""

from django.urls import path

from axportal.reviews.views import challenges, documents, judging, leading, plans, pool, sheets, steering

app_name = "reviews"
urlpatterns = [
    path("reviewers/", pool.ReviewerListView.as_view(), name="reviewer-list"),
    path("reviewers/new/", pool.ReviewerNewView.as_view(), name="reviewer-new"),
    path("reviewers/workload/", pool.WorkloadView.as_view(), name="workload"),
    path("reviewers/ties/", pool.TieListView.as_view(), name="tie-list"),
    path("reviewers/<uuid:uuid>/", pool.ReviewerDetailView.as_view(), name="reviewer-detail"),
    path("reviewers/<uuid:uuid>/edit/", pool.ReviewerEditView.as_view(), name="reviewer-edit"),
    path("calls/<uuid:uuid>/review/", leading.ReviewView.as_view(), name="review"),
    path(
        "calls/<uuid:uuid>/review/<uuid:application>/",
        leading.ApplicationReviewView.as_view(),
        name="application-review",
    ),
    path("calls/<uuid:uuid>/review/recheck/", steering.RecheckView.as_view(), name="recheck"),
    path(
        "calls/<uuid:uuid>/review/<uuid:application>/remark/",
        steering.RemarkView.as_view(),
        name="remark",
    ),
    path("review-rounds/<uuid:uuid>/remind/", steering.RoundRemindView.as_view(), name="round-remind"),
    path("review-seats/<uuid:uuid>/release/", steering.SeatReleaseView.as_view(), name="seat-release"),
    path("review-rounds/<uuid:uuid>/plan/", leading.PlanWantView.as_view(), name="plan-want"),
    path("review-rounds/<uuid:uuid>/close/", leading.RoundCloseView.as_view(), name="round-close"),
    path("review-rounds/<uuid:uuid>/due/", leading.RoundDueView.as_view(), name="round-due"),
    path("review-plans/<uuid:uuid>/", plans.PlanView.as_view(), name="plan"),
    path("review-plans/<uuid:uuid>/confirm/", plans.PlanConfirmView.as_view(), name="plan-confirm"),
    path("review-plans/<uuid:uuid>/drop/", plans.PlanDropView.as_view(), name="plan-drop"),
    path("review-recusals/<uuid:uuid>/excuse/", leading.ExcuseView.as_view(), name="excuse"),
    path("review-challenges/<uuid:uuid>/decide/", leading.ChallengeDecideView.as_view(), name="challenge-decide"),
    path("review-sheets/<uuid:uuid>/", sheets.SheetReadView.as_view(), name="sheet-read"),
    path("applications/<uuid:uuid>/reviewer-challenge/", challenges.ChallengeView.as_view(), name="challenge"),
    path("reviews/", judging.AssignmentListView.as_view(), name="assignment-list"),
    path("reviews/<uuid:uuid>/", judging.SheetView.as_view(), name="sheet"),
    path("reviews/<uuid:uuid>/pledge/", judging.PledgeView.as_view(), name="pledge"),
    path("reviews/<uuid:uuid>/hand-in/", judging.HandInView.as_view(), name="hand-in"),
    path("reviews/<uuid:uuid>/step-down/", judging.StepDownView.as_view(), name="step-down"),
    path("reviews/<uuid:uuid>/documents/<uuid:file>/", documents.DocumentView.as_view(), name="document"),
    path(
        "reviews/<uuid:uuid>/documents/<uuid:file>/<int:number>.png",
        documents.DocumentPageView.as_view(),
        name="document-page",
    ),
    path("reviews/<uuid:uuid>/documents/<uuid:file>/original/", documents.OriginalView.as_view(), name="original"),
    path("reviews/<uuid:uuid>/discussion/", judging.DiscussionView.as_view(), name="discussion"),
]
