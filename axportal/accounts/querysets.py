"""Querysets of people's own things."""

from typing import TYPE_CHECKING, Self

from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User


class OwnQuerySet(ScopedQuerySet):
    """Each person sees and changes only their own rows."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The person's own rows."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """The same rows."""
        return self.visible_to(user)


class ApiTokenQuerySet(OwnQuerySet):
    """Tokens."""


class SignInQuerySet(OwnQuerySet):
    """Browser sessions."""
