"""The consortium through the API: inviting, changing, removing, and the partner's own consent."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.calls.models import Application, ConsortiumMember
from axportal.calls.querysets import partner_organisations, writer_organisations
from axportal.calls.rules.completeness import Written, read_application
from axportal.calls.rules.consents import STATEMENTS, TEXT_VERSION, State, consent_content, is_asked, standing_of
from axportal.calls.rules.fingerprints import fingerprint
from axportal.calls.services import applications, consents
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.records.api.serializers import TextField
from regions.forms import BusinessNumberField
from regions.models import Organisation

_KINDS = [Organisation.Kind(kind) for kind in ("company", "university", "research_institute", "other")]


class NumberField(serializers.CharField):
    """A business registration number, with or without its hyphens; its last digit must fit."""

    def to_internal_value(self, data: Any) -> str:
        """The ten digits."""
        return str(BusinessNumberField().clean(super().to_internal_value(data)))


class ConsortiumMemberSerializer(serializers.Serializer):
    """An organisation that takes part, as the applicant sees it."""

    uuid = serializers.UUIDField()
    organisation = serializers.UUIDField()
    name_ko = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(choices=ConsortiumMember.Role.choices)
    gives_data = serializers.BooleanField()
    consent_state = serializers.ChoiceField(choices=State.choices)


class ConsortiumSerializer(serializers.Serializer):
    """Everybody who takes part."""

    members = ConsortiumMemberSerializer(many=True)


class InviteSerializer(serializers.Serializer):
    """Another organisation, by its business number; its person is invited by mail."""

    name = TextField(max_length=200)
    kind = serializers.ChoiceField(choices=[(kind.value, kind.label) for kind in _KINDS])
    biz_reg_no = NumberField(max_length=20)
    role = serializers.ChoiceField(choices=ConsortiumMember.Role.choices)
    gives_data = serializers.BooleanField(required=False, default=False)
    email = serializers.EmailField(max_length=254)


class ChangeMemberSerializer(serializers.Serializer):
    """What a member does."""

    role = serializers.ChoiceField(choices=ConsortiumMember.Role.choices)
    gives_data = serializers.BooleanField()


class ConsentSerializer(serializers.Serializer):
    """What is signed, its hash, and where the consent stands."""

    organisation = serializers.UUIDField()
    consent_state = serializers.ChoiceField(choices=State.choices)
    text_version = serializers.CharField()
    statements = serializers.ListField(child=serializers.CharField())
    content = serializers.DictField()
    sha256 = serializers.CharField()


class GiveSerializer(serializers.Serializer):
    """The hash of what was read."""

    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


class TakeBackSerializer(serializers.Serializer):
    """Why a consent is taken back."""

    reason = TextField(required=False, allow_blank=True, max_length=500, default="")


class WithoutBodySerializer(serializers.Serializer):
    """A verb that takes nothing."""


class _OfApplicationViewSet(ScopedViewSet):
    """What the writers of an application do around it; 404 for everybody else."""

    model = Application
    queryset: Any = Application.objects.none()
    serializer_class = WithoutBodySerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    chooses_fields = False

    def found(self, uuid: Any) -> Application:
        """The application, for those who write in it."""
        writable = Application.objects.editable_by(self.request.user).select_related("call", "organisation")
        application = writable.filter(uuid=uuid).first()
        if application is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return application

    @property
    def caller(self) -> User:
        """Whoever calls."""
        return cast(User, self.request.user)


class ConsortiumViewSet(_OfApplicationViewSet):
    """The members of a consortium, for the people of the applicant."""

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return {"invite": InviteSerializer, "change": ChangeMemberSerializer}.get(
            self.action or "", WithoutBodySerializer
        )

    def get_answer_class(self) -> Any:
        """Every act answers with the consortium."""
        return ConsortiumSerializer

    def found(self, uuid: Any) -> Application:
        """The application, for the applicant's people; partners have their own part and consent."""
        application = super().found(uuid)
        if application.organisation_id not in writer_organisations(scope_of(self.request.user)):
            raise NotVisible(_("찾을 수 없습니다."))
        return application

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """Everybody who takes part, with where their consents stand."""
        queries.refuse_all(request)
        return Response(_consortium(self.found(uuid)))

    def invite(self, request: Request, uuid: Any) -> HttpResponse:
        """Add an organisation and invite its person. A second time adds nothing."""
        body, application = self.checked_body(request), self.found(uuid)
        return self._act(
            request,
            uuid,
            lambda: applications.invite_partner(
                application=application, values=body, actor=self.caller, at=clock.now()
            ),
        )

    def change(self, request: Request, uuid: Any, member: Any) -> HttpResponse:
        """Give a member another role, or say whether it brings data."""
        body, found = self.checked_body(request), self._member(uuid, member)
        return self._act(
            request,
            uuid,
            lambda: applications.change_member(member=found, actor=self.caller, at=clock.now(), **body),
        )

    def remove(self, request: Request, uuid: Any, member: Any) -> HttpResponse:
        """Take a partner out."""
        self.checked_body(request)
        self.found(uuid)

        def act() -> None:
            found = self._member(uuid, member)
            applications.remove_member(member=found, actor=self.caller, at=clock.now())

        return self._act(request, uuid, act)

    def _member(self, uuid: Any, member: Any) -> ConsortiumMember:
        members = self.found(uuid).members.select_related("organisation", "application__call")
        found = members.filter(uuid=member).first()
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return found

    def _act(self, request: Request, uuid: Any, act: Callable[[], Any]) -> HttpResponse:
        def effect() -> tuple[int, Any, dict[str, str]]:
            act()
            return 200, _consortium(self.found(uuid)), {}

        return self.once(request, effect)


