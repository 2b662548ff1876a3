"""The profile of one's organisation and its delegates through the API."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import clock, fastread
from axportal.core.api import etags, idempotency, queries
from axportal.core.api.parsers import LimitedJSONParser
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.file_keeping import fingerprint
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.records.api.serializers import TextField
from regions import permissions
from regions.models import CompanyProfile, Delegation, Organisation
from regions.selectors.profiles import Standing, register_check
from regions.services import delegations, profiles

_WON = {"min_value": 0, "max_value": 10**16, "required": False, "allow_null": True}
_COUNT = {"min_value": 0, "max_value": 10**7, "required": False, "allow_null": True}


class ProfilePatchSerializer(serializers.Serializer):
    """What every application asks for."""

    contact_name = TextField(max_length=100, required=False, allow_blank=True)
    contact_email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    contact_phone = TextField(max_length=30, required=False, allow_blank=True)
    lead_person = TextField(max_length=100, required=False, allow_blank=True)
    researchers = serializers.IntegerField(**_COUNT)  # type: ignore[arg-type]
    employees = serializers.IntegerField(**_COUNT)  # type: ignore[arg-type]
    sales_won = serializers.IntegerField(**_WON)  # type: ignore[arg-type]
    laboratory_no = TextField(max_length=40, required=False, allow_blank=True)


class ProfileSerializer(ProfilePatchSerializer):
    """The profile with where the check of the register stands; version 0 before it is written."""

    organisation = serializers.UUIDField()
    version = serializers.IntegerField()
    register_check = serializers.ChoiceField(choices=Standing.choices)


class DelegationSerializer(serializers.Serializer):
    """A power of attorney: it holds from `starts_at` until before `ends_at`, and no longer once revoked."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    edits = serializers.BooleanField()
    signs = serializers.BooleanField()
    submits = serializers.BooleanField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    proof_name = serializers.CharField()
    sha256 = serializers.CharField()
    scan = serializers.ChoiceField(choices=Delegation.Scan.choices)
    named_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)


class DelegationsSerializer(serializers.Serializer):
    """All of an organisation, the newest first."""

    delegations = DelegationSerializer(many=True)


class NameDelegateSerializer(serializers.Serializer):
    """Who may do what, from when to when, by which document."""

    name = TextField(max_length=100)
    email = serializers.EmailField(max_length=254)
    edits = serializers.BooleanField(required=False, default=False)
    signs = serializers.BooleanField(required=False, default=False)
    submits = serializers.BooleanField(required=False, default=False)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    file = serializers.FileField(max_length=200)


class WithoutBodySerializer(serializers.Serializer):
    """A verb that takes nothing."""


class OfOrganisationViewSet(ScopedViewSet):
    """What belongs to one organisation, for its people and those who check it; 404 for everybody else."""

    model = Organisation
    queryset: Any = Organisation.objects.none()
    serializer_class = WithoutBodySerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    chooses_fields = False

    @property
    def caller(self) -> User:
        """Whoever calls."""
        return cast(User, self.request.user)

    def found(self, uuid: Any) -> Organisation:
        """The organisation of the address; an official's look is kept."""
        organisation: Organisation | None = self.get_queryset().filter(uuid=uuid).first()
        if organisation is None or not permissions.can_read_profile(self.request.user, organisation.pk):
            raise NotVisible(_("찾을 수 없습니다."))
        if not permissions.belongs(self.request.user, organisation.pk):
            audit.record_access(
                actor=self.caller,
                subject=organisation,
                what="regions.profile.read",
                address=client_address(self.request),
                at=clock.now(),
            )
        return organisation


class ProfileViewSet(OfOrganisationViewSet):
    """One profile for all applications."""

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return ProfilePatchSerializer if self.action == "partial_update" else WithoutBodySerializer

    def get_answer_class(self) -> Any:
        """The whole profile."""
        return ProfileSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """The profile as it stands."""
        queries.refuse_all(request)
        return self._answer(self.found(uuid))

    def partial_update(self, request: Request, uuid: Any) -> HttpResponse:
        """Change the fields that are sent, on top of the version of If-Match; "0" before it is written."""
        base, organisation = self.expected_version(request), self.found(uuid)
        profiles.save_profile(
            organisation=organisation,
            values=self.checked_body(request),
            base_version=base,
            actor=self.caller,
            at=clock.now(),
        )
        return self._answer(organisation)

    def _answer(self, organisation: Organisation) -> HttpResponse:
        profile = CompanyProfile.objects.filter(organisation=organisation).first() or CompanyProfile(version=0)
        body = {
            "organisation": str(organisation.uuid),
            "version": profile.version,
            "register_check": str(register_check(organisation).standing),
            **{name: getattr(profile, name) for name in profiles.FIELDS},
        }
        return self._tagged(Response(body), etags.object_tag(version=profile.version, extra=self._viewer(self.request)))


class DelegationViewSet(OfOrganisationViewSet):
    """Who acts for an organisation though not its representative."""

    def get_parsers(self) -> list[Any]:
        """A naming comes as a form with its document, everything else as JSON."""
        naming = getattr(self, "action_map", {}).get("post") == "name_delegate"
        return [MultiPartParser()] if naming else [LimitedJSONParser()]

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return NameDelegateSerializer if self.action == "name_delegate" else WithoutBodySerializer

    def get_answer_class(self) -> Any:
        """One or all of them."""
        return DelegationsSerializer if self.action == "retrieve" else DelegationSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """All powers of attorney, those that are over included."""
        queries.refuse_all(request)
        listed = Delegation.objects.visible_to(request.user).filter(organisation=self.found(uuid)).order_by("-id")
        return Response({"delegations": [_row(one) for one in listed]})

    def name_delegate(self, request: Request, uuid: Any) -> HttpResponse:
        """Give somebody these acts for this span."""
        body, organisation = self.checked_body(request), self.found(uuid)
        proof = body.pop("file")
        acts = [act for act, name in {"edit": "edits", "sign": "signs", "submit": "submits"}.items() if body.pop(name)]

        def effect() -> tuple[int, Any, dict[str, str]]:
            named = delegations.name_delegate(
                organisation=organisation, acts=acts, proof=proof, actor=self.caller, at=clock.now(), **body
            )
            return 201, _row(named), {}

        return idempotency.answer(request, effect, body=_told({**body, "acts": acts}, proof))

    def revoke(self, request: Request, uuid: Any, delegation: Any) -> HttpResponse:
        """End it at once; a second time changes nothing."""
        self.checked_body(request)
        visible = Delegation.objects.visible_to(request.user).filter(organisation=self.found(uuid))
        found = visible.filter(uuid=delegation).first()
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))

        def effect() -> tuple[int, Any, dict[str, str]]:
            ended = delegations.revoke_delegation(delegation=found, actor=self.caller, at=clock.now())
            return 200, _row(ended), {}

        return self.once(request, effect)


def _row(delegation: Delegation) -> dict[str, Any]:
    names = (
        "name", "email", "edits", "signs", "submits", "starts_at", "ends_at", "proof_name", "sha256", "scan",
        "named_at", "revoked_at",
    )  # fmt: skip
    return {"uuid": str(delegation.uuid), **{name: getattr(delegation, name) for name in names}}


def _told(body: Mapping[str, Any], proof: Any) -> dict[str, str]:
    """What makes two namings the same request."""
    return {**{name: str(value) for name, value in body.items()}, "sha256": fingerprint(proof)}
