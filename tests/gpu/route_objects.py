"""The objects that routes of GPU sites are tried on, and a site that others must not learn of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gpu.models import (
    Attempt,
    Cluster,
    Discrepancy,
    GpuModel,
    IngestBatch,
    Job,
    Node,
    NodeGpus,
    Outage,
    SiteAccount,
    SiteToken,
    StreamState,
)
from regions.models import Organisation
from tests.gpu.operating import make_site, make_token
from tests.people import Cast


@dataclass(frozen=True)
class GpuObjects:
    """Sites of GIST that nobody else sees: one that sends, with one of everything, and one kept by hand."""

    site: Cluster
    by_hand: Cluster
    token: SiteToken
    node: Node
    discrepancy: Discrepancy
    batch: IngestBatch


def make_route_objects(cast: Cast, *, at: datetime) -> GpuObjects:
    """One of everything."""
    site = make_site(name_ko="비공개 사이트")
    make_token(site, cast, at=at)
    return GpuObjects(
        site=site,
        by_hand=make_site(name_ko="손으로 적는 사이트", connector="hand"),
        token=SiteToken.objects.get(cluster=site),
        node=Node.objects.create(cluster=site, name="g01", observed_at=at, first_seen_at=at, unlisted_at=at),
        discrepancy=Discrepancy.objects.create(cluster=site, kind="missing", key="H100", found_at=at, checked_at=at),
        batch=IngestBatch.objects.create(cluster=site, way="push", key="k", body_digest="d", received_at=at),
    )


def make_whole_site(owner: str, *, at: datetime, word: str = "", **values: Any) -> Cluster:
    """A site with a server, a job, a run and an outage; `word` is in each of their names."""
    organisation = Organisation.objects.get(key=owner)
    site = make_site(owner, **values)
    account = SiteAccount.objects.create(cluster=site, name=f"{word}account", organisation=organisation)
    node = Node.objects.create(
        cluster=site, name=f"{word}g01", observed_at=at, first_seen_at=at, in_service=True, reason=word, state="mixed"
    )
    model = GpuModel.objects.get(code="H100")
    NodeGpus.objects.create(node=node, type_name="h100", gpu_model=model, installed=8, allocated=4)
    StreamState.objects.create(cluster=site, stream="inventory", observed_at=at, last_good_at=at)
    StreamState.objects.create(cluster=site, stream="queue", observed_at=at, last_good_at=at)
    common = {"account": account, "state": "RUNNING", "gpus": {"h100": 4}, "started_at": at - timedelta(hours=2)}
    Job.objects.create(cluster=site, key=f"{word}1", is_running=True, nodes=[node.name], observed_at=at, **common)
    Attempt.objects.create(
        cluster=site, key=f"{word}1@1", job_id=f"{word}1", nodes=[node.name], observed_at=at, digest="d", **common
    )
    Outage.objects.create(
        cluster=site, node=node, started_at=at - timedelta(days=2), ended_at=at - timedelta(days=1), gpus=8, reason=word
    )
    return site
