"""Registering one's company."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.core import clock
from axportal.core.errors import InvalidInput
from regions.forms import CompanyForm
from regions.services import companies


class CompanyRegisterView(SignInRequired, View):
    """A signed-in person registers the company they represent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._page(request, CompanyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Register, then go on to where the person came from."""
        form = CompanyForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=400)
        try:
            company = companies.register_company(
                values=form.cleaned_data, actor=cast(User, request.user), at=clock.now()
            )
        except InvalidInput as error:
            for name, sentences in error.fields.items():
                form.add_error(name, sentences)
            return self._page(request, form, status=409)
        request.session.cycle_key()  # rights have changed
        messages.success(request, _("%(name)s을(를) 등록했습니다. 이제 신청할 수 있습니다.") % {"name": company.name})
        return redirect(_next(request) or "calls:call-list")

    def _page(self, request: HttpRequest, form: CompanyForm, *, status: int = 200) -> HttpResponse:
        return render(request, "regions/company_register.html", {"form": form, "next": _next(request)}, status=status)


def _next(request: HttpRequest) -> str:
    """Where to go on, if it is a page of this portal."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else ""
