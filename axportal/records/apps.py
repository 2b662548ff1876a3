"""App configuration."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The app."""

    name = "axportal.records"
    label = "records"
