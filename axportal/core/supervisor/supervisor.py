"""The supervisor: starts stage by stage, watches, stops in reverse order."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from axportal.core.embedded.children import spawn, stop
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.supervisor import logs, status
from axportal.core.supervisor.child import Child
from axportal.core.supervisor.services import TERMINATE, Job, Service, Stage

TICK = 0.1


class Stopped(Exception):
    """A signal asked the supervisor to end."""


class Supervisor:
    """Runs stages of services in a state folder until a signal ends it."""

    def __init__(self, stages: Sequence[Stage], *, state: Path, address: str = "") -> None:
        self.stages = stages
        self.state = state
        self.address = address
        self.logs = state / "log"
        self.started: list[list[Child]] = []
        self.started_at = time.time()
        self.phase = "starting"
        self.renewed_at = 0.0
        self.renewal_error = ""
        self._signals = 0
        self._renewal_asked = False
        self._owes_status = False

    def run(self, when_ready: Callable[[], None]) -> None:
        """Start everything, call `when_ready`, watch until a signal comes, end everything.

        SIGUSR1 lets new code in: the jobs run again, then each process is renewed as its service says.
        """
        self.logs.mkdir(parents=True, exist_ok=True)
        with self._handled_signals():
            try:
                for stage in self.stages:
                    self._start(stage)
                self.phase = "ready"
                self._write_status()
                when_ready()
                while True:
                    self._tick()
                    if self._renewal_asked:
                        self._renew()
            except Stopped:
                pass
            finally:
                self._stop_all()

    @contextmanager
    def _handled_signals(self) -> Iterator[None]:
        def count(number: int, frame: FrameType | None) -> None:
            self._signals += 1

        def ask(number: int, frame: FrameType | None) -> None:
            self._renewal_asked = True

        wanted = [signal.SIGTERM, signal.SIGINT]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks us to outlive the terminal
            wanted.append(signal.SIGHUP)
        before = {number: signal.signal(number, count) for number in wanted}
        before[signal.SIGUSR1] = signal.signal(signal.SIGUSR1, ask)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _children(self) -> list[Child]:
        return [child for stage in self.started for child in stage]

    def _start(self, stage: Stage) -> None:
        if isinstance(stage, Job):
            self._run_job(stage)
            return
        children = [Child(service, self._log(service.name)) for service in stage]
        self.started.append(children)
        for child in children:
            child.start()
        self._write_status()
        for child in children:
            self._wait_ready(child.service)
            child.service.finish()

    def _log(self, name: str) -> Path:
        file = self.logs / f"{name}.log"
        logs.rotate(file)
        return file

    def _wait_ready(self, service: Service) -> None:
        deadline = time.monotonic() + service.ready_seconds
        while not service.ready():
            self._tick()
            if time.monotonic() > deadline:
                file = self.logs / f"{service.name}.log"
                raise EmbeddedError(f"{service.name} did not become ready. {file}:\n{logs.tail(file)}")

    def _renew(self) -> None:
        """Prepare for the new version beside the old one, then renew; a job that fails leaves the old one running."""
        self._renewal_asked = False
        self.phase = "renewing"
        self._write_status()
        try:
            for stage in self.stages:
                if isinstance(stage, Job):
                    self._run_job(replace(stage, argv=stage.argv_beside or stage.argv))
            self.renewal_error = ""
            self._renew_children()
        except EmbeddedError as error:
            self.renewal_error = str(error)
        self.phase, self.renewed_at = "ready", time.time()
        self._write_status()

    def _renew_children(self) -> None:
        for child in self._children():
            child.renew()
        while any(child.is_renewing for child in self._children()):
            self._tick()

    def _run_job(self, job: Job) -> None:
        fingerprint = job.fingerprint()
        stamp = self.state / f"{job.name}.stamp"
        if fingerprint and stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint:
            return
        file = self._log(job.name)
        with file.open("ab") as output:
            process = spawn(job.argv, output=output, env=job.env, cwd=job.cwd)
        try:
            while process.poll() is None:
                self._tick()
        except Stopped:
            stop(process, TERMINATE)
            raise
        if process.returncode:
            raise EmbeddedError(f"{job.name} failed. {file}:\n{logs.tail(file)}")
        if fingerprint:
            stamp.write_text(fingerprint, encoding="ascii")

    def _tick(self) -> None:
        """Look after every child once; raise `Stopped` when a signal has come."""
        if self._signals:
            raise Stopped
        changes = [child.watch() for child in self._children()]
        if any(changes) or self._owes_status:
            self._write_status()
        time.sleep(TICK)

    def _stop_all(self) -> None:
        self.phase = "stopping"
        self._write_status()
        for children in reversed(self.started):
            self._stop_stage(children)
        status.clear(self.state)

    def _stop_stage(self, children: Sequence[Child]) -> None:
        """Send each child its signals, all children at once; a further Ctrl-C ends the patience."""
        patience = self._signals
        steps = max((len(child.service.stop_steps) for child in children), default=0)
        for step in range(steps):
            waiting = [child for child in children if step < len(child.service.stop_steps) and not child.has_ended()]
            for child in waiting:
                child.send(child.service.stop_steps[step][0])
            deadlines = {id(child): time.monotonic() + child.service.stop_steps[step][1] for child in waiting}
            while self._signals == patience and any(
                not child.has_ended() and time.monotonic() < deadlines[id(child)] for child in waiting
            ):
                time.sleep(TICK / 2)
        for child in children:
            child.kill()

    def _write_status(self) -> None:
        processes = [
            status.ProcessStatus(child.service.name, child.pid, child.started_at, child.restarts)
            for child in self._children()
        ]
        now = status.Status(
            os.getpid(), self.phase, self.started_at, self.address, str(self.state), processes,
            self.renewed_at, self.renewal_error,
        )  # fmt: skip
        try:
            status.write(self.state, now)
        except OSError:  # a full disk must not end what runs; it is written as soon as there is room
            self._owes_status = True
        else:
            self._owes_status = False
