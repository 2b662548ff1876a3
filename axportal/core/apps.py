"""App configuration."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The app."""

    name = "axportal.core"
    label = "core"

    def ready(self) -> None:
        from axportal.core import checks  # noqa: F401 - registers the system checks
