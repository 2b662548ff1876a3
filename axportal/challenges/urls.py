"""Routes of challenges."""

from django.urls import path

from axportal.challenges import views

app_name = "challenges"
urlpatterns = [
    path("challenges/", views.ChallengeListView.as_view(), name="list"),
    path("challenges/new/", views.ChallengeCreateView.as_view(), name="create"),
    path("challenges/<uuid:uuid>/", views.ChallengeDetailView.as_view(), name="detail"),
    path("challenges/<uuid:uuid>/edit/", views.ChallengeEditView.as_view(), name="edit"),
    path("challenges/<uuid:uuid>/interest/", views.InterestOfferView.as_view(), name="interest"),
    path(
        "challenges/<uuid:uuid>/interest/<uuid:interest>/<slug:name>/",
        views.InterestStepView.as_view(),
        name="interest-step",
    ),
    path("challenges/<uuid:uuid>/<slug:name>/", views.ChallengeStepView.as_view(), name="step"),
]
