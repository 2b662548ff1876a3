"""Who may do what with start-ups."""

from typing import Any

from axportal.accounts.scoping import scope_of


def can_create_startup(user: Any) -> bool:
    """Administrators of an institute and managers of its centre."""
    return scope_of(user).has("institute_admin", "centre_manager", "platform_admin")
