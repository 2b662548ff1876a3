"""Public pages of calls: the list, one call, the self-check; and starting an application."""

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.calls import permissions
from axportal.calls.forms import SelfCheckForm
from axportal.calls.models import Application, Call
from axportal.calls.querysets import writer_organisations
from axportal.calls.rules import progress_of
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.conditions import read_conditions
from axportal.calls.rules.eligibility import Judgement, judge
from axportal.calls.selectors import rules_in_force
from axportal.calls.selectors.calendars import calendar_of
from axportal.calls.selectors.course import corrections_of, related_to, why_cancelled
from axportal.calls.services import applications
from axportal.core import clock
from axportal.core.errors import DomainError
from regions.models import Organisation

MOST = 100


class CallListView(View):
    """All calls: the open ones that close first, then those to come, then the closed ones."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Three short lists, one query each."""
        at = clock.now()
        visible = Call.objects.visible_to(request.user).select_related("zone", "organisation")
        context = {
            "at": at,
            "open_calls": visible.open(at).order_by("closes_at", "id")[:MOST],
            "upcoming": visible.upcoming(at).order_by("opens_at", "id")[:MOST],
            "closed": visible.closed(at).order_by("-closes_at", "-id")[:MOST],
            "keeps": permissions.keeps_calls(request.user),
            "has_demo": any(call.is_demo for call in visible.open(at)[:MOST]),
        }
        return render(request, "calls/call_list.html", context)


class CallView(View):
    """Finds the call of the address."""

    def call_of(self, request: HttpRequest, uuid: Any) -> Call:
        """The call, as this user may see it; 404 otherwise."""
        visible = Call.objects.visible_to(request.user).select_related("zone", "organisation")
        call = visible.filter(uuid=uuid).first()
        if call is None:
            raise Http404
        return call

    def page(
        self,
        request: HttpRequest,
        call: Call,
        *,
        form: SelfCheckForm | None = None,
        judgement: Judgement | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The call's page."""
        at = clock.now()
        content = rules_in_force(call).content
        context = {
            "call": call,
            "at": at,
            "phase": call.phase(at=at),
            "rules": content,
            "conditions": read_conditions({"conditions": content.conditions}),
            "calendar": calendar_of(call, at=at),
            "questions": call.questions.all(),
            "keeps": permissions.can_manage_call(request.user, call),
            "copies": permissions.keeps_calls(request.user),
            "corrections": corrections_of(call),
            "challenges": call.challenges.visible_to(request.user).select_related("organisation"),
            "related": related_to(call, Call.objects.visible_to(request.user)),
            "cancelled_because": why_cancelled(call),
            "deadlines": call.deadlines.all(),
            "form": form or SelfCheckForm(rules=content),
            "judgement": judgement,
            "may_screen": permissions.can_read_screening(request.user, call) and at >= call.opens_at,
            **_entrance(request.user, call, at=at),
        }
        return render(request, "calls/call_detail.html", context, status=status)


def _entrance(user: Any, call: Call, *, at: datetime) -> dict[str, Any]:
    """How this reader gets to an application: their own one, their companies, or none yet."""
    own = writer_organisations(scope_of(user))
    if not own:
        return {"companies": [], "mine": None}
    mine = Application.objects.of_applicant(user).select_related("call").filter(call=call).order_by("-id").first()
    companies = Organisation.objects.filter(pk__in=own).order_by("name_ko") if mine is None else []
    percent = progress_of(read_application(mine)).percent if mine is not None and call.is_open(at=at) else None
    return {"companies": companies, "mine": mine, "percent": percent}


class CallDetailView(CallView):
    """One call: clock, facts, self-check, documents, criteria, dates, questions."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.page(request, self.call_of(request, uuid))


class CallCheckView(CallView):
    """The self-check: answers are judged on the spot and kept nowhere."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the call."""
        return redirect(self.call_of(request, uuid))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page with a verdict for each condition."""
        call = self.call_of(request, uuid)
        rules = rules_in_force(call)
        form = SelfCheckForm(request.POST, rules=rules.content)
        if not form.is_valid():
            return self.page(request, call, form=form, status=400)
        typed = form.cleaned_data
        judgement = judge(
            rules.content,
            version=rules.version.number,
            kind=typed["kind"],
            zone=typed.get("zone", ""),
            size=typed["size"],
            answers=form.answers(),
        )
        return self.page(request, call, form=form, judgement=judgement)


class ApplicationStartView(SignInRequired, CallView):
    """Begin, or go on with, the company's application."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """To the first step; back to the call with the reason when it cannot begin."""
        call = self.call_of(request, uuid)
        own = Organisation.objects.filter(pk__in=writer_organisations(scope_of(request.user)))
        wanted = request.POST.get("organisation", "")
        company = next((one for one in own if not wanted or str(one.uuid) == wanted), None)
        if company is None:
            messages.error(request, _("먼저 기업을 등록해 주세요."))
            return redirect("regions:company-register")
        try:
            application = applications.start_application(
                call=call, organisation=company, actor=cast(User, request.user), at=clock.now()
            )
        except DomainError as error:
            messages.error(request, error.message)
            return redirect(call)
        return redirect("calls:application-edit", uuid=application.uuid, step="call")
