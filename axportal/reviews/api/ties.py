"""Ties over the API: what is known, and bringing in a file of more."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from axportal.core import clock, fastread, paging
from axportal.core.api import idempotency, queries
from axportal.core.api.parsers import LimitedJSONParser
from axportal.core.paging import Ordering
from axportal.core.requests import client_address
from axportal.records.api.serializers import TextField
from axportal.reviews.api.base import ReviewsViewSet
from axportal.reviews.models import Tie
from axportal.reviews.services import reviewers, ties


class TieSerializer(serializers.Serializer):
    """One tie: its subject is `person` or `holder`, its object `other` or `organisation`."""

    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Tie.Kind.choices)
    person = serializers.CharField(allow_blank=True)
    holder = serializers.UUIDField(allow_null=True)
    other = serializers.CharField(allow_blank=True)
    organisation = serializers.UUIDField(allow_null=True)
    unit_name = serializers.CharField(allow_blank=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # the column's name, not a field's option
    as_of = serializers.DateField()


class ImportSerializer(serializers.Serializer):
    """A CSV file of ties with the columns of the page, where it comes from and of which day."""

    file = serializers.FileField(max_length=200)
    source = TextField(max_length=300)  # type: ignore[assignment]  # as above
    as_of = serializers.DateField()


class ImportedSerializer(serializers.Serializer):
    """How many ties were new, and the lines that name a person by a name alone: no reviewer is found by these."""

    added = serializers.IntegerField()
    by_name_alone = serializers.ListField(child=serializers.IntegerField())


class TieViewSet(ReviewsViewSet):
    """Ties, for the keepers of the pool and the auditor. Each look is kept, so that no list is answered by its tag."""

    model = Tie
    queryset: Any = Tie.objects.none()
    serializer_class = TieSerializer
    takes: ClassVar[Mapping[str, Any]] = {"bring_in": ImportSerializer}
    shows: ClassVar[Mapping[str, Any]] = {"bring_in": ImportedSerializer}
    orderings = {"newest": Ordering(("-id",))}
    gives_csv = False  # the whole table is nobody's to take along

    def get_parsers(self) -> list[Any]:
        """A file comes as a form."""
        bringing = getattr(self, "action_map", {}).get("post") == "bring_in"
        return [MultiPartParser()] if bringing else [LimitedJSONParser()]

    def list(self, request: Request) -> HttpResponse:
        """A page of ties, the newest first."""
        query = queries.read_list(self, request)
        self._ensure_shallow(request, query)
        rows = self.get_queryset().select_related("person", "other", "holder", "organisation")
        page = paging.objects(self._window(rows, query, few=False))
        at, address = clock.now(), client_address(request)
        reviewers.log_ties_read(reader=self.caller, ties=page.rows, address=address, at=at)
        body: dict[str, Any] = {
            "next": self._address(request, cursor=page.next, page=None) if page.next else None,
            "previous": self._address(request, cursor=page.previous, page=None) if page.previous else None,
        }
        if query.wants_count:
            body["count"], body["count_is_exact"] = fastread.capped_count(rows)
        return Response({**body, "results": [_row(tie) for tie in page.rows]})

    def bring_in(self, request: Request) -> HttpResponse:
        """Add the ties of a file, all rows or none; what is known already is no second tie."""
        self.ensure_keeps_pool()
        body = self.checked_body(request)
        content = body["file"].read()

        def effect() -> tuple[int, Any, dict[str, str]]:
            source, as_of = body["source"], body["as_of"]
            imported = ties.import_ties(content=content, source=source, as_of=as_of, actor=self.caller, at=clock.now())
            return 200, {"added": imported.added, "by_name_alone": list(imported.by_name_alone)}, {}

        told = {"source": body["source"], "as_of": str(body["as_of"]), "file": content.hex()}
        return idempotency.answer(request, effect, body=told)


def _row(tie: Tie) -> dict[str, Any]:
    values = {name: getattr(tie, name) for name in ("kind", "unit_name", "starts_on", "ends_on", "source", "as_of")}
    return {
        "uuid": str(tie.uuid),
        **values,
        "person": tie.person.name if tie.person is not None else "",
        "holder": str(tie.holder.uuid) if tie.holder is not None else None,
        "other": tie.other.name if tie.other is not None else "",
        "organisation": str(tie.organisation.uuid) if tie.organisation is not None else None,
    }
