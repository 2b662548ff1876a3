"""What needs a look now: late and waiting joint labs, old figures, calls that close soon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from axportal.calls.models import Call
from axportal.core import clock, formats, text_search
from axportal.core.models import Transition
from axportal.dashboard.selectors.view import View
from gpu.models import GpuPool
from labs.models import JointLab
from labs.querysets import ON_THE_WAY, WAITS_AT_MOST
from regions.models import RecordModel
from regions.selectors import ZoneSummary

FIGURES_AGE_AFTER = timedelta(days=365)
CLOSES_WITHIN = timedelta(days=7)
OWN_AHEAD = timedelta(days=30)
READ_AT_MOST = 100
SHOWN = 4


@dataclass(frozen=True)
class Item:
    """One thing to look at, with how long it has been so (or how long is left)."""

    title: str
    url: str
    measure: str
    detail: str
    is_demo: bool = False


@dataclass(frozen=True)
class Group:
    """Things of one kind. `state` gives sign and colour; `count` is exact unless `is_more`."""

    code: str
    state: str
    title: str
    items: tuple[Item, ...]
    count: int
    is_more: bool = False
    all_url: str = ""


@dataclass(frozen=True)
class Delay:
    """A lab that does not move on: where it stands, why, and since how many days."""

    lab: JointLab
    reason: str
    days: int


@dataclass(frozen=True)
class Attention:
    """All groups, and for the labs among them the reasons."""

    groups: tuple[Group, ...]
    delays: tuple[Delay, ...]
    own_milestones: tuple[Item, ...] = ()

    def count(self, code: str) -> int:
        """How many things of a kind."""
        return next((group.count for group in self.groups if group.code == code), 0)

    @property
    def total(self) -> int:
        """How many things in all."""
        return sum(group.count for group in self.groups)


def attention(user: Any, view: View, *, at: datetime, own: Iterable[int] = ()) -> Attention:
    """What this user should look at in these zones, in three statements."""
    today = clock.seoul_date(at)
    institutes = frozenset(own)
    labs = list(_labs(user, view.zone, at=at, today=today, own=institutes))
    late = [lab for lab in labs if _is_late(lab, today)]
    waiting = [lab for lab in labs if lab.waits_too_long(at=at) and not _is_late(lab, today)]
    groups = (
        _late_group(late, view.zone, today),
        _waiting_group(waiting, view.zone, at),
        _old_group(user, view.zone, today),
        _closing_group(user, view.zone, at),
    )
    coming = [lab for lab in labs if lab.institute_id in institutes and _is_coming(lab, today)]
    return Attention(
        groups=tuple(group for group in groups if group.count),
        delays=tuple(_delays(late, waiting, at=at, today=today)),
        own_milestones=tuple(_coming_item(lab, today) for lab in coming[:SHOWN]),
    )


def _labs(
    user: Any, zone: ZoneSummary | None, *, at: datetime, today: date, own: frozenset[int]
) -> QuerySet[JointLab, JointLab]:
    """Published labs that are late or wait too long, and those of one's own with a milestone to come."""
    last = Transition.objects.filter(model=JointLab._meta.label_lower, object_id=OuterRef("pk")).order_by("-id")
    found = JointLab.objects.visible_to(user).filter(publication=RecordModel.Publication.PUBLISHED)
    if zone is not None:
        found = found.filter(zone_id=zone.id)
    waiting = Q(status__in=ON_THE_WAY, status_since__lt=at - WAITS_AT_MOST)
    coming = Q(institute__in=own, next_milestone_on__lte=today + OWN_AHEAD) if own else Q(pk__in=[])
    return (
        found.defer(*text_search.COLUMNS)
        .exclude(status="ended")
        .annotate(last_reason=Subquery(last.values("reason")[:1]))
        .filter(Q(next_milestone_on__lt=today) | waiting | coming)
        .order_by("next_milestone_on", "pk")[:READ_AT_MOST]
    )


def _is_late(lab: JointLab, today: date) -> bool:
    return lab.next_milestone_on is not None and lab.next_milestone_on < today


def _is_coming(lab: JointLab, today: date) -> bool:
    return lab.next_milestone_on is not None and lab.next_milestone_on >= today


def days_text(days: int) -> str:
    """38일."""
    return ngettext("%(n)s일", "%(n)s일", days) % {"n": formats.number(days)}


