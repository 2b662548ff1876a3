"""App configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "axportal.reports"
    label = "reports"
