"""Filters of gifted schools, for pages and API alike."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from axportal.core.api.filters import ChoicesFilter
from regions.filters import InstituteFilter, OriginFilter, ProvinceFilter, ZoneFilter
from talent.models import GiftedSchool


class GiftedSchoolFilterSet(filters.FilterSet):
    """Gifted schools. `zone` is where a school stands, `affiliated_institute` whose it is."""

    status = ChoicesFilter(label=_("상태"), choices=GiftedSchool.Status.choices)
    zone = ZoneFilter(label=_("권역(자리)"))
    province = ProvinceFilter()
    affiliated_institute = InstituteFilter("affiliated_institute", label=_("소속 과기원"))
    school_origin = ChoicesFilter(label=_("신설·전환"), choices=GiftedSchool.SchoolOrigin.choices)
    kind = ChoicesFilter(label=_("종류"), choices=GiftedSchool.Kind.choices)
    publication = filters.ChoiceFilter(label=_("공개"), choices=GiftedSchool.Publication.choices)
    origin = OriginFilter()

    class Meta:
        model = GiftedSchool
        fields = (
            "status",
            "zone",
            "province",
            "affiliated_institute",
            "school_origin",
            "kind",
            "publication",
            "origin",
        )
