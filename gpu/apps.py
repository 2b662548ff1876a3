"""App configuration."""

from django.apps import AppConfig


class GpuConfig(AppConfig):
    """The app."""

    name = "gpu"
    label = "gpu"
