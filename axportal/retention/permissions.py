"""Who reads what is kept and erased, and who may hold it back or change a period."""

from typing import Any

from axportal.accounts.scoping import scope_of
from axportal.retention.querysets import READERS


def can_read(user: Any) -> bool:
    """The platform's administrators, the agency, auditors."""
    return scope_of(user).has(*READERS)


def can_hold(user: Any) -> bool:
    """Orders that a call's or an application's data stay: administrators and the agency. Auditors only read."""
    return scope_of(user).has("platform_admin", "agency_officer")


def can_change_periods(user: Any) -> bool:
    """Sets how long data is kept, within what the law leaves open."""
    return scope_of(user).has("platform_admin")
