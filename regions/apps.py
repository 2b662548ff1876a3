"""App configuration."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """The app."""

    name = "regions"
    label = "regions"
