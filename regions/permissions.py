"""Who may do what in the regions."""

from typing import Any

from axportal.accounts.scoping import scope_of


def is_platform_admin(user: Any) -> bool:
    """Runs the portal."""
    return scope_of(user).has("platform_admin")
