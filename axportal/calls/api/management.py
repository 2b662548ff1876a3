"""The API of the people who keep calls: the acts of the pages, by the same services."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

import orjson
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.calls import permissions, workflow
from axportal.calls.api.serializers import CallDetailSerializer, CallSerializer, EmptySerializer
from axportal.calls.api.views import CallViewSet
from axportal.calls.models import Call, CallQuestion, CallStage
from axportal.calls.rules import standard_rules
from axportal.calls.services import calls, corrections, drafts, screening
from axportal.challenges.models import Challenge
from axportal.challenges.querysets import OPEN_STATUSES
from axportal.core import clock, fastread
from axportal.core.api import etags
from axportal.core.errors import NotAllowed, NotVisible
from axportal.records.api.serializers import TextField, UuidRelatedField
from regions.models import Organisation, Zone


class CallFieldsSerializer(serializers.ModelSerializer):
    """A call's own fields."""

    organisation = UuidRelatedField(queryset=Organisation.objects.all())
    zone = serializers.SlugRelatedField(slug_field="slug", queryset=Zone.objects.all(), required=False, allow_null=True)
    challenges = UuidRelatedField(
        queryset=Challenge.objects.filter(status__in=OPEN_STATUSES), many=True, required=False
    )

    class Meta:
        model = Call
        fields = (
            "number", "title_ko", "title_en", "summary_ko", "summary_en", "programme", "organisation", "zone",
            "opens_at", "budget_won", "years_max", "contact_ko", "contact_en", "briefing_at", "briefing_ko",
            "briefing_en", "challenges",
        )  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {"number": {"validators": []}}


class CallCreateSerializer(CallFieldsSerializer):
    """A new draft; without `rules` it begins with the standard ones."""

    rules = serializers.DictField(required=False)

    class Meta(CallFieldsSerializer.Meta):
        fields = (*CallFieldsSerializer.Meta.fields, "rules")  # type: ignore[assignment]


class RulesChangeSerializer(serializers.Serializer):
    """The whole body of the rules; of an announced call with the reason for the correction."""

    body = serializers.DictField()
    reason = TextField(required=False, allow_blank=True, max_length=500, default="")


class DeadlineSerializer(serializers.Serializer):
    """A deadline and why."""

    closes_at = serializers.DateTimeField()
    reason = TextField(required=False, allow_blank=True, max_length=500, default="")


class CancelSerializer(serializers.Serializer):
    """Why a call ends."""

    reason = TextField(max_length=500)


class CopySerializer(serializers.Serializer):
    """What differs in a call that is written from a former one."""

    number = TextField(max_length=40)
    title_ko = TextField(max_length=200)
    title_en = TextField(max_length=200, required=False, allow_blank=True, default="")
    organisation = UuidRelatedField(queryset=Organisation.objects.all())
    opens_at = serializers.DateTimeField()
    following = serializers.ChoiceField(choices=Call.Following.choices, required=False, allow_blank=True, default="")


class StageSerializer(serializers.ModelSerializer):
    """A step after the deadline."""

    class Meta:
        model = CallStage
        fields = (
            "name_ko", "name_en", "starts_on", "ends_on", "period_ko", "period_en", "note_ko", "note_en", "basis_ko",
            "basis_en",
        )  # fmt: skip


class QuestionSerializer(serializers.ModelSerializer):
    """A question and its answer."""

    class Meta:
        model = CallQuestion
        fields = ("question_ko", "question_en", "answer_ko", "answer_en")


class StagesSerializer(serializers.Serializer):
    """All steps after the deadline, in order."""

    rows = StageSerializer(many=True)


class QuestionsSerializer(serializers.Serializer):
    """All questions, in order."""

    rows = QuestionSerializer(many=True)


class ManagedCallSerializer(CallDetailSerializer):
    """A call in full with the verbs this caller may use now."""

    available_actions = serializers.ListField(child=serializers.CharField(), required=False)


_TAKES: dict[str, Any] = {
    "create": CallCreateSerializer, "partial_update": CallFieldsSerializer, "rules": RulesChangeSerializer,
    "publish": DeadlineSerializer, "move_deadline": DeadlineSerializer, "cancel": CancelSerializer,
    "copy": CopySerializer, "stages": StagesSerializer, "questions": QuestionsSerializer,
    "screen": EmptySerializer,
}  # fmt: skip


