"""Who sees which reports."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from axportal.accounts.scoping import scope_of
from axportal.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User


class ReportRunQuerySet(ScopedQuerySet):
    """One's own runs and those of one's own organisation's staff; national staff share theirs."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The runs this user may open; all for auditors and platform administrators."""
        scope = scope_of(user)
        if scope.has("auditor", "platform_admin"):
            return self.all()
        if not user.is_authenticated or not scope.is_staff:
            return self.none()
        organisations = {grant.organisation_id for grant in scope.grants if grant.organisation_id is not None}
        shared = Q(organisation__in=organisations)
        if scope.is_national:
            shared |= Q(organisation__isnull=True)
        return self.filter(Q(requested_by_id=user.pk) | shared)

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """One's own runs; all for a platform administrator."""
        if scope_of(user).has("platform_admin"):
            return self.all()
        return self.filter(requested_by_id=user.pk) if user.is_authenticated else self.none()

    def standing(self) -> Self:
        """Runs that are under way or have files: an identical order shows these."""
        return self.filter(status__in=["queued", "running", "done", "partial"])


class ReportFileQuerySet(ScopedQuerySet):
    """Files go with their run."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The files of the runs this user may open."""
        runs = self.model._meta.get_field("run").related_model._default_manager.visible_to(user)
        return self.filter(run__in=runs)
