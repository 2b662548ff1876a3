"""Telling the operator and the portal what is wrong at a site: once, and once more when it is over."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from axportal.accounts.models import User
from axportal.core import outbox
from axportal.notices.services import telling
from gpu import notifications
from gpu.models import Alert, Cluster
from gpu.rules.notices import ALERT, RECOVERY
from gpu.selectors.alerts import Found, conditions, lately_told
from gpu.tasks import watch as owed

#: An alert that gave way to a stronger one is not over: it ends without a word.
STRONGER = {Alert.Kind.STALE: Alert.Kind.LOST}
#: Their details are figures that move all the time: the alert keeps those it began with.
FIGURES = (Alert.Kind.COVERAGE, Alert.Kind.IDLE_HELD)


@transaction.atomic
def watch(*, at: datetime) -> None:
    """Open an alert for what does not hold, close what holds again, and owe the messages.

    Where nothing can be said an open alert stays open. The alerts of a site that somebody stopped are closed without
    a word, and so is one that gives way to a stronger one. What comes and goes is told once an
    hour. Doing it again does nothing more.
    """
    watched = Cluster.objects.filter(stopped_at=None)
    found = conditions(watched, at=at)
    known = {
        (alert.cluster_id, alert.kind): alert for alert in Alert.objects.select_for_update().filter(closed_at=None)
    }
    _open(found, known, at=at)
    _close(found, known, watched=set(watched.values_list("pk", flat=True)), at=at)
    _tell(at=at)


def _open(found: Found, known: dict[tuple[int, str], Alert], *, at: datetime) -> None:
    wanted = [
        Alert(cluster_id=cluster_id, kind=kind, detail=detail, opened_at=at)
        for (cluster_id, kind), detail in found.items()
        if detail is not None and (cluster_id, kind) not in known
    ]
    Alert.objects.bulk_create(wanted, ignore_conflicts=True)
    for place, alert in known.items():
        detail = found.get(place)
        if detail is not None and detail != alert.detail and alert.kind not in FIGURES:
            alert.detail = detail
            alert.save(update_fields=["detail"])


def _close(found: Found, known: dict[tuple[int, str], Alert], *, watched: set[int], at: datetime) -> None:
    for place, alert in known.items():
        if place in found:
            continue
        alert.closed_at = at
        alert.save(update_fields=["closed_at"])
        gave_way = (alert.cluster_id, STRONGER.get(Alert.Kind(alert.kind), "")) in found
        if alert.told_at is not None and alert.cluster_id in watched and not gave_way:
            key = f"gpu.notify_recovered:{alert.uuid}"
            outbox.enqueue(owed.notify_recovered, key=key, alert_id=alert.pk)


def _tell(*, at: datetime) -> None:
    """What is open and untold, unless people have heard of the same within the hour."""
    untold = Alert.objects.filter(closed_at=None, told_at=None).order_by("pk")
    quiet = lately_told(at=at) if untold else set()
    for alert in untold:
        if (alert.cluster_id, alert.kind) not in quiet:
            alert.told_at = at
            alert.save(update_fields=["told_at"])
            outbox.enqueue(owed.notify_alert, key=f"gpu.notify_alert:{alert.uuid}", alert_id=alert.pk)


def owe_alert(*, alert_id: int) -> None:
    """Tell the site's people of an alert. One of a demonstration removed meanwhile tells nobody."""
    _tell_people(ALERT, alert_id, notifications.opened)


def owe_recovered(*, alert_id: int) -> None:
    """Tell the site's people that it is over."""
    _tell_people(RECOVERY, alert_id, notifications.closed)


def _tell_people(kind: str, alert_id: int, write: Callable[[Alert, User], notifications.Letter]) -> None:
    alert = Alert.objects.select_related("cluster").filter(pk=alert_id).first()
    if alert is None:
        return
    for recipient in notifications.people_of(alert.cluster):
        letter = write(alert, recipient)
        owner = alert.cluster.owner_id
        telling.tell(kind, cause=alert.uuid, recipient=recipient, letter=letter, organisation_id=owner)
