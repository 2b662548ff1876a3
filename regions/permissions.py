"""Who may do what in the regions."""

from typing import Any

from axportal.accounts.scoping import scope_of
from regions.querysets import CHECKER_ROLES, HEAD_ROLES, PEOPLE_ROLES


def is_platform_admin(user: Any) -> bool:
    """Runs the portal."""
    return scope_of(user).has("platform_admin")


def can_read_profile(user: Any, organisation_id: int) -> bool:
    """Belongs to the organisation, checks organisations, or audits."""
    scope = scope_of(user)
    return scope.has(*CHECKER_ROLES, "auditor") or belongs(user, organisation_id)


def belongs(user: Any, organisation_id: int) -> bool:
    """Is one of the organisation's people."""
    return organisation_id in scope_of(user).organisations(*PEOPLE_ROLES)


def can_write_profile(user: Any, organisation_id: int) -> bool:
    """Writes the profile: the organisation's own people; a delegate writes applications, not the profile."""
    own = scope_of(user).organisations("company_representative", "company_member", "institute_admin")
    return organisation_id in own


def speaks_for(user: Any, organisation_id: int) -> bool:
    """Names delegates and takes that back: representatives, of an institute its administrators."""
    return organisation_id in scope_of(user).organisations(*HEAD_ROLES)


def ends_memberships(user: Any, organisation_id: int) -> bool:
    """Sees who works for the organisation and ends it: who speaks for it, and who runs the portal."""
    return speaks_for(user, organisation_id) or is_platform_admin(user)


def can_check(user: Any) -> bool:
    """Compares organisations with their documents."""
    return scope_of(user).has(*CHECKER_ROLES)