def _late_group(labs: Sequence[Any], zone: ZoneSummary | None, today: date) -> Group:
    items = [
        Item(
            title=lab.name,
            url=lab.get_absolute_url(),
            measure=days_text((today - lab.next_milestone_on).days),
            detail=_("{milestone} · {day}까지").format(
                milestone=lab.next_milestone or _("마일스톤"), day=formats.day_short(lab.next_milestone_on)
            ),
            is_demo=lab.is_demo,
        )
        for lab in labs[:SHOWN]
    ]
    narrowed = f"&zone={zone.slug}" if zone else ""
    url = reverse("records:list", kwargs={"slug": "labs"}) + f"?late=true&publication=published{narrowed}"
    return _group("late", "bad", _("마일스톤 지남"), items, labs, url)


def _waiting_group(labs: Sequence[Any], zone: ZoneSummary | None, at: datetime) -> Group:
    ordered = sorted(labs, key=lambda lab: (lab.status_since, lab.pk))
    items = [
        Item(
            title=lab.name,
            url=lab.get_absolute_url(),
            measure=days_text(lab.days_in_status(at=at)),
            detail=_("{stage} 단계에 머묾").format(stage=lab.get_status_display()),
            is_demo=lab.is_demo,
        )
        for lab in ordered[:SHOWN]
    ]
    return _group("waiting", "warn", _("오래 머묾({n}일 넘음)").format(n=WAITS_AT_MOST.days), items, labs)


def _old_group(user: Any, zone: ZoneSummary | None, today: date) -> Group:
    found = GpuPool.objects.visible_to(user).filter(
        publication=RecordModel.Publication.PUBLISHED, count__isnull=False, as_of__lt=today - FIGURES_AGE_AFTER
    )
    if zone is not None:
        found = found.filter(zone_id=zone.id)
    pools = list(found.order_by("as_of", "pk")[:READ_AT_MOST])
    items = [
        Item(
            title=pool.name,
            url=pool.get_absolute_url(),
            measure=_months(today, pool.as_of),
            detail=_("GPU 수량 · {day} 값").format(day=formats.day(pool.as_of, weekday=False)),
            is_demo=pool.is_demo,
        )
        for pool in pools[:SHOWN]
    ]
    return _group("old", "warn", _("오래된 자료"), items, pools)


def _months(today: date, day: date) -> str:
    months = (today.year - day.year) * 12 + today.month - day.month
    return ngettext("%(n)s개월", "%(n)s개월", months) % {"n": months}


def _closing_group(user: Any, zone: ZoneSummary | None, at: datetime) -> Group:
    found = Call.objects.visible_to(user).open(at).filter(closes_at__lte=at + CLOSES_WITHIN)
    if zone is not None:
        found = found.filter(Q(zone_id=zone.id) | Q(zone_id=None))
    calls = list(found.order_by("closes_at", "pk")[:READ_AT_MOST])
    items = [
        Item(
            title=call.title,
            url=call.get_absolute_url(),
            measure=days_text((call.closes_at - at).days),
            detail=_("{moment} 마감").format(moment=formats.moment(call.closes_at)),
            is_demo=call.is_demo,
        )
        for call in calls[:SHOWN]
    ]
    return _group("closing", "info", _("곧 마감"), items, calls)


def _group(code: str, state: str, title: str, items: list[Item], found: Sequence[Any], url: str = "") -> Group:
    return Group(code, state, title, tuple(items), len(found), is_more=len(found) >= READ_AT_MOST, all_url=url)


def _delays(late: Sequence[Any], waiting: Sequence[Any], *, at: datetime, today: date) -> Iterable[Delay]:
    """The labs that do not move on, the longest first: why the last step was taken, else what comes next."""
    found = [Delay(lab, lab.last_reason or lab.next_milestone, lab.days_in_status(at=at)) for lab in waiting]
    found += [Delay(lab, lab.last_reason or lab.next_milestone, (today - lab.next_milestone_on).days) for lab in late]
    return sorted(found, key=lambda delay: -delay.days)[: SHOWN + 1]


def _coming_item(lab: JointLab, today: date) -> Item:
    on = lab.next_milestone_on
    return Item(
        title=lab.name,
        url=lab.get_absolute_url(),
        measure=days_text((on - today).days) if on else "",
        detail=lab.next_milestone,
        is_demo=lab.is_demo,
    )
