"""The schedule with what it will touch and when, holds, and the runs; for those who answer for personal data."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.core import clock
from axportal.core.errors import DomainError, InvalidInput
from axportal.retention import permissions, selectors
from axportal.retention.forms import HoldForm, MonthsForm, ReasonForm
from axportal.retention.models import Hold, Period, Run
from axportal.retention.services import holds, schedule

SHOWN = 30


class ReadersOnly(SignInRequired):
    """Nobody else learns that there is such a page."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for others."""
        if request.user.is_authenticated and not permissions.can_read(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ScheduleView(ReadersOnly, View):
    """What the next nights will do, without doing it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.page(HoldForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Place a hold."""
        form = HoldForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=400)
        try:
            holds.place_hold(**form.cleaned_data, actor=cast(User, request.user), at=clock.now())
        except InvalidInput as error:
            return self.page(refused(form, error), status=error.status)
        messages.success(request, _("보류를 걸었습니다. 풀거나 날이 지날 때까지 지우지 않습니다."))
        return redirect("retention:schedule")

    def page(self, form: HoldForm, *, status: int = 200) -> HttpResponse:
        """With whatever form came back."""
        at = clock.now()
        context = {
            "outlooks": selectors.outlooks(at),
            "holds": Hold.objects.visible_to(self.request.user).select_related(
                "call", "application__call", "placed_by"
            )[:SHOWN],
            "runs": selectors.told(Run.objects.visible_to(self.request.user)[:SHOWN]),
            "today": clock.seoul_date(at),
            "form": form,
            "may_hold": permissions.can_hold(self.request.user),
            "may_change": permissions.can_change_periods(self.request.user),
        }
        return render(self.request, "retention/schedule.html", context, status=status)


class PeriodView(ReadersOnly, View):
    """One period: the calls it is about, and for administrators its months."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The page."""
        period = self._period(key)
        return self._page(period, MonthsForm(initial={"months": period.months}))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Set the months."""
        period, form = self._period(key), MonthsForm(request.POST)
        if not form.is_valid():
            return self._page(period, form, status=400)
        try:
            schedule.change_months(period=period, **form.cleaned_data, actor=cast(User, request.user), at=clock.now())
        except InvalidInput as error:
            return self._page(period, refused(form, error), status=error.status)
        messages.success(request, _("보존기간을 바꾸었습니다."))
        return redirect("retention:schedule")

    def _period(self, key: str) -> Period:
        return get_object_or_404(Period.objects.visible_to(self.request.user), key=key)

    def _page(self, period: Period, form: MonthsForm, *, status: int = 200) -> HttpResponse:
        context = {
            "outlook": next(one for one in selectors.outlooks(clock.now()) if one.period.pk == period.pk),
            "form": form,
            "may_change": permissions.can_change_periods(self.request.user),
        }
        return render(self.request, "retention/period.html", context, status=status)


class HoldLiftView(ReadersOnly, View):
    """Lift a hold."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the schedule."""
        return redirect("retention:schedule")

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """With the reason."""
        hold = get_object_or_404(Hold.objects.visible_to(request.user), uuid=uuid)
        form = ReasonForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            holds.lift_hold(hold=hold, reason=reason, actor=cast(User, request.user), at=clock.now())
        except DomainError as error:
            messages.error(request, error.message)
        return redirect("retention:schedule")


def refused(form: Any, error: InvalidInput) -> Any:
    """The form with what the service found wrong, field by field."""
    for name, sentences in error.fields.items():
        form.add_error(name if name in form.fields else None, sentences)
    return form
