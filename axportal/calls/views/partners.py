"""Choosing who takes part: small acts around the partners step, each leading back to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from axportal.calls.forms import MemberForm, PartnerForm
from axportal.calls.models import ConsortiumMember
from axportal.calls.services import applications
from axportal.calls.views import frames
from axportal.calls.views.base import WriterView
from axportal.calls.views.steps import StepView
from axportal.core import clock
from axportal.core.errors import DomainError


class PartnerAddView(StepView):
    """Invite another organisation; a mistake shows the step again with what was typed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The step is always the same."""
        self.kwargs["step"] = "partners"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:  # type: ignore[override]
        """A reload leads back to the step."""
        return redirect(frames.step_url(self.application, "partners"))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:  # type: ignore[override]
        """Add and invite."""
        form = PartnerForm(request.POST)
        if not form.is_valid():
            return self.page(partner_form=form, status=400)
        values = {**form.cleaned_data, "gives_data": form.cleaned_data["gives_data"] == "yes"}
        try:
            member = applications.invite_partner(
                application=self.application, values=values, actor=self.reader, at=clock.now()
            )
        except DomainError as error:
            for name, sentences in (error.fields or {"": [error.message]}).items():
                form.add_error(name if name in form.fields else None, sentences)
            return self.page(partner_form=form, status=error.status)
        messages.success(request, _("%(name)s을(를) 더하고 초대를 보냈습니다.") % {"name": member.organisation.name})
        return redirect(frames.step_url(self.application, "partners"))


class MemberView(WriterView):
    """One member of the consortium; 404 for a member of another application."""

    def member(self) -> ConsortiumMember:
        """The member of the address."""
        members = self.application.members.select_related("organisation", "application__call")
        found = members.filter(uuid=self.kwargs["member"]).first()
        if found is None:
            raise Http404
        return found

    def done(self, sentence: str = "") -> HttpResponse:
        """Back to the step."""
        if sentence:
            messages.success(self.request, sentence)
        return redirect(frames.step_url(self.application, "partners"))

    def refused(self, error: DomainError) -> HttpResponse:
        """Back to the step with the reason."""
        messages.error(self.request, error.message)
        return redirect(frames.step_url(self.application, "partners"))


class MemberChangeView(MemberView):
    """Another role, or data or not."""

    def post(self, request: HttpRequest, uuid: Any, member: Any) -> HttpResponse:
        """Change."""
        found = self.member()
        form = MemberForm(request.POST, prefix=str(found.uuid))
        if not form.is_valid():
            raise Http404
        try:
            applications.change_member(
                member=found,
                role=form.cleaned_data["role"],
                gives_data=form.cleaned_data["gives_data"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            return self.refused(error)
        return self.done(_("참여기관의 역할을 바꿨습니다."))


class MemberRemoveView(MemberView):
    """Take a partner out."""

    def post(self, request: HttpRequest, uuid: Any, member: Any) -> HttpResponse:
        """Remove; a second click finds nothing and is no error."""
        found = self.application.members.filter(uuid=member).first()
        if found is None:
            return self.done()
        try:
            applications.remove_member(member=found, actor=self.reader, at=clock.now())
        except DomainError as error:
            return self.refused(error)
        return self.done(_("참여기관에서 뺐습니다."))
