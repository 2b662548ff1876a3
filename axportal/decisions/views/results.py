"""The published result of a call: page and file, open to everybody."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View

from axportal.calls.models import Call
from axportal.core import clock
from axportal.core.api.renderers import csv_cell
from axportal.decisions.selectors.results import Breakdown, Results, results_of

BOM = "\ufeff"


class ResultsView(View):
    """Selected projects, and how many applied. 404 until the result is told."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        results = _results(request, uuid)
        bars = [(breakdown, _bars(breakdown), _most(breakdown)) for breakdown in results.breakdowns]
        context = {"results": results, "call": results.call, "bars": bars, "at": clock.now()}
        return render(request, "decisions/results.html", context)


class ResultsFileView(View):
    """The same as CSV."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A download."""
        results = _results(request, uuid)
        response = HttpResponse(_csv(results), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="results-{results.call.uuid}.csv"'
        return response


def _results(request: HttpRequest, uuid: Any) -> Results:
    call = get_object_or_404(Call.objects.visible_to(request.user).select_related("organisation", "zone"), uuid=uuid)
    results = results_of(call, at=clock.now())
    if results is None:
        raise Http404
    return results


def _bars(breakdown: Breakdown) -> list[dict[str, Any]]:
    """Selected within applied; where that is hidden, selected alone."""
    return [
        {
            "label": line.label,
            "value": line.selected,
            "plan": line.applications,
            "text": f"{line.selected}/{line.applications if line.applications is not None else '–'}",
            "url": "",
        }
        for line in breakdown.lines
    ]


def _most(breakdown: Breakdown) -> int:
    return max([1, *(max(line.selected, line.applications or 0) for line in breakdown.lines)])


def _csv(results: Results) -> str:
    """Two tables below each other, told apart by their first column."""
    output = io.StringIO()
    output.write(BOM)
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow([_("공고"), results.call.number, results.call.title])
    writer.writerow([_("기준"), clock.now().astimezone(clock.SEOUL).isoformat(timespec="minutes")])
    if results.call.is_demo:
        writer.writerow([_("시연 데이터")])
    if results.is_objection_period:
        writer.writerow([_("이의신청 기간")])
    writer.writerow([_("과제"), _("주관 기관"), _("참여기관"), _("권역"), _("정부지원금(원)")])
    for one in results.projects:
        title = _("보안과제") if one.is_secured else one.title
        writer.writerow([csv_cell(value) for value in (title, one.lead, list(one.partners), one.zone, one.support_won)])
    writer.writerow([_("구분"), _("항목"), _("신청"), _("선정")])
    for table in results.breakdowns:
        for line in table.lines:
            writer.writerow([csv_cell(value) for value in (table.name, line.label, line.applications, line.selected)])
    writer.writerow([_("전체"), "", csv_cell(results.applications), results.selected])
    return output.getvalue()
