"""Who may do what with gifted schools."""

from typing import Any

from axportal.accounts.scoping import scope_of


def can_create_school(user: Any) -> bool:
    """Administrators of an institute and officers of its school."""
    return scope_of(user).has("institute_admin", "school_officer", "platform_admin")
