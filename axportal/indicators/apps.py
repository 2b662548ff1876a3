"""App configuration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "axportal.indicators"
    label = "indicators"
