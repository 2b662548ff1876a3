"""A handed-in sheet for those who lead the review, and putting a wrong score right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.calls.permissions import can_manage_call
from axportal.calls.rules.content import Criterion
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.core.requests import client_address
from axportal.reviews import permissions
from axportal.reviews.forms import CorrectionForm
from axportal.reviews.models import ScoreSheet
from axportal.reviews.services import sheets
from axportal.reviews.views import sheet_rows
from axportal.reviews.views.base import ReviewsView, show_errors


class SheetReadView(ReviewsView):
    """One sheet with all its corrections."""

    @cached_property
    def sheet(self) -> ScoreSheet:
        """A handed-in sheet of a review one may read; 404 otherwise, for its own reviewer too."""
        visible = ScoreSheet.objects.visible_to(self.request.user).filter(handed_in_at__isnull=False)
        rows = visible.select_related("assignment__application__call", "assignment__reviewer__person", "set_aside")
        found = rows.filter(uuid=self.kwargs["uuid"]).first()
        if found is None or not permissions.can_read_review(self.request.user, found.assignment.application.call):
            raise Http404
        return found

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the call."""
        return sheet_rows.criteria_of(self.sheet)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page; the look is logged."""
        address = client_address(request)
        sheets.log_read(self.sheet, reader=self.reader, address=address, at=clock.now())
        return self._page(self._form())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Correct."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            sheets.correct_sheet(
                sheet=self.sheet,
                points=form.points(),
                reason=form.cleaned_data["reason"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            show_errors(form, error)
            return self._page(form, status=error.status)
        messages.success(request, _("바로잡은 점수를 기록했습니다."))
        return redirect(request.get_full_path())

    def _form(self, data: Any = None) -> CorrectionForm:
        initial = {f"points-{key}": value for key, value in self.sheet.points.items()}
        return CorrectionForm(data, criteria=self.criteria, initial=initial)

    def _page(self, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
        sheet = self.sheet
        corrections = list(sheet.corrections.select_related("corrected_by").order_by("number"))
        rows = [
            {
                "name": one.name,
                "most": one.points,
                "points": sheet.points.get(one.key, ""),
                "corrected": [correction.points.get(one.key, "") for correction in corrections],
                "comment": sheet.comments.get(one.key, ""),
            }
            for one in self.criteria
        ]
        context = {
            "sheet": sheet,
            "application": sheet.assignment.application,
            "rows": rows,
            "corrections": corrections,
            "form": form,
            "can_manage": can_manage_call(self.request.user, sheet.assignment.application.call),
        }
        return render(self.request, "reviews/sheet_read.html", context, status=status)
