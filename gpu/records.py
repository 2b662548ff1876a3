"""Data centres, GPU models and GPU pools as record types."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from axportal.accounts.scoping import scope_of
from axportal.core.fastread import Lookup, Shape
from axportal.core.paging import Ordering
from axportal.core.process_cache import ProcessCache
from axportal.records.declarations import Column, Facet, RecordType, Section
from gpu.filters import DataCentreFilterSet, GpuModelFilterSet, GpuPoolFilterSet
from gpu.models import DataCentre, GpuModel, GpuPool
from gpu.permissions import can_create_pool, is_platform_admin
from regions.models import Organisation
from regions.records import BY_NAME, BY_UPDATE, FACT_FIELDS, choices_of
from regions.selectors.lookups import province_lookup, zone_choices, zone_lookup


def _models() -> Mapping[int, Any]:
    rows = GpuModel.objects.values_list("pk", "uuid", "code", "name")
    return {pk: {"uuid": str(uuid), "code": code, "name_ko": name, "name_en": name} for pk, uuid, code, name in rows}


gpu_model_references = ProcessCache(_models)


def gpu_model_choices() -> list[tuple[Any, str, str]]:
    """GPU models as facet choices."""
    return [(pk, row["code"], row["name_ko"]) for pk, row in gpu_model_references().items()]


def _own_owners(user: Any) -> Any:
    if is_platform_admin(user):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=scope_of(user).organisations("institute_admin", "gpu_operator"))


DATA_CENTRE = RecordType(
    slug="data-centres",
    model=DataCentre,
    title=_("데이터센터"),
    singular=_("데이터센터"),
    columns=(
        Column("name", _("데이터센터"), order="name"),
        Column("kind", _("종류")),
        Column("owner", _("운영 기관")),
        Column("province", _("시도")),
        Column("zone", _("권역")),
        Column("opened_month", _("문을 연 때"), inline=True),
    ),
    sections=(Section(_("기본"), ("kind", "owner", "province", "zone", "opened_month")),),
    editable=("name_ko", "name_en", "kind", "owner", "province", "zone", "opened_month", "publication"),
    filterset=DataCentreFilterSet,
    orderings={"name": BY_NAME, "updated_at": BY_UPDATE},
    shape=Shape(
        {
            **FACT_FIELDS,
            "publication": "publication",
            "kind": "kind",
            "owner": "owner__uuid",
            "owner_name_ko": "owner__name_ko",
            "province": province_lookup(),
            "zone": zone_lookup(),
            "opened_month": "opened_month",
        }
    ),
    search_fields=("name_ko", "name_en"),
    select_related=("owner", "province", "zone", "source"),
    can_create=can_create_pool,
    choices_for=lambda user: {"owner": _own_owners(user)},
)

GPU_MODEL = RecordType(
    slug="gpu-models",
    model=GpuModel,
    title=_("GPU 모델"),
    singular=_("GPU 모델"),
    columns=(
        Column("name", _("이름"), order="name"),
        Column("code", _("코드"), order="code"),
        Column("vendor", _("제조사")),
        Column("memory_gib", _("메모리"), unit="GiB"),
        Column("parent", _("나누기 전 모델")),
        Column("parts", _("나눈 수")),
    ),
    sections=(
        Section(_("기본"), ("code", "vendor", "memory_gib")),
        Section(_("나눈 GPU"), ("parent", "parts")),
    ),
    editable=("code", "name", "vendor", "memory_gib", "parent", "parts"),
    filterset=GpuModelFilterSet,
    orderings={"code": Ordering(("code", "id")), "name": Ordering(("name", "id"))},
    shape=Shape(
        {
            **{name: path for name, path in FACT_FIELDS.items() if not name.startswith("name_")},
            "code": "code",
            "name": "name",
            "vendor": "vendor",
            "memory_gib": "memory_gib",
            "parent": "parent__uuid",
            "parts": "parts",
        }
    ),
    select_related=("source", "parent"),
    can_create=is_platform_admin,
    choices_for=lambda user: {"parent": GpuModel.objects.visible_to(user).filter(parent=None)},
)

GPU_POOL = RecordType(
    slug="gpu-pools",
    model=GpuPool,
    title=_("GPU"),
    singular=_("GPU 묶음"),
    columns=(
        Column("name", _("GPU 묶음"), order="name"),
        Column("data_centre", _("데이터센터")),
        Column("gpu_model", _("GPU 모델")),
        Column("count", _("GPU"), inline=True, unit=_("장")),
        Column("server_count", _("서버"), inline=True, unit=_("대")),
        Column("granularity", _("배정 단위"), inline=True, unit=_("장")),
        Column("zone", _("권역")),
        Column("as_of", _("기준일")),
    ),
    sections=(
        Section(_("어디에 있는가"), ("data_centre", "owner", "zone")),
        Section(_("무엇이 몇 장인가"), ("gpu_model", "count", "server_count", "granularity", "note")),
    ),
    editable=(
        "name_ko",
        "name_en",
        "data_centre",
        "owner",
        "zone",
        "gpu_model",
        "count",
        "server_count",
        "granularity",
        "note_ko",
        "note_en",
        "as_of",
        "publication",
    ),
    filterset=GpuPoolFilterSet,
    orderings={"name": BY_NAME, "updated_at": BY_UPDATE},
    shape=Shape(
        {
            **FACT_FIELDS,
            "publication": "publication",
            "data_centre": "data_centre__uuid",
            "data_centre_name_ko": "data_centre__name_ko",
            "zone": zone_lookup(),
            "gpu_model": Lookup("gpu_model_id", gpu_model_references),
            "count": "count",
            "server_count": "server_count",
            "granularity": "granularity",
            "source_group": "source_group",
            "note_ko": "note_ko",
            "note_en": "note_en",
        }
    ),
    facets=(
        Facet("zone_id", "zone", _("권역"), zone_choices),
        Facet("gpu_model_id", "gpu_model", _("GPU 모델"), gpu_model_choices),
        Facet("publication", "publication", _("공개"), choices_of(GpuPool.Publication)),
        Facet("origin", "origin", _("자료 구분"), choices_of(GpuPool.Origin)),
    ),
    search_fields=("name_ko", "name_en"),
    select_related=("data_centre", "gpu_model", "zone", "owner", "source"),
    can_create=can_create_pool,
    choices_for=lambda user: {"owner": _own_owners(user), "data_centre": DataCentre.objects.editable_by(user)},
)
