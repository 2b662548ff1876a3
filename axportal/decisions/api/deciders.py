"""Which people those are who approve and hear objections."""

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from axportal.core import clock, fastread
from axportal.core.paging import Ordering
from axportal.decisions.api import serializers
from axportal.decisions.api.base import DecisionViewSet
from axportal.decisions.models import Decider
from axportal.decisions.services import deciders
from axportal.reviews.models import Person


class DeciderViewSet(DecisionViewSet):
    """Deciders, for those who name them and the auditor."""

    model = Decider
    queryset: Any = Decider.objects.none()
    serializer_class = serializers.DeciderSerializer
    orderings = {"named_at": Ordering(("-named_at", "-id"))}
    shape = fastread.Shape(
        {
            "uuid": "uuid",
            "name": "person__name",
            "organisation": "person__organisation__uuid",
            "unit_name": "person__unit_name",
            "researcher_no": "person__researcher_no",
            "named_at": "named_at",
        }
    )
    related = (Person,)
    takes = {"create": serializers.NameDeciderSerializer}
    shows = {"retrieve": serializers.DeciderSerializer}

    def create(self, request: Request) -> HttpResponse:
        """Say who somebody is that decides, or put it right."""
        values = self.checked_body(request)

        def effect() -> tuple[int, Any, dict[str, str]]:
            email = values.pop("email")
            decider = deciders.name_decider(email=email, values=values, actor=self.caller, at=clock.now())
            person = decider.person
            body = {
                "uuid": str(decider.uuid),
                "name": person.name,
                "organisation": str(person.organisation.uuid) if person.organisation is not None else None,
                "unit_name": person.unit_name,
                "researcher_no": person.researcher_no,
                "named_at": decider.named_at,
            }
            return 201, body, {}

        return self.once(request, effect)
