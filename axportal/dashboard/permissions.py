"""Who sees the dashboard."""

from typing import Any

from axportal.accounts.scoping import scope_of

COMPANY_ROLES = ("company_representative", "company_member", "delegate")


def can_view_dashboard(user: Any) -> bool:
    """People who work for the ministry, an institute or a site; there is no such page for others."""
    return scope_of(user).is_staff


def is_company_person(user: Any) -> bool:
    """Writes applications for a company."""
    return scope_of(user).has(*COMPANY_ROLES)


def own_institutes(user: Any) -> frozenset[int]:
    """The institutes this person administers."""
    return scope_of(user).organisations("institute_admin")
