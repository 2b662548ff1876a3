"""What a person may see and do: loaded once per user object from `settings.SCOPE_LOADER`.

The grants themselves (role × scope × dates) live in `regions.Membership`, above this app.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

ROLES = {
    "ministry_viewer": _("과기정통부 담당자"),
    "ministry_approver": _("과기정통부 승인자"),
    "agency_officer": _("전문기관 간사"),
    "institute_admin": _("과기원 관리자"),
    "call_manager": _("공고 담당자"),
    "panel_chair": _("평가단장"),
    "reviewer": _("평가위원"),
    "company_representative": _("기업 대표 담당자"),
    "company_member": _("기업 구성원"),
    "delegate": _("위임받은 작성자"),
    "school_officer": _("학교 담당자"),
    "education_office": _("교육청 담당자"),
    "centre_manager": _("창업원 담당자"),
    "gpu_operator": _("GPU 운영자"),
    "auditor": _("감사 담당자"),
    "platform_admin": _("포털 관리자"),
}
NATIONAL_ROLES = frozenset({"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin"})
STAFF_ROLES = NATIONAL_ROLES | {
    "institute_admin", "call_manager", "panel_chair", "gpu_operator", "centre_manager", "school_officer",
}  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """One role within one scope; a scope of None means the whole portal. `place` names the scope for people.

    `acts` are those that a delegate was given: "edit", "sign", "submit".
    """

    role: str
    organisation_id: int | None = None
    zone_id: int | None = None
    acts: frozenset[str] = frozenset()
    organisation_key: str = field(default="", compare=False)
    place: str = field(default="", compare=False)
    ends_on: date | None = field(default=None, compare=False)

    @property
    def label(self) -> str:
        """The role in words."""
        return str(ROLES[self.role])


@dataclass(frozen=True)
class Scope:
    """All grants of a person that are in force today."""

    grants: tuple[Grant, ...] = ()
    roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(grant.role for grant in self.grants))

    def has(self, *roles: str) -> bool:
        """Whether any of these roles is held, wherever."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_national(self) -> bool:
        """Sees every published and unpublished record of the programme."""
        return not self.roles.isdisjoint(NATIONAL_ROLES)

    @property
    def is_staff(self) -> bool:
        """Works for the ministry, an institute or a site: shorter idle time, staff banners."""
        return not self.roles.isdisjoint(STAFF_ROLES)

    def organisations(self, *roles: str) -> frozenset[int]:
        """The organisations in which any of these roles is held."""
        return frozenset(
            grant.organisation_id for grant in self.grants if grant.organisation_id is not None and grant.role in roles
        )

    def delegated(self, act: str) -> frozenset[int]:
        """The organisations for which this act is delegated to the person."""
        return frozenset(
            grant.organisation_id for grant in self.grants if grant.organisation_id is not None and act in grant.acts
        )

    def organisation_keys(self, *roles: str) -> list[str]:
        """The address names of the organisations in which any of these roles is held."""
        return [grant.organisation_key for grant in self.grants if grant.role in roles and grant.organisation_key]

    def zones(self, *roles: str) -> frozenset[int]:
        """The zones for which any of these roles is held."""
        return frozenset(grant.zone_id for grant in self.grants if grant.zone_id is not None and grant.role in roles)

    @property
    def key(self) -> str:
        """A short text that differs when the grants differ: part of every ETag."""
        parts: Iterable[Any] = sorted(
            (g.role, g.organisation_id or 0, g.zone_id or 0, "+".join(sorted(g.acts))) for g in self.grants
        )
        return ";".join(f"{role}:{organisation}:{zone}:{acts}" for role, organisation, zone, acts in parts)


NOBODY = Scope()


@lru_cache(maxsize=1)
def _loader() -> Any:
    return import_string(settings.SCOPE_LOADER)


def scope_of(user: "User | AnonymousUser") -> Scope:
    """The person's scope, read once per user object; nobody's for a visitor."""
    if not user.is_authenticated:
        return NOBODY
    cached = user.__dict__.get("_scope")
    if cached is None:
        cached = _loader()(user)
        user.__dict__["_scope"] = cached
    return cached
