"""Who sees which calls, applications, parts and files."""

from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeAlias

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from axportal.accounts.scoping import Scope, scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User
    from axportal.calls.models import Call

    AnyUser: TypeAlias = User | AnonymousUser

#: People of a company or laboratory who write an application.
WRITER_ROLES = ("company_representative", "company_member", "delegate")
#: National staff who read what was handed in; the others of the ministry see that it exists and where it stands.
CONTENT_ROLES = ("ministry_approver", "agency_officer", "auditor")


def writer_organisations(scope: Scope) -> frozenset[int]:
    """The organisations this person writes for."""
    return scope.organisations(*WRITER_ROLES)


def partner_organisations(scope: Scope) -> frozenset[int]:
    """Those, and the institutes this person administers: an institute takes part in calls of others as a partner."""
    return scope.organisations(*WRITER_ROLES, "institute_admin")


def _as_partner(scope: Scope) -> Q:
    """Rows that belong to a partner's people. The institute that runs a call is no partner of its applicants."""
    own = partner_organisations(scope)
    return Q(organisation__in=own) & ~Q(organisation=F("application__call__organisation")) if own else Q(pk__in=[])


class CallQuerySet(ScopedQuerySet):
    """Calls: open to all once announced; drafts are for the people who keep them."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Announced calls, and the drafts of one's own institute."""
        scope = scope_of(user)
        if scope.is_national:
            return self.all()
        announced = Q(announced_at__isnull=False) & ~Q(status="draft")  # a draft that was given up never was public
        return self.filter(announced | Q(organisation__in=scope.organisations("call_manager")))

    def editable_by(self, user: "AnyUser") -> Self:
        """The calls this user keeps."""
        scope = scope_of(user)
        if scope.has("platform_admin"):
            return self.all()
        return self.filter(organisation__in=scope.organisations("call_manager"))

    def upcoming(self, at: datetime) -> Self:
        """Announced and not yet open."""
        return self.filter(status="announced", opens_at__gt=at)

    def open(self, at: datetime) -> Self:
        """Taking applications at this instant."""
        return self.filter(status="announced", opens_at__lte=at, closes_at__gt=at)

    def closed(self, at: datetime) -> Self:
        """No longer taking applications, wherever their review and decision stand."""
        return self.exclude(status__in=["draft", "cancelled"]).filter(closes_at__lte=at)


class ApplicationQuerySet(ScopedQuerySet):
    """Applications: drafts for the people who write them, staff see them from their submission on."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Those one's organisation applies with or takes part in, and the submitted ones of one's own calls."""
        scope = scope_of(user)
        condition = Q(pk__in=[])
        condition |= self._written_by(scope)
        if scope.is_national:
            condition |= ~Q(number="")
        managed = scope.organisations("call_manager")
        if managed:
            condition |= ~Q(number="") & Q(call__organisation__in=managed)
        return self.filter(condition)

    def editable_by(self, user: "AnyUser") -> Self:
        """Those the user's organisation applies with or takes part in."""
        return self.filter(self._written_by(scope_of(user)))

    def _written_by(self, scope: Scope) -> Q:
        taking_part = partner_organisations(scope)
        if not taking_part:
            return Q(pk__in=[])
        members = self.model._meta.get_field("members").related_model._default_manager
        partner = Exists(
            members.filter(application=OuterRef("pk"), organisation__in=taking_part).exclude(
                organisation=OuterRef("call__organisation")
            )
        )
        return Q(organisation__in=writer_organisations(scope)) | Q(partner)

    def of_applicant(self, user: "AnyUser") -> Self:
        """Those the user's own organisation applies with."""
        return self.filter(organisation__in=writer_organisations(scope_of(user)))

    def with_titles(self) -> Self:
        """Annotates `project_ko` and `project_en`, the project's title as it stands in the draft."""
        return self.annotate(project_ko=self._title("title_ko"), project_en=self._title("title_en"))

    def _title(self, name: str) -> Coalesce:
        parts = self.model._meta.get_field("parts").related_model._default_manager
        found = parts.filter(application=OuterRef("pk"), step="project", organisation=OuterRef("organisation"))
        return Coalesce(Subquery(found.values(text=KT(f"fields__{name}"))[:1]), Value(""), output_field=TextField())


