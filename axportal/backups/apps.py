"""App configuration."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """The app."""

    name = "axportal.backups"
    label = "backups"
