"""Objections: those one sees, who hears them, what is decided, taking one back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls.models import Application, Call
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.decisions import permissions, workflow
from axportal.decisions.api import serializers
from axportal.decisions.api.base import DecisionViewSet
from axportal.decisions.models import Letter, Objection, ObjectionMember
from axportal.decisions.services import objections

_OUTCOMES: dict[str, Callable[..., Any]] = {
    "uphold": objections.uphold_objection,
    "readmit": partial(objections.uphold_objection, remedy=Objection.Remedy.READMIT),
    "dismiss": objections.dismiss_objection,
}


class ObjectionViewSet(DecisionViewSet):
    """The applicant's own, those that one hears, and what staff see anyway."""

    model = Objection
    queryset: Any = Objection.objects.none()
    serializer_class = serializers.ObjectionSerializer
    orderings = {"due_at": Ordering(("due_at", "id")), "filed_at": Ordering(("-filed_at", "-id"))}
    shape = fastread.Shape(
        {
            "uuid": "uuid",
            "version": "version",
            "application": "application__uuid",
            "application_number": "application__number",
            "call": "application__call__uuid",
            "ground": "ground",
            "status": "status",
            "filed_at": "filed_at",
            "due_at": "due_at",
            "decided_at": "decided_at",
        }
    )
    related = (Application, Call, ObjectionMember)
    takes = {
        "assign": serializers.AssignSerializer,
        "decide": serializers.OutcomeSerializer,
        "withdraw": serializers.NothingSerializer,
    }
    shows = {"list": serializers.ObjectionSerializer, "retrieve": serializers.ObjectionDetailSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One objection in full."""
        queries.refuse_all(request)
        return Response(objection_body(self._found(uuid), request.user))

    def assign(self, request: Request, uuid: Any) -> HttpResponse:
        """Name who hears it: people who did not decide before."""
        return self._act(request, uuid, lambda body: objections.assign_by_email)

    def decide(self, request: Request, uuid: Any) -> HttpResponse:
        """Uphold or dismiss, by its handler."""
        return self._act(request, uuid, lambda body: _OUTCOMES[body.pop("outcome")])

    def withdraw(self, request: Request, uuid: Any) -> HttpResponse:
        """Take it back before it is decided."""
        return self._act(request, uuid, lambda body: objections.withdraw_objection)

    def _act(self, request: Request, uuid: Any, chosen: Callable[[dict[str, Any]], Callable[..., Any]]) -> HttpResponse:
        objection, body = self._found(uuid), self.checked_body(request)
        service = chosen(body)
        return self.act(
            request,
            lambda: service(objection=objection, actor=self.caller, at=clock.now(), **body),
            lambda: objection_body(self._found(uuid), request.user),
        )

    def _found(self, uuid: Any) -> Objection:
        rows = self.get_queryset().select_related("application__call", "handler", "decision", "answered_by")
        objection: Objection | None = rows.filter(uuid=uuid).first()
        if objection is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return objection


def objection_body(objection: Objection, reader: Any) -> dict[str, Any]:
    """An objection in full; its applicant is not told who hears it."""
    letter = Letter.objects.filter(decision__objections=objection).values_list("uuid", flat=True).first()
    handler = objection.handler
    is_told = handler is not None and not permissions.can_object(reader, objection)
    return {
        "uuid": str(objection.uuid),
        "version": objection.version,
        "application": str(objection.application.uuid),
        "application_number": objection.application.number,
        "call": str(objection.application.call.uuid),
        "ground": objection.ground,
        "status": objection.status,
        "filed_at": objection.filed_at,
        "due_at": objection.due_at,
        "decided_at": objection.decided_at,
        "text": objection.text,
        "letter": str(letter) if letter is not None else None,
        "heard_by": objection.members.count() + (handler is not None),
        "handler": handler.name if handler is not None and is_told else "",
        "outcome_reason": objection.outcome_reason,
        "remedy": objection.remedy,
        "answered_by": str(objection.answered_by.uuid) if objection.answered_by is not None else None,
        "available_actions": [row.name for row in workflow.OBJECTION.available(reader, objection)],
    }
