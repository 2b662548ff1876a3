"""App configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app."""

    name = "axportal.reports"
    label = "reports"
