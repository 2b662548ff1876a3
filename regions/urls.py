"""Routes of the regions beside its records."""

from django.urls import path

from regions.views import delegations, members, profiles
from regions.views.companies import CompanyRegisterView

app_name = "regions"
urlpatterns = [
    path("companies/", profiles.CompanyListView.as_view(), name="company-list"),
    path("companies/register/", CompanyRegisterView.as_view(), name="company-register"),
    path("companies/<uuid:uuid>/", profiles.CompanyDetailView.as_view(), name="company"),
    path("companies/<uuid:uuid>/profile/", profiles.ProfileEditView.as_view(), name="profile-edit"),
    path("companies/<uuid:uuid>/check/", profiles.CompanyCheckView.as_view(), name="company-check"),
    path("companies/<uuid:uuid>/members/", members.MemberListView.as_view(), name="member-list"),
    path("companies/<uuid:uuid>/members/<uuid:membership>/end/", members.MemberEndView.as_view(), name="member-end"),
    path("companies/<uuid:uuid>/delegates/new/", delegations.DelegateNewView.as_view(), name="delegate-new"),
    path(
        "companies/<uuid:uuid>/delegates/<uuid:delegation>/revoke/",
        delegations.DelegateRevokeView.as_view(),
        name="delegate-revoke",
    ),
    path(
        "companies/<uuid:uuid>/delegates/<uuid:delegation>/proof/",
        delegations.ProofView.as_view(),
        name="delegate-proof",
    ),
]
