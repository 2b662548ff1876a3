"""Small worlds of GPU sites, written straight into the tables, for tests of what is read of them."""

from datetime import datetime, timedelta
from typing import Any

from gpu.models import Cluster, Device, GpuModel, Node, NodeGpus, Rollup, StreamState
from gpu.models.streams import Stream
from tests.gpu.operating import make_site

MINUTE = timedelta(minutes=1)


def told(site: Cluster, at: datetime, *streams: str) -> None:
    """The newest data of these streams is of that moment; of all of them when none is named."""
    for stream in streams or Stream.values:
        StreamState.objects.update_or_create(cluster=site, stream=stream, defaults={"observed_at": at})


def open_site(owner: str, name: str, at: datetime, *streams: str, **values: Any) -> Cluster:
    """A published site whose streams are of that moment."""
    site = make_site(owner, name_ko=name, publication="published", **values)
    told(site, at, *streams)
    return site


def server(
    site: Cluster, name: str, at: datetime, installed: int = 8, allocated: int | None = None, *,
    model: str | None = "H100", in_service: bool | None = True, **values: Any,
) -> Node:  # fmt: skip
    """A server with GPUs of one model; without a model the site names none."""
    node = Node.objects.create(
        cluster=site, name=name, in_service=in_service, observed_at=at, first_seen_at=at,
        **{"state": "mixed", **values},
    )  # fmt: skip
    known = GpuModel.objects.get(code=model) if model else None
    NodeGpus.objects.create(
        node=node, type_name=(model or "").lower(), gpu_model=known, installed=installed, allocated=allocated
    )
    return node


def cards(node: Node, at: datetime, *active: int | None) -> None:
    """One sampled GPU for each number of thousandths."""
    first = node.devices.count()
    for index, permille in enumerate(active, start=first):
        Device.objects.create(
            cluster=node.cluster, node=node, uid=f"GPU-{node.cluster_id}-{node.name}-{index}", index=index,
            observed_at=at, active_permille=permille,
        )  # fmt: skip


def rollup(site: Cluster, starts_at: datetime, resolution: int = 3600, **sums: Any) -> Rollup:
    """One span of a site's H100s: eight of them, all in service and seen, unless told."""
    whole = 8 * resolution
    start = {"expected": whole, "seen": whole, "in_service": whole, "type_name": "h100"}
    return Rollup.objects.create(cluster=site, resolution=resolution, starts_at=starts_at, **{**start, **sums})
