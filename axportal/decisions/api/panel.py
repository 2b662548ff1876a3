"""What the panel finds beside the sheets, and giving up a place."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls.models import Application
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.decisions import permissions
from axportal.decisions.api import serializers
from axportal.decisions.api.base import DecisionViewSet
from axportal.decisions.models import Finding
from axportal.decisions.selectors.panel import Judged, PanelRow, panel_of
from axportal.decisions.services import aftermath, findings


class PanelViewSet(DecisionViewSet):
    """Bonus, penalty and grounds that exclude, for those who prepare the decision; 404 for everybody else."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = serializers.NothingSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    takes = {
        "adjust": serializers.AdjustSerializer,
        "find": serializers.FindSerializer,
        "take_back": serializers.GivenReasonSerializer,
    }
    shows = {"of_call": serializers.PanelSerializer, "retrieve": serializers.PanelRowSerializer}

    def of_call(self, request: Request, uuid: Any) -> HttpResponse:
        """Every application of a call that is past its screening."""
        queries.refuse_all(request)
        call = self.prepared_call(uuid)
        return Response({"call": str(call.uuid), "applications": [_row(one) for one in panel_of(call)]})

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One application."""
        queries.refuse_all(request)
        return Response(_of(self.prepared_application(uuid)))

    def adjust(self, request: Request, uuid: Any) -> HttpResponse:
        """Give or refuse a bonus or penalty of the rules."""
        return self._judge(request, uuid, findings.grant_adjustment)

    def find(self, request: Request, uuid: Any) -> HttpResponse:
        """Keep the application out on a ground that the notice names."""
        return self._judge(request, uuid, findings.record_finding)

    def take_back(self, request: Request, uuid: Any) -> HttpResponse:
        """Let the application of this finding count again."""
        finding, body = self._finding(uuid), self.checked_body(request)
        return self.act(
            request,
            lambda: findings.take_back_finding(
                finding=finding, reason=body["reason"], actor=self.caller, at=clock.now()
            ),
            lambda: _of(finding.application),
        )

    def _judge(self, request: Request, uuid: Any, service: Callable[..., Any]) -> HttpResponse:
        application, body = self.prepared_application(uuid), self.checked_body(request)
        return self.act(
            request,
            lambda: service(application=application, actor=self.caller, at=clock.now(), **body),
            lambda: _of(application),
        )

    def _finding(self, uuid: Any) -> Finding:
        visible = Finding.objects.visible_to(self.request.user).select_related("application__call")
        finding: Finding | None = visible.filter(uuid=uuid).first()
        if finding is None or not permissions.can_prepare(self.request.user, finding.application.call):
            raise NotVisible(_("찾을 수 없습니다."))
        return finding


class DecliningViewSet(DecisionViewSet):
    """Giving up a place, for the applicant's people."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = serializers.ReasonSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    takes = {"decline": serializers.ReasonSerializer}
    shows = {"retrieve": serializers.DeclinedSerializer}

    def decline(self, request: Request, uuid: Any) -> HttpResponse:
        """Give up the place, for good; the best in reserve moves up."""
        body = self.checked_body(request)
        writable = Application.objects.editable_by(request.user).select_related("call")
        application: Application | None = writable.filter(uuid=uuid).first()
        if application is None:
            raise NotVisible(_("찾을 수 없습니다."))

        def effect() -> tuple[int, Any, dict[str, str]]:
            declined = aftermath.decline(application=application, actor=self.caller, at=clock.now(), **body)
            return 200, {"application": str(declined.uuid), "status": declined.status}, {}

        return self.once(request, effect)


def _of(application: Application) -> dict[str, Any]:
    rows = panel_of(application.call, application=application)
    if not rows:
        raise NotVisible(_("찾을 수 없습니다."))
    return _row(rows[0])


def _row(row: PanelRow) -> dict[str, Any]:
    return {
        "application": str(row.application.uuid),
        "receipt": row.application.number,
        "adjustments": [_judged(one) for one in row.adjustments],
        "findings": [_finding(one) for one in row.findings],
    }


def _judged(judged: Judged) -> dict[str, Any]:
    granted = judged.granted
    return {
        "key": judged.rule.key,
        "name": judged.rule.name,
        "points": str(judged.rule.points),
        "is_granted": None if granted is None else granted.is_granted,
        "evidence": "" if granted is None else granted.evidence,
        "decided_by": "" if granted is None else granted.decided_by.name,
        "decided_at": None if granted is None else granted.decided_at,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "uuid": str(finding.uuid),
        "kind": finding.kind,
        "reason": finding.reason,
        "found_by": finding.found_by.name,
        "found_at": finding.found_at,
        "taken_back_at": finding.taken_back_at,
        "taken_back_reason": finding.taken_back_reason,
    }
