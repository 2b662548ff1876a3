"""What a site may send by itself: no kind of data comes by two ways."""

from gpu.models.sites import Cluster
from gpu.models.streams import Stream


def streams_for(connector: str, *, telemetry_address: str) -> frozenset[str]:
    """The kinds of data that a site of this connector sends.

    Everything where the site pushes; telemetry alone where the portal reads the scheduler; nothing where a person
    enters what there is. Telemetry that the portal reads from a Prometheus is not sent as well.
    """
    if connector == Cluster.Connector.HAND:
        return frozenset()
    sent = set(Stream.values) if connector == Cluster.Connector.PUSH else {Stream.TELEMETRY.value}
    return frozenset(sent - ({Stream.TELEMETRY.value} if telemetry_address else set()))
