"""The base of every API resource: scoped, keyset-paged, with ETags, strict parameters and idempotent writes."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, ClassVar

import pghistory
from django.db import models
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from axportal.core import changes, fastread, paging
from axportal.core.api import etags, idempotency, queries
from axportal.core.api.parsers import LimitedJSONParser
from axportal.core.api.renderers import CsvRenderer, OrjsonRenderer
from axportal.core.errors import InvalidInput, NotVisible
from axportal.core.process_cache import Remembered


@dataclass(frozen=True)
class ListPlan:
    """How a page of a list is read: how many rows match, and the compiled statement of its window."""

    count: int
    count_is_exact: bool
    window: paging.Window
    statement: fastread.Statement


#: By the list's tag: a change of the rows, the caller's scope or the question gives another. Compiling a list costs
#: more than reading it.
_plans: Remembered[ListPlan] = Remembered()


class ScopedViewSet(GenericViewSet):
    """A resource. Subclasses name the model, its shape, filters and orderings; reads need no more.

    `tagged_as_list` says that the ETag of one answer is that of a list: it is made from many rows.
    `also_refuses` lists statuses of problems that no other resource answers reads with.
    `related` lists further models whose change alters this resource's answers (names shown beside it).
    """

    model: ClassVar[type[models.Model]]
    shape: ClassVar[fastread.Shape]
    filterset: ClassVar[type[FilterSet] | None] = None
    orderings: ClassVar[Mapping[str, paging.Ordering]]
    related: ClassVar[tuple[type[models.Model], ...]] = ()
    searchable: ClassVar[bool] = False
    default_size: ClassVar[int] = 100
    chooses_fields: ClassVar[bool] = True
    tagged_as_list: ClassVar[bool] = False
    also_refuses: ClassVar[tuple[int, ...]] = ()
    gives_csv: ClassVar[bool] = True
    http_method_names = ["get", "head", "post", "patch"]
    parser_classes = (LimitedJSONParser,)
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    depends_on_date: ClassVar[bool] = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the caller, then let row history know who a token stands for."""
        super().initial(request, *args, **kwargs)
        if request.auth is not None:
            pghistory.context(actor=str(request.auth.user.uuid))

    def get_queryset(self) -> models.QuerySet[Any]:
        """The rows this caller may see."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def filter_search(self, queryset: models.QuerySet[Any], text: str) -> models.QuerySet[Any]:
        """Narrow to rows that match the words; for resources with `searchable`."""
        raise NotImplementedError

    def get_answer_class(self) -> Any:
        """The serializer that describes what the action answers with."""
        return self.serializer_class

    def get_renderers(self) -> list[Any]:
        """JSON; lists in CSV too."""
        csv = [CsvRenderer()] if self.action == "list" and self.gives_csv else []
        return [OrjsonRenderer(), *csv]

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A format that is not given here is a wrong parameter, not a missing address."""
        try:
            return super().perform_content_negotiation(request, force)
        except Http404 as error:
            raise queries.wrong({"format": _("이 형식으로는 답할 수 없습니다.")}) from error

    # --- reading ---------------------------------------------------------------------------------------------

    def list(self, request: Request) -> HttpResponse:
        """A page of rows; 304 when nothing this caller would see has changed."""
        query = queries.read_list(self, request)
        self._ensure_shallow(request, query)
        tag = self._list_tag(request)
        if etags.matches(request.headers.get("If-None-Match", ""), tag):
            return self._tagged(HttpResponseNotModified(), tag)
        if request.accepted_renderer.format == "csv":
            return self._tagged(self._csv(self._filtered(request, query.search), query), tag)
        plan = _plans(tag, lambda: self._plan(request, query))
        return self._tagged(Response(self._page(request, plan, query)), tag)

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One row with its version as ETag, and the verbs this caller may use now."""
        names = queries.read_one(self, request)
        rows, keys = fastread.json_rows(
            self.get_queryset().filter(uuid=uuid), self.shape, names=names, keys=("version",)
        )
        if not rows:
            raise NotVisible(_("찾을 수 없습니다."))
        tag = etags.object_tag(version=keys[0][0], extra=f"{self._viewer(request)}|{names}")
        if etags.matches(request.headers.get("If-None-Match", ""), tag):
            return self._tagged(HttpResponseNotModified(), tag)
        return self._tagged(Response(rows[0]), tag)

    def _filtered(self, request: Request, search: str) -> models.QuerySet[Any]:
        queryset = self.get_queryset()
        if search:
            queryset = self.filter_search(queryset, search)
        if self.filterset is None or self.filterset.base_filters.keys().isdisjoint(request.query_params):
            return queryset
        filtered = self.filterset(request.query_params, queryset=queryset, request=request)
        if not filtered.is_valid():
            raise InvalidInput(
                _("보내신 값에 고칠 곳이 있습니다."),
                fields={name: [str(message) for message in messages] for name, messages in filtered.errors.items()},
            )
        return filtered.qs

    def _ensure_shallow(self, request: Request, query: queries.ListQuery) -> None:
        if query.page is not None and query.page > paging.NUMBERED_PAGES:
            message = _("쪽 번호는 20까지입니다. 그 뒤는 cursor로 넘겨 주세요.")
            raise InvalidInput(
                message,
                code="page_too_deep",
                fields={"page": [message]},
                detail={"next": self._address(request, cursor=None, page=None)},
            )

    def _page(self, request: Request, plan: "ListPlan", query: queries.ListQuery) -> dict[str, Any]:
        body: dict[str, Any] = {"next": None, "previous": None}
        if query.wants_count:
            body["count"], body["count_is_exact"] = plan.count, plan.count_is_exact
        found = plan.window.arrange(*plan.statement.run())
        if found.next:
            body["next"] = self._address(request, cursor=found.next, page=None)
        if found.previous:
            body["previous"] = self._address(request, cursor=found.previous, page=None)
        return {**body, "results": found.rows}

    def _plan(self, request: Request, query: queries.ListQuery) -> "ListPlan":
        queryset = self._filtered(request, query.search)
        count, is_exact = fastread.capped_count(queryset) if query.wants_count or query.search else (0, False)
        window = self._window(queryset, query, few=paging.are_few(count, is_exact=is_exact))
        statement = fastread.statement(window.queryset, self.shape, names=query.names, keys=query.ordering.names)
        return ListPlan(count, is_exact, window, statement)

    def _window(self, queryset: models.QuerySet[Any], query: queries.ListQuery, *, few: bool) -> paging.Window:
        """By cursor, or by number where one is given without a cursor; `few`: no more than `FEW` match."""
        if query.page is not None and not query.cursor:
            return paging.numbered_window(
                queryset, query.ordering, size=query.size, number=query.page, few=few if query.search else None
            )
        where: dict[str, Any] = {"size": query.size, "cursor": query.cursor}
        if query.search:
            return paging.window_of_matches(queryset, query.ordering, few=few, **where)
        return paging.window(queryset, query.ordering, **where)

    def _address(self, request: Request, **changed: str | None) -> str:
        query = request.query_params.copy()
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}" if query else request.path)

    def _csv(self, queryset: models.QuerySet[Any], query: queries.ListQuery) -> FileResponse:
        """All rows that match, not one page."""
        headers = {name: name for name in self.shape.chosen(query.names)}
        with ExitStack() as stack:
            output = stack.enter_context(SpooledTemporaryFile(max_size=1 << 20))
            output.write("\ufeff".encode())
            fastread.copy_csv(queryset.order_by(*query.ordering.fields), self.shape, output, headers=headers)
            output.seek(0)
            stack.pop_all()  # the response closes it
        name = f"{self.basename}.csv"
        return FileResponse(output, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")

    # --- ETags -----------------------------------------------------------------------------------------------

    def _viewer(self, request: Request) -> str:
        key = getattr(request.user, "scope_key", "")
        return f"{key}|{request.user.pk}|{get_language()}|{request.accepted_renderer.format}"

    def _list_tag(self, request: Request) -> str:
        mark = changes.mark((self.model, *self.related))
        return etags.list_tag(
            mark=mark, viewer=self._viewer(request), query=request.get_full_path(), by_date=self.depends_on_date
        )

    def _tagged(self, response: Any, tag: str) -> HttpResponse:
        response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache" if self.request.user.is_authenticated else "no-cache"
        patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization", "Cookie"])
        return response

    # --- writing ---------------------------------------------------------------------------------------------

    def checked_body(self, request: Request) -> dict[str, Any]:
        """The body as a mapping of known fields. Raises `InvalidInput` for anything else."""
        serializer: Any = self.get_serializer(data=request.data, partial=request.method == "PATCH")
        if not isinstance(request.data, Mapping):
            raise InvalidInput(_("본문은 JSON 객체여야 합니다."))
        known = {name for name, declared in serializer.fields.items() if not declared.read_only}
        unknown = sorted(str(name) for name in set(request.data) - known)
        if unknown:
            raise queries.wrong({name: _("모르는 이름이거나 고칠 수 없습니다.") for name in unknown})
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def once(self, request: Request, effect: Callable[[], tuple[int, Any, dict[str, str]]]) -> HttpResponse:
        """Run a POST's effect once for its Idempotency-Key; a repeat gets the stored answer."""
        return idempotency.answer(request, effect)

    def expected_version(self, request: Request) -> int:
        """The version named by If-Match. Raises 428 without one."""
        return etags.expected_version(request.headers.get("If-Match", ""))
