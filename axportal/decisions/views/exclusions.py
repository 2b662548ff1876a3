"""Having been left out at the screening, and the objection to it; the way from an application to its letter."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.calls import permissions as intake
from axportal.calls import selectors as calls
from axportal.calls.models import Application
from axportal.calls.services.accesses import log_read
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.core.models import Transition
from axportal.core.requests import client_address
from axportal.decisions.forms import ObjectionForm
from axportal.decisions.models import Letter
from axportal.decisions.selectors.objecting import exclusion_of, exclusion_until, live_objection
from axportal.decisions.services import objections


class OutcomeView(SignInRequired, View):
    """The newest letter on an application; of an excluded one its reason, and how to object."""

    kwargs: dict[str, Any]

    @property
    def reader(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def application(self) -> Application:
        """For those who may read what was handed in; 404 for everybody else."""
        visible = Application.objects.visible_to(self.request.user).with_titles()
        found = visible.select_related("call", "organisation").filter(uuid=self.kwargs["uuid"]).first()
        if found is None or not intake.can_read_content(self.request.user, found):
            raise Http404
        return found

    @cached_property
    def exclusion(self) -> Transition:
        """404 for an application that was not left out."""
        found = exclusion_of(self.application)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """To the letter, or the exclusion."""
        letters = Letter.objects.visible_to(request.user).filter(decision__application=self.application)
        letter = letters.order_by("-id").first()
        if letter is not None:
            return redirect(letter)
        page = self.page()
        address = client_address(request)
        log_read(self.application, reader=self.reader, what="decisions.exclusion.read", address=address, at=clock.now())
        return page

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Object to the exclusion: the time is taken now, before anything else."""
        at = calls.arrival()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form=form, status=400)
        try:
            objection = objections.object_to_exclusion(
                application=self.application, actor=self.reader, at=at, **form.cleaned_data
            )
        except DomainError as error:
            return self.page(form=form, error=error, status=error.status)
        return redirect(objection)

    def form(self, data: Any = None) -> ObjectionForm:
        """With the grounds that the rules in force hear."""
        return ObjectionForm(data, rules=calls.rules_in_force(self.application.call).after.objection)

    def page(
        self, *, form: ObjectionForm | None = None, error: DomainError | None = None, status: int = 200
    ) -> HttpResponse:
        """The page with whatever form came back."""
        until = exclusion_until(self.application, self.exclusion)
        context = {
            "application": self.application,
            "call": self.application.call,
            "exclusion": self.exclusion,
            "until": until,
            "is_open": clock.now() < until,
            "objection": live_objection(exclusion=self.exclusion),
            "may_object": intake.can_submit(self.request.user, self.application),
            "form": form or self.form(),
            "error": error,
        }
        return render(self.request, "decisions/exclusion.html", context, status=status)
