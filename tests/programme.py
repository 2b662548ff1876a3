"""Records of the programme for tests that count them."""

from typing import Any

from gpu.models import DataCentre, GpuPool
from labs.models import JointLab
from regions.models import Organisation
from startups.models import Startup


def lab(name: str, *, institute: str = "gist", **values: Any) -> JointLab:
    """A published, operating joint lab in the zone of its institute."""
    lead = Organisation.objects.get(key=institute)
    defaults = {"zone": lead.zone, "status": "operating", "publication": "published"}
    return JointLab.objects.create(name_ko=name, institute=lead, **{**defaults, **values})


def startup(name: str, *, institute: str = "gist", **values: Any) -> Startup:
    """A published start-up at work."""
    lead = Organisation.objects.get(key=institute)
    defaults = {"zone": lead.zone, "status": "active", "publication": "published", "startup_type": "faculty"}
    return Startup.objects.create(name_ko=name, institute=lead, **{**defaults, **values})


def pool(name: str, count: int | None, *, institute: str = "kaist", **values: Any) -> GpuPool:
    """A published GPU pool in a data centre of the institute."""
    owner = Organisation.objects.get(key=institute)
    common = {"owner": owner, "zone": owner.zone, "publication": "published"}
    centre = DataCentre.objects.create(name_ko=f"{name} 센터", **common)
    return GpuPool.objects.create(name_ko=name, data_centre=centre, count=count, **{**common, **values})


def some_of_each(number: int) -> None:
    """A lab, a start-up and a pool in each zone."""
    for institute in ("kaist", "gist", "dgist", "unist"):
        lab(f"연구소 {number}", institute=institute, origin="demonstration")
        lab(f"협약 중 {number}", institute=institute, status="agreeing")
        lab(f"작성 중 {number}", institute=institute, publication="draft")
        startup(f"창업 {number}", institute=institute)
        pool(f"GPU {number}", 8, institute=institute)
