"""The connector of a site, with its secrets, inside the networks of the deployment."""

from collections.abc import Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from axportal.core.errors import DATABASE_AWAY
from axportal.core.logs import get_logger
from gpu.connectors import networks
from gpu.connectors.client import Client
from gpu.connectors.errors import ConnectorError
from gpu.connectors.prometheus import Prometheus
from gpu.connectors.scheduler import Scheduler
from gpu.connectors.slurm.rest import SlurmRest
from gpu.connectors.slurm.ssh import SlurmSsh
from gpu.models import Cluster, ConnectorSecret
from gpu.models.streams import Stream
from gpu.services import secrets

logger = get_logger("axportal.gpu")
Kind, Purpose = Cluster.Connector, ConnectorSecret.Purpose
STREAMS: dict[str, tuple[Stream, ...]] = {
    Kind.SLURM_REST: (Stream.INVENTORY, Stream.QUEUE, Stream.USAGE),
    Kind.SLURM_SSH: (Stream.INVENTORY, Stream.QUEUE, Stream.USAGE, Stream.EVENTS),
}
"""What the portal reads by itself, by the kind of connector; slurmrestd keeps no history of servers."""


@contextmanager
def named_faults(cluster: Cluster, doing: str) -> Iterator[None]:
    """Whatever an answer breaks in its reader as ConnectorError, so that it is told and the rest is read."""
    try:
        yield
    except (ConnectorError, SoftTimeLimitExceeded, *DATABASE_AWAY):
        raise
    except Exception as error:
        kind = type(error).__name__
        logger.error("site_answer_broke_reader", site=str(cluster.uuid), doing=doing, kind=kind, fault=str(error)[:500])
        raise ConnectorError("bad_answer", kind) from error


def streams_of(cluster: Cluster) -> tuple[Stream, ...]:
    """The streams that the portal reads of this site."""
    return (*STREAMS.get(cluster.connector, ()), *((Stream.TELEMETRY,) if cluster.telemetry_address else ()))


def allowed() -> tuple[networks.Rule, ...]:
    """The networks of the deployment; `gpu.services.checks` names the entries of the setting that cannot be read."""
    return networks.readable(settings.CONNECTOR_NETWORKS)


def scheduler_of(cluster: Cluster) -> Scheduler:
    """The connector to the site's scheduler. Raises ConnectorError."""
    if cluster.connector == Kind.SLURM_REST:
        return SlurmRest(
            address=cluster.address,
            account=cluster.account,
            token=secrets.reveal(cluster, Purpose.SLURM_TOKEN) or "",
            client=Client(allowed()),
            cluster=cluster.remote_name,
            capabilities=known_capabilities(cluster),
        )
    if cluster.connector == Kind.SLURM_SSH:
        return SlurmSsh(
            address=cluster.address,
            account=cluster.account,
            key=secrets.reveal(cluster, Purpose.SSH_KEY) or "",
            host_key=cluster.host_key,
            rules=allowed(),
            cluster=cluster.remote_name,
        )
    raise ConnectorError("unsupported", "not a scheduler that the portal reads")


def monitor_of(cluster: Cluster) -> Prometheus:
    """The connector to the site's Prometheus. Raises ConnectorError."""
    return Prometheus(
        address=cluster.telemetry_address,
        client=Client(allowed()),
        match=cluster.telemetry_match,
        secret=secrets.reveal(cluster, Purpose.TELEMETRY) or "",
    )


def place_of(cluster: Cluster) -> str:
    """What capabilities belong to: found at another address, they are forgotten."""
    return f"{cluster.connector} {cluster.account}@{cluster.address}"


def known_capabilities(cluster: Cluster) -> dict[str, str | bool]:
    """What was found out about the site where it stands now; empty where nothing was."""
    kept = cluster.capabilities or {}
    return dict(kept) if kept.get("place") == place_of(cluster) else {}


def keep_capabilities(cluster: Cluster, found: dict[str, str | bool]) -> None:
    """Keep what was found out, where it is new: each change of a site is a line of its history."""
    kept = {**found, "place": place_of(cluster)}
    if kept != cluster.capabilities:
        Cluster.objects.filter(pk=cluster.pk).update(capabilities=kept)
        cluster.capabilities = kept
