"""One's organisations, the page of one of them with its profile, and checking it against documents."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.accounts.scoping import scope_of
from axportal.audit import services as audit
from axportal.core import clock
from axportal.core.errors import DomainError, NotAllowed, StaleVersion
from axportal.core.requests import client_address
from regions import permissions
from regions.forms import CheckForm, ProfileForm
from regions.models import CompanyProfile, Delegation, Membership, Organisation
from regions.querysets import PEOPLE_ROLES
from regions.selectors.profiles import (
    former_offices,
    register_check,
    register_checks,
    representatives_of,
    waiting_for_a_check,
)
from regions.services import profiles


class CompanyListView(SignInRequired, View):
    """The organisations one belongs to, those one once spoke for, and for officials those to be checked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        user, at = cast(User, request.user), clock.now()
        mine = Organisation.objects.filter(pk__in=scope_of(user).organisations(*PEOPLE_ROLES))
        own = list(mine.order_by("name_ko", "id"))
        checks = register_checks(own)
        context = {
            "own": [(one, checks[one.pk]) for one in own],
            "former": former_offices(user.pk, at=at),
            "checks": permissions.can_check(user),
            "waiting": waiting_for_a_check(at=at) if permissions.can_check(user) else (),
        }
        return render(request, "regions/company_list.html", context)


class CompanyView(SignInRequired, View):
    """Finds the organisation of the address for its people and for those who check it; 404 for all others."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def reader(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def company(self) -> Organisation:
        """The organisation, as its people see it."""
        visible = Organisation.objects.visible_to(self.request.user).select_related("province", "zone")
        found = visible.filter(uuid=self.kwargs["uuid"]).first()
        if found is None or not permissions.can_read_profile(self.request.user, found.pk):
            raise Http404
        return found

    @cached_property
    def profile(self) -> CompanyProfile | None:
        """The profile, where one is written."""
        return CompanyProfile.objects.visible_to(self.request.user).filter(organisation=self.company).first()

    def log_access(self, what: str, *, reason: str = "") -> None:
        """Looks of officials at people's data are kept."""
        if not permissions.belongs(self.request.user, self.company.pk):
            audit.record_access(
                actor=self.reader,
                subject=self.company,
                what=what,
                address=client_address(self.request),
                reason=reason,
                at=clock.now(),
            )

    def page(
        self, *, check: CheckForm | None = None, error: DomainError | None = None, status: int = 200
    ) -> HttpResponse:
        """The page, with the form that was just refused."""
        at = clock.now()
        representatives = representatives_of(self.company, at=at)
        delegations = Delegation.objects.visible_to(self.request.user).filter(organisation=self.company)
        context = {
            "company": self.company,
            "profile": self.profile,
            "register": register_check(self.company),
            "representatives": representatives,
            "delegations": delegations.select_related("named_by", "revoked_by").order_by("-id"),
            "now": at,
            "writes": permissions.can_write_profile(self.request.user, self.company.pk),
            "speaks": permissions.speaks_for(self.request.user, self.company.pk),
            "ends": permissions.ends_memberships(self.request.user, self.company.pk),
            "keeps_record": Organisation.objects.editable_by(self.request.user).filter(pk=self.company.pk).exists(),
            "check": check or CheckForm(representatives=representatives),
            "may_check": permissions.can_check(self.request.user),
            "error": error,
        }
        self.log_access("regions.profile.read")
        return render(self.request, "regions/company.html", context, status=status)


class CompanyDetailView(CompanyView):
    """Register facts, who speaks for it, contacts, delegates."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.page()


class ProfileEditView(CompanyView):
    """What every application asks for, once."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form."""
        self._ensure_writes()
        base = self.profile.version if self.profile is not None else 0
        return self._page(ProfileForm(instance=self.profile, initial={"base_version": base}))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Save; what was typed stays when it cannot be kept."""
        self._ensure_writes()
        form = ProfileForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        values = dict(form.cleaned_data)
        base = values.pop("base_version") or 0
        try:
            profiles.save_profile(
                organisation=self.company, values=values, base_version=base, actor=self.reader, at=clock.now()
            )
        except StaleVersion as error:
            return self._page(form, stale=error.message, status=error.status)
        except DomainError as error:
            for name, sentences in error.fields.items():
                form.add_error(name, sentences)
            return self._page(form, status=error.status)
        messages.success(request, _("프로필을 저장했습니다. 다음 신청서를 시작할 때 이 내용으로 채웁니다."))
        return redirect("regions:company", uuid=uuid)

    def _ensure_writes(self) -> None:
        if not permissions.can_write_profile(self.request.user, self.company.pk):
            raise NotAllowed(_("이 기관의 사람만 프로필을 고칠 수 있습니다."), code="not_of_organisation")

    def _page(self, form: ProfileForm, *, stale: str = "", status: int = 200) -> HttpResponse:
        context = {"company": self.company, "form": form, "stale": stale, "profile": self.profile}
        return render(self.request, "regions/profile_edit.html", context, status=status)


class CompanyCheckView(CompanyView):
    """An official keeps what was compared with which document."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """A reload leads back to the page."""
        return redirect("regions:company", uuid=self.company.uuid)

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Keep it."""
        people = representatives_of(self.company, at=clock.now())
        if not permissions.can_check(request.user):
            raise NotAllowed(_("기관의 확인은 전문기관이 합니다."), code="not_checker")
        form = CheckForm(request.POST, representatives=people)
        if not form.is_valid():
            return self.page(check=form, status=400)
        membership = _chosen([one.membership for one in people], form.cleaned_data["membership"])
        try:
            profiles.check_organisation(
                organisation=self.company,
                subject="register" if membership is None else "representative",
                membership=membership,
                verdict=form.cleaned_data["verdict"],
                evidence=form.cleaned_data["evidence"],
                actor=self.reader,
                at=clock.now(),
            )
        except DomainError as error:
            for name, sentences in error.fields.items():
                form.add_error(name, sentences)
            return self.page(check=form, error=error, status=error.status)
        messages.success(request, _("확인한 것을 남겼습니다."))
        return redirect("regions:company", uuid=uuid)


def _chosen(memberships: list[Membership], wanted: str) -> Membership | None:
    return next((one for one in memberships if str(one.uuid) == wanted), None)
