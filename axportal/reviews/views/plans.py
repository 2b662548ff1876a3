"""A plan of who judges what: shown with its reasons, changed by hand, confirmed."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.calls.models import Application
from axportal.calls.permissions import can_manage_call
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.reviews.forms import SeatForm
from axportal.reviews.models import Plan, Reviewer
from axportal.reviews.rules.kinds import LABELS
from axportal.reviews.services import planning
from axportal.reviews.views.base import ReviewsView, tell_error


class PlanView(ReviewsView):
    """One plan."""

    @cached_property
    def plan(self) -> Plan:
        """The plan, as this user may see it."""
        visible = Plan.objects.visible_to(self.request.user).select_related("round__call")
        found = visible.filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page; while it is being worked out it asks for itself again."""
        plan = self.plan
        seats = defaultdict(list)
        for seat in plan.seats.select_related("reviewer__person__organisation").order_by("application", "id"):
            seats[seat.application_id].append(seat)
        waiting = {int(pk): number for pk, number in plan.outcome.get("empty", {}).items()}
        applications = Application.objects.filter(call=plan.round.call, status="under_review").order_by("number")
        found = plan.outcome.get("conflicts", {})
        context = {
            "plan": plan,
            "call": plan.round.call,
            "rows": [
                (application, seats[application.pk], waiting.get(application.pk, 0)) for application in applications
            ],
            "conflicts": [(LABELS.get(kind, kind), number) for kind, number in sorted(found.items())],
            "empty": sum(waiting.values()),
            "pool": Reviewer.objects.available(clock.seoul_date(clock.now())).select_related("person__organisation"),
            "can_manage": can_manage_call(request.user, plan.round.call),
        }
        return render(request, "reviews/plan.html", context)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Put somebody in, or take them out."""
        form = SeatForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("누구를 어느 신청에 앉힐지 골라 주세요."))
            return redirect(self.plan)
        application = self.plan.round.call.applications.filter(uuid=form.cleaned_data["application"]).first()
        reviewer = Reviewer.objects.filter(uuid=form.cleaned_data["reviewer"]).first()
        if application is None or reviewer is None:
            raise Http404
        seated = form.cleaned_data["seated"] == "yes"
        try:
            planning.change_seat(
                plan=self.plan,
                application=application,
                reviewer=reviewer,
                seated=seated,
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            tell_error(request, error)
        return redirect(self.plan)


class PlanConfirmView(PlanView):
    """Make a plan's seats assignments."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the plan."""
        return redirect(self.plan)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Confirm, or say which seat has a conflict."""
        try:
            planning.confirm_plan(plan=self.plan, actor=self.reader, at=clock.now())
        except DomainError as error:
            tell_error(request, error)
            return redirect(self.plan)
        messages.success(request, _("배정을 확정했습니다. 평가위원에게 메일을 보냅니다."))
        return redirect("reviews:review", uuid=self.plan.round.call.uuid)


class PlanDropView(PlanConfirmView):
    """Throw a plan away."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Drop."""
        try:
            planning.drop_plan(plan=self.plan, actor=self.reader, at=clock.now())
        except DomainError as error:
            tell_error(request, error)
        return redirect("reviews:review", uuid=self.plan.round.call.uuid)
