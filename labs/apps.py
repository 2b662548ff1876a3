"""App configuration."""

from django.apps import AppConfig


class LabsConfig(AppConfig):
    """The app."""

    name = "labs"
    label = "labs"
