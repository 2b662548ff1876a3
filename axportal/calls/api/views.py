"""Calls are open to read; applications are read and written in one's own scope, by the services of the pages."""

import uuid as uuids
from typing import Any, cast

import orjson
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.calls import permissions, rules, selectors, workflow
from axportal.calls.api import serializers
from axportal.calls.filters import ApplicationFilterSet, CallFilterSet
from axportal.calls.models import Application, ApplicationPart, Call, ConsortiumMember, Submission
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.steps import STEP_KEYS
from axportal.calls.services import answers, applications, parts, submissions
from axportal.calls.services.accesses import log_read
from axportal.core import clock, fastread
from axportal.core.api import etags, queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import InvalidInput, NotVisible
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.core.uuid7 import uuid7
from regions.models import Organisation
from regions.selectors.lookups import institute_lookup, zone_lookup


def _plain(fragment: Any) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(orjson.dumps(fragment))
    return found


def _caller(request: Request) -> User:
    """Whoever calls; writes never come this far without a person."""
    return cast(User, request.user)


class CallViewSet(ScopedViewSet):
    """Calls for proposals. `phase` follows from the dates at the instant of the answer."""

    model = Call
    queryset: Any = Call.objects.none()
    serializer_class = serializers.CallSerializer
    filterset = CallFilterSet
    orderings = {
        "closes_at": Ordering(("closes_at", "id")),
        "opens_at": Ordering(("opens_at", "id")),
        "number": Ordering(("number", "id")),
    }
    shape = fastread.Shape(
        {
            **{
                name: name for name in ("uuid", "version", "number", "title_ko", "title_en", "summary_ko", "summary_en")
            },
            "programme": "programme",
            "status": "status",
            "zone": zone_lookup(),
            "institute": institute_lookup("organisation_id"),
            **{
                name: name
                for name in ("announced_at", "opens_at", "closes_at", "briefing_at", "briefing_ko", "briefing_en")
            },
            **{name: name for name in ("budget_won", "years_max", "origin")},
            "updated_at": "updated_at",
        }
    )
    related = (Organisation,)

    def get_answer_class(self) -> Any:
        """Lists leave the rules out."""
        return serializers.CallSerializer if self.action == "list" else serializers.CallDetailSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One call. In full it also says where it stands now and what its rules are."""
        response = super().retrieve(request, uuid)
        if response.status_code == 200 and isinstance(response, Response) and "fields" not in request.query_params:
            call = self.get_queryset().get(uuid=uuid)
            frozen = call.rules.latest("number")
            response.data = {
                **_plain(response.data),
                "phase": str(call.phase(at=clock.now())),
                "rules": {"number": frozen.number, "body": frozen.body},
                "challenges": self.challenges_of(call),
            }
        return response

    def challenges_of(self, call: Call) -> list[str]:
        """The challenges that led to the call, as far as this caller sees them."""
        visible = call.challenges.visible_to(self.request.user)
        return sorted(str(uuid) for uuid in visible.values_list("uuid", flat=True))

    def _viewer(self, request: Request) -> str:
        """An answer also changes when a call opens or closes: how many have done so is part of every tag."""
        return f"{super()._viewer(request)}|{selectors.turned(at=clock.now())}"


class ApplicationViewSet(ScopedViewSet):
    """Applications in the caller's scope: drafts for their writers, submitted ones for staff."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = serializers.ApplicationSerializer
    filterset = ApplicationFilterSet
    orderings = {"created_at": Ordering(("-created_at", "-id")), "number": Ordering(("number", "id"))}
    shape = fastread.Shape(
        {
            **{name: name for name in ("uuid", "version", "number", "status")},
            "call": "call__uuid",
            "call_number": "call__number",
            "closes_at": "call__closes_at",
            "organisation": "organisation__uuid",
            "organisation_name_ko": "organisation__name_ko",
            "organisation_name_en": "organisation__name_en",
            "is_demo": "is_made_up",
            "created_at": "created_at",
            "updated_at": "updated_at",
        },
        annotations={
            "is_made_up": ExpressionWrapper(Q(call__origin=Call.Origin.DEMONSTRATION), output_field=BooleanField())
        },
    )
    related = (Call, Organisation, ConsortiumMember)

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        takes: dict[str, Any] = {
            "create": serializers.ApplicationCreateSerializer,
            "withdraw": serializers.WithdrawSerializer,
            "answer": serializers.AnswerSerializer,
        }
        return takes.get(self.action or "", serializers.EmptySerializer)

    def get_answer_class(self) -> Any:
        """What the action answers with."""
        shown = {"list": serializers.ApplicationSerializer, "submit": serializers.SubmissionSerializer}
        return shown.get(self.action or "", serializers.ApplicationDetailSerializer)

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One application. In full it also names its members, receipts and the verbs open to this caller."""
        response = super().retrieve(request, uuid)
        if response.status_code == 200 and isinstance(response, Response) and "fields" not in request.query_params:
            response.data = self._in_full(request, self.found(uuid), response.data)
        return response

    def create(self, request: Request) -> HttpResponse:
        """Start an application; the company's application when there is one already."""
        body = self.checked_body(request)
        call = Call.objects.visible_to(request.user).filter(uuid=body["call"]).first()
        company = Organisation.objects.visible_to(request.user).filter(uuid=body["organisation"]).first()
        if call is None or company is None:
            name = "call" if call is None else "organisation"
            raise InvalidInput(_("보내신 값에 고칠 곳이 있습니다."), fields={name: [_("찾을 수 없습니다.")]})

        def effect() -> tuple[int, Any, dict[str, str]]:
            application = applications.start_application(
                call=call, organisation=company, actor=_caller(request), at=clock.now()
            )
            return self._written(request, application.uuid, status=201)

        return self.once(request, effect)

    def submit(self, request: Request, uuid: Any) -> HttpResponse:
        """Hand in as it stands. A repeat with the same Idempotency-Key gets the same receipt."""
        at = selectors.arrival()
        self.checked_body(request)
        application = self.found(uuid)
        key = request.headers.get("Idempotency-Key", "")
        request_key = uuids.uuid5(application.uuid, f"{request.user.pk}:{key}") if key else uuid7()

        def effect() -> tuple[int, Any, dict[str, str]]:
            submission = submissions.submit_application(
                application=application, request_key=request_key, actor=_caller(request), at=at
            )
            return 200, _receipt(submission), {}

        return self.once(request, effect)

    def withdraw(self, request: Request, uuid: Any) -> HttpResponse:
        """Take back; may be handed in again until the deadline."""
        at = selectors.arrival()
        reason = self.checked_body(request).get("reason", "")
        application = self.found(uuid)

        def effect() -> tuple[int, Any, dict[str, str]]:
            submissions.withdraw_application(application=application, actor=_caller(request), at=at, reason=reason)
            return self._written(request, uuid, status=200)

        return self.once(request, effect)

    def answer(self, request: Request, uuid: Any) -> HttpResponse:
        """Say which of the call's challenges the application answers; null for none."""
        challenge = self.checked_body(request)["challenge"]
        application = self.found(uuid)

        def effect() -> tuple[int, Any, dict[str, str]]:
            answers.answer_challenge(
                application=application, challenge=challenge, actor=_caller(request), at=clock.now()
            )
            return self._written(request, uuid, status=200)

        return self.once(request, effect)

    def found(self, uuid: Any) -> Application:
        """The application, as this caller may see it."""
        found: Application | None = self.get_queryset().select_related("call").filter(uuid=uuid).first()
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return found

    def _written(self, request: Request, uuid: Any, *, status: int) -> tuple[int, Any, dict[str, str]]:
        rows, keys = fastread.json_rows(self.get_queryset().filter(uuid=uuid), self.shape, keys=("version",))
        headers = {"ETag": etags.object_tag(version=keys[0][0], extra=f"{self._viewer(request)}|{None}")}
        if status == 201:
            headers["Location"] = request.build_absolute_uri(reverse(f"api:{self.basename}-detail", args=[uuid]))
        return status, self._in_full(request, self.found(uuid), rows[0]), headers

    def _in_full(self, request: Request, application: Application, row: Any) -> dict[str, Any]:
        receipts = Submission.objects.visible_to(request.user).filter(application=application).defer("snapshot")
        log_read(
            application,
            reader=_caller(request),
            what="calls.application.read",
            address=client_address(request),
            at=clock.now(),
        )
        return {
            **_plain(row),
            "members": [_member(member) for member in application.members.select_related("organisation")],
            "submissions": [_receipt(submission) for submission in receipts.order_by("number")],
            "challenge": self._answered(request, application),
            "available_actions": workflow.available_actions(request.user, application),
        }

    def _answered(self, request: Request, application: Application) -> str | None:
        """Which challenge it answers: said in the application, so told to those who read contents."""
        if application.challenge is None or not permissions.can_read_content(request.user, application):
            return None
        return str(application.challenge.uuid)


