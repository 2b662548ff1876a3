"""Two accounts of the same thing compared: what differs is work for the operator until it agrees or is explained."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.audit import services as audit
from axportal.core import clock, locks
from axportal.core.errors import InvalidInput, WrongState
from axportal.core.personal_numbers import refuse_personal_numbers
from gpu.models import Attempt, Cluster, Discrepancy, StreamState
from gpu.models.streams import Stream
from gpu.rules.freshness import Freshness, freshness, stream_seconds
from gpu.rules.thresholds import RUNAWAY_AFTER, are_apart
from gpu.selectors.discrepancies import (
    MOST_ROWS,
    Centre,
    Stand,
    centres,
    explained,
    lost_to_the_queue,
    used_by_account,
)

Kind = Discrepancy.Kind
REGISTER = (Kind.MISSING, Kind.UNLISTED, Kind.MOVED)
LONGEST_NOTE = 500
_COMPARED = (Stream.QUEUE, Stream.USAGE)

# --- the register and the sites -----------------------------------------------------------------------------------


@transaction.atomic
def compare_register(*, at: datetime) -> None:
    """Compare GPUs of each model in each data centre, as registered and as reported. Doing it again adds nothing.

    GPUs that one data centre of an owner lacks and another has too many of have moved; the rest is missing or unlisted.
    """
    found = centres()
    differing: list[Discrepancy] = []
    for owner in {centre.owner_id for centre in found.values()}:
        differing += _of_owner([centre for centre in found.values() if centre.owner_id == owner], at=at)
    compared = [centre.cluster_id for centre in found.values()]
    _settle(Discrepancy.objects.filter(cluster__in=compared, kind__in=REGISTER), differing, at=at)


def _of_owner(owned: list[Centre], *, at: datetime) -> list[Discrepancy]:
    differing = []
    for code in sorted({code for centre in owned for code in centre.stands}):
        lacking = {centre.key: _surplus(centre, code) for centre in owned}
        for centre in owned:
            for other in owned:
                moved = min(-lacking[other.key], lacking[centre.key])
                if moved >= 1000:
                    lacking[other.key] += moved
                    lacking[centre.key] -= moved
                    differing.append(_moved(other, centre, code, moved, at=at))
        for centre in owned:
            if abs(lacking[centre.key]) >= 1000:
                differing.append(_register_row(centre, code, lacking[centre.key], at=at))
    return differing


def _surplus(centre: Centre, code: str) -> int:
    """Thousandths of GPUs that are reported beyond those registered; nothing where the register gives no number."""
    stand = centre.stands.get(code)
    return 0 if stand is None or stand.registered is None else stand.reported - stand.registered


def _register_row(centre: Centre, code: str, surplus: int, *, at: datetime) -> Discrepancy:
    stand = centre.stands[code]
    kind = Kind.UNLISTED if surplus > 0 else Kind.MISSING
    return _found(centre.cluster_id, kind, code, stand.registered, stand.reported, _rows(stand), at=at)


def _moved(source: Centre, goal: Centre, code: str, moved: int, *, at: datetime) -> Discrepancy:
    rows = [{"from": source.name, "to": goal.name, "gpus": moved // 1000}, *_rows(goal.stands[code])]
    return _found(goal.cluster_id, Kind.MOVED, f"{code}:{source.key}", 0, moved, rows, at=at)


def _rows(stand: Stand) -> list[dict[str, Any]]:
    return [*stand.pools, *stand.nodes][:MOST_ROWS]


def _found(
    cluster_id: int, kind: str, key: str, ours: int | None, theirs: int | None, rows: list[Any], *, at: datetime
) -> Discrepancy:
    """A row of the register: GPUs in whole numbers, ours those registered, theirs those reported."""
    return Discrepancy(
        cluster_id=cluster_id,
        kind=kind,
        key=key[:200],
        ours=None if ours is None else ours // 1000,
        theirs=None if theirs is None else theirs // 1000,
        rows=rows,
        found_at=at,
        checked_at=at,
    )


# --- the portal's reckoning and the scheduler's -------------------------------------------------------------------


@transaction.atomic
def compare_accounting(cluster: Cluster, day: date, theirs: Mapping[str, int], *, at: datetime) -> None:
    """Compare the GPU-seconds of a day in Korea with the scheduler's own sums by account.

    `theirs` covers the day's hours that are over at `at`. A discrepancy opens where an account, or the sum of all, is
    more than one per cent and one GPU-hour apart, and closes when both agree again.
    """
    since = datetime.combine(day, time.min, tzinfo=clock.SEOUL)
    until = min(since + timedelta(days=1), at.replace(minute=0, second=0, microsecond=0))
    if until <= since:
        return
    ours = used_by_account(cluster, since=since, until=until)
    rows = _differing(ours, theirs)
    total_ours, total_theirs = sum(ours.values()), sum(theirs.values())
    apart = are_apart(total_ours, total_theirs) or any(are_apart(row["ours"], row["theirs"]) for row in rows)
    known = Discrepancy.objects.filter(cluster=cluster, kind=Kind.ACCOUNTING, key=day.isoformat())
    differing = [
        Discrepancy(
            cluster=cluster,
            kind=Kind.ACCOUNTING,
            key=day.isoformat(),
            ours=total_ours,
            theirs=total_theirs,
            rows=rows[:MOST_ROWS],
            found_at=at,
            checked_at=at,
        )
    ]
    _settle(known, differing if apart else [], at=at)


def _differing(ours: Mapping[str, int], theirs: Mapping[str, int]) -> list[dict[str, Any]]:
    """Accounts whose sums are not the same, those furthest apart first."""
    rows = [
        {"account": name, "ours": ours.get(name, 0), "theirs": theirs.get(name, 0)}
        for name in sorted({*ours, *theirs})
        if ours.get(name, 0) != theirs.get(name, 0)
    ]
    return sorted(rows, key=lambda row: -abs(row["ours"] - row["theirs"]))


# --- runs without an end ------------------------------------------------------------------------------------------


@transaction.atomic
def watch_runaways(*, at: datetime) -> None:
    """Note runs that the accounting counts and the queue does not know; after ten minutes they are a discrepancy.

    Only where both are fresh: a queue that is not read knows nobody. Doing it again adds nothing.
    """
    for cluster in Cluster.objects.filter(stopped_at=None).exclude(connector=Cluster.Connector.HAND).order_by("pk"):
        known_at = _both_fresh(cluster, at=at)
        if known_at is not None:
            _watch_runaways(cluster, known_at, at=at)


def _both_fresh(cluster: Cluster, *, at: datetime) -> datetime | None:
    """As of when the queue was known, if queue and accounting are fresh."""
    states = StreamState.objects.filter(cluster=cluster, stream__in=_COMPARED)
    times = dict(states.values_list("stream", "observed_at"))
    fresh = [
        stream
        for stream, time in times.items()
        if freshness(time, poll_seconds=stream_seconds(stream, cluster.poll_seconds), at=at) == Freshness.FRESH
    ]
    return times[Stream.QUEUE] if len(fresh) == len(_COMPARED) else None


def _watch_runaways(cluster: Cluster, known_at: datetime, *, at: datetime) -> None:
    lost = lost_to_the_queue(cluster)
    lost.filter(runaway_since=None, started_at__lt=known_at).update(runaway_since=known_at)
    noted = Attempt.objects.filter(cluster=cluster, runaway_since__isnull=False)
    noted.exclude(pk__in=lost.values("pk")).update(runaway_since=None)
    long_lost = noted.filter(runaway_since__lt=known_at - RUNAWAY_AFTER).select_related("account").order_by("pk")
    _settle(
        Discrepancy.objects.filter(cluster=cluster, kind=Kind.RUNAWAY),
        [_runaway(attempt, at=at) for attempt in long_lost],
        at=at,
    )


def _runaway(attempt: Attempt, *, at: datetime) -> Discrepancy:
    row = {
        "job": attempt.job_id,
        "account": attempt.account.name,
        "gpus": sum(attempt.gpus.values()),
        "started_at": attempt.started_at.isoformat() if attempt.started_at else "",
    }
    return Discrepancy(
        cluster_id=attempt.cluster_id, kind=Kind.RUNAWAY, key=attempt.key, rows=[row], found_at=at, checked_at=at
    )


# --- opening and closing ------------------------------------------------------------------------------------------


def _settle(known: Any, differing: Collection[Discrepancy], *, at: datetime) -> None:
    """Of the discrepancies that `known` may hold, exactly those that differ now are open afterwards."""
    there = {(row.cluster_id, row.kind, row.key): row for row in known.filter(closed_at=None).select_for_update()}
    settled = explained(differing)
    opened = []
    for row in differing:
        before = there.pop((row.cluster_id, row.kind, row.key), None)
        if before is not None:
            before.ours, before.theirs, before.rows, before.checked_at = row.ours, row.theirs, row.rows, at
            before.save(update_fields=["ours", "theirs", "rows", "checked_at"])
        elif (row.cluster_id, row.kind, row.key, row.ours, row.theirs) not in settled:
            opened.append(row)
    Discrepancy.objects.bulk_create(opened, ignore_conflicts=True)
    for row in there.values():
        row.closed_at = row.checked_at = at
        row.save(update_fields=["closed_at", "checked_at"])


@transaction.atomic
def explain(discrepancy: Discrepancy, note: str, *, actor: Any, at: datetime) -> None:
    """Close it with a person's reason; with the same figures it does not open again.

    Raises `InvalidInput` at `note`, and `WrongState` for one that is closed.
    """
    refuse_personal_numbers({"note": note})
    told = note.strip()
    if not 0 < len(told) <= LONGEST_NOTE:
        sentence = _("왜 다른지 500자 안으로 적어 주세요.")
        raise InvalidInput(sentence, code="note_required", fields={"note": [sentence]})
    discrepancy = locks.update(discrepancy)
    if discrepancy.closed_at is not None:
        raise WrongState(_("이미 닫힌 불일치입니다."), code="closed")
    discrepancy.note, discrepancy.closed_at = told, at
    discrepancy.save(update_fields=["note", "closed_at"])
    detail = {"kind": discrepancy.kind, "key": discrepancy.key}
    audit.record(actor=actor, action="gpu.discrepancy.explained", target=discrepancy.cluster, detail=detail, at=at)
