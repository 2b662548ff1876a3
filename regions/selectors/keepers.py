"""Whose records a person keeps: the institutes they administer."""

from typing import Any

from django.db import models

from axportal.accounts.scoping import scope_of
from regions.models import Organisation
from regions.permissions import is_platform_admin


def own_institutes(user: Any) -> models.QuerySet[Organisation]:
    """The institutes that this user may name as keeper; all of them for a platform administrator."""
    institutes = Organisation.objects.filter(kind=Organisation.Kind.INSTITUTE)
    if is_platform_admin(user):
        return institutes
    return institutes.filter(pk__in=scope_of(user).organisations("institute_admin", "centre_manager"))


def own_institute_query(user: Any) -> dict[str, str] | None:
    """The filter for the records of one's own institute; None for who administers not exactly one."""
    if is_platform_admin(user):
        return None
    keys = scope_of(user).organisation_keys("institute_admin")
    return {"institute": keys[0]} if len(keys) == 1 else None


def own_institute_defaults(user: Any) -> dict[str, Any]:
    """A new record's keeper and zone, where the user keeps for exactly one institute."""
    found = list(own_institutes(user).select_related("zone")[:2])
    if len(found) != 1:
        return {}
    return {"institute": found[0], "zone": found[0].zone}
