"""Reading records: list, detail, history, export."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from axportal.accounts.scoping import scope_of
from axportal.audit import services as audit
from axportal.core import clock
from axportal.core.errors import NotAllowed, NotVisible
from axportal.records import exports, history, selectors
from axportal.records.views.base import RecordView


class RecordListView(RecordView):
    """The list, filtered and sorted by its address."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The page, or only its results for a filter that asks while typing."""
        listing = selectors.current_listing(self.record_type, request.user, request.GET)
        context = {
            "kind": self.record_type,
            "listing": listing,
            "can_create": self.record_type.can_create(request.user),
            "query": request.GET.get("q", ""),
        }
        template = "records/_results.html" if _wants_results_only(request) else "records/list.html"
        return render(request, template, context)


def _wants_results_only(request: Any) -> bool:
    return bool(request.htmx) and request.htmx.target == "results"


class RecordDetailView(RecordView):
    """One record with its source."""

    def get(self, request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
        """The page."""
        record = self.visible()
        workflow = self.record_type.workflow
        context = {
            "kind": self.record_type,
            "record": record,
            "can_edit": self.may_edit(record),
            "can_see_history": may_see_history(request.user, self.may_edit(record)),
            "actions": workflow.available(request.user, record) if workflow is not None else [],
            "steps": list(workflow.steps(record)) if workflow is not None and request.user.is_authenticated else [],
        }
        return render(request, self.record_type.detail_template or "records/detail.html", context)


def may_see_history(user: Any, can_edit: bool) -> bool:
    """Those who keep the record, and national staff: entries name people."""
    return can_edit or scope_of(user).is_national


class RecordHistoryView(RecordView):
    """Who changed what, with undo."""

    def get(self, request: HttpRequest, slug: str, uuid: Any) -> HttpResponse:
        """The page. 404 for visitors: entries name people."""
        record = self.visible()
        can_edit = self.may_edit(record)
        if not may_see_history(request.user, can_edit):
            raise NotVisible(_("찾을 수 없습니다."))
        context = {
            "kind": self.record_type,
            "record": record,
            "entries": history.entries(self.record_type, record),
            "can_edit": can_edit,
        }
        return render(request, "records/history.html", context)


class RecordExportView(RecordView):
    """The filtered list as a file."""

    def get(self, request: HttpRequest, slug: str, extension: str) -> FileResponse:
        """CSV for anybody, XLSX for who is signed in (it costs more)."""
        queryset, _found = selectors.filtered(self.record_type, request.user, request.GET)
        ordering = selectors.ordering_of(self.record_type, request.GET)[1]
        ordered = queryset.order_by(*ordering.fields)
        at = clock.now()
        if extension == "xlsx" and not request.user.is_authenticated:
            raise NotAllowed(_("XLSX는 로그인한 뒤에 받을 수 있습니다. CSV는 누구나 받을 수 있습니다."))
        file = (
            exports.csv_file(self.record_type, ordered)
            if extension == "csv"
            else exports.xlsx_file(self.record_type, ordered, at=at)
        )
        if request.user.is_authenticated:
            audit.record(
                actor=request.user,
                action=f"{self.record_type.action_prefix}.exported",
                detail={"format": extension, "query": sorted(request.GET)},
                at=at,
            )
        response = FileResponse(file, as_attachment=True, filename=f"{slug}-{clock.seoul_date(at)}.{extension}")
        if extension == "csv":
            response["Content-Type"] = "text/csv; charset=utf-8"
        return response
