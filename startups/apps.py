"""App configuration."""

from django.apps import AppConfig


class StartupsConfig(AppConfig):
    """The app."""

    name = "startups"
    label = "startups"
