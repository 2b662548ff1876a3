"""Challenges: the public part is open to read; the confidential part and the answers are for those named."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

import orjson
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.translation import gettext as _
from django_filters import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.challenges import workflow
from axportal.challenges.api import serializers
from axportal.challenges.filters import ChallengeFilterSet
from axportal.challenges.models import Challenge, ConfidentialPart, Interest
from axportal.challenges.services import challenges
from axportal.core import clock, fastread
from axportal.core.api import etags, queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from regions.models import Organisation

_TAKES: dict[str, Any] = {
    "create": serializers.ChallengeCreateSerializer,
    "partial_update": serializers.ChallengeWriteSerializer,
    "offer": serializers.InterestWriteSerializer,
}


class ChallengeViewSet(ScopedViewSet):
    """Challenges, to read for all and to keep for the people of their poster."""

    model = Challenge
    queryset: Any = Challenge.objects.none()
    filterset: ClassVar[type[FilterSet] | None] = ChallengeFilterSet
    orderings = {"created_at": Ordering(("-created_at", "-id")), "updated_at": Ordering(("-updated_at", "-id"))}
    shape = fastread.Shape(
        {
            **{name: name for name in ("uuid", "version", "title_ko", "title_en", "summary_ko", "summary_en")},
            **{name: name for name in ("data_state", "data_kind", "data_place", "data_personal", "data_secrecy")},
            "status": "status",
            "organisation": "organisation__uuid",
            "organisation_name_ko": "organisation__name_ko",
            "organisation_name_en": "organisation__name_en",
            "origin": "origin",
            "updated_at": "updated_at",
        }
    )
    related = (Organisation,)

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return _TAKES.get(self.action or "", serializers.WithoutBodySerializer)

    def get_answer_class(self) -> Any:
        """What the action answers with."""
        lists = {"list": serializers.ChallengeSerializer}
        return lists.get(self.action or "", serializers.ChallengeDetailSerializer)

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One challenge. In full it also names the verbs open to this caller."""
        response = super().retrieve(request, uuid)
        if response.status_code == 200 and isinstance(response, Response) and "fields" not in request.query_params:
            response.data = {**orjson.loads(orjson.dumps(response.data)), "available_actions": self._actions(uuid)}
        return response

    def create(self, request: Request) -> HttpResponse:
        """A draft of one's own organisation."""
        values = self.checked_body(request)
        part = values.pop("confidential", {})

        def effect() -> tuple[int, Any, dict[str, str]]:
            challenge = challenges.write_challenge(
                values=values,
                confidential=part.get("text", ""),
                readers=part.get("readers", []),
                actor=self.caller,
                at=clock.now(),
            )
            return self.told(request, challenge.uuid, status=201)

        return self.once(request, effect)

    def partial_update(self, request: Request, uuid: Any) -> HttpResponse:
        """Change the public part on top of the version named by If-Match."""
        challenge = self.found(uuid)
        challenges.edit_challenge(
            challenge=challenge,
            base_version=self.expected_version(request),
            values=self.checked_body(request),
            actor=self.caller,
            at=clock.now(),
        )
        status, body, headers = self.told(request, uuid, status=200)
        return Response(body, status=status, headers=headers)

    def publish(self, request: Request, uuid: Any) -> HttpResponse:
        """Let everybody read the public part, and institutes answer."""
        return self._advance(request, uuid, "post")

    def close(self, request: Request, uuid: Any) -> HttpResponse:
        """Nobody is looked for any more."""
        return self._advance(request, uuid, "close")

    def withdraw(self, request: Request, uuid: Any) -> HttpResponse:
        """Take it back."""
        return self._advance(request, uuid, "withdraw")

    def found(self, uuid: Any) -> Challenge:
        """The challenge, as this caller may see it."""
        found: Challenge | None = self.get_queryset().select_related("organisation").filter(uuid=uuid).first()
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return found

    @property
    def caller(self) -> User:
        """Whoever calls; writes never come this far without a person."""
        return cast(User, self.request.user)

    def told(self, request: Request, uuid: Any, *, status: int) -> tuple[int, Any, dict[str, str]]:
        """What a write answers with."""
        rows, keys = fastread.json_rows(self.get_queryset().filter(uuid=uuid), self.shape, keys=("version",))
        if not rows:  # taken back: its people see it still, nobody else
            raise NotVisible(_("찾을 수 없습니다."))
        headers = {"ETag": etags.object_tag(version=keys[0][0], extra=f"{self._viewer(request)}|{None}")}
        if status == 201:
            headers["Location"] = request.build_absolute_uri(reverse("api:challenges-detail", args=[uuid]))
        return status, {**orjson.loads(orjson.dumps(rows[0])), "available_actions": self._actions(uuid)}, headers

    def _actions(self, uuid: Any) -> list[str]:
        rows = workflow.CHALLENGE.available(self.request.user, self.found(uuid))
        return [row.name for row in rows if row.name != "match"]  # that happens by accepting an answer

    def _advance(self, request: Request, uuid: Any, name: str) -> HttpResponse:
        self.checked_body(request)
        challenge = self.found(uuid)

        def effect() -> tuple[int, Any, dict[str, str]]:
            challenges.advance_challenge(challenge=challenge, name=name, actor=self.caller, at=clock.now())
            return self.told(request, uuid, status=200)

        return self.once(request, effect)


