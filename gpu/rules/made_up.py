"""What made-up sites do: the same at the same time in each installation, so that it can be told for any moment.

Each server has lanes of GPUs, each lane one run after the other, drawn from a digest of the lane and the number of its
span of time. Nothing is kept between two moments: whoever asks for ten minutes hears what whoever asks for two weeks
heard of them.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

GPUS_A_SERVER = 8
CPUS_A_SERVER = 64
SLICES = 7
SLICE_PROFILE = "1g.10gb"
HOUR = 3600
#: Ways to cut the eight GPUs of a server into lanes, and hours that the spans of a lane may last.
LANES = ((8,), (4, 4), (4, 2, 2), (2, 2, 2, 2), (4, 2, 1, 1))
SPANS = (6, 12, 18, 24, 36)
OUTAGE_BLOCK = 72 * HOUR
REASONS = (
    "GPU 3번 XID 79, 교체 대기",
    "냉각수 배관 점검",
    "전력 계통 점검",
    "네트워크 스위치 교체",
    "보안 업데이트",
)
#: What a monitor calls each model, its memory in MiB, and its watts at rest and at work: round figures for show.
MODELS = {
    "H100": ("NVIDIA H100 80GB HBM3", 81_559, 70, 700),
    "A100": ("NVIDIA A100-SXM4-80GB", 81_920, 60, 400),
    "H200": ("NVIDIA H200", 143_771, 75, 700),
}


@dataclass(frozen=True, slots=True)
class MadeUpSite:
    """A made-up site. `accounts` are drawn from, often named ones more often; `idle` is the part of runs that hold
    GPUs and hardly compute, in thousandths; what it reports is `lag` hours old."""

    key: str
    groups: tuple[tuple[str, int], ...]
    accounts: tuple[str, ...]
    idle: int = 100
    lag: int = 0
    unreported: str = ""
    unmonitored: str = ""
    sliced: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """A server of eight GPUs of one model."""

    name: str
    model: str

    @property
    def type_name(self) -> str:
        """What the scheduler calls the model."""
        return self.model.lower()


@dataclass(frozen=True, slots=True)
class Run:
    """A job that runs once, on one server. Times are epoch seconds; `active` is in thousandths."""

    number: int
    server: str
    type_name: str
    indexes: tuple[int, ...]
    account: str
    person: str
    submitted: int
    started: int
    ended: int
    limit: int
    active: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A server out of service, in epoch seconds."""

    server: str
    started: int
    ended: int
    reason: str


def servers(site: MadeUpSite) -> list[Server]:
    """The servers that the site reports."""
    found = [
        Server(f"{model.lower()}-{number:02d}", model) for model, count in site.groups for number in range(1, count + 1)
    ]
    return [server for server in found if server.name != site.unreported]


def stops(site: MadeUpSite, *, since: int, until: int) -> list[Stop]:
    """Times out of service that meet [since, until). Three servers at once at most, each for 30 to 66 hours."""
    names = [server.name for server in servers(site)]
    found = []
    for sequence in range(3):
        shift = sequence * OUTAGE_BLOCK // 3
        first, last = ((moment - shift) // OUTAGE_BLOCK for moment in (since, until))
        for block in range(first, last + 1):
            draw = _draw(site.key, "stop", sequence, block)
            started = block * OUTAGE_BLOCK + shift + draw[0] % 6 * 600
            ended = started + (30 + draw[1] % 37) * HOUR
            stop = Stop(names[draw[2] % len(names)], started, ended, REASONS[draw[3] % len(REASONS)])
            if stop.started < until and stop.ended > since:
                found.append(stop)
    return found


def runs(site: MadeUpSite, *, since: int, until: int) -> list[Run]:
    """Runs that wait or run within [since, until). None runs on a server while it is out of service."""
    margin = 3 * max(SPANS) * HOUR
    closed: dict[str, list[Stop]] = {}
    for stop in stops(site, since=since - margin, until=until + margin):
        closed.setdefault(stop.server, []).append(stop)
    return [
        run
        for place, server in enumerate(servers(site))
        for run in _of_server(site, place, server, since=since, until=until)
        if not any(stop.started < run.ended and stop.ended > run.started for stop in closed.get(server.name, ()))
    ]


def _of_server(site: MadeUpSite, place: int, server: Server, *, since: int, until: int) -> Iterator[Run]:
    layout = LANES[_draw(site.key, server.name)[0] % len(LANES)]
    first_index = 0
    for lane, size in enumerate(layout):
        draw = _draw(site.key, server.name, lane)
        span, phase = SPANS[draw[0] % len(SPANS)] * HOUR, draw[1] * 997
        indexes = tuple(range(first_index, first_index + size))
        first_index += size
        for number in range((since - phase) // span, (until - phase + 4 * HOUR) // span + 1):
            run = _run(site, server, lane, indexes, begin=number * span + phase, span=span, number=number)
            if run is not None and run.submitted < until and run.ended > since:
                yield run


def _run(
    site: MadeUpSite, server: Server, lane: int, indexes: tuple[int, ...], *, begin: int, span: int, number: int
) -> Run | None:
    """The run of one span; about one in eight stays empty."""
    draw = _draw(site.key, server.name, lane, "run", number)
    if draw[0] < 32:
        return None
    started = begin + draw[1] * 5
    full = span - draw[1] * 5 - 60
    is_short = draw[2] < 60
    ended = started + (full * (20 + draw[3] % 60) // 100 if is_short else full)
    outcomes = ("COMPLETED", "COMPLETED", "COMPLETED", "TIMEOUT", "FAILED") if not is_short else ("COMPLETED", "FAILED")
    is_idle = (draw[4] << 8 | draw[5]) % 1000 < site.idle
    return Run(
        number=10_000_000 + int.from_bytes(draw[8:11]) * 5 % 89_000_000,
        server=server.name,
        type_name=server.type_name,
        indexes=indexes,
        account=site.accounts[draw[6] % len(site.accounts)],
        person=f"user{draw[7] % 40:02d}",
        submitted=started - (60 + draw[11] ** 2 // 5),
        started=started,
        ended=ended,
        limit=started + span,
        active=draw[12] % 30 if is_idle else 550 + draw[12] * 400 // 255,
        outcome=outcomes[draw[13] % len(outcomes)],
    )


def activity(run: Run | None, place: int, moment: int) -> int:
    """How much a GPU computes at a moment, in thousandths: around its run's own level, in waves of some minutes."""
    if run is None:
        return 0
    wave = ((place * 7919 + moment // 60 * 104_729 + run.number) % 1009) * 121 // 1009 - 60
    return max(0, min(1000, run.active + (wave if run.active > 60 else wave // 10)))


def holders(found: Sequence[Run], moment: int) -> dict[str, dict[int, Run]]:
    """Which run holds which GPU of which server at a moment."""
    held: dict[str, dict[int, Run]] = {}
    for run in found:
        if run.started <= moment < run.ended:
            held.setdefault(run.server, {}).update(dict.fromkeys(run.indexes, run))
    return held


def moment_of(site: MadeUpSite, at: datetime) -> int:
    """Of when the newest that the site says is, at `at`: half minutes, in epoch seconds."""
    return int((at - timedelta(hours=site.lag)).timestamp()) // 30 * 30


def time_of(moment: int) -> datetime:
    """Epoch seconds as an aware time."""
    return datetime.fromtimestamp(moment, UTC)


def _draw(*words: object) -> bytes:
    """Sixteen numbers from 0 to 255 that depend on these words alone."""
    return hashlib.blake2b("|".join(map(str, words)).encode(), digest_size=16).digest()
