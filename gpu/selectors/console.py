"""What the operator of a site needs to know: how it is read, what is wrong, what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gpu.models import (
    Alert,
    Cluster,
    Device,
    Discrepancy,
    IngestBatch,
    Node,
    NodeGpus,
    SiteAccount,
    SiteToken,
    StreamState,
)  # fmt: skip
from gpu.models.streams import Stream
from gpu.rules import failures
from gpu.rules.freshness import Freshness, freshness, stream_seconds

NEWEST, MOST = 20, 100
#: What the portal reads of a scheduler; slurmrestd keeps no history of servers.
READ = {
    Cluster.Connector.SLURM_REST: {Stream.INVENTORY, Stream.QUEUE, Stream.USAGE},
    Cluster.Connector.SLURM_SSH: {Stream.INVENTORY, Stream.QUEUE, Stream.USAGE, Stream.EVENTS},
    Cluster.Connector.HAND: {Stream.INVENTORY},
}
STATES = {
    Freshness.FRESH: "ok", Freshness.LATE: "warn", Freshness.STALE: "warn", Freshness.LOST: "bad",
    Freshness.NEVER: "unk",
}  # fmt: skip
CLOCK_FAIR_MS, CLOCK_BAD_MS = 2_000, 120_000


@dataclass(frozen=True)
class StreamRow:
    """How one stream stands. `sign` is a state of badges."""

    label: str
    state: StreamState | None
    freshness: Freshness
    sign: str
    words: str
    error: str | Promise
    remedy: str | Promise
    refused: tuple["RefusedLines", ...] = ()


@dataclass(frozen=True)
class RefusedLines:
    """Lines of the last good answer that cannot be used for the same reason, and the names of the first few."""

    words: str | Promise
    count: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One line of the list for the first hour."""

    label: str
    sign: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Console:
    """Everything on the page."""

    streams: tuple[StreamRow, ...]
    tasks: tuple[Task, ...]
    batches: tuple[IngestBatch, ...]
    discrepancies: tuple[Discrepancy, ...]
    unlisted: tuple[Node, ...]
    retired: tuple[Node, ...]
    alerts: tuple[Alert, ...]
    tokens: tuple[SiteToken, ...]
    unmapped: int
    accounts: int


def sites_seen(user: Any) -> QuerySet[Cluster]:
    """The sites this person sees, each with `heard_at`: the time of its newest list of servers."""
    newest = StreamState.objects.filter(cluster=OuterRef("pk"), stream=Stream.INVENTORY).values("observed_at")
    sites: QuerySet[Cluster] = Cluster.objects.visible_to(user).select_related("owner", "data_centre")
    return sites.annotate(heard_at=Subquery(newest[:1]))


def words_of(fresh: Freshness) -> str:
    """A freshness in words."""
    return {
        Freshness.FRESH: _("제때"), Freshness.LATE: _("늦음"), Freshness.STALE: _("오래됨"),
        Freshness.LOST: _("끊김"), Freshness.NEVER: _("아직 없음"),
    }[fresh]  # fmt: skip


def console(cluster: Cluster, *, at: datetime) -> Console:
    """The page of one site."""
    states = {state.stream: state for state in StreamState.objects.filter(cluster=cluster)}
    tokens = tuple(SiteToken.objects.filter(cluster=cluster, revoked_at=None).select_related("created_by"))
    nodes = Node.objects.filter(cluster=cluster)
    accounts = SiteAccount.objects.filter(cluster=cluster)
    names = _expected(cluster, states, tokens, at=at)
    return Console(
        streams=tuple(_row(cluster, name, states.get(name), at=at) for name in names),
        tasks=tuple(_tasks(cluster, states, names)),
        batches=tuple(
            IngestBatch.objects.filter(cluster=cluster).select_related("received_by").defer("answer")[:NEWEST]
        ),
        discrepancies=tuple(Discrepancy.objects.filter(cluster=cluster, closed_at=None)[:MOST]),
        unlisted=tuple(nodes.filter(retired_at=None).exclude(unlisted_at=None)[:MOST]),
        retired=tuple(nodes.exclude(retired_at=None).select_related("retired_by").order_by("-retired_at")[:NEWEST]),
        alerts=tuple(Alert.objects.filter(cluster=cluster)[:NEWEST]),
        tokens=tokens,
        unmapped=accounts.filter(organisation=None).count(),
        accounts=accounts.count(),
    )


def _expected(
    cluster: Cluster, states: dict[str, StreamState], tokens: Sequence[SiteToken], *, at: datetime
) -> list[Stream]:
    """The streams that this site should give, and those that it once gave."""
    wanted: set[str] = set(states) | READ.get(Cluster.Connector(cluster.connector), set())
    if cluster.telemetry_address:
        wanted.add(Stream.TELEMETRY)
    for token in tokens:
        wanted |= set(token.streams) if token.expires_at > at else set()
    return [stream for stream in Stream if stream in wanted]


