"""App configuration."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What people are told on the portal and by mail, as each of them chose."""

    name = "axportal.notices"
    label = "notices"
