"""Who works for an organisation, and ending a role of theirs."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from axportal.core import clock
from axportal.core.errors import DomainError, NotAllowed
from regions import permissions
from regions.forms import EndForm
from regions.models import Membership
from regions.selectors.members import members_of
from regions.services import memberships
from regions.views.profiles import CompanyView


class MembersView(CompanyView):
    """Finds the organisation for who ends roles in it."""

    def ensure_ends(self) -> None:
        """Raises `NotAllowed` for its other people; a look of an official is kept."""
        if not permissions.ends_memberships(self.request.user, self.company.pk):
            raise NotAllowed(_("구성원은 대표 담당자와 관리자가 봅니다."), code="not_head")
        self.log_access("regions.members.read")


class MemberListView(MembersView):
    """The roles of an organisation's people, and of those who left."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        self.ensure_ends()
        context = {"company": self.company, "members": members_of(self.company, at=clock.now())}
        return render(request, "regions/member_list.html", context)


class MemberEndView(MembersView):
    """End one role."""

    @cached_property
    def membership(self) -> Membership:
        """The role of the address; 404 for one of another organisation."""
        visible = Membership.objects.editable_by(self.request.user).select_related("user")
        found = visible.filter(organisation=self.company, uuid=self.kwargs["membership"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, uuid: Any, membership: Any) -> HttpResponse:
        """The form: at once, unless it says otherwise."""
        self.ensure_ends()
        yesterday = clock.seoul_date(clock.now()) - timedelta(days=1)
        return self._page(EndForm(initial={"last_day": max(yesterday, self.membership.starts_on)}))

    def post(self, request: HttpRequest, uuid: Any, membership: Any) -> HttpResponse:
        """End it; what was typed stays when it is refused."""
        self.ensure_ends()
        form = EndForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            memberships.end_membership(
                membership=self.membership, actor=self.reader, at=clock.now(), **form.cleaned_data
            )
        except DomainError as error:
            for name, sentences in (error.fields or {"": [error.message]}).items():
                form.add_error(name or None, sentences)
            return self._page(form, status=error.status)
        name = self.membership.user.name
        messages.success(request, _("%(name)s의 역할을 끝내고 알렸습니다.") % {"name": name})
        if self.membership.user == self.reader:
            return redirect("regions:company-list")
        return redirect("regions:member-list", uuid=uuid)

    def _page(self, form: EndForm, *, status: int = 200) -> HttpResponse:
        context = {"company": self.company, "membership": self.membership, "form": form}
        return render(self.request, "regions/member_end.html", context, status=status)
