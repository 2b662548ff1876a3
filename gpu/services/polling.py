"""Reading sites: who is due, one reader at a time, and what becomes of each answer.

The network is read outside of transactions; an answer and the note of it commit together. A failure leaves everything
as it is but for its own note: what was known stays, older by the minute.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from axportal.core import clock, outbox
from axportal.core.logs import get_logger
from gpu.connectors.errors import ConnectorError
from gpu.connectors.scheduler import Scheduler
from gpu.models import Cluster, StreamState
from gpu.models.streams import Stream
from gpu.readings import Snapshot
from gpu.rules.freshness import stream_seconds
from gpu.services import connecting, discrepancies, ingest, spans, streams
from gpu.services.ingest.answers import Rejection, Taken, rejections
from gpu.tasks import polling as owed

logger = get_logger("axportal.gpu")
LEASE = timedelta(seconds=90)
TICK = 5
"""Seconds between two looks at what is due: nothing is read sooner."""
ON_TIME = 1.5 * TICK
"""So late is on time: a whole look, and what looks drift, since none comes exactly so long after the one before."""
TOGETHER = 0.2
"""Part of a period: streams due so soon are read in the same go."""
FAR_BACK = timedelta(days=35)
AGAIN = timedelta(hours=1)
TRIES = 12
WEEK = 7
"""Days of the accounting that are read again in one go."""
#: The same door is shut for the next stream, too.
SHUT = frozenset({"address_refused", "unreachable", "timed_out", "tls", "host_key", "no_secret"})
NEVER_EMPTY = frozenset({Stream.INVENTORY, Stream.TELEMETRY})
#: The scheduler's record tells of every server, also of those without GPUs, which the portal does not know.
EXPECTED = {Stream.EVENTS: frozenset({"unknown_server"})}


@transaction.atomic
def poll_due(*, at: datetime) -> None:
    """Owe a reading of every site that has a stream due: one row a site, none where nothing is due."""
    clusters = {cluster.pk: cluster for cluster in Cluster.objects.polled(at)}
    wanted = {(pk, stream.value) for pk, cluster in clusters.items() for stream in connecting.streams_of(cluster)}
    known = set(StreamState.objects.filter(cluster__in=clusters).order_by().values_list("cluster_id", "stream"))
    missing = [StreamState(cluster_id=pk, stream=stream) for pk, stream in sorted(wanted - known)]
    if missing:
        StreamState.objects.bulk_create(missing, ignore_conflicts=True)
    ripe = Q(next_at=None) | Q(next_at__lte=at)
    due = set(StreamState.objects.filter(ripe, cluster__in=clusters).order_by().values_list("cluster_id", "stream"))
    owed = {pk for pk, stream in due & wanted}
    if owed:
        _owe_all({pk: clusters[pk] for pk in owed}, wanted, at=at)


def _owe_all(clusters: Mapping[int, Cluster], wanted: set[tuple[int, str]], *, at: datetime) -> None:
    """Rows that somebody holds just now, another scheduler or a reader, are due again in ten seconds."""
    states = StreamState.objects.select_for_update(skip_locked=True).filter(cluster__in=clusters).order_by("pk")
    found: dict[int, list[StreamState]] = {}
    for state in states:
        if (state.cluster_id, state.stream) in wanted:
            found.setdefault(state.cluster_id, []).append(state)
    taken = [state for pk, own in found.items() for state in _owe(clusters[pk], own, at=at)]
    StreamState.objects.bulk_update(taken, ["next_at"])


def _owe(cluster: Cluster, states: Sequence[StreamState], *, at: datetime) -> list[StreamState]:
    """Owe one reading of what is due now, and of what will be within a moment; returns the streams of it."""
    if all(state.next_at is not None and state.next_at > at for state in states):
        return []
    soon = at + timedelta(seconds=TOGETHER * cluster.poll_seconds)
    taken = [state for state in states if state.next_at is None or state.next_at <= soon]
    for state in taken:
        state.next_at = _following(cluster, state, at=at)
    names = sorted(state.stream for state in taken)
    key = f"gpu.poll:{cluster.uuid}:{at.timestamp():.3f}"
    outbox.enqueue(owed.poll, key=key, cluster_id=cluster.pk, streams=names)
    return taken


def _following(cluster: Cluster, state: StreamState, *, at: datetime) -> datetime:
    """The next time in the stream's own beat; a beat that was missed is not made up for.

    All streams of a site begin with the same delay, so that the slower ones fall together with the quicker.
    """
    seconds = stream_seconds(state.stream, cluster.poll_seconds)
    on_time = timedelta(seconds=max(seconds / 2, ON_TIME))
    if state.next_at is not None and at < state.next_at + on_time:
        return state.next_at + timedelta(seconds=seconds)
    return at + streams.spread(cluster, cluster.poll_seconds, at=at) + timedelta(seconds=seconds - cluster.poll_seconds)


def poll(cluster_id: int, names: Sequence[str], *, at: datetime) -> None:
    """Read these streams of a site. Raises nothing for a site that does not answer."""
    cluster = Cluster.objects.polled(at).filter(pk=cluster_id).first()
    if cluster is None:
        return
    open_ones = [stream for stream in connecting.streams_of(cluster) if stream.value in names]
    ready = [stream for stream in open_ones if streams.begin(cluster, stream, at=at, lease=LEASE)]
    if Stream.TELEMETRY in ready:
        _read_telemetry(cluster, at=at)
    scheduled = [stream for stream in ready if stream != Stream.TELEMETRY]
    if scheduled:
        _read_scheduler(cluster, scheduled, at=at)


def _read_telemetry(cluster: Cluster, *, at: datetime) -> None:
    try:
        with connecting.named_faults(cluster, Stream.TELEMETRY):
            answer = connecting.monitor_of(cluster).samples()
            _ensure_some(cluster, Stream.TELEMETRY, answer)
            _take(cluster, Stream.TELEMETRY, answer, at=at)
    except ConnectorError as error:
        streams.failed(cluster, Stream.TELEMETRY, at=at, error=error)


def _read_scheduler(cluster: Cluster, wanted: Iterable[Stream], *, at: datetime) -> None:
    """One stream after the other; once the door is shut, the rest of them share its error."""
    shut: ConnectorError | None = None
    scheduler: Scheduler | None = None
    for stream in wanted:
        try:
            if shut is not None:
                raise shut
            with connecting.named_faults(cluster, stream):
                scheduler = scheduler or _found(cluster)
                if stream == Stream.USAGE:
                    _read_usage(cluster, scheduler, at=at)
                else:
                    answer = _read(scheduler, stream, at=at)
                    _ensure_some(cluster, stream, answer)
                    _take(cluster, stream, answer, at=at)
        except ConnectorError as error:
            shut = error if error.code in SHUT else shut
            if error.code in {"unsupported", "not_found"}:
                connecting.keep_capabilities(cluster, {})  # perhaps it speaks another version by now
            streams.failed(cluster, stream, at=at, error=error)


def _found(cluster: Cluster) -> Scheduler:
    """The connector, told what the site can do; the site is asked where nobody has asked it yet."""
    scheduler = connecting.scheduler_of(cluster)
    if not connecting.known_capabilities(cluster).get("slurm") and cluster.connector == connecting.Kind.SLURM_REST:
        connecting.keep_capabilities(cluster, dict(scheduler.discover()))
    return scheduler


def _read(scheduler: Scheduler, stream: Stream, *, at: datetime) -> Snapshot:
    if stream == Stream.INVENTORY:
        return scheduler.inventory()
    if stream == Stream.QUEUE:
        return scheduler.queue()
    return scheduler.events(at - FAR_BACK, at)


def _read_usage(cluster: Cluster, scheduler: Scheduler, *, at: datetime) -> None:
    """What is wanted of the accounting, or the next part of it. Raises ConnectorError."""
    span = spans.wanted(cluster, at=at)
    try:
        answer = scheduler.attempts(span.since, span.until)
    except ConnectorError as error:
        if error.code in spans.TOO_MUCH:
            streams.failed(cluster, Stream.USAGE, at=at, error=error)
            spans.shrink(cluster, span, at=at)
            return
        raise
    _take(cluster, Stream.USAGE, answer, at=at, span=span)


def _ensure_some(cluster: Cluster, stream: Stream, answer: Snapshot) -> None:
    """Nothing where there was something is no observation. Raises ConnectorError."""
    if answer.rows or stream not in NEVER_EMPTY:
        return
    last = StreamState.objects.filter(cluster=cluster, stream=stream).values_list("rows", flat=True).first()
    if last or stream == Stream.INVENTORY:
        raise ConnectorError("empty", raw=answer.raw)


def _take(cluster: Cluster, stream: Stream, answer: Snapshot, *, at: datetime, span: spans.Span | None = None) -> None:
    """Take the rows and note the answer, both or neither; lines that cannot be used are noted with it."""
    done_at = max(at, answer.observed_at) if stream != Stream.TELEMETRY else at
    with transaction.atomic():
        last = StreamState.objects.filter(cluster=cluster, stream=stream).values_list("last_good_at", flat=True).first()
        refused = _refused(stream, answer, _ingest(cluster, stream, answer, at=done_at))
        if span is not None and not span.is_last:
            spans.read(cluster, span, at=at)
            return
        streams.succeeded(
            cluster,
            stream,
            at=done_at,
            observed_at=answer.observed_at,
            rows=len(answer.rows),
            offset_ms=answer.offset_ms,
            answer=answer.raw,
            rejections=refused,
        )
        if span is not None:
            spans.read_all(cluster, span, last=last, at=at)
            if last is None:
                _owe_rereads(cluster, at=at)


def _refused(stream: Stream, answer: Snapshot, taken: Taken) -> list[Rejection]:
    """Lines that cannot be used. Raises ConnectorError where no line can and the list is never empty."""
    refused = rejections(answer.rows, taken, but=EXPECTED.get(stream, frozenset()))
    if refused and stream in NEVER_EMPTY and sum(one.count for one in refused) == len(answer.rows):
        told = "; ".join(f"{one.code}: {', '.join(one.keys)}" for one in refused)
        raise ConnectorError("bad_answer", told, raw=answer.raw)
    return refused


def _ingest(cluster: Cluster, stream: Stream, answer: Snapshot, *, at: datetime) -> Taken:
    rows = answer.rows
    if stream == Stream.INVENTORY:
        return ingest.inventory(cluster, rows, observed_at=answer.observed_at, is_whole=answer.is_whole, at=at)
    if stream == Stream.QUEUE:
        return ingest.queue(cluster, rows, observed_at=answer.observed_at, is_whole=answer.is_whole, at=at)
    if stream == Stream.USAGE:
        return ingest.attempts(cluster, rows, observed_at=answer.observed_at, at=at)
    if stream == Stream.EVENTS:
        return ingest.events(cluster, rows, at=at)
    return ingest.samples(cluster, rows, at=at)


# --- further back, and the scheduler's own sums -------------------------------------------------------------------


@transaction.atomic
def look_back_due(*, at: datetime) -> None:
    """Once a day: owe the comparison with the scheduler's sums of yesterday; on Mondays the last 35 days again."""
    day = clock.seoul_date(at) - timedelta(days=1)
    for cluster in Cluster.objects.polled(at).filter(connector__in=connecting.STREAMS).order_by("pk"):
        if cluster.connector == connecting.Kind.SLURM_SSH:  # slurmrestd has no sreport
            _owe_comparison(cluster, day, 1, available_at=at)
        if clock.seoul_date(at).weekday() == 0:
            _owe_rereads(cluster, at=at)