class PartQuerySet(ScopedQuerySet):
    """Parts: the applicant's people see all of an application, a partner's people their own."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Drafts are for their writers only; staff read the snapshot that was handed in."""
        scope = scope_of(user)
        return self.filter(Q(application__organisation__in=writer_organisations(scope)) | _as_partner(scope))

    def editable_by(self, user: "AnyUser") -> Self:
        """The same rows."""
        return self.visible_to(user)


class FileQuerySet(ScopedQuerySet):
    """Files: like parts for the writers; staff get those that were handed in."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Own files, and the submitted ones where one reads contents."""
        scope = scope_of(user)
        condition = Q(application__organisation__in=writer_organisations(scope)) | _as_partner(scope)
        submissions = self.model._meta.get_field("submissions").related_model._default_manager
        handed_in = Exists(submissions.filter(files=OuterRef("pk")))
        if scope.has(*CONTENT_ROLES):
            condition |= Q(handed_in)
        managed = scope.organisations("call_manager")
        if managed:
            condition |= Q(handed_in) & Q(application__call__organisation__in=managed)
        return self.filter(condition)

    def editable_by(self, user: "AnyUser") -> Self:
        """Own files."""
        scope = scope_of(user)
        return self.filter(Q(application__organisation__in=writer_organisations(scope)) | _as_partner(scope))

    def kept(self) -> Self:
        """Files that have not been taken out of the draft."""
        return self.filter(removed_at=None)


class SubmissionQuerySet(ScopedQuerySet):
    """Submissions: for the applicant's people and for staff who may read contents; partners see their application."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Whole snapshots."""
        scope = scope_of(user)
        if scope.has(*CONTENT_ROLES):
            return self.all()
        own = writer_organisations(scope)
        managed = scope.organisations("call_manager")
        return self.filter(Q(application__organisation__in=own) | Q(application__call__organisation__in=managed))


class ConsentQuerySet(ScopedQuerySet):
    """Consents: for the applicant, for the partner itself, and for staff who read contents once it was handed in."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Whole rows."""
        scope = scope_of(user)
        condition = Q(application__organisation__in=writer_organisations(scope)) | _as_partner(scope)
        handed_in = ~Q(application__number="")
        if scope.has(*CONTENT_ROLES):
            condition |= handed_in
        condition |= handed_in & Q(application__call__organisation__in=scope.organisations("call_manager"))
        return self.filter(condition)

    def newest(self) -> Self:
        """The row that counts of each organisation of each application."""
        return self.order_by("application_id", "organisation_id", "-id").distinct("application_id", "organisation_id")


class ScreeningQuerySet(ScopedQuerySet):
    """Findings: for the managers of the call and for national staff who read contents."""

    def visible_to(self, user: "AnyUser") -> Self:
        """Whole rows. The applicant is told the outcome, not each look."""
        scope = scope_of(user)
        if scope.has(*CONTENT_ROLES):
            return self.all()
        return self.filter(application__call__organisation__in=scope.organisations("call_manager"))

    def newest(self) -> Self:
        """The finding that counts of each rule of each submission."""
        return self.order_by("submission_id", "rule", "-id").distinct("submission_id", "rule")


class SubscriptionQuerySet(QuerySet):
    """Subscriptions: shown to nobody; mails are sent from them."""

    def of_call(self, call: "Call") -> Self:
        """Those that ask about such calls; a call without a zone is for all zones."""
        of_zone = Q(zone=None) | Q(zone=call.zone_id) if call.zone_id else Q()
        return self.filter(of_zone, programme__in=["", call.programme])
