"""A partner's representative reads what the consortium stands for, signs it, and may take it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.calls import permissions
from axportal.calls.forms import ConsentForm
from axportal.calls.models import ConsortiumMember
from axportal.calls.rules import consents as rules
from axportal.calls.rules.fingerprints import fingerprint
from axportal.calls.selectors.contents import consent_sections, members_in
from axportal.calls.services import consents
from axportal.calls.views.base import WriterView
from axportal.core import clock
from axportal.core.errors import DomainError
from regions.selectors.authority import why_not


class ConsentView(WriterView):
    """What is consented to, as it stands, and the signing."""

    @cached_property
    def member(self) -> ConsortiumMember:
        """The partner whose people read. 404 for the applicant, and for whoever is not asked."""
        for member in self.written.members:
            if member.organisation_id == self.own_organisation.pk and rules.is_asked(self.application, member):
                return member
        raise Http404

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self._page()

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Sign. What has changed since it was read is shown again first."""
        form = ConsentForm(request.POST)
        if not form.is_valid():
            return self._page(form=form, status=400)
        try:
            consents.give_consent(
                application=self.application,
                organisation=self.member.organisation,
                sha256=form.cleaned_data["sha256"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            return self._page(error=error, status=error.status)
        messages.success(request, _("동의를 기록했습니다."))
        return redirect(request.path)

    def _page(
        self, *, form: ConsentForm | None = None, error: DomainError | None = None, status: int = 200
    ) -> HttpResponse:
        content = rules.consent_content(self.written, self.member)
        digest = fingerprint(content)
        context = {
            "application": self.application,
            "call": self.application.call,
            "organisation": self.member.organisation,
            "standing": rules.standing_of(self.written, self.member),
            "statements": rules.STATEMENTS,
            "members": members_in(content),
            "sections": consent_sections(content, self.application.call, self.written.rules),
            "sha256": digest,
            "form": form or ConsentForm(initial={"sha256": digest}),
            "error": error,
            "why_not": self._why_not(),
            "is_open": rules.takes_consents(self.application),
        }
        return render(self.request, "calls/consent.html", context, status=status)

    def _why_not(self) -> str:
        """Why this reader does not sign, and who does; empty for those who may."""
        if permissions.can_sign_for(self.request.user, self.member.organisation_id):
            return ""
        return why_not(self.reader, self.member.organisation_id, "sign", at=clock.now())


class ConsentWithdrawView(ConsentView):
    """Take a consent back."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the page."""
        return redirect("calls:consent", uuid=uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Withdraw; a second click changes nothing."""
        try:
            consents.withdraw_consent(
                application=self.application,
                organisation=self.member.organisation,
                actor=self.reader,
                at=clock.now(),
                reason=request.POST.get("reason", "").strip()[:500],
            )
        except DomainError as error:
            return self._page(error=error, status=error.status)
        messages.success(request, _("동의를 거두었습니다. 신청 기관에 알립니다."))
        return redirect("calls:consent", uuid=uuid)
