"""What the pages of one application share: finding it, and who is looking."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.calls import permissions
from axportal.calls.models import Application
from axportal.calls.querysets import partner_organisations
from axportal.calls.rules.completeness import Written, read_application
from axportal.calls.selectors.leaving import told_on_leaving
from axportal.calls.services.accesses import log_read
from axportal.core import clock
from axportal.core.errors import NotAllowed
from axportal.core.requests import client_address
from regions.models import Organisation
from regions.selectors.authority import why_not


class ApplicationView(SignInRequired, View):
    """Finds the application of the address: 404 for what this user may not see."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def reader(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def application(self) -> Application:
        """The application, as this user may see it."""
        found = (
            Application.objects.visible_to(self.request.user)
            .with_titles()
            .select_related("call__zone", "call__organisation", "organisation")
            .filter(uuid=self.kwargs["uuid"])
            .first()
        )
        if found is None:
            told = told_on_leaving(self.reader, self.kwargs["uuid"], at=clock.now())
            if told:
                raise NotAllowed(told, code="not_representative")
            raise Http404
        return found

    @cached_property
    def is_applicant(self) -> bool:
        """Whether the reader is one of the applicant's people."""
        return permissions.belongs_to(self.request.user, self.application)

    def not_allowed_to(self, act: str) -> NotAllowed:
        """The refusal of an act for the applicant: why not, and who can."""
        sentence = why_not(self.reader, self.application.organisation_id, act, at=clock.now())
        return NotAllowed(sentence, code="not_representative")

    def log_access(self, what: str, *, reason: str = "") -> None:
        """Others' looks at what people wrote about themselves are kept."""
        log_read(
            self.application,
            reader=self.reader,
            what=what,
            address=client_address(self.request),
            reason=reason,
            at=clock.now(),
        )


class WriterView(ApplicationView):
    """Pages of those who write: the applicant's people, and a partner's people for their own part."""

    @cached_property
    def written(self) -> Written:
        """Everything in the application as it stands."""
        return read_application(self.application)

    @cached_property
    def own_organisation(self) -> Organisation:
        """The organisation for which the reader writes; the applicant where they belong to it. 404 for readers."""
        if self.is_applicant:
            return self.application.organisation
        own = partner_organisations(scope_of(self.request.user)) - {self.application.call.organisation_id}
        for member in self.written.members:
            if member.organisation_id in own:
                return member.organisation
        raise Http404

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation whose part is open: the applicant's people choose by `?organisation=`."""
        wanted = self.request.GET.get("organisation", "")
        if not wanted or not self.is_applicant:
            return self.own_organisation
        for member in self.written.members:
            if str(member.organisation.uuid) == wanted:
                return member.organisation
        raise Http404

    @property
    def project(self) -> str:
        """The project's title, or what stands for it."""
        return project_title(self.application)


def project_title(application: Application) -> str:
    """The title in the draft; a new application has none yet."""
    return getattr(application, "project_ko", "") or _("제목 없는 신청서")
