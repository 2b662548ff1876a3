"""API routes of the regions beside its record types."""

from django.urls import path

from regions.api.members import MembershipViewSet
from regions.api.profiles import DelegationViewSet, ProfileViewSet
from regions.api.views import ZoneViewSet

urlpatterns = [
    path("zones/", ZoneViewSet.as_view({"get": "list"}, basename="zones", detail=False), name="zones-list"),
    path(
        "zones/<uuid:uuid>/",
        ZoneViewSet.as_view({"get": "retrieve"}, basename="zones", detail=True),
        name="zones-detail",
    ),
    path(
        "organisations/<uuid:uuid>/profile/",
        ProfileViewSet.as_view(
            {"get": "retrieve", "patch": "partial_update"}, basename="organisation-profile", detail=True
        ),
        name="organisation-profile",
    ),
    path(
        "organisations/<uuid:uuid>/memberships/",
        MembershipViewSet.as_view({"get": "retrieve"}, basename="organisation-memberships", detail=True),
        name="organisation-memberships",
    ),
    path(
        "organisations/<uuid:uuid>/memberships/<uuid:membership>/end/",
        MembershipViewSet.as_view({"post": "end"}, basename="organisation-memberships", detail=True),
        name="organisation-memberships-end",
    ),
    path(
        "organisations/<uuid:uuid>/delegations/",
        DelegationViewSet.as_view({"get": "retrieve"}, basename="organisation-delegations", detail=True),
        name="organisation-delegations",
    ),
    path(
        "organisations/<uuid:uuid>/delegations/name/",
        DelegationViewSet.as_view({"post": "name_delegate"}, basename="organisation-delegations", detail=True),
        name="organisation-delegations-name",
    ),
    path(
        "organisations/<uuid:uuid>/delegations/<uuid:delegation>/revoke/",
        DelegationViewSet.as_view({"post": "revoke"}, basename="organisation-delegations", detail=True),
        name="organisation-delegations-revoke",
    ),
]