def _owe_comparison(cluster: Cluster, day: date, number: int, *, available_at: datetime) -> None:
    key = f"gpu.accounting:{cluster.uuid}:{day.isoformat()}:{number}"
    outbox.enqueue(
        owed.compare_accounting,
        key=key,
        available_at=available_at,
        cluster_id=cluster.pk,
        day=day.isoformat(),
        number=number,
    )


def _owe_rereads(cluster: Cluster, *, at: datetime) -> None:
    """The last 35 days in weeks, so that no answer is too large."""
    today = clock.seoul_date(at)
    for weeks in range(5):
        _owe_reread(cluster, today - timedelta(days=7 * weeks), WEEK, 1, asked=today, available_at=at)


def _owe_reread(cluster: Cluster, until: date, days: int, number: int, *, asked: date, available_at: datetime) -> None:
    """`asked` tells the same week read again on another Monday from the one before."""
    key = f"gpu.reread:{cluster.uuid}:{asked.isoformat()}:{until.isoformat()}:{days}:{number}"
    outbox.enqueue(
        owed.reread,
        key=key,
        available_at=available_at,
        cluster_id=cluster.pk,
        until=until.isoformat(),
        number=number,
        days=days,
    )


def compare_accounting(cluster_id: int, day: date, number: int, *, at: datetime) -> None:
    """Compare a closed day with the scheduler's own sums; a site that does not answer is asked again in an hour."""
    cluster = Cluster.objects.polled(at).filter(pk=cluster_id).first()
    if cluster is None:
        return
    since = datetime.combine(day, time.min, tzinfo=clock.SEOUL)
    try:
        with connecting.named_faults(cluster, "accounting"):
            answer = connecting.scheduler_of(cluster).accounting(since, since + timedelta(days=1))
    except ConnectorError as error:
        if error.code != "unsupported" and number < TRIES:
            with transaction.atomic():
                _owe_comparison(cluster, day, number + 1, available_at=at + AGAIN)
        else:
            logger.error("day_not_compared", site=str(cluster.uuid), day=day.isoformat(), code=error.code)
        return
    discrepancies.compare_accounting(cluster, day, dict(answer.rows), at=at)


