"""A broker of a test's own, which can be taken away and come back: a real process on a loopback port."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import redis

from axportal.core.embedded import binaries
from tests.servers import free_port, wait_until


class Broker:
    """A Valkey, or the Redis of the installation when the suite runs on somebody else's servers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What goes into `REDIS_URL`."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start on what the folder holds, on the same port each time, and wait for the first answer."""
        self.folder.mkdir(exist_ok=True)
        settings = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([_program(), *options], stdout=log, stderr=subprocess.STDOUT)
        wait_until(self.answers)

    def answers(self) -> bool:
        """Whether it takes requests."""
        try:
            with redis.Redis(port=self.port, socket_timeout=1, socket_connect_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def kill(self) -> None:
        """End it as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def lose_everything(self) -> None:
        """Throw its data away; only while it does not run."""
        shutil.rmtree(self.folder)

    def hang(self) -> None:
        """Keep its port and connections, and answer nobody."""
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again after a hang."""
        self._send(signal.SIGCONT)

    def _send(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)


def _program() -> str:
    installed = shutil.which("redis-server") if os.environ.get("REDIS_URL") else None
    return installed or str(binaries.valkey_server())