class ApplicationPartViewSet(ScopedViewSet):
    """What one organisation has written in one step. Its version starts at 0, before anything is written."""

    model = ApplicationPart
    queryset: Any = ApplicationPart.objects.none()
    serializer_class = serializers.PartPatchSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    chooses_fields = False

    def get_answer_class(self) -> Any:
        """The part."""
        return serializers.PartSerializer

    def retrieve(self, request: Request, uuid: Any, step: str, organisation: Any) -> HttpResponse:  # type: ignore[override]
        """The fields with their version as ETag."""
        queries.refuse_all(request)
        application, company = self._place(uuid, step, organisation)
        part = self.get_queryset().filter(application=application, step=step, organisation=company).first()
        answer = self._answer(step, company, part)
        if etags.matches(request.headers.get("If-None-Match", ""), answer["ETag"]):
            return self._tagged(HttpResponseNotModified(), answer["ETag"])
        return answer

    def partial_update(self, request: Request, uuid: Any, step: str, organisation: Any) -> HttpResponse:
        """Keep these fields, all or none, on top of the version named by If-Match."""
        application, company = self._place(uuid, step, organisation)
        base_version = self.expected_version(request)
        written = read_application(application)
        part = parts.patch_part(
            application=application,
            step=rules.step_of(application.call, written.rules, step),
            organisation=company,
            values=self.checked_body(request).get("fields", {}),
            base_version=base_version,
            actor=_caller(request),
            at=clock.now(),
        )
        return self._answer(step, company, part)

    def _place(self, uuid: Any, step: str, organisation: Any) -> tuple[Application, Organisation]:
        """The application and the member, for those who write this part; 404 for all others."""
        writable = Application.objects.editable_by(self.request.user).select_related("call", "organisation")
        application = writable.filter(uuid=uuid).first()
        members = application.members.select_related("organisation") if application is not None else []
        member = next((one for one in members if one.organisation.uuid == organisation), None)
        if application is None or member is None or step not in STEP_KEYS:
            raise NotVisible(_("찾을 수 없습니다."))
        applications.ensure_writer(application, actor=_caller(self.request), organisation_id=member.organisation_id)
        return application, member.organisation

    def _answer(self, step: str, organisation: Organisation, part: ApplicationPart | None) -> HttpResponse:
        version = part.version if part is not None else 0
        body = {
            "step": step,
            "organisation": str(organisation.uuid),
            "version": version,
            "fields": part.fields if part is not None else {},
        }
        tag = etags.object_tag(version=version, extra=self._viewer(self.request))
        return self._tagged(Response(body), tag)


def _member(member: ConsortiumMember) -> dict[str, Any]:
    return {
        "organisation": str(member.organisation.uuid),
        "name_ko": member.organisation.name_ko,
        "name_en": member.organisation.name_en,
        "role": member.role,
        "gives_data": member.gives_data,
    }


def _receipt(submission: Submission) -> dict[str, Any]:
    return {"number": submission.number, "submitted_at": submission.submitted_at, "sha256": submission.sha256}
