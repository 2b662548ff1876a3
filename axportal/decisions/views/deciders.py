"""Which people those are who approve and hear objections: so that ties are found before they do."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.core import clock
from axportal.core.errors import DomainError
from axportal.decisions import permissions
from axportal.decisions.forms import DeciderForm
from axportal.decisions.models import Decider
from axportal.decisions.services import deciders


class DeciderListView(SignInRequired, View):
    """Those that are known, and the form for another; 404 for who has nothing to do with it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self.page(DeciderForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Name one, or put right who it is."""
        form = DeciderForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=400)
        values = dict(form.cleaned_data)
        try:
            decider = deciders.name_decider(
                email=values.pop("email"), values=values, actor=cast(User, request.user), at=clock.now()
            )
        except DomainError as error:
            return self.page(form, error=error, status=error.status)
        messages.success(request, _("%(name)s님이 누구인지 적었습니다.") % {"name": decider.person})
        return redirect("decisions:decider-list")

    def page(self, form: DeciderForm, *, error: DomainError | None = None, status: int = 200) -> HttpResponse:
        """The page with whatever form came back."""
        if not permissions.reads_deciders(self.request.user):
            raise Http404
        rows = Decider.objects.visible_to(self.request.user)
        context: dict[str, Any] = {
            "deciders": rows.select_related("user", "person__organisation", "named_by"),
            "may_name": permissions.keeps_deciders(self.request.user),
            "form": form,
            "error": error,
        }
        return render(self.request, "decisions/deciders.html", context, status=status)
