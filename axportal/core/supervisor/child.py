"""One service and the process that is it at the moment."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
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
        self._renewing: Iterator[tuple[int, float]] | None = None
        self._patience_ends = 0.0

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

    @property
    def is_renewing(self) -> bool:
        """Whether new code has been asked for and the process has not started anew yet."""
        return self._renewing is not None

    def renew(self) -> None:
        """Let new code in, as the service says; nobody waits here, `watch` sees it through."""
        if self.process is None or not self.service.renew_steps:
            return
        if self.service.renew_steps[0][1] == 0:
            signal_process(self.process, self.service.renew_steps[0][0])
            return
        self._renewing = iter(self.service.renew_steps)
        self._ask_to_end(self.process)

    def _ask_to_end(self, process: Process) -> None:
        step = next(self._renewing or iter(()), None)
        if step is None:
            kill_group(process)
            return
        signal_process(process, step[0])
        self._patience_ends = time.monotonic() + step[1]

    def watch(self) -> bool:
        """Restart the process when it is due. Returns whether anything changed."""
        if self.process is not None and self.process.poll() is not None:
            self._note(f"ended with code {self.process.returncode}")
            kill_group(self.process)  # its workers may hold the port or the queue
            self.process = None
            wait = 0.0 if self.is_renewing else self._backoff.after(time.monotonic() - self._started)
            self._due = time.monotonic() + wait
            return True
        if self.process is not None and self.is_renewing and time.monotonic() > self._patience_ends:
            self._ask_to_end(self.process)
        if self._due is not None and time.monotonic() >= self._due:
            self.restarts += not self.is_renewing
            self._renewing = None
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
