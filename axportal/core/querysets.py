"""The base of every queryset: nothing is visible unless an app says so."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User


class ScopedQuerySet(models.QuerySet[Any]):
    """Deny first: subclasses widen `visible_to` and `editable_by` for the people who may."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The rows this user may read."""
        return self.none()

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """The rows this user may change."""
        return self.none()
