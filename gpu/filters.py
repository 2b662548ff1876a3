"""Filters of GPU resources, for pages and API alike."""

from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from axportal.core.api.filters import RowsFilter
from gpu.models import DataCentre, GpuModel, GpuPool
from regions.filters import OriginFilter, ProvinceFilter, ZoneFilter

ADDABLE = Q(source_group="", count__isnull=False)


class DataCentreFilterSet(filters.FilterSet):
    """Data centres."""

    zone = ZoneFilter()
    province = ProvinceFilter()
    kind = filters.ChoiceFilter(label=_("종류"), choices=DataCentre.Kind.choices)
    origin = OriginFilter()

    class Meta:
        model = DataCentre
        fields = ("zone", "province", "kind", "origin")


class GpuModelFilterSet(filters.FilterSet):
    """GPU models."""

    code = filters.CharFilter(label=_("코드"))
    parent = RowsFilter(
        field_name="parent", label=_("나누기 전 모델"), queryset=GpuModel.objects.all(), to_field_name="code"
    )

    class Meta:
        model = GpuModel
        fields = ("code", "parent")


class GpuPoolFilterSet(filters.FilterSet):
    """GPU pools. `addable` keeps what a total adds up; `clashing` and `unknown` what it leaves out."""

    zone = ZoneFilter()
    gpu_model = RowsFilter(
        field_name="gpu_model", label=_("GPU 모델"), queryset=GpuModel.objects.all(), to_field_name="code"
    )
    addable = filters.BooleanFilter(label=_("합계에 듦"), method="keep_addable")
    clashing = filters.BooleanFilter(label=_("출처별 상이"), method="keep_clashing")
    unknown = filters.BooleanFilter(label=_("수량 모름"), method="keep_unknown")
    publication = filters.ChoiceFilter(label=_("공개"), choices=GpuPool.Publication.choices)
    origin = OriginFilter()

    class Meta:
        model = GpuPool
        fields = ("zone", "gpu_model", "publication", "origin")

    def keep_addable(self, queryset: Any, name: str, value: bool) -> Any:
        """A known count that no other source contradicts."""
        return queryset.filter(ADDABLE) if value else queryset.exclude(ADDABLE)

    def keep_clashing(self, queryset: Any, name: str, value: bool) -> Any:
        """Rows beside which another source states something else."""
        return queryset.exclude(source_group="") if value else queryset.filter(source_group="")

    def keep_unknown(self, queryset: Any, name: str, value: bool) -> Any:
        """Pools whose count no source gives."""
        unknown = Q(source_group="", count=None)
        return queryset.filter(unknown) if value else queryset.exclude(unknown)
