"""What a person enters of a site without a scheduler: the whole list of its servers, of one day."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from axportal.audit import services as audit
from axportal.core import clock
from axportal.core.errors import InvalidInput, WrongState
from gpu.models import Cluster, IngestBatch, Node, StreamState
from gpu.models.streams import Stream
from gpu.rules.batches import Answer, runs
from gpu.rules.hand_files import HandRow, readings, written
from gpu.services import ingest, streams


@transaction.atomic
def enter(*, cluster: Cluster, rows: Sequence[HandRow], as_of: date, key: str, actor: Any, at: datetime) -> IngestBatch:
    """Replace what is known of the site by these rows, as of that day; who is not among them is retired.

    `key` names the form: sent twice it has no second effect. Raises `WrongState` for a site that reports by itself,
    and `InvalidInput` for a day to come, one before the newest list, or rows that cannot be.
    """
    cluster = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    if cluster.connector != Cluster.Connector.HAND:
        raise WrongState(_("스스로 보고하는 사이트입니다. 손으로 적은 것이 덮을 수 없습니다."), code="reports_itself")
    observed_at = _moment_of(cluster, as_of, at=at)
    batch, is_new = IngestBatch.objects.get_or_create(
        cluster=cluster,
        key=f"hand:{key}"[:100],
        defaults={
            "way": IngestBatch.Way.HAND,
            "body_digest": hashlib.sha256(written(rows).encode()).hexdigest(),
            "received_at": at,
            "received_by": actor,
            "as_of": as_of,
        },
    )
    if not is_new:
        return batch
    nodes = readings(rows)
    taken = ingest.inventory(cluster, nodes, observed_at=observed_at, is_whole=True, at=at)
    _ensure_taken([Answer(line.result, line.code) for line in taken.lines])
    _follow(cluster, {node.name for node in nodes}, actor=actor, at=at)
    streams.succeeded(cluster, Stream.INVENTORY.value, at=at, observed_at=observed_at, rows=len(nodes))
    _note(batch, [Answer(line.result, line.code) for line in taken.lines])
    audit.record(
        actor=actor,
        action="gpu.site.entered",
        target=cluster,
        detail={"as_of": as_of.isoformat(), "servers": len(nodes)},
        at=at,
    )
    return batch


def _moment_of(cluster: Cluster, as_of: date, *, at: datetime) -> datetime:
    """The beginning of the day, or just after the newest list of it: a correction is newer than what it corrects."""
    today = clock.seoul_date(at)
    if as_of > today:
        message = _("오늘까지의 날짜를 적어 주세요.")
        raise InvalidInput(message, fields={"as_of": [message]})
    start = datetime.combine(as_of, time.min, tzinfo=clock.SEOUL)
    state = StreamState.objects.filter(cluster=cluster, stream=Stream.INVENTORY).first()
    newest = state.observed_at if state is not None else None
    if newest is None or newest < start:
        return start
    if clock.seoul_date(newest) > as_of:
        message = _("%(day)s 기준 자료가 이미 있습니다. 그보다 앞선 날의 것은 넣을 수 없습니다.") % {
            "day": clock.seoul_date(newest).isoformat()
        }
        raise InvalidInput(message, fields={"as_of": [message]})
    return newest + timedelta(seconds=1)


def _ensure_taken(answers: Sequence[Answer]) -> None:
    codes = sorted({answer.code for answer in answers if answer.result == "rejected"})
    if codes:
        raise InvalidInput(_("받을 수 없는 줄이 있습니다: %(codes)s") % {"codes": ", ".join(codes)})


def _follow(cluster: Cluster, names: set[str], *, actor: Any, at: datetime) -> None:
    """A person's list is the whole truth: who is not on it is retired, who is on it counts."""
    nodes = Node.objects.filter(cluster=cluster)
    nodes.exclude(name__in=names).filter(retired_at=None).update(retired_at=at, retired_by=actor)
    nodes.filter(name__in=names).update(retired_at=None, retired_by=None, unlisted_at=None, missed=0)


def _note(batch: IngestBatch, answers: Sequence[Answer]) -> None:
    counts = dict.fromkeys(("accepted", "duplicate", "superseded", "rejected"), 0)
    for answer in answers:
        counts[answer.result] += 1
    batch.answer = {"batch": str(batch.uuid), **counts, "lines": runs(answers)}
    for name, number in counts.items():
        setattr(batch, name, number)
    batch.save(update_fields=["answer", *counts])
