"""Objections: those one sees, one of them, and what its handler decides."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.decisions import permissions, workflow
from axportal.decisions.forms import AssignmentForm, OutcomeForm
from axportal.decisions.models import Finding, Objection
from axportal.decisions.selectors.impartiality import needs_statement
from axportal.decisions.selectors.objecting import fitting_remedies
from axportal.decisions.services import objections

SHOWN = 200


class ObjectionListView(SignInRequired, View):
    """The objections this reader may see, those due first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        visible = Objection.objects.visible_to(request.user).select_related(
            "application__call", "decision__selection__rules"
        )
        context = {
            "objections": visible.order_by("decided_at", "due_at", "id")[:SHOWN],
            "reads_deciders": permissions.reads_deciders(request.user),
        }
        return render(request, "decisions/objection_list.html", context)


class ObjectionView(SignInRequired, View):
    """One objection, where it stands, and what this reader may do about it."""

    kwargs: dict[str, Any]

    @cached_property
    def objection(self) -> Objection:
        """404 for who may not see it."""
        visible = Objection.objects.visible_to(self.request.user)
        related = (
            "application__call", "application__organisation", "handler", "decided_by", "decision__letter",
            "decision__selection__rules", "exclusion", "answered_by",
        )  # fmt: skip
        found = visible.select_related(*related).filter(uuid=self.kwargs["uuid"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.page()

    def page(
        self,
        *,
        assignment: AssignmentForm | None = None,
        outcome: OutcomeForm | None = None,
        error: DomainError | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page with whatever form came back."""
        context = {
            "objection": self.objection,
            "application": self.objection.application,
            "call": self.objection.application.call,
            "members": self.objection.members.select_related("user"),
            "steps": [row.name for row in workflow.OBJECTION.available(self.request.user, self.objection)],
            "assignment": assignment or AssignmentForm(),
            "outcome": outcome or self.outcome_form(),
            "error": error,
        }
        return render(self.request, "decisions/objection.html", context, status=status)

    def outcome_form(self, data: Any = None) -> OutcomeForm:
        """With what may follow here when it is upheld."""
        has_findings = Finding.objects.filter(application=self.objection.application, taken_back_at=None).exists()
        remedies = fitting_remedies(self.objection, has_findings=has_findings)
        return OutcomeForm(data, remedies=remedies, asks=needs_statement(cast(User, self.request.user)))


class ObjectionAssignView(ObjectionView):
    """Name who hears it."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the objection."""
        return redirect(self.objection)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """By their e-mail addresses."""
        form = AssignmentForm(request.POST)
        if not form.is_valid():
            return self.page(assignment=form, status=400)
        try:
            objections.assign_by_email(
                objection=self.objection,
                handler=form.cleaned_data["handler"],
                panel=form.addresses(),
                actor=cast(User, request.user),
                at=clock.now(),
            )
        except DomainError as error:
            return self.page(assignment=form, error=error, status=error.status)
        return redirect(self.objection)


class ObjectionDecideView(ObjectionView):
    """Uphold or dismiss."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the objection."""
        return redirect(self.objection)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """With the reason that the applicant reads."""
        form = self.outcome_form(request.POST)
        if not form.is_valid():
            return self.page(outcome=form, status=400)
        outcome = form.cleaned_data.pop("outcome")
        common: dict[str, Any] = {"objection": self.objection, "actor": cast(User, request.user), "at": clock.now()}
        try:
            if outcome == "dismiss":
                objections.dismiss_objection(**form.cleaned_data, **common)
            else:
                objections.uphold_objection(remedy=outcome, **form.cleaned_data, **common)
        except DomainError as error:
            return self.page(outcome=form, error=error, status=error.status)
        return redirect(self.objection)


class ObjectionWithdrawView(ObjectionView):
    """Take it back."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the objection."""
        return redirect(self.objection)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """By the applicant, before it is decided."""
        try:
            objections.withdraw_objection(objection=self.objection, actor=cast(User, request.user), at=clock.now())
        except DomainError as error:
            return self.page(error=error, status=error.status)
        return redirect(self.objection)
