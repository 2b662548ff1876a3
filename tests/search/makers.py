"""Rows for the tests of the public pages."""

import uuid
from datetime import timedelta
from typing import Any

from axportal.calls.models import Call
from axportal.core import clock
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
    call(f"시연 공고 {number}", closes_in=timedelta(days=number), origin="demonstration")
    GpuPool.objects.create(name_ko=f"시연 GPU {number}", data_centre=centre, owner=lead, count=8, **common)


def call(title: str, *, closes_in: timedelta, zone: str = "honam", **values: Any) -> Call:
    """An announced call that opened a day ago."""
    at = clock.now()
    defaults = {
        "organisation": Organisation.objects.get(key="gist"),
        "zone": Zone.objects.filter(slug=zone).first(),
        "programme": "joint_lab",
        "status": "announced",
        "announced_at": at - timedelta(days=2),
        "opens_at": at - timedelta(days=1),
        "closes_at": at + closes_in,
    }
    return Call.objects.create(number=f"T-{uuid.uuid4().hex[:12]}", title_ko=title, **{**defaults, **values})
