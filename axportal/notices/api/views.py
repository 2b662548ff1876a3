"""One's own notices and choices over the API."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.accounts.models import User
from axportal.core import clock, fastread
from axportal.core.api import queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.paging import Ordering
from axportal.notices import permissions, selectors
from axportal.notices.api import serializers
from axportal.notices.models import Choice, Notice
from axportal.notices.services import choices, telling

_TOLD = {name: name for name in ("uuid", "version", "kind", "subject", "created_at", "read_at")}


class NoticeViewSet(ScopedViewSet):
    """One's own notices, the newest first."""

    model = Notice
    queryset: Any = Notice.objects.none()
    serializer_class = serializers.NothingSerializer
    orderings = {"created_at": Ordering(("-created_at", "-id"))}
    shape = fastread.Shape({**_TOLD, "body": "body", "path": "path", "delivery": "way"})

    def get_answer_class(self) -> Any:
        """What the action answers with."""
        return serializers.NothingSerializer if self.action == "read" else serializers.NoticeSerializer

    def read(self, request: Request, uuid: Any) -> HttpResponse:
        """Note one as read."""
        self.checked_body(request)
        notice = self.get_queryset().filter(uuid=uuid).first()
        if notice is None:
            raise NotVisible(_("찾을 수 없습니다."))

        def effect() -> tuple[int, Any, dict[str, str]]:
            telling.open_notice(notice=notice, at=clock.now())
            return 200, {}, {}

        return self.once(request, effect)


class NotArrivedViewSet(ScopedViewSet):
    """Notices with legal effect that did not arrive by mail, of the calls one answers for; nobody else has any."""

    model = Notice
    queryset: Any = Notice.objects.none()
    serializer_class = serializers.NotArrivedSerializer
    orderings = {"created_at": Ordering(("-created_at", "-id"))}
    related = (User,)
    shape = fastread.Shape(
        {
            **_TOLD,
            "recipient": "user__name",
            "undelivered_at": "undelivered_at",
            "undelivered_why": "undelivered_why",
        }
    )

    def get_queryset(self) -> Any:
        """None for who answers for no call."""
        user = self.request.user
        return selectors.not_arrived(user) if permissions.can_read_not_arrived(user) else self.queryset


class ChoiceViewSet(ScopedViewSet):
    """How each kind of notice reaches one."""

    model = Choice
    queryset: Any = Choice.objects.none()
    serializer_class = serializers.ChooseSerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})

    def get_answer_class(self) -> Any:
        """All of them, also after a change."""
        return serializers.ChoicesSerializer

    def show(self, request: Request) -> HttpResponse:
        """Every kind with the present way."""
        queries.refuse_all(request)
        return Response(_choices(_caller(request)))

    def choose(self, request: Request) -> HttpResponse:
        """Keep these ways, all or none."""
        user, ways = _caller(request), self.checked_body(request)["ways"]

        def effect() -> tuple[int, Any, dict[str, str]]:
            choices.choose_ways(user=user, ways=ways)
            return 200, _choices(user), {}

        return self.once(request, effect)


def _caller(request: Request) -> User:
    if not request.user.is_authenticated:
        raise NotAuthenticated
    return request.user


def _choices(user: User) -> dict[str, Any]:
    return {
        "choices": [
            {"kind": one.kind.key, "name": str(one.kind.label), "is_legal": one.kind.is_legal, "delivery": one.way}
            for one in selectors.choices_of(user)
        ]
    }
