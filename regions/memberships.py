"""Loads a person's scope from their memberships; named in `settings.SCOPE_LOADER`."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from axportal.accounts.models import User
from axportal.accounts.scoping import Grant, Scope
from axportal.core import clock
from axportal.core.models import in_language
from axportal.core.prepared import Prepared
from regions.models import Membership

_NAMES = ("organisation__name_ko", "organisation__name_en", "zone__name_ko", "zone__name_en")


def _held(*, user_id: int, on: date) -> QuerySet[Membership, Any]:
    rows = Membership.objects.filter(user_id=user_id).in_force(on).order_by("id")
    return rows.values_list("role", "organisation_id", "zone_id", "organisation__key", *_NAMES, "ends_on")


_grants = Prepared(_held, user_id=-1, on=date.min)


def load_scope(user: User) -> Scope:
    """All roles in force today, in one query."""
    return Scope(tuple(_grant(*row) for row in _grants(user_id=user.pk, on=clock.seoul_date(clock.now()))))


def _grant(role: str, organisation_id: int | None, zone_id: int | None, key: str | None, *rest: Any) -> Grant:
    organisation_ko, organisation_en, zone_ko, zone_en, ends_on = rest
    return Grant(
        role=role,
        organisation_id=organisation_id,
        zone_id=zone_id,
        organisation_key=key or "",
        place=in_language(organisation_ko, organisation_en)
        if organisation_id is not None
        else in_language(zone_ko or "", zone_en or ""),
        ends_on=ends_on,
    )
