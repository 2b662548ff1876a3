"""Who sees rankings, decisions, letters and objections."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeAlias

from django.db.models import Exists, OuterRef, Q

from axportal.accounts.scoping import scope_of
from axportal.calls.querysets import CONTENT_ROLES, writer_organisations
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

    AnyUser: TypeAlias = User | AnonymousUser

#: Of the institute that runs the call: who prepares the decision.
CALL_ROLES = ("call_manager", "panel_chair")
#: Who says which person somebody is that decides.
DECIDER_KEEPERS = ("agency_officer", "platform_admin")
#: A decision that applicants have been told.
TOLD = ("published", "superseded")


class BehindTheCurtainQuerySet(ScopedQuerySet):
    """What goes before a decision: for the people of the call and those of the nation who read contents."""

    #: The way from the model to its call.
    call: ClassVar[str] = "call"

    def visible_to(self, user: "AnyUser") -> Self:
        """All for national readers of contents, else those of one's own institute's calls."""
        scope = scope_of(user)
        if scope.has(*CONTENT_ROLES, "platform_admin"):
            return self.all()
        return self.filter(**{f"{self.call}__organisation__in": scope.organisations(*CALL_ROLES)})

    def editable_by(self, user: "AnyUser") -> Self:
        """The same rows: services ask who may do what."""
        return self.visible_to(user)


class OfApplicationQuerySet(BehindTheCurtainQuerySet):
    """The same for rows of one application."""

    call = "application__call"


class ToldQuerySet(BehindTheCurtainQuerySet):
    """Decisions: behind the curtain until they are published, then also for the people of the applicant."""

    call = "application__call"
    selection: ClassVar[str] = "selection"

    def visible_to(self, user: "AnyUser") -> Self:
        """Those of one's own applications once they have been told, and what staff see anyway."""
        staff = super().visible_to(user)
        own = writer_organisations(scope_of(user))
        if not own:
            return staff
        told = Q(**{f"{self.selection}__status__in": TOLD})
        return staff | self.filter(told, application__organisation__in=own)


class LetterQuerySet(ScopedQuerySet):
    """Letters go with their decisions."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Those whose decision one sees."""
        decisions = self.model._meta.get_field("decision").related_model._default_manager
        return self.filter(decision__in=decisions.visible_to(user))

    def editable_by(self, user: "AnyUser") -> Self:
        """None: a letter stays as it was issued."""
        return self.none()


class LetterFileQuerySet(ScopedQuerySet):
    """Files go with their letters."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Those whose letter one sees."""
        letters = self.model._meta.get_field("letter").related_model._default_manager
        return self.filter(letter__in=letters.visible_to(user))


class ObjectionQuerySet(BehindTheCurtainQuerySet):
    """Objections: the applicant's own, those that one handles, and what staff see anyway."""

    call = "application__call"

    def visible_to(self, user: "AnyUser") -> Self:
        """By the applicant's people, by its handler and panel, by staff."""
        staff = super().visible_to(user)
        if not user.is_authenticated:  # a visitor's key is None, and so is the handler where nobody has taken it up
            return staff
        own = writer_organisations(scope_of(user))
        mine = Q(application__organisation__in=own) if own else Q(pk__in=[])
        members = self.model._meta.get_field("members").related_model._default_manager
        heard = Exists(members.filter(objection=OuterRef("pk"), user=user.pk))
        return self.filter(Q(pk__in=staff.values("pk")) | mine | Q(handler=user.pk) | heard)


class DeciderQuerySet(ScopedQuerySet):
    """Who the people are that decide: for those who say it, and the auditor."""

    def visible_to(self, user: "AnyUser") -> Self:
        """All or none."""
        return self.all() if scope_of(user).has(*DECIDER_KEEPERS, "auditor") else self.none()

    def editable_by(self, user: "AnyUser") -> Self:
        """All or none."""
        return self.all() if scope_of(user).has(*DECIDER_KEEPERS) else self.none()
