"""Made-up GPU sites: one at each institute, with two pools that report, and a private one that is kept by hand."""

from datetime import datetime
from typing import Any

from axportal.core import clock
from axportal.core.demonstration import add_missing, erase, stable_uuid
from gpu.models import DataCentre, GpuModel, GpuPool
from gpu.services import demonstration_sites
from regions.models import Organisation, RecordModel

CENTRE_SERIES, POOL_SERIES = 2, 3
INSTITUTES = ("kaist", "gist", "dgist", "unist")
#: GPU model and number of servers of eight GPUs, for each site in turn.
POOLS = {
    "kaist": (("H100", 24), ("A100", 32)),
    "gist": (("H100", 16), ("A100", 24)),
    "dgist": (("H100", 8), ("A100", 12)),
    "unist": (("H200", 8), ("A100", 20)),
}
GPUS_A_SERVER = 8
#: Who runs the private centre, and how many servers it lends.
PRIVATE_OWNER, PRIVATE_SERVERS = "demo-company-i", demonstration_sites.HAND_SERVERS


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up sites, their pools and two weeks of what they reported."""
    owners = {owner.key: owner for owner in Organisation.objects.filter(key__in=(*INSTITUTES, PRIVATE_OWNER))}
    flagged = {
        "origin": RecordModel.Origin.DEMONSTRATION,
        "publication": RecordModel.Publication.PUBLISHED,
        "as_of": clock.seoul_date(at),
    }
    made = [_centre(number, owners[key], flagged) for number, key in enumerate(INSTITUTES, start=1)]
    made.append(_private_centre(len(made) + 1, owners[PRIVATE_OWNER], flagged))
    add_missing(DataCentre, made)
    by_id = {centre.uuid: centre for centre in DataCentre.objects.filter(uuid__in=[one.uuid for one in made])}
    centres = [by_id[one.uuid] for one in made]
    models = {model.code: model for model in GpuModel.objects.all()}
    stands = [(centre, *pool) for centre, key in zip(centres, INSTITUTES, strict=False) for pool in POOLS[key]]
    stands.append((centres[-1], "H100", PRIVATE_SERVERS))
    add_missing(
        GpuPool,
        [
            _pool(number, centre, models[code], servers, flagged)
            for number, (centre, code, servers) in enumerate(stands, start=1)
        ],
    )
    demonstration_sites.load_sites(centres[:-1], centres[-1], flagged=flagged, at=at)


def remove_demonstration(*, at: datetime) -> int:
    """Remove the made-up sites with what they reported, pools and centres."""
    removed = demonstration_sites.remove_sites()
    return (
        removed + erase(GpuPool, where="origin = 'demonstration'") + erase(DataCentre, where="origin = 'demonstration'")
    )


def _centre(number: int, owner: Organisation, flagged: dict[str, Any]) -> DataCentre:
    return DataCentre(
        uuid=stable_uuid(CENTRE_SERIES, number),
        key=f"demo-{owner.key}",
        name_ko=f"{owner.short_ko} 시연 GPU 센터",
        name_en=f"{owner.short_en} demo GPU centre",
        owner=owner,
        province_id=owner.province_id,
        zone_id=owner.zone_id,
        kind=DataCentre.Kind.INSTITUTE,
        **flagged,
    )


def _private_centre(number: int, owner: Organisation, flagged: dict[str, Any]) -> DataCentre:
    return DataCentre(
        uuid=stable_uuid(CENTRE_SERIES, number),
        key="demo-private",
        name_ko="시연 민간 데이터센터",
        name_en="Demo private data centre",
        owner=owner,
        province_id=owner.province_id,
        zone_id=owner.zone_id,
        kind=DataCentre.Kind.PRIVATE,
        **flagged,
    )


def _pool(number: int, centre: DataCentre, model: GpuModel, servers: int, flagged: dict[str, Any]) -> GpuPool:
    return GpuPool(
        uuid=stable_uuid(POOL_SERIES, number),
        key=f"{centre.key}-{model.code.lower()}",
        name_ko=f"{centre.name_ko} {model.code}",
        name_en=f"{centre.name_en} {model.code}",
        data_centre=centre,
        owner_id=centre.owner_id,
        zone_id=centre.zone_id,
        gpu_model=model,
        count=servers * GPUS_A_SERVER,
        server_count=servers,
        granularity=GPUS_A_SERVER,
        **flagged,
    )
