"""Who reads of mail that did not arrive."""

from typing import Any

from axportal.accounts.scoping import scope_of
from axportal.notices.querysets import NATIONAL_READERS


def can_read_not_arrived(user: Any) -> bool:
    """Answers for calls, or reads those of all."""
    return scope_of(user).has(*NATIONAL_READERS, "call_manager")
