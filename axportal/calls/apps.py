"""App configuration."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls for proposals and the applications to them."""

    name = "axportal.calls"
    label = "calls"
