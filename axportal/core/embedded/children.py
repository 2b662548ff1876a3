"""Start and stop child processes so that none outlives its parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from axportal.core.embedded.account import Account

Process = subprocess.Popen[bytes]

PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """Ask the kernel to send us this signal when our parent ends. Does nothing but on Linux.

    A change of uid clears the wish, so it has to be the last thing before the program starts.
    """
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def spawn(
    argv: Sequence[str | Path],
    *,
    output: IO[bytes] | int | None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
    death_signal: int = signal.SIGKILL,
) -> Process:
    """Start a child in a session of its own, under `account` if given, tied to our life.

    Call it from the main thread only: the kernel ties the child to the thread that made it.
    """
    parent = os.getpid()

    def tie() -> None:
        die_with_parent(death_signal)
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return subprocess.Popen(  # noqa: S603 - our own programs, no shell
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(env) if env is not None else None,
        cwd=cwd,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=tie,  # noqa: PLW1509 - we have one thread, and prctl has no other place
    )


def signal_process(process: Process, number: int) -> None:
    """Send a signal to the child itself; one that is gone already is left alone."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)


def kill_group(process: Process) -> None:
    """Kill what is left of the child's session: pool workers whose parent died first."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def stop(process: Process, steps: Sequence[tuple[int, float]]) -> int:
    """Send each signal and wait its seconds; then kill the whole group. Returns the exit code."""
    for number, seconds in steps:
        signal_process(process, number)
        try:
            process.wait(seconds)
            break
        except subprocess.TimeoutExpired:
            continue
    kill_group(process)
    return process.wait()


def wait_until(ready: Callable[[], bool], *, seconds: float, process: Process | None = None) -> bool:
    """Ask `ready` until it says yes; give up after `seconds` or when the process has ended."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline or (process is not None and process.poll() is not None):
            return False
        time.sleep(0.05)
    return True
