"""Handing in and the receipt."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from axportal.calls import notifications, permissions, selectors, workflow
from axportal.calls.forms import SubmitForm
from axportal.calls.models import Submission
from axportal.calls.rules import ensure_before_notice, ensure_in_time, holds, progress_of
from axportal.calls.selectors.calendars import calendar_of
from axportal.calls.selectors.contents import members_of
from axportal.calls.services import submissions
from axportal.calls.views import frames
from axportal.calls.views.base import ApplicationView, WriterView, project_title
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.core.uuid7 import uuid7


class ApplicationSubmitView(WriterView):
    """The last look before handing in, and the handing in itself."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """What will be handed in, and what is still missing."""
        self._ensure_allowed()
        return self._page()

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Hand in: the time is taken now, before anything else. A second click leads to the same receipt."""
        at = selectors.arrival()
        self._ensure_allowed()
        form = SubmitForm(request.POST)
        if not form.is_valid():
            return self._page(status=400)
        try:
            submission = submissions.submit_application(
                application=self.application, request_key=form.cleaned_data["request_key"], actor=self.reader, at=at
            )
        except DomainError as error:
            return self._page(error=error, at=at, status=error.status)
        return redirect(submission)

    def _ensure_allowed(self) -> None:
        if not self.is_applicant:
            raise Http404
        if not permissions.can_submit(self.request.user, self.application):
            raise self.not_allowed_to("submit")

    def _page(self, *, error: DomainError | None = None, at: datetime | None = None, status: int = 200) -> HttpResponse:
        application, now = self.application, at or clock.now()
        newest, progress = application.submissions.order_by("-number").first(), progress_of(self.written)
        context = {
            "application": application,
            "call": application.call,
            "project": self.project,
            "error": error,
            "members": self.written.members,
            "files": self.written.files,
            "size": sum(file.size for file in self.written.files),
            "left": frames.completeness(application, progress),
            "stepper": frames.stepper(application, progress, ""),
            "is_open": holds(ensure_in_time, application, application.call, at=now),
            "newest": newest,
            "is_changed": newest is None or selectors.differs_from(self.written, newest),
            "form": SubmitForm(initial={"request_key": uuid7()}),
        }
        return render(self.request, "calls/application_submit.html", context, status=status)


class ReceiptView(ApplicationView):
    """The receipt of one submission."""

    def get(self, request: HttpRequest, uuid: Any, number: int) -> HttpResponse:
        """Number, time to the second, what was handed in, fingerprint, what comes next."""
        visible = Submission.objects.visible_to(request.user).select_related("submitted_by", "application__call")
        submission = visible.filter(application=self.application, number=number).first()
        if submission is None:
            raise Http404
        application, at = self.application, clock.now()
        context = {
            "application": application,
            "call": application.call,
            "submission": submission,
            "files_size": sum(file["size"] for file in submission.snapshot["files"]),
            "project": _project(submission),
            "members": members_of(submission),
            "people": notifications.people_of(application).count() if self.is_applicant else 0,
            "calendar": calendar_of(application.call, at=at)[2:],
            "is_newest": not application.submissions.filter(number__gt=number).exists(),
            "is_open": application.call.is_open(at=at),
            "may_change": self.is_applicant,
            "may_withdraw": "withdraw" in workflow.available_actions(request.user, application)
            and holds(ensure_before_notice, application.call),
        }
        self.log_access("calls.receipt.read")
        return render(request, "calls/receipt.html", context)


def _project(submission: Submission) -> str:
    """The title that was handed in, whatever the draft says now."""
    for part in submission.snapshot["parts"]:
        if part["step"] == "project":
            return str(part["fields"].get("title_ko", ""))
    return project_title(submission.application)
