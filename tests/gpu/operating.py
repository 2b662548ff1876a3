"""Sites of GIST and the tokens they send with, for tests of what their operators do."""

from datetime import timedelta
from typing import Any

import orjson
from django.test import Client

from axportal.core import clock
from gpu.models import Cluster, DataCentre
from gpu.models.streams import Stream
from gpu.services import tokens
from tests.people import Cast

MEDIA_TYPE = "application/x-ndjson"
#: What no other site's operator and no outsider may open.
STRANGERS = ("dgist_admin", "outsider", "company_representative", "call_manager")


def make_site(owner: str = "gist", **values: Any) -> Cluster:
    """A site in a data centre of this institute."""
    start = {"name_ko": f"{owner} 사이트", "connector": "push"}
    centre = DataCentre.objects.filter(owner__key=owner).first()
    if centre is None:
        from regions.models import Organisation

        organisation = Organisation.objects.get(key=owner)
        centre = DataCentre.objects.create(name_ko=f"{owner} 센터", owner=organisation, publication="published")
    found = {**start, "data_centre": centre, "owner": centre.owner, "zone": centre.zone, **values}
    return Cluster.objects.create(**found)


def make_token(site: Cluster, cast: Cast, *, streams: Any = None, days: int = 30, at: Any = None) -> str:
    """A key of the site."""
    at = at or clock.now()
    _token, key = tokens.issue_token(
        cluster=site,
        label="시험",
        streams=list(streams or Stream.values),
        expires_at=at + timedelta(days=days),
        actor=cast["gpu_operator"],
        at=at,
    )
    return key


def ndjson(*lines: Any) -> bytes:
    """A body; lines that are bytes go as they are."""
    return b"\n".join(line if isinstance(line, bytes) else orjson.dumps(line) for line in lines)


def send(site: Cluster, key: str, body: bytes, **headers: str) -> Any:
    """The answer to a push."""
    return Client().post(
        f"/api/v1/clusters/{site.uuid}/batches/",
        data=body,
        content_type=MEDIA_TYPE,
        headers={"Authorization": f"Bearer {key}", **headers},
    )


def node(name: str = "g01", *, gpus: int = 8, **values: Any) -> dict[str, Any]:
    """A line on a server with H100s."""
    start = {"kind": "node", "key": name, "gpus": {"h100": gpus}, "allocated": {"h100": 0}, "in_service": True}
    return {**start, **values}


def whole(*nodes: dict[str, Any], at: Any, count: int | None = None) -> list[dict[str, Any]]:
    """A whole list of servers."""
    told = at.isoformat()
    return [
        {"kind": "snapshot_begin", "stream": "inventory", "observed_at": told},
        *nodes,
        {"kind": "snapshot_end", "stream": "inventory", "count": len(nodes) if count is None else count},
    ]


def sample(uid: str = "GPU-1", *, at: Any, **values: Any) -> dict[str, Any]:
    """A line on one GPU."""
    return {"kind": "gpu_sample", "key": uid, "node": "g01", "observed_at": at.isoformat(), "active": 500, **values}
