"""Both servers for the time of one command: tests, one-off jobs, a look into the database."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from types import FrameType, TracebackType
from typing import Self

from axportal.core.embedded import paths
from axportal.core.embedded.children import Process, spawn, stop
from axportal.core.embedded.lock import StateLock
from axportal.core.embedded.postgres import PostgresServer
from axportal.core.embedded.valkey import ValkeyServer

Server = PostgresServer | ValkeyServer


def start(server: Server) -> Process:
    """Prepare and start one server, wait for it and make what it must hold."""
    server.prepare()
    paths.log_dir().mkdir(parents=True, exist_ok=True)
    with (paths.log_dir() / f"{server.name}.log").open("ab") as log:
        process = spawn(
            server.argv(),
            output=log,
            env=server.environment(),
            cwd=paths.run_dir(),
            account=server.account,
            death_signal=server.death_signal,
        )
    try:
        server.wait_ready(process)
        server.bootstrap()
    except BaseException:
        stop(process, server.stop_steps)
        raise
    return process


class EmbeddedServers:
    """Servers that live as long as a `with` block, in the order given; stopped in reverse."""

    def __init__(self, *servers: Server) -> None:
        self.servers = servers
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(StateLock(paths.ensure_state_dir()))
            for server in self.servers:
                stack.callback(stop, start(server), server.stop_steps)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def run_command(argv: Sequence[str], env: Mapping[str, str] | None = None) -> int:
    """Run a command in the foreground and return its exit code; a SIGTERM to us goes to it."""
    process = subprocess.Popen(list(argv), env=dict(os.environ) | dict(env or {}))  # noqa: S603 - the caller's own command

    def pass_on(number: int, frame: FrameType | None) -> None:
        process.send_signal(number)

    before = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, pass_on),
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),  # the terminal sends it to the command, too
    }
    try:
        return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
