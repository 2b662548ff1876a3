"""The clients of a drill: starts their processes, reads their files."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

CLIENT, CROWD = Path(__file__).with_name("client.py"), Path(__file__).with_name("crowd_client.py")
LONGEST_FINISH = 130.0  # what a client may take to finish what it began


@dataclass(frozen=True)
class Applicant:
    """A person with a complete application."""

    email: str
    password: str
    person: int
    token: str
    application: str
    organisation: str


@dataclass
class Intention:
    """One thing that a client wanted, with all that it was told."""

    name: str
    what: str
    application: str
    at: float
    detail: dict[str, Any]
    answers: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    tries: list[dict[str, Any]] = field(default_factory=list)

    @property
    def answer(self) -> str:
        """What it was told in the end; of a double click the surer one."""
        return next((word for word in ("yes", "no") if word in self.answers), "unknown")


class Clients:
    """One process for each applicant: every third is a browser."""

    program = CLIENT

    def __init__(self, folder: Path, address: str, people: Sequence[Applicant], *, seed: float, plan: dict) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.people = people
        self.processes: list[subprocess.Popen[bytes]] = []
        self.began = 0.0
        for number, person in enumerate(people):
            kind = "browser" if number % 3 == 2 else "script"
            own = {"name": f"c{number}", "seed": f"{seed} {number}", "kind": kind, "address": address}
            (folder / f"c{number}.json").write_text(json.dumps({**plan, **asdict(person), **own}), encoding="utf-8")

    def start(self) -> None:
        """Start all."""
        self.began = time.time()
        with (self.folder / "output").open("ab") as output:
            for plan in sorted(self.folder.glob("c*.json")):
                self.processes.append(
                    subprocess.Popen([sys.executable, self.program, plan], stdout=output, stderr=subprocess.STDOUT)
                )

    def finish(self) -> None:
        """Ask all to begin nothing new, and wait until each knows the answer to what it began."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + LONGEST_FINISH
        for process in self.processes:
            process.wait(max(until - time.monotonic(), 0.1))
        broken = [process.returncode for process in self.processes if process.returncode]
        assert not broken, (self.folder / "output").read_text()

    def kill(self) -> None:
        """End what still runs."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()

    def intentions(self) -> list[Intention]:
        """Everything that was wanted so far, in the order of time."""
        found: dict[str, Intention] = {}
        for file in self.folder.glob("c*.jsonl"):
            for line in file.read_text(encoding="utf-8").splitlines():
                self._read(found, json.loads(line))
        return sorted(found.values(), key=lambda intention: intention.at)

    def _read(self, found: dict[str, Intention], row: dict[str, Any]) -> None:
        name = row.pop("intention")
        if "what" in row:
            found[name] = Intention(name, row.pop("what"), row.pop("application"), row.pop("at"), row)
        elif "answer" in row:
            found[name].answers.append(row["answer"])
            found[name].bodies.append(row["body"])
        else:
            found[name].tries.append(row)

    def tries(self, *, after: float = 0.0, before: float = float("inf")) -> list[dict[str, Any]]:
        """All single tries whose answer (or failure) came between these times: `status` (0 = none), `seconds`."""
        every = (one for intention in self.intentions() for one in intention.tries)
        return sorted((one for one in every if after <= one["at"] <= before), key=lambda one: one["at"])

    def wait_for_yes(self, within: float = 60.0) -> None:
        """Until somebody has just been told that a submission is in. Raises AssertionError when nobody is."""
        sizes = {file: file.stat().st_size for file in self.folder.glob("c*.jsonl")}
        until = time.monotonic() + within
        while time.monotonic() < until:
            for file in self.folder.glob("c*.jsonl"):
                with file.open("rb") as lines:
                    lines.seek(sizes.get(file, 0))
                    if b'"answer": "yes"' in lines.read() and self._handed_in(file):
                        return
            time.sleep(0.001)
        raise AssertionError("nobody was told yes")

    def _handed_in(self, file: Path) -> bool:
        """Whether the newest answer in the file is a receipt."""
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[-1:]]
        return any("number" in row.get("body", {}) for row in rows)


class Crowd(Clients):
    """Many applicants in few processes; each hands in once in the last seconds before the deadline."""

    program = CROWD
    PROCESSES = 4

    def __init__(
        self, folder: Path, address: str, people: Sequence[Applicant], *, seed: float, closes_at: float, seconds: float
    ) -> None:
        super().__init__(folder, address, (), seed=seed, plan={})
        self.people = people
        rows = [
            {**asdict(person), "name": f"k{number}", "seed": f"{seed} {number}"} for number, person in enumerate(people)
        ]
        for number in range(self.PROCESSES):
            own = {"people": rows[number :: self.PROCESSES], "seed": f"{seed} {number}", "address": address}
            plan = {**own, "closes_at": closes_at, "seconds": seconds}
            (folder / f"crowd{number}.json").write_text(json.dumps(plan), encoding="utf-8")
