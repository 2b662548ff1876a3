"""Rows for the tests of the public pages."""

from typing import Any

from gpu.models import DataCentre, GpuPool
from labs.models import JointLab, LabParticipant
from regions.models import Organisation, Zone
from startups.models import Startup
from talent.models import GiftedSchool


def lab(name: str = "조선해양플랜트 공동연구소", *, institute: str = "gist", **values: Any) -> JointLab:
    """A joint lab of an institute in its zone, operating and published unless told otherwise."""
    lead = Organisation.objects.get(key=institute)
    defaults = {"zone": lead.zone, "status": "operating", "publication": "published", "name_en": ""}
    return JointLab.objects.create(name_ko=name, institute=lead, **{**defaults, **values})


def one_of_each(number: int, *, institute: str = "gist") -> None:
    """A record of every type in the institute's zone, linked with each other."""
    lead = Organisation.objects.get(key=institute)
    common = {"publication": "published", "zone": lead.zone, "origin": "demonstration"}
    company = Organisation.objects.create(kind="company", name_ko=f"시연기업 {number}", zone=lead.zone)
    made = lab(f"시연 공동연구소 {number}", institute=institute, origin="demonstration", summary_ko="에너지 예측")
    LabParticipant.objects.create(lab=made, company=company)
    GiftedSchool.objects.create(
        name_ko=f"시연 영재학교 {number}", province=lead.province, school_origin="new", status="planned", **common
    )
    Startup.objects.create(
        name_ko=f"시연 에너지 창업 {number}", institute=lead, startup_type="spinoff", from_lab=made, **common
    )
    centre = DataCentre.objects.create(name_ko=f"시연 데이터센터 {number}", owner=lead, **common)
    GpuPool.objects.create(name_ko=f"시연 GPU {number}", data_centre=centre, owner=lead, count=8, **common)


def honam() -> Zone:
    """The zone of the cast's institute."""
    return Zone.objects.get(slug="honam")
