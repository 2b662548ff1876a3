"""Screening through the API: the rules of one application with what is found, and the acts of the call's managers."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.calls import permissions
from axportal.calls.models import Application, ScreeningFinding
from axportal.calls.rules.screening import LEAST_RETURN_DAYS, MOST_RETURN_DAYS
from axportal.calls.selectors.screening import Row, screening_of
from axportal.calls.services import screening
from axportal.calls.services.accesses import log_read
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotAllowed, NotVisible
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.records.api.serializers import TextField


class RuleSerializer(serializers.Serializer):
    """One rule; without a verdict it is still to be judged."""

    rule = serializers.CharField()
    name = serializers.CharField()
    basis = serializers.CharField(allow_blank=True)
    verdict = serializers.ChoiceField(choices=["", *ScreeningFinding.Verdict.values], allow_blank=True)
    evidence = serializers.CharField(allow_blank=True)
    judged_by = serializers.CharField(allow_blank=True)
    judged_at = serializers.DateTimeField(allow_null=True)


class ReturnedSerializer(serializers.Serializer):
    """A request for a correction."""

    items = serializers.ListField(child=serializers.CharField())
    asked_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()


class ScreeningSerializer(serializers.Serializer):
    """Where the screening of the newest submission stands."""

    application = serializers.UUIDField()
    status = serializers.ChoiceField(choices=Application.Status.choices)
    submission = serializers.IntegerField()
    rules = RuleSerializer(many=True)
    return_requests = ReturnedSerializer(many=True)


class JudgeSerializer(serializers.Serializer):
    """One rule's verdict and what it rests on."""

    rule = serializers.CharField(max_length=60)
    verdict = serializers.ChoiceField(choices=ScreeningFinding.Verdict.choices)
    evidence = TextField(required=False, allow_blank=True, max_length=2000, default="")


class SendBackSerializer(serializers.Serializer):
    """What to correct, and in how many working days."""

    items = serializers.ListField(child=TextField(max_length=500), min_length=1, max_length=20)
    days = serializers.IntegerField(min_value=LEAST_RETURN_DAYS, max_value=MOST_RETURN_DAYS)


class ExcludeSerializer(serializers.Serializer):
    """The rule that the application fails."""

    rule = serializers.CharField(max_length=60)


class LateExcludeSerializer(ExcludeSerializer):
    """The rule that a passed application turns out to fail, and what shows it."""

    evidence = TextField(max_length=2000)


class NothingSerializer(serializers.Serializer):
    """A verb that takes nothing."""


class ScreeningViewSet(ScopedViewSet):
    """For the managers of the call and those who read contents; 403 for others who see that the application exists."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = NothingSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    chooses_fields = False

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        takes = {"judge": JudgeSerializer, "send_back": SendBackSerializer, "exclude": ExcludeSerializer}
        takes["exclude_late"] = LateExcludeSerializer
        return takes.get(self.action or "", NothingSerializer)

    def get_answer_class(self) -> Any:
        """Every act answers with where the screening stands."""
        return ScreeningSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The rules with what is found."""
        queries.refuse_all(request)
        return Response(self._answer(request, self._found(uuid)))

    def judge(self, request: Request, uuid: Any) -> HttpResponse:
        """Judge one rule. The newest judgement counts."""
        return self._act(request, uuid, screening.judge_rule)

    def let_pass(self, request: Request, uuid: Any) -> HttpResponse:
        """Let the application go to review."""
        return self._act(request, uuid, screening.pass_application)

    def send_back(self, request: Request, uuid: Any) -> HttpResponse:
        """Ask for a correction within so many working days."""
        return self._act(request, uuid, screening.send_back)

    def exclude(self, request: Request, uuid: Any) -> HttpResponse:
        """Leave the application out for a rule it fails."""
        return self._act(request, uuid, screening.exclude_application)

    def exclude_late(self, request: Request, uuid: Any) -> HttpResponse:
        """Leave out what had passed, for a rule it turns out to fail; until its review begins."""
        return self._act(request, uuid, screening.exclude_after_passing)

    def _act(self, request: Request, uuid: Any, service: Callable[..., Any]) -> HttpResponse:
        body, application = self.checked_body(request), self._found(uuid)

        def effect() -> tuple[int, Any, dict[str, str]]:
            service(application=application, actor=cast(User, request.user), at=clock.now(), **body)
            return 200, self._answer(request, self._found(uuid)), {}

        return self.once(request, effect)

    def _found(self, uuid: Any) -> Application:
        application: Application | None = self.get_queryset().select_related("call").filter(uuid=uuid).first()
        if application is None:
            raise NotVisible(_("찾을 수 없습니다."))
        if not permissions.can_read_screening(self.request.user, application.call):
            raise NotAllowed(_("사전검토는 공고의 담당자와 전문기관이 봅니다."), code="screening_not_allowed")
        return application

    def _answer(self, request: Request, application: Application) -> dict[str, Any]:
        found = screening_of(application)
        log_read(
            application,
            reader=cast(User, request.user),
            what="calls.screening.read",
            address=client_address(request),
            at=clock.now(),
        )
        requests = application.return_requests.order_by("id").values("items", "asked_at", "due_at")
        return {
            "application": str(application.uuid),
            "status": application.status,
            "submission": found.submission.number,
            "rules": [_rule(row) for row in found.rows],
            "return_requests": list(requests),
        }


def _rule(row: Row) -> dict[str, Any]:
    finding = row.found if isinstance(row.found, ScreeningFinding) else None
    judge = finding.judged_by if finding is not None else None
    return {
        "rule": row.condition.key,
        "name": str(row.condition.name),
        "basis": str(row.condition.basis),
        "verdict": row.verdict,
        "evidence": row.found.evidence if row.found is not None else "",
        "judged_by": judge.name if judge is not None else "",
        "judged_at": finding.judged_at if finding is not None else None,
    }
