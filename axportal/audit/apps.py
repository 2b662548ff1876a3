"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app."""

    name = "axportal.audit"
    label = "audit"

    def ready(self) -> None:
        from axportal.audit.selectors import unsealed_age
        from axportal.core import metrics

        help_text = "Age of the oldest audit row without its place in the chain"
        metrics.gauge("ax_unsealed_oldest_seconds", help_text, unsealed_age)
