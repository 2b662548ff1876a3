"""Routes of the reports."""

from django.urls import path

from axportal.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.RunListView.as_view(), name="run-list"),
    path("order/", views.RunOrderView.as_view(), name="run-order"),
    path("<uuid:uuid>/", views.RunDetailView.as_view(), name="run-detail"),
    path("<uuid:uuid>/progress/", views.RunProgressView.as_view(), name="run-progress"),
    path("<uuid:uuid>/cancel/", views.RunCancelView.as_view(), name="run-cancel"),
    path("<uuid:uuid>/files/<slug:extension>/", views.FileView.as_view(), name="run-file"),
]
