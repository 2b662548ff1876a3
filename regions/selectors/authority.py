"""Who may act for an organisation now, and why somebody may not: in words, for the page and the refusal alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from axportal.core import clock, formats
from regions import permissions
from regions.models import Delegation, Membership

if TYPE_CHECKING:
    from axportal.accounts.models import User

ACTS: dict[str, str | Promise] = {
    "edit": gettext_lazy("쓰기"),
    "sign": gettext_lazy("동의에 서명하기"),
    "submit": gettext_lazy("내기와 거두기"),
}
#: Whose office carries the act; everybody else needs it delegated.
OFFICES = {"sign": ("company_representative", "institute_admin"), "submit": ("company_representative",)}
_FIELDS = {"edit": "edits", "sign": "signs", "submit": "submits"}


@dataclass(frozen=True)
class Signer:
    """Somebody who may act now; `until` where that is known."""

    name: str
    email: str
    is_delegate: bool
    until: datetime | None = None

    @property
    def masked(self) -> str:
        """For people outside: the first letter of the address and its host."""
        local, _at, host = self.email.partition("@")
        return f"{local[:1]}***@{host}"


def offices_for(act: str, organisation_id: int, at: datetime) -> "QuerySet[Membership, Membership]":
    """The memberships that carry the act by themselves on that day."""
    held = Membership.objects.in_force(clock.seoul_date(at))
    return held.filter(organisation_id=organisation_id, role__in=OFFICES[act], user__is_active=True)


def delegations_for(act: str, organisation_id: int, at: datetime) -> "QuerySet[Delegation, Delegation]":
    """The powers of attorney that carry the act at that instant."""
    return Delegation.objects.in_force(at).filter(organisation_id=organisation_id, **{_FIELDS[act]: True})


def signers_of(organisation_id: int, act: str, *, at: datetime) -> list[Signer]:
    """Everybody who may act now, offices first; two queries."""
    offices = offices_for(act, organisation_id, at).select_related("user").order_by("id")
    delegations = delegations_for(act, organisation_id, at).order_by("id")
    return [
        *(Signer(office.user.name, office.user.email, is_delegate=False) for office in offices),
        *(Signer(one.name, one.email, is_delegate=True, until=one.ends_at) for one in delegations),
    ]


def why_not(user: "User", organisation_id: int, act: str, *, at: datetime) -> str:
    """Why this person may not do it, and who may: names for its people, masked for those who left, none for others."""
    own = _ended_office(user, organisation_id, act, at) or _delegation_fault(user, organisation_id, act, at)
    reason = own or _("대표 담당자나 이 일을 위임받은 사람만 할 수 있습니다.")
    is_inside = permissions.belongs(user, organisation_id)
    if not (is_inside or own):
        return reason
    signers = signers_of(organisation_id, act, at=at)
    if not signers:
        return f"{reason} {_('지금은 할 수 있는 사람이 없습니다.')}"
    names = ", ".join(_shown(signer) if is_inside else signer.masked for signer in signers)
    return f"{reason} {_('지금 할 수 있는 사람: %(names)s') % {'names': names}}"


def left_since(user: "User", organisation_id: int, since: datetime) -> bool:
    """Whether this person acted for the organisation after that instant and does no longer; two queries at most."""
    day = clock.seoul_date(since)
    offices = Membership.objects.filter(user=user, organisation_id=organisation_id, ends_on__gte=day)
    if offices.exists():
        return True
    over = Delegation.objects.filter(email=user.email, organisation_id=organisation_id, ends_at__gt=since)
    return over.filter(starts_at__lte=clock.now()).exists()


def _shown(signer: Signer) -> str:
    if signer.until is None:
        return signer.name
    return _("%(name)s(위임, %(until)s까지)") % {"name": signer.name, "until": formats.end_of_period(signer.until)}


def _ended_office(user: "User", organisation_id: int, act: str, at: datetime) -> str:
    over: Any = Membership.objects.filter(
        user=user, organisation_id=organisation_id, role__in=OFFICES.get(act, ()), ends_on__lt=clock.seoul_date(at)
    ).order_by("-ends_on")
    ended = over.first()
    return _("대표 담당자 자격이 %(on)s에 끝났습니다.") % {"on": formats.day(ended.ends_on)} if ended else ""


def _delegation_fault(user: "User", organisation_id: int, act: str, at: datetime) -> str:
    newest = Delegation.objects.filter(email=user.email, organisation_id=organisation_id).order_by("-id").first()
    if newest is None:
        return ""
    if newest.revoked_at is not None:
        return _("위임이 %(at)s에 취소되었습니다.") % {"at": formats.moment(newest.revoked_at)}
    if newest.ends_at <= at:
        return _("위임이 %(at)s에 끝났습니다.") % {"at": formats.end_of_period(newest.ends_at)}
    if newest.starts_at > at:
        return _("위임은 %(at)s에 시작합니다.") % {"at": formats.moment(newest.starts_at)}
    return _("위임받은 일에 ‘%(act)s’이(가) 없습니다.") % {"act": ACTS[act]}
