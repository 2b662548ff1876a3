"""The published result of a call over the API: open to everybody, with the same numbers hidden as on the page."""

from typing import Any, cast

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls.models import Call
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.decisions.selectors.results import Results, results_of


class ProjectSerializer(serializers.Serializer):
    """One selected project; of one with a security class neither title nor partners."""

    title = serializers.CharField(allow_blank=True)
    lead = serializers.CharField()
    partners = serializers.ListField(child=serializers.CharField())
    zone = serializers.CharField(allow_blank=True)
    support_won = serializers.IntegerField()
    is_secured = serializers.BooleanField()


class LineSerializer(serializers.Serializer):
    """How many applied and were selected; null where the number would tell of few applicants."""

    by = serializers.CharField(help_text="zone, kind or size")
    group = serializers.CharField()
    applications = serializers.IntegerField(allow_null=True)
    selected = serializers.IntegerField()


class ResultsSerializer(serializers.Serializer):
    """The result of a call as it stands."""

    call = serializers.UUIDField()
    number = serializers.CharField()
    as_of = serializers.DateTimeField()
    notified_at = serializers.DateTimeField()
    objections_until = serializers.DateTimeField()
    is_objection_period = serializers.BooleanField()
    is_demonstration = serializers.BooleanField()
    selected = serializers.IntegerField()
    applications = serializers.IntegerField(allow_null=True)
    acceptance_percent = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)
    projects = ProjectSerializer(many=True)
    statistics = LineSerializer(many=True)


class ResultsViewSet(ScopedViewSet):
    """404 until the result is told."""

    model = Call
    queryset: Any = Call.objects.none()
    serializer_class = ResultsSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})

    def show(self, request: Request, uuid: Any) -> HttpResponse:
        """Projects and statistics."""
        queries.refuse_all(request)
        call = Call.objects.visible_to(request.user).filter(uuid=uuid).first()
        results = results_of(cast(Call, call), at=clock.now()) if call is not None else None
        if results is None:
            raise NotVisible(_("아직 알린 결과가 없습니다."))
        return Response(_body(results))


def _body(results: Results) -> dict[str, Any]:
    call = results.call
    return {
        "call": call.uuid,
        "number": call.number,
        "as_of": clock.now(),
        "notified_at": call.notified_at,
        "objections_until": call.objections_until,
        "is_objection_period": results.is_objection_period,
        "is_demonstration": call.is_demo,
        "selected": results.selected,
        "applications": results.applications,
        "acceptance_percent": float(results.rate) if results.rate is not None else None,
        "projects": [
            {
                "title": one.title,
                "lead": one.lead,
                "partners": list(one.partners),
                "zone": one.zone,
                "support_won": one.support_won,
                "is_secured": one.is_secured,
            }
            for one in results.projects
        ],
        "statistics": [
            {"by": table.key, "group": line.label, "applications": line.applications, "selected": line.selected}
            for table in results.breakdowns
            for line in table.lines
        ],
    }


urlpatterns = [
    path(
        "calls/<uuid:uuid>/results/",
        ResultsViewSet.as_view({"get": "show"}, basename="call-results", detail=True),
        name="call-results",
    ),
]
