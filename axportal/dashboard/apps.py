"""App configuration."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "axportal.dashboard"
    label = "dashboard"
