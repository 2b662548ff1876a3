"""What every record page shares: the type from the address, the record as this user may see it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views import View

from axportal.records import registry
from axportal.records.declarations import RecordType


class RecordView(View):
    """Resolves `slug` to its record type, 404 for an unknown one."""

    record_type: RecordType

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the type first."""
        try:
            self.record_type = registry.get(kwargs["slug"])
        except KeyError as error:
            raise Http404 from error
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def visible(self) -> Any:
        """The record of the address. 404 for what this user may not see."""
        record = self.record_type.visible_to(self.request.user).filter(uuid=self.kwargs["uuid"]).first()
        if record is None:
            raise Http404
        return record

    def may_edit(self, record: Any) -> bool:
        """Whether this user may change the record."""
        return self.record_type.editable_by(self.request.user).filter(pk=record.pk).exists()
