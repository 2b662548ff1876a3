"""Loads a person's scope from their memberships and powers of attorney; named in `settings.SCOPE_LOADER`."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import BigIntegerField, BooleanField, CharField, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from axportal.accounts.models import User
from axportal.accounts.scoping import Grant, Scope
from axportal.core import clock
from axportal.core.models import in_language
from axportal.core.prepared import Prepared
from regions.models import Delegation, Membership

DELEGATE = "delegate"
_NAMES = ("organisation__key", "organisation__name_ko", "organisation__name_en")


def _held(*, user_id: int, email: str, on: date, at: datetime) -> QuerySet[Any, Any]:
    """Both as rows of the same columns, in one statement."""
    return _memberships(user_id, on).union(_delegations(email, at), all=True)


def _memberships(user_id: int, on: date) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(user_id=user_id).in_force(on).order_by()
    annotated = rows.annotate(later=_truth(False), edits=_truth(True), signs=_truth(False), submits=_truth(False))
    return annotated.values_list(
        "later", "id", "role", "organisation_id", "zone_id", *_NAMES, "zone__name_ko", "zone__name_en", "ends_on",
        "edits", "signs", "submits",
    )  # fmt: skip


def _delegations(email: str, at: datetime) -> QuerySet[Any, Any]:
    rows = Delegation.objects.filter(email=email).in_force(at).order_by()
    annotated = rows.annotate(
        later=_truth(True),
        role=Cast(Value(DELEGATE), CharField()),
        zone=Cast(Value(None), BigIntegerField()),
        zone_ko=Cast(Value(""), CharField()),
        zone_en=Cast(Value(""), CharField()),
        ends_on=TruncDate("ends_at", tzinfo=clock.SEOUL),
    )
    return annotated.values_list(
        "later", "id", "role", "organisation_id", "zone", *_NAMES, "zone_ko", "zone_en", "ends_on",
        "edits", "signs", "submits",
    )  # fmt: skip


def _truth(value: bool) -> Cast:
    return Cast(Value(value), BooleanField())


_grants = Prepared(_held, user_id=-1, email="nobody", on=date.min, at=datetime(1, 1, 1, tzinfo=UTC))


def load_scope(user: User) -> Scope:
    """All roles in force now, in one query. A power of attorney begins and ends by the clock."""
    at = clock.now()
    rows = _grants(user_id=user.pk, email=user.email, on=clock.seoul_date(at), at=at)
    return Scope(tuple(_grant(*row) for row in sorted(rows, key=lambda row: row[:2])))


def _grant(
    _later: bool, _pk: int, role: str, organisation_id: int | None, zone_id: int | None, key: str | None,
    *rest: Any,
) -> Grant:  # fmt: skip
    organisation_ko, organisation_en, zone_ko, zone_en, ends_on, *held = rest
    acts = {act for act, is_held in zip(("edit", "sign", "submit"), held, strict=True) if is_held}
    return Grant(
        role=role,
        organisation_id=organisation_id,
        zone_id=zone_id,
        acts=frozenset(acts) if role == DELEGATE else frozenset(),
        organisation_key=key or "",
        place=in_language(organisation_ko, organisation_en)
        if organisation_id is not None
        else in_language(zone_ko or "", zone_en or ""),
        ends_on=ends_on,
    )
