"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app."""

    name = "axportal.audit"
    label = "audit"
