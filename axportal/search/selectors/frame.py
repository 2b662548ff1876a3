"""What every page's frame needs: the menu for the reader's role, who is signed in, the zones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from axportal.accounts.scoping import ROLES, scope_of
from regions.selectors import zone_summaries


@dataclass(frozen=True)
class Entry:
    """One entry of the main menu: a route by name, for a record list with its slug."""

    label: str | Promise
    route: str
    slug: str = ""

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.route, kwargs={"slug": self.slug} if self.slug else None)


ZONES = Entry(_("전략·권역"), "zones:list")
CALLS = Entry(_("공고"), "calls:call-list")
APPLICATIONS = Entry(_("내 신청"), "calls:application-list")
LABS = Entry(_("공동연구소"), "records:list", "labs")
SCHOOLS = Entry(_("인재·영재학교"), "records:list", "schools")
STARTUPS = Entry(_("창업"), "records:list", "startups")
GPUS = Entry(_("GPU 공동활용"), "records:list", "gpu-pools")
EVERYTHING = Entry(_("통계·자료"), "search:catalogue")
DASHBOARD = Entry(_("현황판"), "dashboard:national")
REPORTS = Entry(_("보고서"), "reports:run-list")

VISITOR = (ZONES, CALLS, LABS, SCHOOLS, STARTUPS, GPUS, EVERYTHING)
COMPANY = (CALLS, APPLICATIONS, LABS, STARTUPS, GPUS, EVERYTHING)
STAFF = (DASHBOARD, LABS, CALLS, SCHOOLS, STARTUPS, GPUS, REPORTS, EVERYTHING)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The frame's data for one request."""
    return {"nav": list(_menu(request)), "account": _account(request), "zones": zone_summaries()}


def _menu(request: HttpRequest) -> Iterator[dict[str, Any]]:
    for entry in _entries(request):
        try:
            url = entry.url
        except NoReverseMatch:
            continue
        yield {"url": url, "label": entry.label, "current": url != "/" and request.path.startswith(url)}


def _entries(request: HttpRequest) -> tuple[Entry, ...]:
    scope = scope_of(request.user)
    if scope.is_staff:
        return STAFF
    return COMPANY if scope.has("company_representative", "company_member", "delegate") else VISITOR


def _account(request: HttpRequest) -> dict[str, Any]:
    """Name and first role; nothing for a visitor."""
    if not request.user.is_authenticated:
        return {}
    roles = scope_of(request.user).roles
    return {"name": request.user.name, "role_label": next((ROLES[role] for role in ROLES if role in roles), "")}
