"""What is due, what is held back, and what comes next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from axportal.accounts.models import User
from axportal.audit.models import Access
from axportal.calls.models import Application, Call, ConsortiumMember
from axportal.challenges.models import Challenge, Interest
from axportal.core import clock
from axportal.core.models import Transition
from axportal.notices.models import Bounce, Notice
from axportal.retention.models import Erasure, Hold, Period, Run
from axportal.retention.rules import months_after, months_before
from axportal.reviews.models import Assignment
from regions.models import CompanyProfile, Delegation, Membership

#: Calls of which nothing is open any more: while an objection waits, everything stays.
_OVER = (Call.Status.FINALISED, Call.Status.ARCHIVED, Call.Status.CANCELLED)
#: How far ahead the page looks.
AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Outlook:
    """One period with what it would touch: due now, held back though due, and due within the next 90 days."""

    period: Period
    due: int
    held: int
    soon: int
    oldest: date | None
    calls: tuple["CallOutlook", ...] = ()


@dataclass(frozen=True)
class CallOutlook:
    """The applications of one call that a period is about."""

    call: Call
    applications: int
    held: int
    due_on: date


def told(runs: Iterable[Run]) -> list[tuple[Run, list[tuple[str, dict[str, int]]]]]:
    """Runs with the name of each period and its counts."""
    names = {period.key: period.what for period in Period.objects.all()}
    return [(run, [(names.get(key, key), counts) for key, counts in run.counts.items()]) for run in runs]


def begun(key: str) -> QuerySet[Any]:
    """The rows of a period that are not erased yet, each with `begun`, from when its months count."""
    return _BEGUN[key]()


def held(key: str, at: datetime) -> Q:
    """A condition on those rows: a hold in force keeps them."""
    holds = Hold.objects.in_force(clock.seoul_date(at))
    held_back = _HELD.get(key)
    return held_back(holds) if held_back is not None else Q(pk__in=[])


def due(key: str, months: int, at: datetime) -> QuerySet[Any]:
    """The rows whose time has come and that nothing holds back."""
    return begun(key).filter(begun__lte=months_before(at, months)).exclude(held(key, at))


def outlooks(at: datetime) -> list[Outlook]:
    """Every period of the schedule with what it would touch."""
    return [_outlook(period, at) for period in Period.objects.order_by("position")]


def _outlook(period: Period, at: datetime) -> Outlook:
    rows, now = begun(period.key), months_before(at, period.months)
    ripe = rows.filter(begun__lte=now)
    kept_back = ripe.filter(held(period.key, at)).count()
    first = rows.order_by("begun").values_list("begun", flat=True).first()
    return Outlook(
        period=period,
        due=ripe.count() - kept_back,
        held=kept_back,
        soon=rows.filter(begun__gt=now, begun__lte=months_before(at + AHEAD, period.months)).count(),
        oldest=clock.seoul_date(months_after(first, period.months)) if first is not None else None,
        calls=tuple(_by_call(period, rows, at)) if period.key in {"applications", "drafts"} else (),
    )


def _by_call(period: Period, rows: QuerySet[Any], at: datetime) -> list[CallOutlook]:
    """The calls whose applications are due, or will be within the next 90 days."""
    found: dict[int, list[Any]] = {}
    soon = rows.filter(begun__lte=months_before(at + AHEAD, period.months))
    kept_back = set(soon.filter(held(period.key, at)).values_list("pk", flat=True))
    for row in soon.select_related("call").order_by("begun", "pk"):
        found.setdefault(row.call_id, []).append(row)
    return [
        CallOutlook(
            call=group[0].call,
            applications=len(group),
            held=sum(row.pk in kept_back for row in group),
            due_on=clock.seoul_date(months_after(group[0].begun, period.months)),
        )
        for group in found.values()
    ]


def _not_erased(rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    done = Erasure.objects.filter(key=key, target_uuid=OuterRef("uuid"))
    return rows.exclude(Exists(done)).exclude(begun=None)


def _applications() -> QuerySet[Application]:
    cancelled = Case(When(call__status=Call.Status.CANCELLED, then="call__closes_at"), output_field=DateTimeField())
    rows = Application.objects.exclude(number="").filter(call__status__in=_OVER)
    rows = rows.annotate(begun=Coalesce("call__notified_at", cancelled))
    return _not_erased(rows, "applications")


def _drafts() -> QuerySet[Application]:
    return _not_erased(Application.objects.filter(number="").annotate(begun=F("call__closes_at")), "drafts")


def _people() -> QuerySet[User]:
    """Those whose every role has an end; who never had one counts from signing up or in."""
    open_ended = Membership.objects.filter(user=OuterRef("pk"), ends_on=None)
    rows = User.objects.filter(anonymised_at=None).exclude(Exists(open_ended))
    ended = Cast(Max("memberships__ends_on"), DateTimeField())
    return _not_erased(rows.annotate(begun=Greatest(ended, "last_login", "created_at")), "people")


def _of_held(holds: QuerySet[Hold]) -> Q:
    """Applications that are held, alone or with their call; a NULL among the ids would make "not in" true of none."""
    alone = holds.filter(application__isnull=False).values("application")
    return Q(pk__in=alone) | Q(call__in=holds.filter(call__isnull=False).values("call"))


def _held_people(holds: QuerySet[Hold]) -> Q:
    """Whoever took part in what is held: for the applicant, a partner, the institute of the call, or as reviewer."""
    kept = Application.objects.filter(_of_held(holds))
    took_part = (
        _of_held_applicants(holds)
        | Q(organisation__in=kept.values("call__organisation"))
        | Q(user__in=Assignment.objects.filter(application__in=kept).values("reviewer__user"))
    )
    return Q(pk__in=Membership.objects.filter(took_part).values("user"))


def _of_held_applicants(holds: QuerySet[Hold]) -> Q:
    """What belongs to an applicant or a partner of what is held."""
    kept = Application.objects.filter(_of_held(holds))
    partners = ConsortiumMember.objects.filter(application__in=kept)
    return Q(organisation__in=kept.values("organisation")) | Q(organisation__in=partners.values("organisation"))


def _held_interests(holds: QuerySet[Hold]) -> Q:
    """Answers to challenges that led into a call of which something is held."""
    calls = Call.objects.filter(
        Q(pk__in=holds.filter(call__isnull=False).values("call"))
        | Q(pk__in=holds.filter(application__isnull=False).values("application__call"))
    )
    return Q(challenge__in=Challenge.objects.filter(calls__in=calls).values("pk"))


def _delegations() -> QuerySet[Delegation]:
    over = Least("ends_at", Coalesce("revoked_at", "ends_at"))
    return _not_erased(Delegation.objects.annotate(begun=over), "delegations")


def _profiles() -> QuerySet[CompanyProfile]:
    """Those of organisations of which every role has an end."""
    open_ended = Membership.objects.filter(organisation=OuterRef("organisation"), ends_on=None)
    ended = Cast(Max("organisation__memberships__ends_on"), DateTimeField())
    rows = CompanyProfile.objects.exclude(Exists(open_ended)).annotate(begun=Greatest(ended, "updated_at"))
    return _not_erased(rows, "profiles")


def _interests() -> QuerySet[Interest]:
    """Answers to challenges that look for nobody any more, from the step that made it so."""
    steps = Transition.objects.filter(
        model=Challenge._meta.label_lower, object_id=OuterRef("challenge"), target=OuterRef("challenge__status")
    )
    rows = Interest.objects.exclude(challenge__status__in=[Challenge.Status.DRAFT, Challenge.Status.OPEN])
    return _not_erased(rows.annotate(begun=Subquery(steps.order_by("-id").values("at")[:1])), "interests")


def _notices() -> QuerySet[Notice]:
    return Notice.objects.annotate(begun=F("created_at"))


def _accesses() -> QuerySet[Access]:
    return Access.objects.annotate(begun=F("at"))


def old_bounces(months: int, at: datetime) -> QuerySet[Bounce]:
    """Reports of mail that came back; they go with the notices."""
    return Bounce.objects.filter(reported_at__lte=months_before(at, months))


_BEGUN: dict[str, Callable[[], QuerySet[Any]]] = {
    "access_log": _accesses,
    "applications": _applications,
    "drafts": _drafts,
    "people": _people,
    "notices": _notices,
    "delegations": _delegations,
    "profiles": _profiles,
    "interests": _interests,
}
_HELD: dict[str, Callable[[QuerySet[Hold]], Q]] = {
    "applications": _of_held,
    "drafts": _of_held,
    "people": _held_people,
    "delegations": _of_held_applicants,
    "profiles": _of_held_applicants,
    "interests": _held_interests,
}
