"""Filters of joint labs, for pages and API alike."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from axportal.core import clock
from axportal.core.api.filters import ChoicesFilter
from labs.models import JointLab
from regions.filters import IndustryFilter, InstituteFilter, OriginFilter, ZoneFilter


class JointLabFilterSet(filters.FilterSet):
    """Joint labs. `late=true` keeps those whose next milestone has passed."""

    status = ChoicesFilter(label=_("단계"), choices=JointLab.Status.choices)
    zone = ZoneFilter()
    institute = InstituteFilter()
    industry = IndustryFilter()
    publication = filters.ChoiceFilter(label=_("공개"), choices=JointLab.Publication.choices)
    origin = OriginFilter()
    late = filters.BooleanFilter(label=_("마일스톤 지남"), method="keep_late")
    next_milestone_on_before = filters.DateFilter(
        label=_("마일스톤이 이날까지"), field_name="next_milestone_on", lookup_expr="lte"
    )
    next_milestone_on_after = filters.DateFilter(
        label=_("마일스톤이 이날부터"), field_name="next_milestone_on", lookup_expr="gte"
    )

    class Meta:
        model = JointLab
        fields = ("status", "zone", "institute", "industry", "publication", "origin")

    def keep_late(self, queryset: Any, name: str, value: bool) -> Any:
        """Milestone passed while the lab is not ended."""
        return queryset.late(on=clock.seoul_date(clock.now())) if value else queryset
