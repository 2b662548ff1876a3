"""Letters on decisions, and objecting to one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.calls import permissions as intake
from axportal.calls import selectors as calls
from axportal.calls.models import Application, Call
from axportal.calls.services.accesses import log_read
from axportal.calls.workflow import available_actions
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.core.uploads import attachment
from axportal.decisions.api import serializers
from axportal.decisions.api.base import DecisionViewSet
from axportal.decisions.api.objections import objection_body
from axportal.decisions.models import Decision, Letter, Objection, Selection
from axportal.decisions.selectors.letters import newest_letter, objections_until
from axportal.decisions.selectors.objecting import exclusion_of, exclusion_until, live_objection
from axportal.decisions.services import objections


class LetterViewSet(DecisionViewSet):
    """One's own letters; staff read those of their calls, each look kept."""

    model = Letter
    queryset: Any = Letter.objects.none()
    serializer_class = serializers.LetterSerializer
    orderings = {"issued_at": Ordering(("-issued_at", "-id"))}
    shape = fastread.Shape(
        {
            "uuid": "uuid",
            "application": "decision__application__uuid",
            "application_number": "decision__application__number",
            "call": "decision__application__call__uuid",
            "outcome": "decision__outcome",
            "subject_ko": "subject_ko",
            "subject_en": "subject_en",
            "issued_at": "issued_at",
            "sha256": "sha256",
        }
    )
    related = (Decision, Selection, Application, Call)
    takes = {"object_to": serializers.ObjectSerializer, "download": serializers.LetterDownloadSerializer}
    shows = {
        "list": serializers.LetterSerializer,
        "retrieve": serializers.LetterDetailSerializer,
        "object_to": serializers.ObjectionDetailSerializer,
        "download": serializers.NothingSerializer,
    }

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One letter as it was issued."""
        queries.refuse_all(request)
        letter = self._found(uuid)
        log_read(
            letter.decision.application,
            reader=self.caller,
            what="decisions.letter.read",
            address=client_address(request),
            at=clock.now(),
        )
        return Response(_letter(letter, request.user))

    def download(self, request: Request, uuid: Any) -> HttpResponseBase:
        """The letter as a PDF; 404 until the worker has made it."""
        letter = self._found(uuid)
        language = self.checked_body(request)["language"]
        file = letter.files.filter(language=language).first()
        if file is None:
            raise NotVisible(_("찾을 수 없습니다."))
        application = letter.decision.application
        address = client_address(request)
        log_read(application, reader=self.caller, what="decisions.letter.file", address=address, at=clock.now())
        return attachment(stored=file.name, name=f"{application.number}-{language}.pdf")

    def object_to(self, request: Request, uuid: Any) -> HttpResponse:
        """Object to the decision: the time is taken now, before anything else."""
        at = calls.arrival()
        letter, body = self._found(uuid), self.checked_body(request)

        return filed(
            self,
            request,
            lambda: objections.file_objection(decision=letter.decision, actor=self.caller, at=at, **body),
        )

    def _found(self, uuid: Any) -> Letter:
        related = "decision__application__call", "decision__selection"
        letter: Letter | None = self.get_queryset().select_related(*related).filter(uuid=uuid).first()
        if letter is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return letter


class ExclusionViewSet(DecisionViewSet):
    """Having been left out at the screening, for those who read what was handed in."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = serializers.ObjectSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    takes = {"object_to": serializers.ObjectSerializer}
    shows = {"retrieve": serializers.ExclusionSerializer, "object_to": serializers.ObjectionDetailSerializer}

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The rule that was not met, and until when one may object."""
        queries.refuse_all(request)
        application = self._found(uuid)
        exclusion = exclusion_of(application)
        if exclusion is None:
            raise NotVisible(_("찾을 수 없습니다."))
        objection = live_objection(exclusion=exclusion)
        address = client_address(request)
        log_read(application, reader=self.caller, what="decisions.exclusion.read", address=address, at=clock.now())
        return Response(
            {
                "application": str(application.uuid),
                "application_number": application.number,
                "reason": exclusion.reason,
                "excluded_at": exclusion.at,
                "objections_until": exclusion_until(application, exclusion),
                "objection": str(objection.uuid) if objection is not None else None,
            }
        )

    def object_to(self, request: Request, uuid: Any) -> HttpResponse:
        """Object to it: the time is taken now, before anything else."""
        at = calls.arrival()
        application, body = self._found(uuid), self.checked_body(request)
        return filed(
            self,
            request,
            lambda: objections.object_to_exclusion(application=application, actor=self.caller, at=at, **body),
        )

    def _found(self, uuid: Any) -> Application:
        application: Application | None = self.get_queryset().select_related("call").filter(uuid=uuid).first()
        if application is None or not intake.can_read_content(self.request.user, application):
            raise NotVisible(_("찾을 수 없습니다."))
        return application


def filed(viewset: DecisionViewSet, request: Request, file: Callable[[], Objection]) -> HttpResponse:
    """File an objection once, and answer with it."""

    def effect() -> tuple[int, Any, dict[str, str]]:
        objection = file()
        location = request.build_absolute_uri(reverse("api:objections-detail", args=[objection.uuid]))
        return 201, objection_body(objection, request.user), {"Location": location}

    return viewset.once(request, effect)


def _letter(letter: Letter, reader: Any) -> dict[str, Any]:
    decision = letter.decision
    application, call = decision.application, decision.application.call
    objection, until = live_objection(decision=decision), objections_until(letter)
    is_open = clock.now() < until and newest_letter(application) == letter
    actions = [name for name in available_actions(reader, application) if name == "decline"]
    if is_open and objection is None and intake.can_submit(reader, application):
        actions.append("object")
    return {
        "uuid": str(letter.uuid),
        "application": str(application.uuid),
        "application_number": application.number,
        "call": str(call.uuid),
        "outcome": decision.outcome,
        "subject_ko": letter.subject_ko,
        "subject_en": letter.subject_en,
        "issued_at": letter.issued_at,
        "sha256": letter.sha256,
        "rank": decision.rank,
        "score": str(decision.score),
        "body_ko": letter.body_ko,
        "body_en": letter.body_en,
        "objections_until": until,
        "objection": str(objection.uuid) if objection is not None else None,
        "files": [{"language": one.language, "size": one.size, "sha256": one.sha256} for one in letter.files.all()],
        "available_actions": actions,
    }
