"""Made-up GPU sites: one at each institute, with two pools."""

from datetime import datetime
from typing import Any

from axportal.core import clock
from axportal.core.demonstration import add_missing, erase, stable_uuid
from gpu.models import DataCentre, GpuModel, GpuPool
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


def load_demonstration(*, at: datetime) -> None:
    """Add the made-up sites and their pools."""
    owners = {owner.key: owner for owner in Organisation.objects.filter(key__in=INSTITUTES)}
    flagged = {
        "origin": RecordModel.Origin.DEMONSTRATION,
        "publication": RecordModel.Publication.PUBLISHED,
        "as_of": clock.seoul_date(at),
    }
    add_missing(DataCentre, [_centre(number, owners[key], flagged) for number, key in enumerate(INSTITUTES, start=1)])
    ids = [stable_uuid(CENTRE_SERIES, number) for number in range(1, len(INSTITUTES) + 1)]
    centres = {centre.uuid: centre for centre in DataCentre.objects.filter(uuid__in=ids)}
    models = {model.code: model for model in GpuModel.objects.all()}
    stands = [(centres[ids[site]], *pool) for site, key in enumerate(INSTITUTES) for pool in POOLS[key]]
    add_missing(
        GpuPool,
        [
            _pool(number, centre, models[code], servers, flagged)
            for number, (centre, code, servers) in enumerate(stands, start=1)
        ],
    )


def remove_demonstration(*, at: datetime) -> int:
    """Remove the made-up pools and sites."""
    return erase(GpuPool, where="origin = 'demonstration'") + erase(DataCentre, where="origin = 'demonstration'")


def _centre(number: int, owner: Organisation, flagged: dict[str, Any]) -> DataCentre:
    return DataCentre(
        uuid=stable_uuid(CENTRE_SERIES, number),
        key=f"demo-{owner.key}",
        name_ko=f"{owner.short_ko} 시연 GPU 센터",
        name_en=f"{owner.short_en} demo GPU centre",
        owner=owner,
        province_id=owner.province_id,
        zone_id=owner.zone_id,
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
        **flagged,
    )
