"""Routes of the schedule of keeping."""

from django.urls import path

from axportal.retention import views

app_name = "retention"
urlpatterns = [
    path("retention/", views.ScheduleView.as_view(), name="schedule"),
    path("retention/<slug:key>/", views.PeriodView.as_view(), name="period"),
    path("retention/holds/<uuid:uuid>/lift/", views.HoldLiftView.as_view(), name="hold-lift"),
]