def reread(cluster_id: int, until: date, number: int, *, days: int = WEEK, at: datetime) -> None:
    """Read the accounting of the days before that day again: what came late or changed is healed.

    What is too much for one answer is read in two halves, down to single days.
    """
    cluster = Cluster.objects.polled(at).filter(pk=cluster_id).first()
    if cluster is None:
        return
    end = datetime.combine(until, time.min, tzinfo=clock.SEOUL)
    try:
        with connecting.named_faults(cluster, "reread"):
            answer = connecting.scheduler_of(cluster).attempts(end - timedelta(days=days), end)
            with transaction.atomic():
                ingest.attempts(cluster, answer.rows, observed_at=answer.observed_at, at=max(at, answer.observed_at))
    except ConnectorError as error:
        _reread_later(cluster, until, days, number, error, at=at)


@transaction.atomic
def _reread_later(
    cluster: Cluster, until: date, days: int, number: int, error: ConnectorError, *, at: datetime
) -> None:
    """In halves where it was too much, else the same in an hour; given up after half a day, which is written down."""
    asked = clock.seoul_date(at)
    if error.code in spans.TOO_MUCH and days > 1:
        later = days // 2
        for end, part in ((until - timedelta(days=later), days - later), (until, later)):
            _owe_reread(cluster, end, part, 1, asked=asked, available_at=at)
    elif number < TRIES:
        _owe_reread(cluster, until, days, number + 1, asked=asked, available_at=at + AGAIN)
    else:
        logger.error("days_not_read_again", site=str(cluster.uuid), until=str(until), days=days, code=error.code)
