"""Who sees the schedule, the holds and the runs: whoever has to answer for personal data."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from axportal.accounts.scoping import scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

READERS = ("platform_admin", "agency_officer", "auditor")


class ReadersQuerySet(ScopedQuerySet):
    """Everything for its readers, nothing for others."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """All or none."""
        return self.all() if scope_of(user).has(*READERS) else self.none()


class HoldQuerySet(ReadersQuerySet):
    """Holds."""

    def in_force(self, today: "date") -> Self:
        """Neither lifted nor run out."""
        return self.filter(Q(until__gte=today), lifted_at=None)
