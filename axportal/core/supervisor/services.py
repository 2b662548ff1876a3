"""What the supervisor runs, as data."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from axportal.core.embedded.account import Account

TERMINATE = ((int(signal.SIGTERM), 10.0),)


def _nothing() -> None:
    """Prepare or finish nothing."""


def _always() -> bool:
    return True


def _unknown() -> str:
    return ""


@dataclass(frozen=True)
class Service:
    """A process that has to run for as long as the supervisor does."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    account: Account | None = None
    #: Signals of a clean stop, each with the seconds it gets; then the group is killed.
    stop_steps: tuple[tuple[int, float], ...] = TERMINATE
    #: Signals that let new code in, each with the seconds until the next; then the group is killed and started again.
    #: 0 seconds: the process lives on and renews itself. Empty: it is left alone.
    renew_steps: tuple[tuple[int, float], ...] = ()
    #: What the kernel sends when the supervisor itself is killed.
    death_signal: int = signal.SIGKILL
    #: Called before each start, and once after the first time the service is ready.
    prepare: Callable[[], None] = _nothing
    finish: Callable[[], None] = _nothing
    ready: Callable[[], bool] = _always
    ready_seconds: float = 60.0


@dataclass(frozen=True)
class Job:
    """A command that has to succeed before the next stage begins."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    #: What runs instead while processes of the version before serve; empty: the same.
    argv_beside: tuple[str, ...] = ()
    #: What the result depends on; the job is left out while it is the same. Empty: run each time.
    fingerprint: Callable[[], str] = _unknown


#: Started together; the next stage begins when all of one are ready. Stopped in reverse order.
Stage = tuple[Service, ...] | Job
