"""Joint labs as a record type."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, TextField, Value
from django.utils.translation import gettext_lazy as _

from axportal.core.fastread import Shape
from axportal.core.paging import Ordering
from axportal.records.declarations import Column, Facet, RecordType, Section, View
from labs.filters import JointLabFilterSet
from labs.models import JointLab, LabParticipant
from labs.permissions import can_create_lab
from labs.workflow import JOINT_LAB as WORKFLOW
from regions.records import BY_NAME, BY_UPDATE, FACT_FIELDS, choices_of, short_name
from regions.selectors.keepers import own_institute_defaults, own_institute_query, own_institutes
from regions.selectors.lookups import (
    industry_choices,
    industry_lookup,
    institute_choices,
    institute_lookup,
    zone_choices,
    zone_lookup,
)


def _form_choices(user: Any) -> dict[str, Any]:
    """A lab is led by one of the editor's own institutes."""
    return {"institute": own_institutes(user)}


def _company_names() -> Func:
    """What `JointLab.company_names` tells, as SQL."""
    names = LabParticipant.objects.filter(lab=OuterRef("pk")).order_by("id").values(said=short_name("company")())
    return Func(ArraySubquery(names), Value(", "), function="array_to_string", output_field=TextField())


JOINT_LAB = RecordType(
    slug="labs",
    model=JointLab,
    title=_("공동연구소"),
    singular=_("공동연구소"),
    columns=(
        Column("name", _("공동연구소"), order="name"),
        Column("institute__short", _("과기원"), selected=short_name("institute")),
        Column("company_names", _("참여기업"), selected=_company_names),
        Column("status", _("단계")),
        Column("next_milestone", _("다음 마일스톤"), inline=True),
        Column("next_milestone_on", _("마일스톤 날짜"), inline=True),
        Column("company_share_won", _("기업 부담"), inline=True, unit=_("원")),
        Column("gpu_hours", _("GPU 배정"), unit="GPU-h"),
        Column("updated_at", _("바뀜"), order="updated_at"),
    ),
    sections=(
        Section(_("무엇을 하는 곳인가"), ("summary", "industry", "company_names")),
        Section(_("누가 이끄는가"), ("institute", "laboratory", "zone")),
        Section(
            _("어디까지 왔는가"),
            ("status", "status_since", "started_on", "ends_on", "next_milestone", "next_milestone_on"),
        ),
        Section(_("무엇을 쓰는가"), ("company_share_won", "gpu_hours")),
    ),
    editable=(
        "name_ko",
        "name_en",
        "institute",
        "laboratory_ko",
        "laboratory_en",
        "zone",
        "industry",
        "started_on",
        "ends_on",
        "next_milestone_ko",
        "next_milestone_en",
        "next_milestone_on",
        "company_share_won",
        "gpu_hours",
        "summary_ko",
        "summary_en",
        "publication",
    ),
    filterset=JointLabFilterSet,
    orderings={"name": BY_NAME, "updated_at": BY_UPDATE, "created_at": Ordering(("created_at", "id"))},
    shape=Shape(
        {
            **FACT_FIELDS,
            "publication": "publication",
            "institute": institute_lookup(),
            "laboratory_ko": "laboratory_ko",
            "laboratory_en": "laboratory_en",
            "zone": zone_lookup(),
            "industry": industry_lookup(),
            "companies": "companies",
            "status": "status",
            "status_since": "status_since",
            "started_on": "started_on",
            "ends_on": "ends_on",
            "next_milestone_ko": "next_milestone_ko",
            "next_milestone_en": "next_milestone_en",
            "next_milestone_on": "next_milestone_on",
            "company_share_won": "company_share_won",
            "gpu_hours": "gpu_hours",
            "summary_ko": "summary_ko",
            "summary_en": "summary_en",
            "created_at": "created_at",
        },
        annotations={
            "companies": ArraySubquery(
                LabParticipant.objects.filter(lab=OuterRef("pk")).order_by("id").values("company__name_ko")
            )
        },
    ),
    facets=(
        Facet("status", "status", _("단계"), choices_of(JointLab.Status)),
        Facet("zone_id", "zone", _("권역"), zone_choices),
        Facet("institute_id", "institute", _("과기원"), institute_choices),
        Facet("industry_id", "industry", _("산업 분야"), industry_choices),
        Facet("publication", "publication", _("공개"), choices_of(JointLab.Publication)),
        Facet("origin", "origin", _("자료 구분"), choices_of(JointLab.Origin)),
    ),
    views=(
        View(_("전체"), lambda user: {}),
        View(_("우리 기관"), own_institute_query),
        View(_("작성 중"), lambda user: {"publication": "draft"} if can_create_lab(user) else None),
        View(_("마일스톤 지남"), lambda user: {"late": "true"}),
    ),
    search_fields=("name_ko", "name_en", "laboratory_ko", "summary_ko"),
    select_related=("institute", "zone", "industry", "source"),
    prefetch_related=("participants__company",),
    workflow=WORKFLOW,
    can_create=can_create_lab,
    defaults_for=own_institute_defaults,
    choices_for=_form_choices,
    tones={"reviewing": "info", "agreeing": "warn", "operating": "ok", "ended": "plain"},
    waits=lambda lab, at: lab.days_in_status(at=at) if lab.waits_too_long(at=at) else None,
    empty_hint=_("첫 기록을 만들면 현황판의 수에 바로 더해집니다."),
)
