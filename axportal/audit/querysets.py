"""Who may read the log."""

from typing import TYPE_CHECKING, Self

from axportal.accounts.scoping import scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User


class ActQuerySet(ScopedQuerySet):
    """Acts: all for auditors and platform administrators, one's own organisation's for institute administrators."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The acts this user may read."""
        scope = scope_of(user)
        if scope.has("auditor", "platform_admin"):
            return self
        organisations = scope.organisations("institute_admin", "company_representative")
        return self.filter(organisation_id__in=organisations) if organisations else self.none()


class AccessQuerySet(ScopedQuerySet):
    """Looks at personal data: for auditors and platform administrators."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """All or none."""
        return self if scope_of(user).has("auditor", "platform_admin") else self.none()
