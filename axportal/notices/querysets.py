"""Who sees which notices: each person their own; who answers for a call also those that did not arrive."""

from typing import TYPE_CHECKING, Self

from axportal.accounts.querysets import OwnQuerySet
from axportal.accounts.scoping import scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

#: Who reads which notices with legal effect did not arrive, whichever institute's they are.
NATIONAL_READERS = ("agency_officer", "auditor", "platform_admin")


class NoticeQuerySet(OwnQuerySet):
    """Notices."""

    def unread(self) -> Self:
        """Not looked at yet."""
        return self.filter(read_at=None)

    def not_arrived(self) -> Self:
        """Mailed, and come back or given up."""
        return self.filter(undelivered_at__isnull=False)

    def answered_for_by(self, user: "User | AnonymousUser") -> Self:
        """Those of the calls this person answers for, whoever they went to."""
        scope = scope_of(user)
        if scope.has(*NATIONAL_READERS):
            return self.all()
        return self.filter(organisation_id__in=scope.organisations("call_manager"))


class ChoiceQuerySet(OwnQuerySet):
    """People's own choices."""


class MailAddressQuerySet(ScopedQuerySet):
    """How addresses behave: nobody's to see but through what pages say about them."""

    def failing(self) -> Self:
        """Those that ordinary mail no longer goes to."""
        return self.filter(failing_since__isnull=False)
