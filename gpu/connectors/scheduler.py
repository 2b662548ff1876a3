"""What every connector to a scheduler can be asked, whatever the way to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from gpu.readings import AttemptReading, EventReading, JobReading, NodeReading, Snapshot


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at in a site's first hour. `facts` are plain values for the sentence about it."""

    code: str
    is_good: bool
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Probe:
    """What a site runs and can do. `capabilities` is kept with the site and handed to the connector again."""

    versions: Mapping[str, str]
    capabilities: Mapping[str, str | bool]
    offset_ms: int | None = None
    """The site's clock minus ours."""
    checks: tuple[Check, ...] = ()


class Scheduler(Protocol):
    """Every method asks the site anew; each raises ConnectorError where there is no observation."""

    def probe(self) -> Probe:
        """Versions, what it can do, its clock."""

    def discover(self) -> Mapping[str, str | bool]:
        """What the site can do, to be kept and handed to the connector again; empty where nothing needs finding out."""

    def inventory(self) -> Snapshot[NodeReading]:
        """Every server with GPUs, once."""

    def queue(self) -> Snapshot[JobReading]:
        """Every job that holds GPUs or waits for them."""

    def attempts(self, since: datetime, until: datetime) -> Snapshot[AttemptReading]:
        """Every run with GPUs that touches this time, those of jobs queued again included."""

    def events(self, since: datetime, until: datetime) -> Snapshot[EventReading]:
        """Every time out of service that touches this time."""

    def accounting(self, since: datetime, until: datetime) -> Snapshot[tuple[str, int]]:
        """GPU-seconds of each account by the scheduler's own reckoning; whole hours only."""
