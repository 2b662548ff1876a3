"""Who sees and changes what in the regions, and the base querysets of records elsewhere."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from axportal.accounts.scoping import scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User


class OpenQuerySet(ScopedQuerySet):
    """Open to all (class P0); changed by platform administrators only."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Everything."""
        return self.all()

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Everything for a platform administrator, nothing for others."""
        return self.all() if scope_of(user).has("platform_admin") else self.none()


class FactQuerySet(OpenQuerySet):
    """Facts about the world: open; reference rows change by a new release of the data."""


class RecordQuerySet(ScopedQuerySet):
    """Records: published ones are open, drafts are for their keeper's people and national staff.

    `keepers` names the foreign keys whose organisation keeps the record; `roles` who of it may edit.
    """

    keepers: tuple[str, ...] = ("organisation",)
    roles: tuple[str, ...] = ("institute_admin",)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Published rows, and the drafts this user may know of."""
        scope = scope_of(user)
        if scope.is_national:
            return self.all()
        return self.filter(Q(publication="published") | self._kept_by(scope.organisations(*self.roles)))

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """The rows this user keeps; all of them for a platform administrator."""
        scope = scope_of(user)
        if scope.has("platform_admin"):
            return self.all()
        organisations = scope.organisations(*self.roles)
        return self.filter(self._kept_by(organisations)) if organisations else self.none()

    def _kept_by(self, organisations: frozenset[int]) -> Q:
        condition = Q(pk__in=[])
        for keeper in self.keepers if organisations else ():
            condition |= Q(**{f"{keeper}__in": organisations})
        return condition


class OrganisationQuerySet(OpenQuerySet):
    """Organisations are open; each is kept by its own representative, institutes by their administrators."""

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """One's own organisation."""
        scope = scope_of(user)
        if scope.has("platform_admin"):
            return self.all()
        return self.filter(pk__in=scope.organisations("institute_admin", "company_representative"))


class MembershipQuerySet(ScopedQuerySet):
    """Memberships: one's own, those of the organisation one administers, all for platform administrators."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The memberships this user may see."""
        scope = scope_of(user)
        if scope.has("platform_admin", "auditor"):
            return self.all()
        if not user.is_authenticated:
            return self.none()
        own = scope.organisations("institute_admin", "company_representative")
        return self.filter(Q(user_id=user.pk) | Q(organisation__in=own))

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Those of one's own organisation, or all."""
        scope = scope_of(user)
        if scope.has("platform_admin"):
            return self.all()
        return self.filter(organisation__in=scope.organisations("institute_admin", "company_representative"))

    def in_force(self, on: date) -> Self:
        """Begun and not ended on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


#: The people of an organisation: they see its profile and who acts for it.
PEOPLE_ROLES = ("company_representative", "company_member", "institute_admin", "delegate")
#: Those of them who speak for it: they name delegates and take that back.
HEAD_ROLES = ("company_representative", "institute_admin")
#: Officials who compare an organisation with its documents.
CHECKER_ROLES = ("agency_officer", "platform_admin")


class _OfOrganisationQuerySet(ScopedQuerySet):
    """Rows about an organisation: for its people, for those who check it, and for auditors."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Whole rows."""
        scope = scope_of(user)
        if scope.has(*CHECKER_ROLES, "auditor"):
            return self.all()
        return self.filter(organisation__in=scope.organisations(*PEOPLE_ROLES))


class ProfileQuerySet(_OfOrganisationQuerySet):
    """Profiles: written by the organisation's own people."""

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """One's own organisation's."""
        own = scope_of(user).organisations("company_representative", "company_member", "institute_admin")
        return self.filter(organisation__in=own)


class CheckQuerySet(_OfOrganisationQuerySet):
    """Checks of organisations."""

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Nobody's: a check is followed by another, never rewritten."""
        return self.none()


class DelegationQuerySet(_OfOrganisationQuerySet):
    """Powers of attorney."""

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Those of the organisations one speaks for."""
        return self.filter(organisation__in=scope_of(user).organisations(*HEAD_ROLES))

    def in_force(self, at: datetime) -> Self:
        """Begun, not over, not revoked."""
        return self.filter(starts_at__lte=at, ends_at__gt=at, revoked_at=None)