class ConsentViewSet(_OfApplicationViewSet):
    """The consent of the caller's own organisation, where it is asked for one."""

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        takes = {"give": GiveSerializer, "take_back": TakeBackSerializer}
        return takes.get(self.action or "", WithoutBodySerializer)

    def get_answer_class(self) -> Any:
        """What is signed and where it stands."""
        return ConsentSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """What is consented to as it stands now, with its hash."""
        queries.refuse_all(request)
        return Response(self._answer(uuid))

    def give(self, request: Request, uuid: Any) -> HttpResponse:
        """Sign the content of that hash; 412 when it has changed since."""
        return self._act(request, uuid, consents.give_consent)

    def take_back(self, request: Request, uuid: Any) -> HttpResponse:
        """Take the consent back, also after the application was handed in."""
        return self._act(request, uuid, consents.withdraw_consent)

    def _act(self, request: Request, uuid: Any, service: Callable[..., Any]) -> HttpResponse:
        body, application = self.checked_body(request), self.found(uuid)
        member, _written = self._own(application)

        def effect() -> tuple[int, Any, dict[str, str]]:
            service(
                application=application, organisation=member.organisation, actor=self.caller, at=clock.now(), **body
            )
            return 200, self._answer(uuid), {}

        return self.once(request, effect)

    def _own(self, application: Application) -> tuple[ConsortiumMember, Written]:
        written = read_application(application)
        outside = {application.organisation_id, application.call.organisation_id}
        own = partner_organisations(scope_of(self.request.user)) - outside
        for member in written.members:
            if member.organisation_id in own and is_asked(application, member):
                return member, written
        raise NotVisible(_("찾을 수 없습니다."))

    def _answer(self, uuid: Any) -> dict[str, Any]:
        member, written = self._own(self.found(uuid))
        content = consent_content(written, member)
        return {
            "organisation": str(member.organisation.uuid),
            "consent_state": str(standing_of(written, member).state),
            "text_version": TEXT_VERSION,
            "statements": [str(statement) for statement in STATEMENTS],
            "content": content,
            "sha256": fingerprint(content),
        }


def _consortium(application: Application) -> dict[str, Any]:
    written = read_application(application)
    return {
        "members": [
            {
                "uuid": str(member.uuid),
                "organisation": str(member.organisation.uuid),
                "name_ko": member.organisation.name_ko,
                "name_en": member.organisation.name_en,
                "role": member.role,
                "gives_data": member.gives_data,
                "consent_state": str(standing_of(written, member).state),
            }
            for member in written.members
        ]
    }