class ConfidentialViewSet(ChallengeViewSet):
    """The confidential part: 404 for everybody who is not named, whether or not there is one."""

    filterset = None
    chooses_fields = False

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return serializers.ConfidentialWriteSerializer

    def get_answer_class(self) -> Any:
        """The part."""
        return serializers.ConfidentialSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The text with its version as ETag."""
        queries.refuse_all(request)
        answer = self._answer(self._part(uuid))
        if etags.matches(request.headers.get("If-None-Match", ""), answer["ETag"]):
            return self._tagged(HttpResponseNotModified(), answer["ETag"])
        return answer

    def partial_update(self, request: Request, uuid: Any) -> HttpResponse:
        """Change it, or who reads it, on top of the version named by If-Match."""
        part, typed = self._part(uuid), self.checked_body(request)
        challenges.edit_challenge(
            challenge=part.challenge,
            values={},
            confidential=typed.get("text"),
            readers=typed.get("readers"),
            base_confidential=self.expected_version(request),
            actor=self.caller,
            at=clock.now(),
        )
        return self._answer(self._part(uuid))

    def _part(self, uuid: Any) -> ConfidentialPart:
        visible = ConfidentialPart.objects.visible_to(self.request.user).select_related("challenge")
        part: ConfidentialPart | None = visible.filter(challenge__uuid=uuid).first()
        if part is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return part

    def _answer(self, part: ConfidentialPart) -> HttpResponse:
        readers = sorted(str(uuid) for uuid in part.challenge.readers.values_list("uuid", flat=True))
        tag = etags.object_tag(version=part.version, extra=f"{self._viewer(self.request)}|{readers}")
        return self._tagged(Response({"version": part.version, "text": part.text, "readers": readers}), tag)


class InterestViewSet(ChallengeViewSet):
    """Answers to a challenge: each side sees its own, nobody learns how many there are."""

    filterset = None
    chooses_fields = False

    def get_answer_class(self) -> Any:
        """Every act answers with the answers."""
        return serializers.InterestsSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The answers this caller sees."""
        queries.refuse_all(request)
        return Response(self._interests(self.found(uuid)))

    def offer(self, request: Request, uuid: Any) -> HttpResponse:
        """Answer for a laboratory of one's institute."""
        challenge, values = self.found(uuid), self.checked_body(request)
        organisation = values.pop("organisation")
        return self._act(
            request,
            challenge,
            lambda: challenges.offer_interest(
                challenge=challenge, organisation=organisation, values=values, actor=self.caller, at=clock.now()
            ),
        )

    def settle(self, request: Request, uuid: Any, interest: Any, name: str) -> HttpResponse:
        """Accept, decline or take back an answer."""
        self.checked_body(request)
        challenge = self.found(uuid)
        visible = Interest.objects.visible_to(request.user).select_related("challenge__organisation")
        found = visible.filter(challenge=challenge, uuid=interest).first()
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return self._act(
            request,
            challenge,
            lambda: challenges.settle_interest(interest=found, name=name, actor=self.caller, at=clock.now()),
        )

    def _act(self, request: Request, challenge: Challenge, act: Callable[[], Any]) -> HttpResponse:
        def effect() -> tuple[int, Any, dict[str, str]]:
            act()
            return 200, self._interests(challenge), {}

        return self.once(request, effect)

    def _interests(self, challenge: Challenge) -> dict[str, Any]:
        user = self.request.user
        visible = Interest.objects.visible_to(user).filter(challenge=challenge)
        return {
            "interests": [
                {
                    "uuid": str(one.uuid),
                    "organisation": str(one.organisation.uuid),
                    "organisation_name_ko": one.organisation.name_ko,
                    "organisation_name_en": one.organisation.name_en,
                    "laboratory": one.laboratory,
                    "contact": one.contact,
                    "message": one.message,
                    "status": one.status,
                    "available_actions": [row.name for row in workflow.INTEREST.available(user, one)],
                }
                for one in visible.select_related("organisation", "challenge__organisation")
            ]
        }
