"""App configuration."""

from django.apps import AppConfig


class TalentConfig(AppConfig):
    """The app."""

    name = "talent"
    label = "talent"
