"""Filters of GPU resources, for pages and API alike."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from gpu.models import DataCentre, GpuModel, GpuPool
from regions.filters import OriginFilter, ProvinceFilter, ZoneFilter


class DataCentreFilterSet(filters.FilterSet):
    """Data centres."""

    zone = ZoneFilter()
    province = ProvinceFilter()
    origin = OriginFilter()

    class Meta:
        model = DataCentre
        fields = ("zone", "province", "origin")


class GpuModelFilterSet(filters.FilterSet):
    """GPU models."""

    code = filters.CharFilter(label=_("코드"))

    class Meta:
        model = GpuModel
        fields = ("code",)


class GpuPoolFilterSet(filters.FilterSet):
    """GPU pools."""

    zone = ZoneFilter()
    gpu_model = filters.ModelMultipleChoiceFilter(
        label=_("GPU 모델"), queryset=GpuModel.objects.all(), to_field_name="code"
    )
    origin = OriginFilter()

    class Meta:
        model = GpuPool
        fields = ("zone", "gpu_model", "origin")
