"""The schedule of keeping over the API: what it will touch, holds, runs."""

from typing import Any, ClassVar, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.calls.models import Application, Call
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.retention import permissions, selectors
from axportal.retention.api import serializers
from axportal.retention.models import Hold, Period, Run
from axportal.retention.services import holds


class ReadersViewSet(ScopedViewSet):
    """404 for whoever does not answer for personal data."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse others before anything is read."""
        super().initial(request, *args, **kwargs)
        if not request.user.is_authenticated:
            raise NotAuthenticated
        if not permissions.can_read(request.user):
            raise NotVisible(_("찾을 수 없습니다."))


class ScheduleViewSet(ReadersViewSet):
    """Every period with what the next run would touch."""

    model = Period
    queryset: Any = Period.objects.none()
    serializer_class = serializers.ScheduleSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})

    def show(self, request: Request) -> HttpResponse:
        """The schedule as of now."""
        queries.refuse_all(request)
        return Response({"periods": [_outlook(one) for one in selectors.outlooks(clock.now())]})


class HoldViewSet(ReadersViewSet):
    """Holds, the newest first."""

    model = Hold
    queryset: Any = Hold.objects.none()
    orderings = {"id": Ordering(("-id",))}
    related: ClassVar[Any] = (Call, Application)
    shape = fastread.Shape(
        {
            **{name: name for name in ("uuid", "version", "reason", "until", "placed_at", "lifted_at", "lifted_why")},
            "call": "call__number",
            "application": "application__number",
        }
    )

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return serializers.LiftSerializer if self.action == "lift" else serializers.PlaceHoldSerializer

    def get_answer_class(self) -> Any:
        """A hold."""
        return serializers.HoldSerializer

    def create(self, request: Request) -> HttpResponse:
        """Place one."""
        body = self.checked_body(request)

        def effect() -> tuple[int, Any, dict[str, str]]:
            hold = holds.place_hold(**body, actor=cast(User, request.user), at=clock.now())
            return 201, _hold(hold), {}

        return self.once(request, effect)

    def lift(self, request: Request, uuid: Any) -> HttpResponse:
        """Lift one."""
        reason = self.checked_body(request)["reason"]
        hold = self.get_queryset().filter(uuid=uuid).first()
        if hold is None:
            raise NotVisible(_("찾을 수 없습니다."))

        def effect() -> tuple[int, Any, dict[str, str]]:
            lifted = holds.lift_hold(hold=hold, reason=reason, actor=cast(User, request.user), at=clock.now())
            return 200, _hold(lifted), {}

        return self.once(request, effect)


class RunViewSet(ReadersViewSet):
    """What was done, night by night."""

    model = Run
    queryset: Any = Run.objects.none()
    serializer_class = serializers.RunSerializer
    orderings = {"id": Ordering(("-id",))}
    shape = fastread.Shape({name: name for name in ("uuid", "version", "started_at", "finished_at", "counts")})


def _outlook(one: selectors.Outlook) -> dict[str, Any]:
    period = one.period
    names = ("key", "what", "begins", "effect", "action", "basis", "months", "least_months")
    found = {name: getattr(one, name) for name in ("due", "held", "soon", "oldest")}
    return {**{name: getattr(period, name) for name in names}, "reference": period.source, **found}


def _hold(hold: Hold) -> dict[str, Any]:
    names = ("uuid", "version", "reason", "until", "placed_at", "lifted_at", "lifted_why")
    return {
        **{name: getattr(hold, name) for name in names},
        "call": hold.call.number if hold.call is not None else None,
        "application": hold.application.number if hold.application is not None else None,
    }
