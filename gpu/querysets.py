"""Who sees and changes GPU resources."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import BooleanField, Case, F, TextField, Value, When

from axportal.accounts.scoping import scope_of
from axportal.core.querysets import ScopedQuerySet
from regions.querysets import OpenQuerySet, RecordQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from axportal.accounts.models import User

KEEPERS = ("institute_admin", "gpu_operator")
"""Who of the operating organisation keeps its GPUs."""


def viewer_key(user: "User | AnonymousUser") -> str:
    """Differs between people who do not see, keep or are told of the same sites: all that is asked of a scope here."""
    scope = scope_of(user)
    return f"{scope.is_national} {scope.has('platform_admin')} {sorted(scope.organisations(*KEEPERS))}"


class DataCentreQuerySet(RecordQuerySet):
    """A data centre is kept by its owner."""

    keepers = ("owner",)
    roles = KEEPERS


class GpuPoolQuerySet(RecordQuerySet):
    """A pool is kept by the owner of its data centre."""

    keepers = ("owner",)
    roles = KEEPERS


class GpuModelQuerySet(OpenQuerySet):
    """GPU models are open; platform administrators keep the list."""


class ClusterQuerySet(RecordQuerySet):
    """A site is kept by its operator; a published one is open, as its figures are."""

    keepers = ("owner",)
    roles = KEEPERS

    def polled(self, at: datetime) -> Self:
        """Those that the portal reads by itself."""
        connected = self.filter(connector__in=["slurm_rest", "slurm_ssh"]) | self.exclude(telemetry_address="")
        return connected.filter(stopped_at=None)

    def told_to(self, user: "User | AnonymousUser") -> Self:
        """Sites of which this person is told more than figures: people, accounts and what was written about servers.

        Those they keep; all for national staff.
        """
        return self.all() if scope_of(user).is_national else self.editable_by(user)

    def with_told(self, user: "User | AnonymousUser") -> Self:
        """With `is_told`: whether it is one of these."""
        is_told = Case(When(pk__in=self._told(user), then=True), default=False, output_field=BooleanField())
        return self.annotate(is_told=is_told)

    def _told(self, user: "User | AnonymousUser") -> Any:
        return self.model._default_manager.all().told_to(user).order_by().values("pk")


class OfClusterQuerySet(ScopedQuerySet):
    """What a site reports: seen with the site, changed by its keepers."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Rows of the sites this user sees."""
        return self.filter(cluster__in=self._sites.visible_to(user))

    def editable_by(self, user: "User | AnonymousUser") -> Self:
        """Rows of the sites this user keeps."""
        return self.filter(cluster__in=self._sites.editable_by(user))

    def as_told(self, user: "User | AnonymousUser", **fields: str) -> Self:
        """With what these fields hold under other names: as stored where this person is told, "" elsewhere."""
        if scope_of(user).is_national:
            return self.annotate(**{name: F(field) for name, field in fields.items()})
        told = self._sites.told_to(user)
        return self.annotate(
            **{
                name: Case(When(cluster__in=told, then=F(field)), default=Value(""), output_field=TextField())
                for name, field in fields.items()
            }
        )

    @property
    def _sites(self) -> ClusterQuerySet:
        sites: ClusterQuerySet = self.model._meta.get_field("cluster").related_model._default_manager.all()
        return sites


class KeptByClusterQuerySet(OfClusterQuerySet):
    """How a site is read and what is wrong with it: for its keepers, and for national staff."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Rows of the sites this user keeps; all of them for national staff."""
        return self.all() if scope_of(user).is_national else self.filter(cluster__in=self._sites.told_to(user))
