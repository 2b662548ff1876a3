"""API routes of the regions beside its record types."""

from django.urls import path

from regions.api.views import ZoneViewSet

urlpatterns = [
    path("zones/", ZoneViewSet.as_view({"get": "list"}, basename="zones", detail=False), name="zones-list"),
    path(
        "zones/<uuid:uuid>/",
        ZoneViewSet.as_view({"get": "retrieve"}, basename="zones", detail=True),
        name="zones-detail",
    ),
]
