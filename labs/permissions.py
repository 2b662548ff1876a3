"""Who may do what with joint labs."""

from typing import Any

from axportal.accounts.scoping import scope_of


def can_create_lab(user: Any) -> bool:
    """Administrators of an institute."""
    return scope_of(user).has("institute_admin", "platform_admin")


def can_move_lab(user: Any, lab: Any) -> bool:
    """Administrators of the institute that leads the lab, and the agency that runs the agreements."""
    scope = scope_of(user)
    return scope.has("agency_officer", "platform_admin") or lab.institute_id in scope.organisations("institute_admin")
