"""Who sees which challenges, their confidential parts and the answers to them."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from axportal.accounts.scoping import Scope, scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User
    from regions.models import Organisation

#: People who post for their organisation and answer for it.
POSTER_ROLES = ("company_representative", "company_member", "institute_admin", "call_manager")
ANSWERER_ROLES = ("institute_admin", "call_manager")
#: Staff of the ministry belong to no organisation in their grants; they post in the name of this one.
MINISTRY_ROLES = ("ministry_viewer", "ministry_approver")
MINISTRY = "msit"
#: What everybody may know of.
OPEN_STATUSES = ("open", "matched", "closed")


def of_poster(scope: Scope, organisation: str = "") -> Q:
    """The organisations this person posts for; `organisation` is the path to one, empty on organisations themselves."""
    own = scope.organisations(*POSTER_ROLES)
    within, key = (f"{organisation}__in", f"{organisation}__key") if organisation else ("pk__in", "key")
    condition = Q(**{within: own})
    return condition | Q(**{key: MINISTRY}) if scope.has(*MINISTRY_ROLES) else condition


def is_of_poster(scope: Scope, organisation: "Organisation") -> bool:
    """Whether this person posts for the organisation."""
    if organisation.pk in scope.organisations(*POSTER_ROLES):
        return True
    return scope.has(*MINISTRY_ROLES) and organisation.key == MINISTRY


class ChallengeQuerySet(ScopedQuerySet):
    """Challenges: their public part is open to all once posted; drafts are for the poster's people alone."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Posted ones, and those of one's own organisation."""
        return self.filter(Q(status__in=OPEN_STATUSES) | of_poster(scope_of(user), "organisation"))

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Those of one's own organisation."""
        return self.filter(of_poster(scope_of(user), "organisation"))


class ConfidentialQuerySet(ScopedQuerySet):
    """Confidential parts: for the poster's people and for those of the organisations it names, for nobody else."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Neither national staff nor whoever runs the portal is named by a role."""
        scope = scope_of(user)
        readers = Q(challenge__readers__in=scope.organisations(*POSTER_ROLES))
        named = readers & Q(challenge__status__in=OPEN_STATUSES)
        return self.filter(of_poster(scope, "challenge__organisation") | named).distinct()


class InterestQuerySet(ScopedQuerySet):
    """Answers: for the poster's people and one's own; no institute sees another's, nor how many there are."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Both sides."""
        scope = scope_of(user)
        return self.filter(
            of_poster(scope, "challenge__organisation") | Q(organisation__in=scope.organisations(*ANSWERER_ROLES))
        )

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """One's own."""
        return self.filter(organisation__in=scope_of(user).organisations(*ANSWERER_ROLES))
