"""Routes of one's own notices, and of those that did not arrive."""

from django.urls import path

from axportal.notices import views

app_name = "notices"
urlpatterns = [
    path("me/notices/", views.NoticeListView.as_view(), name="notice-list"),
    path("me/notices/choices/", views.ChoicesView.as_view(), name="choices"),
    path("me/notices/address/", views.AddressView.as_view(), name="address"),
    path("me/notices/<uuid:uuid>/", views.NoticeView.as_view(), name="notice-detail"),
    path("notices/not-arrived/", views.NotArrivedView.as_view(), name="not-arrived"),
]
