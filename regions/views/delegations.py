"""Naming delegates, taking that back, and the document behind it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import DomainError, NotAllowed, WrongState
from axportal.core.uploads import attachment
from regions import permissions
from regions.forms import DelegateForm, ProofReasonForm
from regions.models import Delegation
from regions.services import delegations
from regions.views.profiles import CompanyView


class DelegateNewView(CompanyView):
    """Name a delegate."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form, from today."""
        self._ensure_speaks()
        return self._page(DelegateForm(initial={"starts_on": clock.seoul_date(clock.now())}))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Name; what was typed stays when it is refused."""
        self._ensure_speaks()
        form, at = DelegateForm(request.POST, request.FILES), clock.now()
        if not form.is_valid():
            return self._page(form, status=400)
        typed = form.cleaned_data
        try:
            delegation = delegations.name_delegate(
                organisation=self.company,
                email=typed["email"],
                name=typed["name"],
                acts=typed["acts"],
                proof=typed["file"],
                actor=self.reader,
                at=at,
                **form.span(at),
            )
        except DomainError as error:
            for name, sentences in (error.fields or {"": [error.message]}).items():
                form.add_error({"ends_at": "ends_on"}.get(name, name) or None, sentences)
            return self._page(form, status=error.status)
        messages.success(request, _("%(name)s에게 위임하고 알렸습니다.") % {"name": delegation.name})
        return redirect("regions:company", uuid=uuid)

    def _ensure_speaks(self) -> None:
        if not permissions.speaks_for(self.request.user, self.company.pk):
            raise NotAllowed(_("대표 담당자만 위임하거나 위임을 거둘 수 있습니다."), code="not_representative")

    def _page(self, form: DelegateForm, *, status: int = 200) -> HttpResponse:
        context = {"company": self.company, "form": form}
        return render(self.request, "regions/delegate_new.html", context, status=status)


class DelegationView(CompanyView):
    """One power of attorney; 404 for whoever may not see it."""

    @cached_property
    def delegation(self) -> Delegation:
        """That of the address."""
        visible = Delegation.objects.visible_to(self.request.user).filter(organisation=self.company)
        found = visible.filter(uuid=self.kwargs["delegation"]).first()
        if found is None:
            raise Http404
        return found


class DelegateRevokeView(DelegationView):
    """End it at once."""

    def post(self, request: HttpRequest, uuid: Any, delegation: Any) -> HttpResponse:
        """Revoke; a second click changes nothing."""
        ended = delegations.revoke_delegation(delegation=self.delegation, actor=self.reader, at=clock.now())
        messages.success(request, _("%(name)s의 위임을 거두었습니다. 바로 효력을 잃습니다.") % {"name": ended.name})
        return redirect("regions:company", uuid=uuid)


class ProofView(DelegationView):
    """The document: at once for those who speak for the organisation, for officials with a reason that is kept."""

    def get(self, request: HttpRequest, uuid: Any, delegation: Any) -> HttpResponseBase:
        """The file, or the question why."""
        if permissions.speaks_for(request.user, self.company.pk):
            return attachment(stored=self.delegation.stored, name=self.delegation.proof_name)
        return self._page(ProofReasonForm())

    def post(self, request: HttpRequest, uuid: Any, delegation: Any) -> HttpResponseBase:
        """The file, once the reason is written down."""
        found, form = self.delegation, ProofReasonForm(request.POST)
        if not (form.is_valid() and permissions.can_check(request.user)):
            return self._page(form, status=400)
        if found.scan == Delegation.Scan.INFECTED:
            raise WrongState(_("악성코드가 발견된 파일은 내보내지 않습니다."), code="file_infected")
        self.log_access(f"regions.proof.{found.uuid}", reason=form.cleaned_data["reason"])
        return attachment(stored=found.stored, name=found.proof_name)

    def _page(self, form: ProofReasonForm, *, status: int = 200) -> HttpResponse:
        if not permissions.can_check(self.request.user):
            raise NotAllowed(_("위임장은 대표 담당자와 전문기관이 봅니다."), code="proof_not_allowed")
        context = {"company": self.company, "delegation": self.delegation, "form": form}
        return render(self.request, "regions/proof_reason.html", context, status=status)
