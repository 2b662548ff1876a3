"""The embedded Valkey: broker and cache behind one socket; wakes workers, owns nothing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from axportal.core.embedded import binaries, paths
from axportal.core.embedded.account import service_account
from axportal.core.embedded.children import Process, wait_until
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.embedded.folders import prepare_private_dir, prepare_server_dir


class ValkeyServer:
    """One Valkey (or Redis) in the state folder, on its socket or on a loopback port."""

    name = "valkey"
    stop_steps = ((signal.SIGTERM, 15.0),)
    death_signal = signal.SIGTERM

    def __init__(self, *, program: Path | None = None, port: int = 0) -> None:
        self.program = program or binaries.valkey_server()
        self.port = port
        self.account = service_account()
        self.data = paths.valkey_dir()

    def prepare(self) -> None:
        """Make the folders, and end a server that an earlier start left behind."""
        prepare_server_dir(self.account)
        prepare_private_dir(paths.run_dir(), self.account)
        prepare_private_dir(self.data, self.account)
        if paths.valkey_socket().exists() and self.is_ready():
            self._client().shutdown(save=True)

    def argv(self) -> list[str]:
        """Return the command line of the server in the foreground."""
        settings = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "unixsocket": str(paths.valkey_socket()),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes",
            "appendfsync": "everysec",  # "always" makes the server exit when the disk is full
            "save": "",
            "maxmemory-policy": "noeviction",  # the broker's messages are no cache
            "daemonize": "no",
        }
        return [str(self.program), *(part for name, value in settings.items() for part in (f"--{name}", value))]

    def environment(self) -> dict[str, str]:
        """Return the environment of the server: ours."""
        return dict(os.environ)

    def is_ready(self) -> bool:
        """Tell whether the server answers and has loaded its data."""
        try:
            return bool(self._client().ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False

    def wait_ready(self, process: Process | None = None, seconds: float = 30) -> None:
        """Wait for the first answer, or raise `EmbeddedError`."""
        if not wait_until(self.is_ready, seconds=seconds, process=process):
            raise EmbeddedError(f"Valkey did not start; its log: {paths.log_dir() / 'valkey.log'}")

    def bootstrap(self) -> None:
        """Nothing to make: an empty server is complete."""

    def _client(self) -> redis.Redis:
        # One try: the client's own ten take seconds, and the supervisor looks after nothing else meanwhile.
        once = Retry(NoBackoff(), retries=0)
        return redis.Redis(unix_socket_path=str(paths.valkey_socket()), socket_timeout=2, retry=once)
