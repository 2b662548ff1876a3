"""What every page's frame needs: the menu for the reader's role, who is signed in, the zones, what is degraded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.accounts.scoping import ROLES, Scope, scope_of
from axportal.audit.selectors import unsealed_age
from axportal.core import selectors as house
from axportal.core.process_cache import ProcessCache
from axportal.dashboard.permissions import is_company_person
from axportal.notices.selectors import Frame, frame_of
from axportal.reviews.permissions import is_reviewer
from regions.selectors import zone_summaries

LATE_AFTER = 60.0  # seconds: goal R14


@dataclass(frozen=True)
class Entry:
    """One entry of the main menu: a route by name, for a record list with its slug."""

    label: str | Promise
    route: str
    slug: str = ""

    @property
    def url(self) -> str:
        """Where it leads; raises NoReverseMatch while this installation has no such page."""
        return reverse(self.route, kwargs={"slug": self.slug} if self.slug else None)


DASHBOARD = Entry(gettext_lazy("현황판"), "dashboard:national")
REPORTS = Entry(gettext_lazy("보고서"), "reports:run-list")
ZONES = Entry(gettext_lazy("권역"), "zones:list")
LABS = Entry(gettext_lazy("공동연구소"), "records:list", "labs")
CALLS = Entry(gettext_lazy("공고"), "calls:call-list")
REVIEWED_CALLS = Entry(gettext_lazy("공고·평가"), "calls:call-list")
MY_REVIEWS = Entry(gettext_lazy("내 평가"), "reviews:assignment-list")
APPLICATIONS = Entry(gettext_lazy("내 신청"), "calls:application-list")
SCHOOLS = Entry(gettext_lazy("인재·영재학교"), "records:list", "schools")
STARTUPS = Entry(gettext_lazy("창업"), "records:list", "startups")
GPUS = Entry(gettext_lazy("GPU"), "gpu:national")
CATALOGUE = Entry(gettext_lazy("모두 보기"), "search:catalogue")

STAFF = (DASHBOARD, LABS, REVIEWED_CALLS, SCHOOLS, STARTUPS, GPUS, REPORTS)
COMPANY = (CALLS, APPLICATIONS, LABS, GPUS, CATALOGUE)
REVIEWER = (MY_REVIEWS, CALLS, LABS, CATALOGUE)
VISITOR = (ZONES, LABS, CALLS, SCHOOLS, STARTUPS, GPUS, CATALOGUE)


@dataclass(frozen=True)
class Health:
    """How the work behind the scenes stands: seconds of the oldest thing that waits, and rows given up."""

    oldest: float
    dead: int
    unsealed: float


def _load_health() -> Health:
    outbox = house.outbox_state()
    return Health(outbox["ax_outbox_oldest_seconds"], int(outbox["ax_outbox_dead"]), unsealed_age())


_health = ProcessCache(_load_health)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The frame's data for one request: no statement for visitors, one for who is signed in, two more for staff."""
    scope = scope_of(request.user)
    notices = frame_of(request.user) if request.user.is_authenticated else Frame()
    return {
        "nav": list(_menu(request, scope)),
        "account": _account(request, scope, notices),
        "zones": zone_summaries(),
        "degraded": [*(_degraded(_health()) if scope.is_staff else ()), *_undelivered(request, notices)],
    }


def _menu(request: HttpRequest, scope: Scope) -> Iterator[dict[str, Any]]:
    for entry in _entries(request, scope):
        try:
            url = entry.url
        except NoReverseMatch:
            continue
        yield {"url": url, "label": entry.label, "current": request.path.startswith(url)}


def _entries(request: HttpRequest, scope: Scope) -> tuple[Entry, ...]:
    if scope.is_staff:
        return STAFF
    if is_reviewer(request.user):
        return REVIEWER
    return COMPANY if is_company_person(request.user) else VISITOR


def _account(request: HttpRequest, scope: Scope, notices: Frame) -> dict[str, Any]:
    """Name, the first role with its place, unread notices; nothing for a visitor."""
    if not request.user.is_authenticated:
        return {}
    order = list(ROLES)
    grants = sorted(scope.grants, key=lambda grant: order.index(grant.role))
    label = f"{_place(grants[0])} {grants[0].label}".strip() if grants else ""
    alerts = {"alerts": notices.unread, "alerts_url": reverse("notices:notice-list")}
    return {"name": request.user.name, "role_label": label, **alerts}


def _place(grant: Any) -> str:
    """The short name of an institute, any other organisation's name; nothing where the role says it already."""
    leads = [zone.lead for zone in zone_summaries() if zone.lead is not None]
    short = next((lead.short for lead in leads if lead.id == grant.organisation_id), grant.place)
    return "" if grant.label.startswith(short) else short


def _tells_of_the_address(request: HttpRequest) -> bool:
    """The pages that say it themselves, with the button that mends it."""
    match = request.resolver_match
    return match is not None and match.view_name in {"notices:notice-list", "notices:choices"}


def _undelivered(request: HttpRequest, notices: Frame) -> Iterator[dict[str, Any]]:
    """Mail that comes back: one's own address, and what those never got who had to be told."""
    if notices.is_failing and not _tells_of_the_address(request):
        text = _("보통 알림은 이 주소로 더 보내지 않습니다. 포털의 목록에는 모두 남습니다.")
        actions = [{"url": reverse("notices:notice-list"), "label": _("내 알림에서 고치기")}]
        yield {"kind": "bad", "title": _("내 주소로 보낸 메일이 돌아옵니다"), "text": text, "actions": actions}
    if notices.not_arrived:
        text = _("법적 효력이 있는 알림 {n}건이 메일로 도착하지 않았고, 받는 사람이 포털에서도 읽지 않았습니다.")
        actions = [{"url": reverse("notices:not-arrived"), "label": _("누구에게인지 보기")}]
        yield {
            "kind": "warn",
            "title": _("도착하지 않은 알림이 있습니다"),
            "text": text.format(n=notices.not_arrived),
            "actions": actions,
        }


def _degraded(health: Health) -> Iterator[dict[str, str]]:
    """What staff must know while work behind the scenes stands still; writes go on."""
    if health.oldest > LATE_AFTER:
        title = _("알림과 보고서가 늦어집니다")
        text = _("가장 오래 기다린 일이 {age} 되었습니다. 내신 것은 모두 저장되고, 메일은 곧 발송됩니다.")
        yield {"kind": "warn", "title": title, "text": text.format(age=_age(health.oldest))}
    if health.dead:
        text = _("여러 번 해도 되지 않은 일이 {n}건 있습니다. 포털 관리자가 까닭을 보고 다시 시켜야 합니다.")
        yield {"kind": "bad", "title": _("멈춘 일이 있습니다"), "text": text.format(n=health.dead)}
    if health.unsealed > LATE_AFTER:
        text = _("가장 오래된 기록이 {age} 되었습니다. 기록은 남고, 봉인만 늦습니다.")
        yield {
            "kind": "warn",
            "title": _("감사 기록의 봉인이 늦습니다"),
            "text": text.format(age=_age(health.unsealed)),
        }


def _age(seconds: float) -> str:
    if seconds < 3600:
        return _("{n}분").format(n=int(seconds // 60))
    return _("{n}시간").format(n=int(seconds // 3600))
