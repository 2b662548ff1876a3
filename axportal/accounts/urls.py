"""Routes of one's own account."""

from django.urls import path

from axportal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("start/", views.LandingView.as_view(), name="landing"),
    path("", views.ProfileView.as_view(), name="profile"),
    path("language/", views.LanguageView.as_view(), name="language"),
    path("tokens/", views.TokenListView.as_view(), name="tokens"),
    path("tokens/<uuid:uuid>/revoke/", views.TokenRevokeView.as_view(), name="token-revoke"),
    path("sessions/", views.SessionListView.as_view(), name="sessions"),
]
