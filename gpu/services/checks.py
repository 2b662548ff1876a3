"""What `manage.py check`, and with it every start and deployment, says of the settings for GPU sites."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from gpu.connectors import networks

HINT = "Write host:port or network:port[-port], as in 10.20.0.0/16:6820-6830, prom.example.kr:9090, [fd00:1::/64]:22."


@register
def connector_networks(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for each entry of AXPORTAL_CONNECTOR_NETWORKS that is none."""
    return [
        Error(f"AXPORTAL_CONNECTOR_NETWORKS has an entry that cannot be read: {entry!r}.", hint=HINT, id="gpu.E001")
        for entry in networks.faulty(settings.CONNECTOR_NETWORKS)
    ]
