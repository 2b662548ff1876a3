"""App configuration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The app."""

    name = "axportal.indicators"
    label = "indicators"
