"""Routes of the dashboard."""

from django.urls import path

from axportal.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.NationalView.as_view(), name="national"),
    path("trend/", views.TrendView.as_view(), name="trend"),
    path("compare/", views.CompareView.as_view(), name="compare"),
    path("export.<str:extension>", views.ExportView.as_view(), name="export"),
]
