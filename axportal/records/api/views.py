"""The API of every record type, made from its declaration."""

from functools import lru_cache
from typing import Any

import orjson
from django.db import DEFAULT_DB_ALIAS, models
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.core import clock, fastread, text_search
from axportal.core.api import etags, queries
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.core.process_cache import Remembered
from axportal.records import services
from axportal.records.api import serializers
from axportal.records.declarations import RecordType

#: By what the caller may see, their language and the fields: compiling costs more than reading one row.
_statements: Remembered[fastread.Statement] = Remembered()


class RecordViewSet(ScopedViewSet):
    """Reads by the fast path, writes by the same services as the pages."""

    record_type: RecordType
    depends_on_date = True  # what is late, or valid today, is another list tomorrow

    def get_serializer_class(self) -> Any:
        """What a write takes."""
        if self.action == "advance":
            return serializers.ActionSerializer
        return serializers.write_serializer(self.record_type.slug)

    def get_answer_class(self) -> Any:
        """What the action answers with, for the schema alone."""
        shown = serializers.row_serializer if self.action == "list" else serializers.record_serializer
        return shown(self.record_type.slug)

    def filter_search(self, queryset: Any, text: str) -> Any:
        """Rows that match the words."""
        return queryset.filter(self.record_type.matching(text))

    def retrieve(self, request: Request, uuid: Any) -> HttpResponse:
        """One record. In full it also says which steps of its workflow this caller may take now."""
        names = queries.read_one(self, request)
        statement = _statements(
            (self.basename, self._viewer(request), *(names or ())), lambda: self._statement(fastread.ANY_ROW, names)
        )
        rows, keys = statement.run(uuid=uuid)
        if not rows:
            raise NotVisible(_("찾을 수 없습니다."))
        record = self._loaded(keys[0])
        tag = etags.object_tag(version=record.version, extra=f"{self._viewer(request)}|{names}")
        if etags.matches(request.headers.get("If-None-Match", ""), tag):
            return self._tagged(HttpResponseNotModified(), tag)
        body = rows[0] if names else self._with_steps(request, record, rows[0])
        return self._tagged(Response(body), tag)

    def _statement(self, uuid: Any, names: Any = None) -> fastread.Statement:
        """One row as JSON, with what the steps of its workflow go by beside it."""
        return fastread.statement(
            self.get_queryset().filter(uuid=uuid), self.shape, names=names, keys=_columns(self.model)
        )

    def _loaded(self, values: tuple[Any, ...]) -> Any:
        return self.model.from_db(DEFAULT_DB_ALIAS, _columns(self.model), values)

    def create(self, request: Request) -> HttpResponse:
        """A new record; its address in Location."""

        def effect() -> tuple[int, Any, dict[str, str]]:
            record: Any = services.create_record(
                record_type=self.record_type, values=self.checked_body(request), actor=request.user, at=clock.now()
            )
            return self._written(request, record.uuid, status=201)

        return self.once(request, effect)

    def partial_update(self, request: Request, uuid: Any) -> HttpResponse:
        """Change some fields of the version named by If-Match."""
        record = self._record(uuid)
        base_version = self.expected_version(request)
        services.update_record(
            record_type=self.record_type,
            record=record,
            changes=self.checked_body(request),
            base_version=base_version,
            actor=request.user,
            at=clock.now(),
            merge=False,
        )
        status, body, headers = self._written(request, uuid, status=200)
        return Response(body, status=status, headers=headers)

    def advance(self, request: Request, uuid: Any, name: str) -> HttpResponse:
        """Take one step of the workflow."""
        record = self._record(uuid)
        reason = self.checked_body(request).get("reason", "")

        def effect() -> tuple[int, Any, dict[str, str]]:
            services.advance_record(
                record_type=self.record_type,
                record=record,
                name=name,
                actor=request.user,
                at=clock.now(),
                reason=reason,
            )
            return self._written(request, uuid, status=200)

        return self.once(request, effect)

    def _record(self, uuid: Any) -> Any:
        record = self.get_queryset().filter(uuid=uuid).first()
        if record is None:
            raise NotVisible(_("찾을 수 없습니다."))
        return record

    def _written(self, request: Request, uuid: Any, *, status: int) -> tuple[int, Any, dict[str, str]]:
        rows, keys = self._statement(uuid).run()
        record = self._loaded(keys[0])
        headers = {"ETag": etags.object_tag(version=record.version, extra=f"{self._viewer(request)}|{None}")}
        if status == 201:
            headers["Location"] = request.build_absolute_uri(reverse(f"api:{self.basename}-detail", args=[uuid]))
        return status, self._with_steps(request, record, rows[0]), headers

    def _with_steps(self, request: Request, record: Any, row: orjson.Fragment) -> Any:
        workflow = self.record_type.workflow
        if workflow is None:
            return row
        steps = workflow.available(request.user, record)
        return {**orjson.loads(orjson.dumps(row)), "available_actions": [step.name for step in steps]}


@lru_cache
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns of a record but those that only a search looks at."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.name not in text_search.COLUMNS)


def viewset_of(record_type: RecordType) -> type[RecordViewSet]:
    """The viewset class of a type, named after its model so that the schema reads well."""
    return type(
        f"{record_type.model.__name__}ViewSet",
        (RecordViewSet,),
        {
            "record_type": record_type,
            "model": record_type.model,
            "queryset": record_type.model._default_manager.none(),
            "shape": record_type.shape,
            "filterset": record_type.filterset,
            "orderings": record_type.orderings,
            "related": record_type.watched[1:],
            "searchable": bool(record_type.search_fields),
            "__doc__": str(record_type.title),
        },
    )
