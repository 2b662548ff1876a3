"""What the viewsets of decisions share."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from axportal.accounts.models import User
from axportal.calls.models import Application, Call
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.decisions import permissions
from axportal.decisions.selectors.wording import reasons_of


class DecisionViewSet(ScopedViewSet):
    """A resource whose objects are answered in full, without a choice of fields."""

    queryset: Any = None
    chooses_fields = False
    #: What a write takes and what an action answers with, by the action's name.
    takes: Mapping[str, Any]
    shows: Mapping[str, Any]

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return self.takes.get(self.action or "", self.serializer_class)

    def get_answer_class(self) -> Any:
        """What the action answers with."""
        return self.shows.get(self.action or "", self.shows["retrieve"])

    @property
    def caller(self) -> User:
        """Whoever calls; writes never come this far without a person."""
        return cast(User, self.request.user)

    def act(self, request: Request, act: Callable[[], Any], answer: Callable[[], Any]) -> HttpResponse:
        """Do it once for its Idempotency-Key, then answer with how things stand."""

        def effect() -> tuple[int, Any, dict[str, str]]:
            act()
            return 200, answer(), {}

        return self.once(request, effect)

    def prepared_call(self, uuid: Any) -> Call:
        """A call, for those who prepare its decision."""
        call: Call | None = Call.objects.visible_to(self.request.user).filter(uuid=uuid).first()
        if call is None or not permissions.can_prepare(self.request.user, call):
            raise NotVisible(_("찾을 수 없습니다."))
        return call

    def prepared_application(self, uuid: Any) -> Application:
        """An application, for those who prepare the decision of its call."""
        calls = Call.objects.visible_to(self.request.user)
        handed_in = Application.objects.filter(call__in=calls).exclude(number="").select_related("call")
        application = handed_in.filter(uuid=uuid).first()
        if application is None or not permissions.can_prepare(self.request.user, application.call):
            raise NotVisible(_("찾을 수 없습니다."))
        return application


def places(stored: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Places as they are stored, with their reasons in words."""
    return [{**place, "reasons": reasons_of(place)} for place in stored]
