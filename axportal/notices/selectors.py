"""Reads: how somebody wants each kind, what waits for them, what did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from axportal.accounts.models import User
from axportal.notices.models import Choice, MailAddress, Notice, Way
from axportal.notices.permissions import can_read_not_arrived
from axportal.notices.rules.kinds import Kind, kinds, legal_keys


@dataclass(frozen=True)
class Chosen:
    """One kind and how the person gets it."""

    kind: Kind
    way: str


@dataclass(frozen=True)
class Frame:
    """What every page of a signed-in person tells: unread notices, an address that fails, notices not arrived."""

    unread: int = 0
    is_failing: bool = False
    not_arrived: int = 0


def way_of(user: User, kind: Kind) -> str:
    """How the person gets this kind; one with legal effect always at once."""
    if kind.is_legal:
        return Way.AT_ONCE
    return Choice.objects.filter(user=user, kind=kind.key).values_list("way", flat=True).first() or Way.AT_ONCE


def choices_of(user: User) -> list[Chosen]:
    """Every kind with the person's way, in one query."""
    ways = dict(Choice.objects.filter(user=user).values_list("kind", "way"))
    legal = dict.fromkeys(legal_keys(), Way.AT_ONCE)
    return [Chosen(kind, {**ways, **legal}.get(key, Way.AT_ONCE)) for key, kind in kinds().items()]


def choices_by_group(user: User) -> list[tuple[str, list[Chosen]]]:
    """The same, group by group."""
    return [(str(name), list(found)) for name, found in groupby(choices_of(user), key=lambda one: one.kind.group)]


def is_failing(address: str) -> bool:
    """Whether ordinary mail no longer goes to this address."""
    return MailAddress.objects.failing().filter(address=address.strip().lower()).exists()


def not_arrived(user: Any) -> QuerySet[Notice]:
    """Notices with legal effect that did not arrive by mail, of the calls this person answers for."""
    return Notice.objects.answered_for_by(user).not_arrived().filter(kind__in=legal_keys()).order_by("-id")


def frame_of(user: User) -> Frame:
    """One statement, however many notices there are."""
    unread = Notice.objects.visible_to(user).unread().order_by().values("user").values(n=Count("pk"))
    missing: Any = Value(0)
    if can_read_not_arrived(user):
        found = not_arrived(user).filter(read_at=None).order_by().annotate(all=Value(1)).values("all")
        missing = Coalesce(Subquery(found.values(n=Count("pk"))), 0, output_field=IntegerField())
    failing = MailAddress.objects.failing().filter(address=OuterRef("email"))
    row = (
        User.objects.filter(pk=user.pk)
        .annotate(
            unread=Coalesce(Subquery(unread), 0, output_field=IntegerField()),
            failing=Exists(failing),
            missing=missing,
        )
        .values_list("unread", "failing", "missing")
        .first()
    )
    return Frame(*row) if row is not None else Frame()


def people_with_digests(at: datetime) -> list[int]:
    """Whom a digest is due to: something waits that they have not looked at."""
    return list(_waiting(at).order_by("user_id").values_list("user_id", flat=True).distinct())


def waiting_for_digest(user: User, at: datetime) -> Sequence[Notice]:
    """What the person's next digest tells, oldest first."""
    return list(_waiting(at).filter(user=user).order_by("id"))


def _waiting(at: datetime) -> QuerySet[Notice]:
    return Notice.objects.unread().filter(way=Way.DAILY, digested_at=None, created_at__lt=at, user__is_active=True)
