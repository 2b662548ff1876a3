"""What the resources of reviews share: who calls, what each action takes and shows, one act for one key."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from django.db.models import Count, Max, QuerySet, Sum
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from axportal.accounts.models import User
from axportal.calls.models import Call
from axportal.calls.permissions import can_manage_call
from axportal.core import fastread
from axportal.core.api import etags
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotAllowed, NotVisible
from axportal.core.paging import Ordering
from axportal.reviews import permissions
from axportal.reviews.api.serializers import EmptySerializer


class ReviewsViewSet(ScopedViewSet):
    """A resource of reviews. `takes` and `shows` name the serializers by action; `versions` what a list is made of."""

    takes: ClassVar[Mapping[str, Any]] = {}
    shows: ClassVar[Mapping[str, Any]] = {}
    versions: ClassVar[tuple[str, ...]] = ("version",)
    serializer_class: Any = EmptySerializer
    orderings = {"id": Ordering(("id",))}
    shape = fastread.Shape({"version": "version"})
    chooses_fields = False

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        return self.takes.get(self.action or "", EmptySerializer)

    def get_answer_class(self) -> Any:
        """What the action answers with."""
        return self.shows.get(self.action or "", self.serializer_class)

    @property
    def caller(self) -> User:
        """Whoever calls."""
        return cast(User, self.request.user)

    def found(self, rows: QuerySet[Any], uuid: Any) -> Any:
        """The row of that uuid among those the caller may see. Raises `NotVisible` without one."""
        row = rows.filter(uuid=uuid).first()
        if row is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return row

    def led_call(self, uuid: Any) -> Call:
        """The call whose review this caller may read."""
        visible = Call.objects.visible_to(self.request.user).select_related("organisation", "zone")
        call: Call = self.found(visible, uuid)
        if not permissions.can_read_review(self.request.user, call):
            raise NotVisible(_("찾을 수 없습니다."))
        return call

    def ensure_reads_pool(self) -> None:
        """The pool is read by its keepers and the auditor. Raises `NotAllowed`."""
        if not permissions.can_read_pool(self.request.user):
            raise NotAllowed(_("평가위원 명단을 볼 권한이 없습니다."))

    def ensure_keeps_pool(self) -> None:
        """Only its keepers change the pool and its ties. Raises `NotAllowed`."""
        if not permissions.can_keep_pool(self.request.user):
            raise NotAllowed(_("평가위원 명단을 고칠 권한이 없습니다."))

    def ensure_manages(self, call: Call) -> None:
        """Before a body is read that names a reviewer: not everybody who leads sees the pool. Raises `NotAllowed`."""
        if not can_manage_call(self.request.user, call):
            raise NotAllowed(_("이 공고의 평가를 관리하는 사람만 할 수 있습니다."))

    def act(
        self,
        request: Request,
        act: Callable[[], Any],
        answer: Callable[[Any], Any],
        *,
        status: int = 200,
        made_at: str = "",
    ) -> HttpResponse:
        """Run the act once for its key; `answer` makes the body from what the act gave.

        `made_at`: the route of what was made, told as its Location.
        """

        def effect() -> tuple[int, Any, dict[str, str]]:
            done = act()
            place = request.build_absolute_uri(reverse(made_at, args=[done.uuid])) if made_at else ""
            return status, answer(done), {"Location": place} if place else {}

        return self.once(request, effect)

    def _list_tag(self, request: Request) -> str:
        """From the caller's own rows alone: a mark of the whole table would tell outsiders how a review goes on."""
        found = self.get_queryset().aggregate(
            rows=Count("pk"), newest=Max("pk"), **{f"v{n}": Sum(path) for n, path in enumerate(self.versions)}
        )
        return etags.list_tag(
            mark=0,
            viewer=f"{self._viewer(request)}|{sorted(found.items())}",
            query=request.get_full_path(),
            by_date=False,
        )
