"""A site that a person keeps: rows or a file, then a look at what would change, then kept."""

import uuid as uuids
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import DomainError
from gpu.forms.by_hand import MOST_FORM_ROWS, DayForm, FileForm, RowSet, TextForm, initial_of, row_set
from gpu.models import Cluster
from gpu.rules.hand_files import HandRow, Table, read, written
from gpu.selectors.hand_lists import preview, standing
from gpu.services import by_hand
from gpu.views.operators.base import KeptSiteView, add_errors

EXTRA = 3


class HandView(KeptSiteView):
    """The form, the file, the look and the keeping: four sendings of one page, told by `act`."""

    def sites(self) -> Any:
        """Those that nobody reports but a person."""
        return super().sites().filter(connector=Cluster.Connector.HAND)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """What stands now, to be changed."""
        return self._form_page(standing(self.cluster), as_of=None)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """What the button said."""
        acts = {"rows": self._rows, "more": self._more, "file": self._file, "back": self._back, "keep": self._keep}
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        return act()

    # --- the ways in --------------------------------------------------------------------------------------------

    def _rows(self) -> HttpResponse:
        day, rows = DayForm(self.request.POST), self._row_set(self.request.POST)
        if not (day.is_valid() & rows.is_valid()):
            return self._page(day, rows, status=400)
        return self._look(rows.text(), day.cleaned_data["as_of"])

    def _more(self) -> HttpResponse:
        """More empty rows; nothing is judged yet."""
        data = self.request.POST.copy()
        told = data.get("form-TOTAL_FORMS", "")
        number = int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else 0
        data["form-TOTAL_FORMS"] = str(min(number + EXTRA, MOST_FORM_ROWS))
        return self._page(DayForm(initial={"as_of": data.get("as_of")}), self._row_set(data).without_judgement())

    def _file(self) -> HttpResponse:
        form = FileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._page(DayForm(), self._row_set(initial=standing(self.cluster)), file=form, status=400)
        table = read(form.cleaned_data["file"])
        if table.faults:
            return self._page(
                DayForm(initial={"as_of": form.cleaned_data["as_of"]}),
                self._row_set(initial=standing(self.cluster)),
                file=form,
                faults=table.faults,
                status=400,
            )
        return self._look(written(table.rows), form.cleaned_data["as_of"])

    def _back(self) -> HttpResponse:
        """From the look back to the rows, with what was typed."""
        form = TextForm(self.request.POST)
        table = form.table() if form.is_valid() else Table((), ())
        return self._form_page(list(table.rows), as_of=form.cleaned_data.get("as_of"))

    # --- looking and keeping --------------------------------------------------------------------------------------

    def _look(self, text: str, as_of: date) -> HttpResponse:
        form = TextForm(initial={"text": text, "as_of": as_of, "key": uuids.uuid4()})
        return self._look_page(form, read(text).rows, as_of)

    def _keep(self) -> HttpResponse:
        form = TextForm(self.request.POST)
        table = form.table() if "text" in self.request.POST and form.is_valid() else None
        if table is None or table.faults:
            rows = read(self.request.POST.get("text", "")).rows
            return self._look_page(form, rows, form.cleaned_data.get("as_of"), status=400)
        try:
            by_hand.enter(
                cluster=self.cluster,
                rows=table.rows,
                as_of=form.cleaned_data["as_of"],
                key=str(form.cleaned_data["key"]),
                actor=self.actor,
                at=clock.now(),
            )
        except DomainError as error:
            as_of = form.cleaned_data["as_of"]
            add_errors(form, error)
            return self._look_page(form, table.rows, as_of, status=error.status)
        messages.success(self.request, _("저장했습니다."))
        return redirect("gpu:console", uuid=self.cluster.uuid)

    # --- pages --------------------------------------------------------------------------------------------------

    def _row_set(self, data: Any = None, *, initial: list[HandRow] | None = None) -> RowSet:
        values = [initial_of(row) for row in (initial or [])[:MOST_FORM_ROWS]]
        return row_set(extra=EXTRA)(data, initial=values)

    def _form_page(self, rows: list[HandRow], *, as_of: date | None) -> HttpResponse:
        day = DayForm(initial={"as_of": as_of or clock.seoul_date(clock.now())})
        return self._page(day, self._row_set(initial=rows), too_many=len(rows) > MOST_FORM_ROWS)

    def _page(self, day: DayForm, rows: RowSet, *, status: int = 200, **context: Any) -> HttpResponse:
        file = context.pop("file", None) or FileForm(auto_id="file_%s", initial={"as_of": day["as_of"].value()})
        return self.page("by_hand", status=status, day=day, rows=rows, file=file, **context)

    def _look_page(self, form: TextForm, rows: Any, as_of: date | None, *, status: int = 200) -> HttpResponse:
        return self.page("look", status=status, form=form, preview=preview(self.cluster, rows), as_of=as_of)


class HandFileView(KeptSiteView):
    """The list as a file, to be changed in a spreadsheet."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """CSV with a byte order mark, as spreadsheets in Korea expect."""
        headers = {"Content-Disposition": 'attachment; filename="servers.csv"'}
        text = f"\ufeff{written(standing(self.cluster))}"
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
