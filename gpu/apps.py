"""App configuration."""

from django.apps import AppConfig


class GpuConfig(AppConfig):
    """The app."""

    name = "gpu"
    label = "gpu"

    def ready(self) -> None:
        from axportal.core import metrics
        from gpu.selectors.gauges import gauges
        from gpu.services import checks  # noqa: F401 - registers itself

        metrics.collector(gauges)
