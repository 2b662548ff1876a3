"""Loads a person's scope from their memberships; named in `settings.SCOPE_LOADER`."""

from axportal.accounts.models import User
from axportal.accounts.scoping import Grant, Scope
from axportal.core import clock
from regions.models import Membership


def load_scope(user: User) -> Scope:
    """All roles in force today, in one query."""
    rows = (
        Membership.objects.filter(user_id=user.pk)
        .in_force(clock.seoul_date(clock.now()))
        .select_related("organisation", "zone")
        .order_by("id")
    )
    return Scope(tuple(_grant(row) for row in rows))


def _grant(row: Membership) -> Grant:
    place = row.organisation or row.zone
    return Grant(
        role=row.role,
        organisation_id=row.organisation_id,
        zone_id=row.zone_id,
        organisation_key=(row.organisation.key or "") if row.organisation is not None else "",
        place=place.name if place is not None else "",
        ends_on=row.ends_on,
    )
