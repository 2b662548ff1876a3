"""One's applications, one application, what was handed in, and withdrawing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.scoping import scope_of
from axportal.calls import permissions, rules, workflow
from axportal.calls.models import Application, Submission
from axportal.calls.querysets import partner_organisations, writer_organisations
from axportal.calls.rules import consents, progress_of
from axportal.calls.rules.completeness import read_application
from axportal.calls.selectors import arrival, differs_from
from axportal.calls.selectors.calendars import calendar_of
from axportal.calls.selectors.consents import withdrawn_consents
from axportal.calls.selectors.contents import content_of
from axportal.calls.selectors.screening import open_request, screening_of
from axportal.calls.services import answers, submissions
from axportal.calls.views.base import ApplicationView, project_title
from axportal.core import clock, paging
from axportal.core.errors import DomainError, NotAllowed
from regions.selectors.authority import why_not

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
            "is_asked": self._is_asked(),
            "challenges": application.call.challenges.visible_to(request.user) if self.is_applicant else (),
            "answered": application.challenge if self._may_read or self.is_applicant else None,
            "withdrawn_consents": withdrawn_consents(application, request.user),
            "walked": self._walked(),
            "calendar": calendar_of(application.call, at=at),
            "is_open": application.call.is_open(at=at),
            "actions": workflow.available_actions(request.user, application),
            **self._possible(at),
            **(self._draft(handed_in) if self.is_applicant else {}),
        }
        self.log_access("calls.application.read")
        return render(request, "calls/application_detail.html", context)

    @cached_property
    def _may_read(self) -> bool:
        return permissions.can_read_content(self.request.user, self.application)

    def _walked(self) -> list[dict[str, Any]]:
        """The steps so far; reasons are for those who read contents."""
        names = dict(Application.Status.choices)
        return [
            {"at": step.at, "label": names[step.target], "reason": step.reason if self._may_read else ""}
            for step in workflow.APPLICATION.steps(self.application)
        ]

    def _possible(self, at: datetime) -> dict[str, Any]:
        """What can be done now, and what screening asks for or left it out for."""
        application, user = self.application, self.request.user
        is_excluded = application.status == Application.Status.EXCLUDED and self._may_read
        return {
            "may_change": rules.holds(rules.ensure_may_change, application, at=at),
            "may_hand_in": rules.holds(rules.ensure_in_time, application, application.call, at=at),
            "may_withdraw": rules.holds(rules.ensure_before_notice, application.call),
            "may_read": self._may_read,
            "may_screen": permissions.can_read_screening(user, application.call),
            "why_not_submit": self._why_not_submit(),
            "request_open": open_request(application) if self._may_read else None,
            "failed": screening_of(application).failed if is_excluded else (),
        }

    def _why_not_submit(self) -> str:
        """For those of the applicant's people who do not hand in: why, and who does."""
        if not self.is_applicant or permissions.can_submit(self.request.user, self.application):
            return ""
        return why_not(self.reader, self.application.organisation_id, "submit", at=clock.now())

    @cached_property
    def _as_partner(self) -> frozenset[int]:
        return partner_organisations(scope_of(self.request.user)) - {self.application.call.organisation_id}

    def _writes_a_part(self) -> bool:
        return self.application.members.filter(organisation__in=self._as_partner).exists()

    def _is_asked(self) -> bool:
        """Whether the reader's organisation is a partner who is asked to consent."""
        members = self.application.members.filter(organisation__in=self._as_partner)
        return any(consents.is_asked(self.application, member) for member in members)

    def _draft(self, handed_in: list[Submission]) -> dict[str, Any]:
        written = read_application(self.application)
        newest = handed_in[0] if handed_in else None
        return {
            "progress": progress_of(written),
            "is_changed": newest is not None and differs_from(written, newest),
        }


class ApplicationAnswerView(ApplicationView):
    """Saying which of the call's challenges the application answers."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Keep the choice; an empty one is none."""
        application = self.application
        wanted = request.POST.get("challenge", "")
        known = {str(one.uuid): one for one in application.call.challenges.visible_to(request.user)}
        if wanted and wanted not in known:
            raise Http404
        answers.answer_challenge(
            application=application, challenge=known.get(wanted), actor=self.reader, at=clock.now()
        )
        messages.success(request, _("저장했습니다."))
        return redirect(application)


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
        is_final = not self.application.call.is_open(at=at)
        sentence = _("신청을 거두었습니다.") if is_final else _("신청을 거두었습니다. 마감 전이면 다시 낼 수 있습니다.")
        messages.success(request, sentence)
        return redirect(self.application)

    def _ensure_allowed(self) -> None:
        if not permissions.can_submit(self.request.user, self.application):
            raise self.not_allowed_to("submit")

    def _page(self, request: HttpRequest, *, error: DomainError | None = None, status: int = 200) -> HttpResponse:
        context = {
            "application": self.application,
            "call": self.application.call,
            "project": project_title(self.application),
            "error": error,
            "can": "withdraw" in workflow.available_actions(request.user, self.application)
            and rules.holds(rules.ensure_before_notice, self.application.call),
            "is_final": not self.application.call.is_open(at=clock.now()),
        }
        return render(request, "calls/application_withdraw.html", context, status=status)
