"""What breaks, and how long until it is whole again."""

import contextlib
import http.client
import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tests.drills.installation import Installation
from tests.processes import descendants

if TYPE_CHECKING:
    from tests.drills.run import Run

LONGEST_RECOVERY = 60.0


def answers(portal: Installation, path: str = "/readyz", *, patience: float = 10.0) -> int:
    """The status of a page; 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=patience)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def seconds_until(holds: Callable[[], bool], *, within: float = LONGEST_RECOVERY) -> float:
    """How long it takes until something holds; infinite when it does not in time."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > within:
            return float("inf")
        time.sleep(0.02)
    return time.monotonic() - began


def children(portal: Installation, name: str) -> list[int]:
    """The processes below one of the portal's."""
    pid = portal.pid_of(name)
    return descendants(pid) if pid else []


def some_children(portal: Installation, name: str) -> list[int]:
    """The same once there is one: a parent killed a moment ago, or a pool that changes its only process, has none."""
    seconds_until(lambda: bool(children(portal, name)))
    return children(portal, name)


def kill(run: "Run", portal: Installation, name: str) -> float:
    """SIGKILL to one process of the supervisor; seconds until it runs again, and for web and postgres answers."""
    before = portal.pid_of(name)
    os.kill(before, signal.SIGKILL)
    run.injected(f"kill {name}")
    serves = name in ("web", "postgres")

    def is_back() -> bool:
        return portal.pid_of(name) not in (None, before) and (not serves or answers(portal) == 200)

    seconds = seconds_until(is_back)
    run.recovered(f"{name} killed", seconds)
    return seconds


def kill_child(run: "Run", portal: Installation, name: str) -> float:
    """SIGKILL to a child of a process (a web worker, a pool process); seconds until there are as many again."""
    before = some_children(portal, name)
    victim = run.rng.choice(before)
    with contextlib.suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
    run.injected(f"kill a child of {name}")
    seconds = seconds_until(lambda: len(set(children(portal, name)) - {victim}) >= len(before))
    run.recovered(f"child of {name} killed", seconds)
    return seconds


def hang(run: "Run", pid: int, what: str, seconds: float) -> None:
    """SIGSTOP for so long, then SIGCONT."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
        run.injected(f"hang {what} for {seconds:.0f} s")
        time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def away(run: "Run", portal: Installation, *names: str) -> Iterator[None]:
    """Killed and not started again during the block: the supervisor is stopped meanwhile and goes on after it."""
    os.kill(portal.process.pid, signal.SIGSTOP)
    try:
        for name in names:
            os.kill(portal.pid_of(name), signal.SIGKILL)
        run.injected(f"{', '.join(names)} gone")
        yield
    finally:
        os.kill(portal.process.pid, signal.SIGCONT)
        run.injected(f"{', '.join(names)} may come back")
