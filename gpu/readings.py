"""What a site said, in one form whatever the source: connectors and pushed lines make these, ingest takes them.

Times are aware and in UTC. `None` is unknown, never zero. GPU counts are by the type's name as the site writes it, in
lower case; the empty name stands for GPUs of which the site names no type.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

Reading = TypeVar("Reading")


@dataclass(frozen=True, slots=True)
class NodeReading:
    """A server. `allocated` is None when the source does not say how many GPUs jobs hold."""

    name: str
    gpus: Mapping[str, int]
    allocated: Mapping[str, int] | None
    in_service: bool | None
    state: str = ""
    reason: str = ""
    reason_at: datetime | None = None
    partitions: tuple[str, ...] = ()
    cpus: int | None = None
    cpus_allocated: int | None = None
    island: str = ""


@dataclass(frozen=True, slots=True)
class JobReading:
    """A waiting or running job. `gpus` are held by a running job and asked for by a waiting one.

    An array that waits is one record of `tasks` jobs: `gpus` are those that all of them ask for.
    """

    key: str
    account: str
    user: str
    state: str
    is_running: bool
    gpus: Mapping[str, int]
    partition: str = ""
    nodes: tuple[str, ...] = ()
    devices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    reason: str = ""
    submitted_at: datetime | None = None
    started_at: datetime | None = None
    ends_at: datetime | None = None
    tasks: int = 1


@dataclass(frozen=True, slots=True)
class AttemptReading:
    """One run of a job. `key` is `job@submission` in epoch seconds: a job that is queued again keeps its number."""

    key: str
    job_id: str
    account: str
    user: str
    state: str
    gpus: Mapping[str, int]
    partition: str = ""
    nodes: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventReading:
    """A time out of service by the scheduler's own record; `ended_at` is None while it lasts."""

    node: str
    started_at: datetime
    ended_at: datetime | None
    state: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SampleReading:
    """One GPU at one moment. `active` is the part of time in which it computed, in thousandths."""

    node: str
    uid: str
    observed_at: datetime
    active: int | None = None
    memory_used_mib: int | None = None
    memory_total_mib: int | None = None
    power_mw: int | None = None
    index: int | None = None
    model_name: str = ""
    mig_profile: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot(Generic[Reading]):
    """An answer that counts: transport in order, no errors in it, the list that was asked for present."""

    rows: tuple[Reading, ...]
    observed_at: datetime
    is_whole: bool = True
    offset_ms: int | None = None
    """The site's clock minus ours."""
    raw: str = ""
    """The answer as it came, cut, for the operator's console; without secrets."""
