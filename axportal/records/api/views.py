"""The API of every record type, made from its declaration."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.core import clock, fastread
from axportal.core.api import etags
from axportal.core.api.viewsets import ScopedViewSet
from axportal.core.errors import NotVisible
from axportal.records import services
from axportal.records.api import serializers
from axportal.records.declarations import RecordType


class RecordViewSet(ScopedViewSet):
    """Reads by the fast path, writes by the same services as the pages."""

    record_type: RecordType

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
        response = super().retrieve(request, uuid)
        if response.status_code == 200 and isinstance(response, Response) and "fields" not in request.query_params:
            response.data = self._with_steps(request, uuid, response.data)
        return response

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
        rows, keys = fastread.json_rows(self.get_queryset().filter(uuid=uuid), self.shape, keys=("version",))
        headers = {"ETag": etags.object_tag(version=keys[0][0], extra=f"{self._viewer(request)}|{None}")}
        if status == 201:
            headers["Location"] = request.build_absolute_uri(reverse(f"api:{self.basename}-detail", args=[uuid]))
        return status, self._with_steps(request, uuid, rows[0]), headers

    def _with_steps(self, request: Request, uuid: Any, row: orjson.Fragment) -> Any:
        workflow = self.record_type.workflow
        if workflow is None:
            return row
        steps = workflow.available(request.user, self.get_queryset().get(uuid=uuid))
        return {**orjson.loads(orjson.dumps(row)), "available_actions": [step.name for step in steps]}


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
            "related": record_type.related,
            "searchable": bool(record_type.search_fields),
            "__doc__": str(record_type.title),
        },
    )
