"""Takes in what a site's own program sends: line by line, safe to repeat, in one transaction with its answer."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _

from axportal.core.errors import DomainError, WrongState
from gpu.models import Cluster, IngestBatch, SiteToken, StreamState
from gpu.models.streams import Stream
from gpu.rules.batches import Answer, Batch, Group, runs, sort_lines
from gpu.rules.packing import lines_of, unpacked
from gpu.rules.pushing import streams_for
from gpu.rules.samples import Samples
from gpu.services import ingest, streams
from gpu.services.ingest.answers import TAKEN

LONGEST_KEY = 100
SHOWN = 2000
"""Characters of a stream's newest lines that the operator's console shows."""
FARTHEST_OFF = 2_000_000_000
"""Milliseconds that a clock may be told to be off: what the column holds."""
_WITH_PEOPLE = {Stream.QUEUE.value, Stream.USAGE.value}
KEPT = timedelta(days=30)


class KeyReused(DomainError):
    """The Idempotency-Key was used for another body."""

    status = 422
    code = "idempotency_key_reused"


class Received(NamedTuple):
    """The answer to a batch, and whether it had been given before."""

    answer: dict[str, Any]
    is_replay: bool


@transaction.atomic
def receive(token: SiteToken, body: bytes, *, encoding: str, key: str, at: datetime) -> Received:
    """Take in a batch of lines for the token's site. Without a key its content is the key.

    The answer is {"batch", "received_at", "lines": runs of equal answers, and how many of each}. Good lines are
    kept whatever the others are. Raises `InvalidInput` and `TooLarge` for a body that is none, `WrongState` for a
    site that was stopped, `KeyReused`.
    """
    cluster = token.cluster
    if cluster.stopped_at is not None:
        raise WrongState(_("읽기를 멈춘 사이트입니다. 운영자 화면에서 다시 시작해 주세요."), code="site_stopped")
    text = unpacked(body, encoding)
    lines = lines_of(text)
    digest = hashlib.sha256(text).hexdigest()
    batch, is_new = IngestBatch.objects.get_or_create(
        cluster=cluster,
        key=_short(key or f"sha256:{digest}"),
        defaults={"way": IngestBatch.Way.PUSH, "body_digest": digest, "received_at": at},
    )
    if not is_new:
        return _repeated(batch, digest)
    allowed = streams_for(cluster.connector, telemetry_address=cluster.telemetry_address) & set(token.streams)
    sorted_lines = sort_lines(lines, at=at, streams=allowed)
    told = {group.stream for group in sorted_lines.groups} | sorted_lines.quiet
    ingest.lock(cluster, *told, and_others=sorted_lines.clock is not None)
    for group in sorted_lines.groups:
        _settle(sorted_lines, group, take_in(cluster, group, at=at).lines)
    _note_streams(cluster, sorted_lines, lines, at=at)
    return Received(_kept(batch, sorted_lines.answers, at=at), is_replay=False)


def _short(key: str) -> str:
    """A key that the column holds."""
    return key if len(key) <= LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def _repeated(batch: IngestBatch, digest: str) -> Received:
    if batch.body_digest != digest:
        raise KeyReused(_("이 Idempotency-Key는 다른 요청에 쓰였습니다."))
    IngestBatch.objects.filter(pk=batch.pk).update(replays=models.F("replays") + 1)
    return Received(batch.answer, is_replay=True)


def take_in(cluster: Cluster, group: Group, *, at: datetime) -> Any:
    """Hand a group of readings to the part that takes in its stream; gives what became of each."""
    rows: Any = group.rows
    observed: dict[str, Any] = {"observed_at": group.observed_at, "at": at}
    takers: dict[str, Callable[[], Any]] = {
        Stream.INVENTORY: lambda: ingest.inventory(cluster, rows, is_whole=group.is_whole, **observed),
        Stream.QUEUE: lambda: ingest.queue(cluster, rows, is_whole=group.is_whole, **observed),
        Stream.USAGE: lambda: ingest.attempts(cluster, rows, **observed),
        Stream.EVENTS: lambda: ingest.events(cluster, rows, at=at),
        Stream.TELEMETRY: lambda: ingest.samples(cluster, rows, at=at),
    }
    return takers[group.stream]()


def _settle(batch: Batch, group: Group, told: Any) -> None:
    """Put the answers of a group at the places of its lines."""
    answers = batch.answers
    for place, line in zip(group.places, told, strict=True):
        if line != TAKEN:
            answers[place] = Answer(line.result, line.code)
    for place in batch.clamped.intersection(group.places):
        if not answers[place].code:
            answers[place] = answers[place]._replace(code="clamped")


def _note_streams(cluster: Cluster, batch: Batch, lines: list[bytes], *, at: datetime) -> None:
    """Say how far each stream has come. Servers and jobs count as heard of by a whole list alone."""
    offset = None
    if batch.clock is not None:
        off = int((batch.clock - at).total_seconds() * 1000)
        offset = max(-FARTHEST_OFF, min(off, FARTHEST_OFF))
    noted = set()
    for stream in Stream.values:
        groups = [group for group in batch.groups if group.stream == stream and _tells(group, batch)]
        if not groups and stream not in batch.quiet:
            continue
        streams.succeeded(
            cluster,
            stream,
            at=at,
            observed_at=_newest(groups, at=at) if groups else min(batch.clock or at, at),
            rows=sum(len(group.rows) for group in groups),
            offset_ms=offset,
            answer="" if stream in _WITH_PEOPLE else _shown(groups, lines),
        )
        noted.add(stream)
    if offset is not None:
        StreamState.objects.filter(cluster=cluster).exclude(stream__in=noted).update(clock_offset_ms=offset)


def _tells(group: Group, batch: Batch) -> bool:
    """Whether the stream is known up to the group's time: not by a part of a list, nor by lines that were refused."""
    if group.stream in {Stream.INVENTORY, Stream.QUEUE}:
        return group.is_whole
    return any(batch.answers[place].result != "rejected" for place in group.places)


def _newest(groups: list[Group], *, at: datetime) -> datetime:
    times = [group.observed_at for group in groups if group.observed_at is not None]
    for group in groups:
        times += set(group.rows.observed_at) if isinstance(group.rows, Samples) else ()
    return max(times, default=at)


def _shown(groups: list[Group], lines: list[bytes]) -> str:
    """The beginning of what came, for the console; of streams that name nobody."""
    places = [place for group in groups for place in group.places[:10]][:10]
    return b"\n".join(lines[place][:500] for place in places).decode(errors="replace")[:SHOWN]


def _kept(batch: IngestBatch, answers: list[Answer], *, at: datetime) -> dict[str, Any]:
    counts = dict.fromkeys(("accepted", "duplicate", "superseded", "rejected"), 0)
    told = runs(answers)
    for run in told:
        counts[run["result"]] += run["last"] - run["first"] + 1
    answer = {"batch": str(batch.uuid), "received_at": at.isoformat(), **counts, "lines": told}
    IngestBatch.objects.filter(pk=batch.pk).update(answer=answer, **counts)
    return answer


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Remove batches older than 30 days; returns how many. Nobody repeats one after so long."""
    found, _by_model = IngestBatch.objects.filter(received_at__lt=at - KEPT).delete()
    return found
