"""One's applications, one application, what was handed in, and withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.scoping import scope_of
from axportal.calls import permissions, workflow
from axportal.calls.models import Application, Submission
from axportal.calls.querysets import writer_organisations
from axportal.calls.rules import progress_of
from axportal.calls.rules.completeness import read_application
from axportal.calls.selectors import arrival, differs_from
from axportal.calls.selectors.calendars import calendar_of
from axportal.calls.selectors.contents import content_of
from axportal.calls.services import submissions
from axportal.calls.views.base import ApplicationView, project_title
from axportal.core import clock, paging
from axportal.core.errors import DomainError, NotAllowed

PAGE = 50
NEWEST = paging.Ordering(("-id",))


class ApplicationListView(SignInRequired, View):
    """The applications this user may see, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them."""
        visible = (
            Application.objects.visible_to(request.user)
            .with_titles()
            .select_related("call__zone", "call__organisation", "organisation")
        )
        page = paging.objects(paging.window(visible, NEWEST, size=PAGE, cursor=request.GET.get("cursor", "")))
        own = writer_organisations(scope_of(request.user))
        context = {"page": page, "own": own, "is_writer": bool(own), "now": clock.now()}
        return render(request, "calls/application_list.html", context)


class ApplicationDetailView(ApplicationView):
    """Where an application stands: for its writers with what is left to do, for staff with what was handed in."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        application, at = self.application, clock.now()
        visible = Submission.objects.visible_to(request.user).filter(application=application)
        handed_in = list(visible.select_related("submitted_by", "rules").defer("snapshot").order_by("-number"))
        context = {
            "application": application,
            "call": application.call,
            "project": project_title(application),
            "is_applicant": self.is_applicant,
            "is_partner": not self.is_applicant and self._writes_a_part(),
            "submissions": handed_in,
            "steps": workflow.APPLICATION.steps(application),
            "calendar": calendar_of(application.call, at=at),
            "is_open": application.call.is_open(at=at),
            "actions": workflow.available_actions(request.user, application),
            **(self._draft(handed_in) if self.is_applicant else {}),
        }
        self.log_access("calls.application.read")
        return render(request, "calls/application_detail.html", context)

    def _writes_a_part(self) -> bool:
        own = writer_organisations(scope_of(self.request.user))
        return self.application.members.filter(organisation__in=own).exists()

    def _draft(self, handed_in: list[Submission]) -> dict[str, Any]:
        written = read_application(self.application)
        newest = handed_in[0] if handed_in else None
        return {
            "progress": progress_of(written),
            "is_changed": newest is not None and differs_from(written, newest),
        }


class SubmittedContentView(ApplicationView):
    """What was handed in, exactly as it was."""

    def get(self, request: HttpRequest, uuid: Any, number: int) -> HttpResponse:
        """The snapshot with its labels. 403 for staff who see that it exists but not what it says."""
        if not permissions.can_read_content(request.user, self.application):
            raise NotAllowed(_("접수된 것은 볼 수 있지만 내용은 볼 수 없습니다."), code="content_not_allowed")
        visible = Submission.objects.visible_to(request.user)
        submission = (
            visible.select_related("rules", "submitted_by").filter(application=self.application, number=number).first()
        )
        if submission is None:
            raise Http404
        self.log_access("calls.submission.read")
        context = {
            "application": self.application,
            "call": self.application.call,
            "submission": submission,
            "content": content_of(submission, self.application.call),
        }
        return render(request, "calls/submitted_content.html", context)


class ApplicationWithdrawView(ApplicationView):
    """Take an application back: asked once, done once."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The question."""
        self._ensure_allowed()
        return self._page(request)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The act, judged by the time of its arrival."""
        at = arrival()
        self._ensure_allowed()
        try:
            submissions.withdraw_application(
                application=self.application,
                actor=self.reader,
                at=at,
                reason=request.POST.get("reason", "").strip()[:500],
            )
        except DomainError as error:
            return self._page(request, error=error, status=error.status)
        messages.success(request, _("신청을 거두었습니다. 마감 전이면 다시 낼 수 있습니다."))
        return redirect(self.application)

    def _ensure_allowed(self) -> None:
        if not permissions.can_submit(self.request.user, self.application):
            raise NotAllowed(_("대표 담당자만 신청을 거둘 수 있습니다."), code="not_representative")

    def _page(self, request: HttpRequest, *, error: DomainError | None = None, status: int = 200) -> HttpResponse:
        context = {
            "application": self.application,
            "call": self.application.call,
            "project": project_title(self.application),
            "error": error,
            "can": self.application.status == Application.Status.SUBMITTED,
        }
        return render(request, "calls/application_withdraw.html", context, status=status)
