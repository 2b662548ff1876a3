"""Who sees which reviewers, ties, conflicts, assignments and sheets. Nothing here is ever visible to applicants."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q

from axportal.accounts.scoping import Scope, scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

#: Who keeps the pool of reviewers and their ties.
KEEPER_ROLES = ("platform_admin", "agency_officer", "call_manager")
#: Who reads the whole of a review, whichever institute's it is.
NATIONAL_READERS = ("platform_admin", "agency_officer", "auditor")


def led_organisations(scope: Scope) -> frozenset[int]:
    """The institutes whose reviews this person manages or chairs."""
    return scope.organisations("call_manager", "panel_chair")


class PoolQuerySet(ScopedQuerySet):
    """The pool: for its keepers and the auditor; a reviewer sees their own entry."""

    own = "user"

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The entries this user may read."""
        if scope_of(user).has(*KEEPER_ROLES, "auditor"):
            return self.all()
        return self.filter(**{self.own: user.pk}) if user.is_authenticated else self.none()

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """All of them for the keepers."""
        return self.all() if scope_of(user).has(*KEEPER_ROLES) else self.none()

    def available(self, on: date) -> Self:
        """Active, and within the days they gave."""
        return self.filter(
            Q(available_from__isnull=True) | Q(available_from__lte=on),
            Q(available_until__isnull=True) | Q(available_until__gte=on),
            is_active=True,
        )


class TieQuerySet(ScopedQuerySet):
    """Ties: for the keepers of the pool and the auditor."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """All or none."""
        return self.all() if scope_of(user).has(*KEEPER_ROLES, "auditor") else self.none()

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """All or none."""
        return self.all() if scope_of(user).has(*KEEPER_ROLES) else self.none()


class LedQuerySet(ScopedQuerySet):
    """What belongs to a call's review: for those who lead it; `call` is the path to the call."""

    call = "call"

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The reviews of one's own institute, all for national readers."""
        scope = scope_of(user)
        if scope.has(*NATIONAL_READERS):
            return self.all()
        return self.filter(**{f"{self.call}__organisation__in": led_organisations(scope)})

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Those whose call one manages."""
        scope = scope_of(user)
        if scope.has("platform_admin"):
            return self.all()
        return self.filter(**{f"{self.call}__organisation__in": scope.organisations("call_manager")})


class OfRoundQuerySet(LedQuerySet):
    """What belongs to one round."""

    call = "round__call"


class OfApplicationQuerySet(LedQuerySet):
    """What belongs to one application's review."""

    call = "application__call"


class OfAssignmentQuerySet(LedQuerySet):
    """What belongs to one assignment."""

    call = "assignment__application__call"


class OfSheetQuerySet(LedQuerySet):
    """What belongs to one sheet."""

    call = "sheet__assignment__application__call"


class AssignmentQuerySet(OfApplicationQuerySet):
    """Assignments: for those who lead the review, and each reviewer's own."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Also those that lead it."""
        led = super().visible_to(user)
        return led | self.of_reviewer(user) if user.is_authenticated else self.none()

    def led_by(self, user: "User | AnonymousUser") -> Self:
        """Those of reviews this person may read, one's own as a reviewer left out."""
        return super().visible_to(user)

    def of_reviewer(self, user: "User | AnonymousUser") -> Self:
        """One's own work as a reviewer, as long as one holds the role and is not taken off."""
        if not scope_of(user).has("reviewer"):
            return self.none()
        return self.filter(reviewer__user=user.pk).exclude(status="ended")

    def live(self) -> Self:
        """Not taken off."""
        return self.exclude(status="ended")


class SheetQuerySet(ScopedQuerySet):
    """Sheets: one's own, and handed-in ones for those who lead the review."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """A sheet still being written is its reviewer's alone."""
        scope = scope_of(user)
        own = Q(assignment__reviewer__user=user.pk) if scope.has("reviewer") else Q(pk__in=[])
        led = Q(assignment__application__call__organisation__in=led_organisations(scope))
        if scope.has(*NATIONAL_READERS):
            led = Q()
        return self.filter(own | (led & Q(handed_in_at__isnull=False)))

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """One's own that is not handed in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(assignment__reviewer__user=user.pk, handed_in_at=None)

    def counting(self) -> Self:
        """Handed in, and not set aside."""
        aside = self.model._meta.get_field("set_aside").related_model._default_manager
        return self.filter(~Exists(aside.filter(sheet=OuterRef("pk"))), handed_in_at__isnull=False)


class RecusalQuerySet(OfApplicationQuerySet):
    """Reasons for which somebody stays out of an application's review."""

    def open(self) -> Self:
        """Those that keep the reviewer out: not excused, and not a challenge that was dismissed."""
        return self.filter(excused_at=None).exclude(accepted=False)
