"""Loads a person's scope from their memberships; named in `settings.SCOPE_LOADER`."""

from axportal.accounts.models import User
from axportal.accounts.scoping import Grant, Scope
from axportal.core import clock
from regions.models import Membership


def load_scope(user: User) -> Scope:
    """All roles in force today."""
    rows = Membership.objects.filter(user_id=user.pk).in_force(clock.seoul_date(clock.now()))
    return Scope(
        tuple(
            Grant(role=role, organisation_id=organisation_id, zone_id=zone_id)
            for role, organisation_id, zone_id in rows.values_list("role", "organisation_id", "zone_id")
        )
    )
