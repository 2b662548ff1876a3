"""Filters of calls and applications, for the API."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from axportal.calls.models import Application, Call
from axportal.core import clock
from axportal.core.api.filters import ChoicesFilter
from regions.filters import OriginFilter, ZoneFilter

PHASES = (Call.Phase.ANNOUNCED, Call.Phase.OPEN, Call.Phase.CLOSED, Call.Phase.CANCELLED)


class CallFilterSet(filters.FilterSet):
    """Calls by what they are for and where they stand now."""

    zone = ZoneFilter()
    origin = OriginFilter()
    programme = ChoicesFilter(label=_("사업"), choices=Call.Programme.choices)
    phase = filters.ChoiceFilter(
        label=_("접수"), choices=[(phase.value, phase.label) for phase in PHASES], method="in_phase"
    )

    class Meta:
        model = Call
        fields = ("zone", "origin", "programme", "phase")

    def in_phase(self, queryset: Any, name: str, value: str) -> QuerySet[Call]:
        """The calls that stand there at this instant."""
        at: datetime = clock.now()
        by_phase = {"announced": queryset.upcoming, "open": queryset.open, "closed": queryset.closed}
        if value in by_phase:
            found: QuerySet[Call] = by_phase[value](at)
            return found
        cancelled: QuerySet[Call] = queryset.filter(status=Call.Status.CANCELLED)
        return cancelled


class ApplicationFilterSet(filters.FilterSet):
    """Applications by call and state. What is written in them is no filter: that would leak it."""

    call = filters.UUIDFilter(label=_("공고"), field_name="call__uuid")
    status = ChoicesFilter(label=_("상태"), choices=Application.Status.choices)

    class Meta:
        model = Application
        fields = ("call", "status")
