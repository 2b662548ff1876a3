"""One service and the process that is it at the moment."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from axportal.core.embedded.children import Process, kill_group, signal_process, spawn
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.supervisor.backoff import Backoff
from axportal.core.supervisor.services import Service


class Child:
    """Keeps a service running: starts it, notices its death, starts it again after a wait."""

    def __init__(self, service: Service, log: Path) -> None:
        self.service = service
        self.log = log
        self.process: Process | None = None
        self.started_at = 0.0
        self.restarts = 0
        self._started = 0.0
        self._due: float | None = None
        self._backoff = Backoff()

    @property
    def pid(self) -> int | None:
        """The process id, or None while there is no process."""
        return self.process.pid if self.process else None

    def start(self) -> None:
        """Start the process; its output is added to the log."""
        self.service.prepare()
        with self.log.open("ab") as output:
            self.process = spawn(
                self.service.argv,
                output=output,
                env=self.service.env,
                cwd=self.service.cwd,
                account=self.service.account,
                death_signal=self.service.death_signal,
            )
        self.started_at, self._started, self._due = time.time(), time.monotonic(), None

    def watch(self) -> bool:
        """Restart the process when it is due. Returns whether anything changed."""
        if self.process is not None and self.process.poll() is not None:
            self._note(f"ended with code {self.process.returncode}")
            kill_group(self.process)  # its workers may hold the port or the queue
            self.process = None
            self._due = time.monotonic() + self._backoff.after(time.monotonic() - self._started)
            return True
        if self._due is not None and time.monotonic() >= self._due:
            self.restarts += 1
            try:
                self.start()
            except (EmbeddedError, OSError) as error:  # a full disk must not end all the others
                self._note(f"could not be started again: {error}")
                self._due = time.monotonic() + self._backoff.after(0)
            return True
        return False

    def _note(self, message: str) -> None:
        with contextlib.suppress(OSError), self.log.open("a", encoding="utf-8") as output:
            output.write(f"supervisor: {self.service.name} {message}\n")

    def send(self, number: int) -> None:
        """Send a signal to the process, if there is one."""
        self._due = None
        if self.process is not None:
            signal_process(self.process, number)

    def has_ended(self) -> bool:
        """Tell whether no process is left."""
        return self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """Kill the process and what is left of its group."""
        if self.process is not None:
            kill_group(self.process)
            self.process.wait()
            self.process = None
