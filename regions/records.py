"""The record types of the regions."""

from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from axportal.core import formats
from axportal.core.fastread import Shape
from axportal.core.paging import Ordering
from axportal.records.declarations import Column, Facet, RecordType, Section
from regions.filters import IndustryFilterSet, OrganisationFilterSet, ProvinceFilterSet
from regions.models import Industry, Organisation, Province
from regions.permissions import is_platform_admin
from regions.selectors.lookups import industry_lookup, province_lookup, zone_choices, zone_lookup

#: What the API gives of every fact row.
FACT_FIELDS = {
    "uuid": "uuid",
    "version": "version",
    "name_ko": "name_ko",
    "name_en": "name_en",
    "origin": "origin",
    "source": "source__key",
    "as_of": "as_of",
    "grade": "grade",
    "updated_at": "updated_at",
}


def choices_of(choices: type[TextChoices]) -> Callable[[], list[tuple[Any, str, Any]]]:
    """A facet's choices from a model's."""
    return lambda: [(code, code, label) for code, label in choices.choices]


def short_name(path: str) -> Callable[[], Coalesce]:
    """The short name of the organisation at the end of the path as SQL, as `Organisation.short` tells it."""

    def selected() -> Coalesce:
        names = ("short_en", "short_ko", "name_en", "name_ko") if formats.is_english() else ("short_ko", "name_ko")
        return Coalesce(*(NullIf(f"{path}__{name}", Value("")) for name in names))

    return selected


BY_NAME = Ordering(("name_ko", "id"))
BY_UPDATE = Ordering(("updated_at", "id"))

ORGANISATION = RecordType(
    slug="organisations",
    model=Organisation,
    title=_("기관"),
    singular=_("기관"),
    columns=(
        Column("name", _("이름"), order="name"),
        Column("kind", _("종류")),
        Column("zone", _("권역")),
        Column("province", _("시도")),
        Column("size_class", _("기업 규모")),
        Column("website", _("누리집"), inline=True),
    ),
    sections=(
        Section(_("기본"), ("kind", "size_class", "parent", "founded_on", "website")),
        Section(_("자리"), ("zone", "province", "address_ko", "latitude", "longitude")),
    ),
    editable=("name_ko", "name_en", "short_ko", "short_en", "address_ko", "website", "size_class", "founded_on"),
    filterset=OrganisationFilterSet,
    orderings={"name": BY_NAME, "updated_at": BY_UPDATE},
    shape=Shape(
        {
            **FACT_FIELDS,
            "kind": "kind",
            "short_ko": "short_ko",
            "short_en": "short_en",
            "zone": zone_lookup(),
            "province": province_lookup(),
            "address_ko": "address_ko",
            "website": "website",
            "founded_on": "founded_on",
            "latitude": "latitude",
            "longitude": "longitude",
            "size_class": "size_class",
            "parent": "parent__uuid",
        }
    ),
    facets=(
        Facet("kind", "kind", _("종류"), choices_of(Organisation.Kind)),
        Facet("zone_id", "zone", _("권역"), zone_choices),
    ),
    search_fields=("name_ko", "name_en", "short_ko", "short_en"),
    select_related=("zone", "province", "parent", "source"),
    can_create=is_platform_admin,
)

PROVINCE = RecordType(
    slug="provinces",
    model=Province,
    title=_("시도"),
    singular=_("시도"),
    columns=(
        Column("name", _("이름"), order="name"),
        Column("code", _("법정동 코드"), order="code"),
        Column("zone", _("권역")),
        Column("valid_from", _("시작")),
        Column("valid_to", _("끝")),
        Column("successor", _("이어받는 시도")),
    ),
    sections=(
        Section(_("기본"), ("code", "code_system", "zone")),
        Section(_("유효 기간"), ("valid_from", "valid_to", "successor", "succession_status", "succession_note_ko")),
    ),
    editable=(),
    filterset=ProvinceFilterSet,
    orderings={"code": Ordering(("code", "id")), "name": BY_NAME},
    shape=Shape(
        {
            **FACT_FIELDS,
            "code": "code",
            "code_system": "code_system",
            "short_ko": "short_ko",
            "short_en": "short_en",
            "zone": zone_lookup(),
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "successor": "successor__uuid",
            "succession_status": "succession_status",
            "succession_note_ko": "succession_note_ko",
            "succession_note_en": "succession_note_en",
        }
    ),
    select_related=("zone", "successor", "source"),
)

INDUSTRY = RecordType(
    slug="industries",
    model=Industry,
    title=_("산업 분야"),
    singular=_("산업 분야"),
    columns=(
        Column("name", _("이름"), order="name"),
        Column("code", _("코드"), order="code"),
        Column("parent", _("상위 분야")),
    ),
    sections=(Section(_("기본"), ("code", "parent")),),
    editable=(),
    filterset=IndustryFilterSet,
    orderings={"code": Ordering(("code", "id")), "name": BY_NAME},
    shape=Shape({**FACT_FIELDS, "code": "code", "parent": industry_lookup("parent_id")}),
    select_related=("parent", "source"),
)