class CallManagementViewSet(CallViewSet):
    """Calls, to read for all and to keep for the call managers of their institute."""

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return _TAKES.get(self.action or "", CallSerializer)

    def get_answer_class(self) -> Any:
        """Lists leave the rules out."""
        return CallSerializer if self.action == "list" else ManagedCallSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One call. In full it also names the verbs open to this caller."""
        response = super().retrieve(request, uuid)
        if response.status_code == 200 and isinstance(response, Response) and "fields" not in request.query_params:
            response.data["available_actions"] = self._actions(self._visible(uuid))
        return response

    def create(self, request: Request) -> HttpResponse:
        """A new draft."""
        if not permissions.keeps_calls(request.user):
            raise NotAllowed(_("공고를 내는 기관의 담당자만 쓰는 화면입니다."), code="not_call_manager")
        values = self.checked_body(request)
        body = values.pop("rules", None) or standard_rules()
        return self._made(
            request, lambda: calls.create_call(values=values, body=body, actor=self._actor, at=clock.now())
        )

    def partial_update(self, request: Request, uuid: Any) -> HttpResponse:
        """Change some fields of the version named by If-Match."""
        call = self._kept(uuid)
        drafts.edit_call(
            call=call,
            base_version=self.expected_version(request),
            changes=self.checked_body(request),
            actor=self._actor,
            at=clock.now(),
        )
        status, body, headers = self._told(request, uuid, status=200)
        return Response(body, status=status, headers=headers)

    def rules(self, request: Request, uuid: Any) -> HttpResponse:
        """Change a draft's rules, or correct those of an announced call."""
        call, typed = self._kept(uuid), self.checked_body(request)
        if call.status == Call.Status.DRAFT:
            return self._done(
                request,
                uuid,
                lambda: calls.revise_rules(call=call, body=typed["body"], actor=self._actor, at=clock.now()),
            )
        return self._done(
            request, uuid, lambda: corrections.correct_rules(call=call, actor=self._actor, at=clock.now(), **typed)
        )

    def publish(self, request: Request, uuid: Any) -> HttpResponse:
        """Announce; fewer than 30 days before the deadline need a reason."""
        return self._act(request, uuid, calls.publish_call)

    def move_deadline(self, request: Request, uuid: Any) -> HttpResponse:
        """Give applicants more time."""
        return self._act(request, uuid, calls.move_deadline)

    def cancel(self, request: Request, uuid: Any) -> HttpResponse:
        """End the call for good."""
        return self._act(request, uuid, calls.cancel_call)

    def screen(self, request: Request, uuid: Any) -> HttpResponse:
        """Begin the screening, once the deadline has passed."""
        return self._act(request, uuid, screening.start_screening)

    def stages(self, request: Request, uuid: Any) -> HttpResponse:
        """Say anew what comes after the deadline."""
        return self._act(request, uuid, drafts.replace_stages)

    def questions(self, request: Request, uuid: Any) -> HttpResponse:
        """Say anew what is asked and answered."""
        return self._act(request, uuid, drafts.replace_questions)

    def copy(self, request: Request, uuid: Any) -> HttpResponse:
        """A new draft from this call: a copy, its next round or its second announcement."""
        source = self._visible(uuid)
        if not permissions.keeps_calls(request.user):
            raise NotAllowed(_("공고를 내는 기관의 담당자만 쓰는 화면입니다."), code="not_call_manager")
        typed = self.checked_body(request)
        following = typed.pop("following")
        return self._made(
            request,
            lambda: drafts.copy_call(
                source=source, values=typed, actor=self._actor, at=clock.now(), following=following
            ),
        )

    @property
    def _actor(self) -> User:
        return cast(User, self.request.user)

    def _actions(self, call: Call) -> list[str]:
        return [row.name for row in workflow.CALL.available(self.request.user, call)]

    def _visible(self, uuid: Any) -> Call:
        call: Call | None = self.get_queryset().filter(uuid=uuid).first()
        if call is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return call

    def _kept(self, uuid: Any) -> Call:
        call = self._visible(uuid)
        if not permissions.can_manage_call(self.request.user, call):
            raise NotAllowed(_("이 공고의 담당자가 아닙니다."), code="not_call_manager")
        return call

    def _act(self, request: Request, uuid: Any, service: Callable[..., Any]) -> HttpResponse:
        call, typed = self._kept(uuid), self.checked_body(request)
        return self._done(request, uuid, lambda: service(call=call, actor=self._actor, at=clock.now(), **typed))

    def _done(self, request: Request, uuid: Any, act: Callable[[], Any]) -> HttpResponse:
        def effect() -> tuple[int, Any, dict[str, str]]:
            act()
            return self._told(request, uuid, status=200)

        return self.once(request, effect)

    def _made(self, request: Request, make: Callable[[], Call]) -> HttpResponse:
        def effect() -> tuple[int, Any, dict[str, str]]:
            return self._told(request, make().uuid, status=201)

        return self.once(request, effect)

    def _told(self, request: Request, uuid: Any, *, status: int) -> tuple[int, Any, dict[str, str]]:
        rows, keys = fastread.json_rows(self.get_queryset().filter(uuid=uuid), self.shape, keys=("version",))
        call = self._visible(uuid)
        newest = call.rules.latest("number")
        headers = {"ETag": etags.object_tag(version=keys[0][0], extra=f"{self._viewer(request)}|{None}")}
        if status == 201:
            headers["Location"] = request.build_absolute_uri(reverse("api:calls-detail", args=[uuid]))
        body = {
            **orjson.loads(orjson.dumps(rows[0])),
            "phase": str(call.phase(at=clock.now())),
            "rules": {"number": newest.number, "body": newest.body},
            "challenges": self.challenges_of(call),
            "available_actions": self._actions(call),
        }
        return status, body, headers
