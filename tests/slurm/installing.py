"""Runs inside the portal: people, sites, what they prove themselves with, and whose accounts are whose."""

from datetime import timedelta
from typing import Any

from axportal.accounts import services as accounts
from axportal.core import clock
from gpu.models import Cluster, DataCentre, GpuModel, GpuModelAlias, SiteAccount
from gpu.models.streams import Stream
from gpu.services import secrets, sites, tokens
from regions.models import Organisation
from tests.people import Cast, make_cast

#: What Slurm and the exporters call the models of the clusters.
ALIASES = {"slurm": {"h100": "H100", "a100": "A100", "b200": "B200"}, "dcgm": {"nvidia-h100-80gb-hbm3": "H100"}}


def set_up(of_sites: list[dict[str, Any]]) -> dict[str, Any]:
    """Make them; the sites' uuids and keys by name."""
    make_cast()
    cast, at = Cast(), clock.now()
    for kind, names in ALIASES.items():
        for name, code in names.items():
            model = GpuModel.objects.get(code=code)
            GpuModelAlias.objects.get_or_create(kind=kind, name=name, defaults={"gpu_model": model})
    _token, key = accounts.issue_token(
        user=cast.platform_admin, label="slurm-test", scopes=("read", "write"), expires_at=at + timedelta(days=1), at=at
    )
    told: dict[str, Any] = {"sites": {}, "keys": {"admin": key}}
    for site in of_sites:
        cluster = _site(**site["fields"], key=site["key"])
        for purpose, text in site.get("secrets", {}).items():
            secrets.keep(cluster, purpose, text, actor=cast.platform_admin, at=at)
        told["sites"][site["key"]] = str(cluster.uuid)
        if cluster.connector == Cluster.Connector.PUSH:
            _token, told["keys"][site["key"]] = tokens.issue_token(
                cluster=cluster, label="slurm-test", streams=Stream.values, expires_at=at + timedelta(days=1),
                actor=cast.platform_admin, at=at,
            )  # fmt: skip
    return told


def _site(*, key: str, owner: str, **fields: Any) -> Cluster:
    organisation = Organisation.objects.get(key=owner)
    centre = DataCentre.objects.create(
        name_ko=f"{key} 시험 센터",
        name_en=f"{key} test centre",
        owner=organisation,
        zone=organisation.zone,
        publication=DataCentre.Publication.PUBLISHED,
    )
    cluster = Cluster.objects.create(
        name_ko=f"{key} 시험 사이트", name_en=f"{key} test site", data_centre=centre, owner=organisation,
        zone=organisation.zone, publication=Cluster.Publication.PUBLISHED, **fields,
    )  # fmt: skip
    for name in ("kaist", "gist", "dgist", "unist"):
        SiteAccount.objects.create(cluster=cluster, name=name, organisation=Organisation.objects.get(key=name))
    return cluster


def set_secret(site: str, purpose: str, text: str) -> None:
    """Another secret of a site, as its settings take it: the site is read at once."""
    cluster = Cluster.objects.get(uuid=site)
    sites.change_site(
        cluster=cluster, changes={}, kept={purpose: text}, base_version=cluster.version,
        actor=Cast().platform_admin, at=clock.now(),
    )  # fmt: skip
