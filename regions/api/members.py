"""Who works for an organisation, and ending a role of theirs, through the API."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.scoping import ROLES
from axportal.core import clock
from axportal.core.api import queries
from axportal.core.errors import NotAllowed, NotVisible
from regions import permissions
from regions.api.profiles import OfOrganisationViewSet, WithoutBodySerializer
from regions.models import Membership, Organisation
from regions.rules import ENDINGS
from regions.selectors.members import members_of
from regions.services import memberships


class RoleHeldSerializer(serializers.Serializer):
    """One role of one person, to the end of `ends_on` where it has one."""

    uuid = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=list(ROLES.items()))
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class RolesHeldSerializer(serializers.Serializer):
    """The roles that hold today or will, and those that are over, the newest end first."""

    present = RoleHeldSerializer(many=True)
    former = RoleHeldSerializer(many=True)


class EndSerializer(serializers.Serializer):
    """The last day, from yesterday on, which ends the role at once; and why."""

    last_day = serializers.DateField()
    reason = serializers.ChoiceField(choices=list(ENDINGS.items()))


class MembershipViewSet(OfOrganisationViewSet):
    """For those who speak for the organisation and who runs the portal."""

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return EndSerializer if self.action == "end" else WithoutBodySerializer

    def get_answer_class(self) -> Any:
        """One or all of them."""
        return RolesHeldSerializer if self.action == "retrieve" else RoleHeldSerializer

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """Everybody with a role in the organisation."""
        queries.refuse_all(request)
        members = members_of(self._headed(uuid), at=clock.now())
        return Response({"present": list(map(_row, members.present)), "former": list(map(_row, members.former))})

    def end(self, request: Request, uuid: Any, membership: Any) -> HttpResponse:
        """End one role."""
        body, organisation = self.checked_body(request), self._headed(uuid)
        visible = Membership.objects.editable_by(request.user).filter(organisation=organisation)
        found = visible.filter(uuid=membership).first()
        if found is None:
            raise NotVisible(_("찾을 수 없습니다."))

        def effect() -> tuple[int, Any, dict[str, str]]:
            ended = memberships.end_membership(membership=found, actor=self.caller, at=clock.now(), **body)
            return 200, _row(ended), {}

        return self.once(request, effect)

    def _headed(self, uuid: Any) -> Organisation:
        organisation = self.found(uuid)
        if not permissions.ends_memberships(self.request.user, organisation.pk):
            raise NotAllowed(_("구성원은 대표 담당자와 관리자가 봅니다."), code="not_head")
        return organisation


def _row(membership: Membership) -> dict[str, Any]:
    values = {name: getattr(membership, name) for name in ("role", "starts_on", "ends_on")}
    return {"uuid": str(membership.uuid), "name": membership.user.name, "email": membership.user.email, **values}
