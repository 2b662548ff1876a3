"""Giving up a place that was won."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls import workflow as intake
from axportal.calls.models import Application
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.decisions.forms import ReasonForm
from axportal.decisions.services import aftermath


class DeclineView(SignInRequired, View):
    """Asks once, and says what follows."""

    kwargs: dict[str, Any]

    @cached_property
    def application(self) -> Application:
        """One that this reader may decline; 404 for everything else."""
        visible = Application.objects.visible_to(self.request.user).with_titles()
        found = visible.select_related("call", "organisation").filter(uuid=self.kwargs["uuid"]).first()
        steps = [row.name for row in intake.APPLICATION.available(self.request.user, found)] if found else []
        if found is None or "decline" not in steps:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The question."""
        return self.page(ReasonForm())

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Done; the reserve moves up."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=400)
        try:
            application = aftermath.decline(
                application=self.application,
                reason=form.cleaned_data["reason"],
                actor=cast(User, request.user),
                at=clock.now(),
            )
        except DomainError as error:
            return self.page(form, error=error, status=error.status)
        return redirect(application)

    def page(self, form: ReasonForm, *, error: DomainError | None = None, status: int = 200) -> HttpResponse:
        """The page with whatever came back."""
        context = {"application": self.application, "call": self.application.call, "form": form, "error": error}
        return render(self.request, "decisions/decline.html", context, status=status)
