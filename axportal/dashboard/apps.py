"""App configuration."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """The app."""

    name = "axportal.dashboard"
    label = "dashboard"
