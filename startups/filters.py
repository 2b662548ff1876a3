"""Filters of start-up centres and start-ups, for pages and API alike."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from axportal.core.api.filters import ChoicesFilter
from regions.filters import IndustryFilter, InstituteFilter, OriginFilter, ZoneFilter
from startups.models import Startup, StartupCentre


class StartupCentreFilterSet(filters.FilterSet):
    """Start-up centres."""

    status = ChoicesFilter(label=_("상태"), choices=StartupCentre.Status.choices)
    strategy_action = ChoicesFilter(label=_("전략의 조치"), choices=StartupCentre.Action.choices)
    institute = InstituteFilter()
    zone = ZoneFilter()
    origin = OriginFilter()

    class Meta:
        model = StartupCentre
        fields = ("status", "strategy_action", "institute", "zone", "origin")


class StartupFilterSet(filters.FilterSet):
    """Start-ups."""

    status = ChoicesFilter(label=_("상태"), choices=Startup.Status.choices)
    startup_type = ChoicesFilter(label=_("유형"), choices=Startup.Kind.choices)
    institute = InstituteFilter()
    zone = ZoneFilter()
    industry = IndustryFilter()
    publication = filters.ChoiceFilter(label=_("공개"), choices=Startup.Publication.choices)
    origin = OriginFilter()

    class Meta:
        model = Startup
        fields = ("status", "startup_type", "institute", "zone", "industry", "publication", "origin")