def _row(cluster: Cluster, stream: Stream, state: StreamState | None, *, at: datetime) -> StreamRow:
    by_hand = cluster.connector == Cluster.Connector.HAND
    seconds = None if by_hand else stream_seconds(stream, cluster.poll_seconds)
    fresh = freshness(state.observed_at if state else None, poll_seconds=seconds, at=at)
    code = state.error_code if state else ""
    known = code in failures.SENTENCES
    return StreamRow(
        label=str(stream.label),
        state=state,
        freshness=fresh,
        sign=STATES[fresh],
        words=words_of(fresh),
        error=failures.sentence(code) if known else code,
        remedy=failures.remedy(code) if known else "",
        refused=tuple(
            RefusedLines(failures.words_of_line(one["code"]), one["count"], tuple(one["keys"]))
            for one in (state.rejections if state else [])
        ),
    )


def _tasks(cluster: Cluster, states: dict[str, StreamState], names: Sequence[Stream]) -> list[Task]:
    """What to look at within the first hour, and how it stands."""
    found = [_arrived(cluster, states, name) for name in names]
    gpus = NodeGpus.objects.filter(node__cluster=cluster, node__retired_at=None, installed__gt=0)
    if Stream.INVENTORY in states:
        found.append(_typed(gpus))
        found.append(_models(gpus))
    offsets = [state.clock_offset_ms for state in states.values() if state.clock_offset_ms is not None]
    if offsets:
        found.append(_clock(max(offsets, key=abs)))
    if Stream.QUEUE in states or Stream.USAGE in states:
        found.append(_accounts(cluster))
    if Stream.TELEMETRY in states:
        found.append(_measured(cluster, gpus))
    return found


def _arrived(cluster: Cluster, states: dict[str, StreamState], stream: Stream) -> Task:
    state = states.get(stream)
    label = _("%(stream)s 자료가 옴") % {"stream": stream.label}
    if state is not None and state.last_good_at is not None:
        rows = ngettext("마지막에 %(n)s줄", "마지막에 %(n)s줄", state.rows or 0) % {"n": state.rows or 0}
        return Task(label, "ok", rows)
    url = reverse("gpu:site_test", kwargs={"uuid": cluster.uuid})
    return Task(label, "unk", _("아직 오지 않았습니다. 연결을 시험해 보세요."), "" if _sends(cluster) else url)


def _sends(cluster: Cluster) -> bool:
    return cluster.connector in {Cluster.Connector.PUSH, Cluster.Connector.HAND}


def _typed(gpus: QuerySet[NodeGpus]) -> Task:
    untyped = gpus.filter(type_name="").aggregate(n=Sum("installed"))["n"] or 0
    label = _("GPU마다 종류가 있음")
    if not untyped:
        return Task(label, "ok", _("모두 있습니다."))
    text = _(
        "종류가 없는 GPU가 %(n)s장입니다. gres.conf에 Type=을, AccountingStorageTRES에 gres/gpu:종류를 넣어 주세요."
    )
    return Task(label, "warn", text % {"n": untyped})


def _models(gpus: QuerySet[NodeGpus]) -> Task:
    unknown = sorted(set(gpus.filter(gpu_model=None).exclude(type_name="").values_list("type_name", flat=True)))
    label = _("종류의 모델을 앎")
    if not unknown:
        return Task(label, "ok", _("모두 압니다."))
    text = _("모델을 모르는 종류: %(names)s. 포털 관리자에게 별칭을 넣어 달라고 해 주세요.")
    return Task(label, "warn", text % {"names": ", ".join(unknown)[:200]})


def _clock(offset: int) -> Task:
    size = abs(offset)
    sign = "ok" if size < CLOCK_FAIR_MS else "warn" if size < CLOCK_BAD_MS else "bad"
    text = _("사이트의 시계가 포털과 %(seconds)s초 다릅니다.") % {"seconds": f"{offset / 1000:+.1f}"}
    return Task(_("시계가 맞음"), sign, text)


def _accounts(cluster: Cluster) -> Task:
    left = SiteAccount.objects.filter(cluster=cluster, organisation=None).count()
    text = _("기관이 정해지지 않은 계정이 %(n)s개입니다.") % {"n": left} if left else _("모두 정했습니다.")
    return Task(
        _("계정마다 기관을 정함"), "warn" if left else "ok", text,
        reverse("gpu:site_accounts", kwargs={"uuid": cluster.uuid}),
    )  # fmt: skip


def _measured(cluster: Cluster, gpus: QuerySet[NodeGpus]) -> Task:
    installed = gpus.aggregate(n=Sum("installed"))["n"]
    seen = Device.objects.filter(cluster=cluster, node__retired_at=None)
    newest = seen.aggregate(at=Max("observed_at"))["at"]
    # The slices of one card bear its number.
    cards = seen.exclude(index=None).order_by().values("node_id", "index").distinct().count()
    count = cards + seen.filter(index=None).count()
    enough = newest is not None and (not installed or count * 2 >= installed)
    text = _("GPU %(installed)s장 가운데 %(seen)s장의 계측이 옵니다.") % {
        "installed": "–" if installed is None else installed, "seen": count,
    }  # fmt: skip
    return Task(_("계측이 절반 넘게 옴"), "ok" if enough else "warn", text)
