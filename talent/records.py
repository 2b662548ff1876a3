"""Gifted schools as a record type."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from axportal.core.fastread import Shape
from axportal.records.declarations import Column, Facet, RecordType, Section
from regions.records import BY_NAME, BY_UPDATE, FACT_FIELDS, choices_of, short_name
from regions.selectors.keepers import own_institute_defaults, own_institutes
from regions.selectors.lookups import (
    institute_choices,
    institute_lookup,
    province_lookup,
    zone_choices,
    zone_lookup,
)
from talent.filters import GiftedSchoolFilterSet
from talent.models import GiftedSchool
from talent.permissions import can_create_school


def _defaults(user: Any) -> dict[str, Any]:
    """A new school belongs to the editor's institute; its place is asked."""
    own = own_institute_defaults(user)
    return {"affiliated_institute": own["institute"]} if own else {}


GIFTED_SCHOOL = RecordType(
    slug="schools",
    model=GiftedSchool,
    title=_("영재학교"),
    singular=_("영재학교"),
    columns=(
        Column("name", _("학교"), order="name"),
        Column("kind", _("종류")),
        Column("province", _("시도")),
        Column("zone", _("권역(자리)")),
        Column("affiliated_institute__short", _("소속 과기원"), selected=short_name("affiliated_institute")),
        Column("status", _("상태")),
        Column("school_origin", _("신설·전환")),
        Column("intake", _("모집인원"), inline=True, unit=_("명")),
        Column("capacity", _("정원"), inline=True, unit=_("명")),
    ),
    sections=(
        Section(_("어떤 학교인가"), ("kind", "school_origin", "status", "affiliated_institute")),
        Section(_("어디에 있는가"), ("province", "zone", "address_ko")),
        Section(_("몇 명인가"), ("intake", "capacity", "entry_year_first", "designated_year")),
    ),
    editable=(
        "name_ko",
        "name_en",
        "kind",
        "province",
        "zone",
        "affiliated_institute",
        "school_origin",
        "status",
        "intake",
        "capacity",
        "entry_year_first",
        "designated_year",
        "address_ko",
        "publication",
    ),
    filterset=GiftedSchoolFilterSet,
    orderings={"name": BY_NAME, "updated_at": BY_UPDATE},
    shape=Shape(
        {
            **FACT_FIELDS,
            "publication": "publication",
            "kind": "kind",
            "province": province_lookup(),
            "zone": zone_lookup(),
            "affiliated_institute": institute_lookup("affiliated_institute_id"),
            "school_origin": "school_origin",
            "status": "status",
            "intake": "intake",
            "capacity": "capacity",
            "entry_year_first": "entry_year_first",
            "designated_year": "designated_year",
            "address_ko": "address_ko",
        }
    ),
    facets=(
        Facet("status", "status", _("상태"), choices_of(GiftedSchool.Status)),
        Facet("zone_id", "zone", _("권역(자리)"), zone_choices),
        Facet("affiliated_institute_id", "affiliated_institute", _("소속 과기원"), institute_choices),
        Facet("school_origin", "school_origin", _("신설·전환"), choices_of(GiftedSchool.SchoolOrigin)),
        Facet("publication", "publication", _("공개"), choices_of(GiftedSchool.Publication)),
        Facet("origin", "origin", _("자료 구분"), choices_of(GiftedSchool.Origin)),
    ),
    search_fields=("name_ko", "name_en", "address_ko"),
    select_related=("province", "zone", "affiliated_institute", "source"),
    can_create=can_create_school,
    defaults_for=_defaults,
    choices_for=lambda user: {"affiliated_institute": own_institutes(user)},
    tones={"operating": "ok", "planned": "info", "sought": "unk"},
    detail_template="talent/school.html",
)
