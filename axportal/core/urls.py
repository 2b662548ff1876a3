"""Routes of the house: health, preferences."""

from django.urls import path

from axportal.core.views import demo_mail, health, preferences

app_name = "core"
urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics_page, name="metrics"),
    path("demo/mail/", demo_mail.mail_list, name="demo-mail"),
    path("demo/mail/<str:name>/", demo_mail.mail_detail, name="demo-mail-detail"),
    path("preferences/", preferences.preferences, name="preferences"),
]
