"""Filters of the regions, one set a model, for pages and API alike."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from axportal.core.api.filters import ChoicesFilter, RowsFilter
from regions.models import FactModel, Industry, Organisation, Province, Zone


class ZoneFilter(RowsFilter):
    """Zones by their slug: `?zone=honam&zone=jungbu`."""

    def __init__(self, path: str = "zone", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("권역"))
        super().__init__(field_name=path, queryset=Zone.objects.all(), to_field_name="slug", **kwargs)


class IndustryFilter(RowsFilter):
    """Industries by their code."""

    def __init__(self, path: str = "industry", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("분야"))
        super().__init__(field_name=path, queryset=Industry.objects.all(), to_field_name="code", **kwargs)


class InstituteFilter(RowsFilter):
    """Institutes by their key: `?institute=gist`."""

    def __init__(self, path: str = "institute", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("과기원"))
        institutes = Organisation.objects.filter(kind="institute")
        super().__init__(field_name=path, queryset=institutes, to_field_name="key", **kwargs)


class ProvinceFilter(RowsFilter):
    """Provinces by their code: `?province=29`."""

    def __init__(self, path: str = "province", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("시도"))
        super().__init__(field_name=path, queryset=Province.objects.all(), to_field_name="code", **kwargs)


class OriginFilter(ChoicesFilter):
    """Public facts, entries of institutes, demonstration."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("자료 구분"), choices=FactModel.Origin.choices, **kwargs)


class ZoneFilterSet(filters.FilterSet):
    """Zones."""

    code = filters.CharFilter(label=_("코드"))
    slug = filters.CharFilter(label=_("주소 이름"))

    class Meta:
        model = Zone
        fields = ("code", "slug")


class ProvinceFilterSet(filters.FilterSet):
    """Provinces."""

    code = filters.CharFilter(label=_("법정동 코드"))
    zone = ZoneFilter()

    class Meta:
        model = Province
        fields = ("code", "zone")


class IndustryFilterSet(filters.FilterSet):
    """Industries; `zone` keeps those that a zone focuses on."""

    code = filters.CharFilter(label=_("코드"))
    zone = ZoneFilter("zone_industries__zone", distinct=True)

    class Meta:
        model = Industry
        fields = ("code", "zone")


class OrganisationFilterSet(filters.FilterSet):
    """Organisations."""

    kind = ChoicesFilter(label=_("종류"), choices=Organisation.Kind.choices)
    zone = ZoneFilter()
    province = ProvinceFilter()
    size_class = ChoicesFilter(label=_("기업 규모"), choices=Organisation.Size.choices)
    origin = OriginFilter()

    class Meta:
        model = Organisation
        fields = ("kind", "zone", "province", "size_class", "origin")
