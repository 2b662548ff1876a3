"""One run of one drill: its seed, what was injected, what the clients were told, which goals were met."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.drills.clients import Applicant, Clients, Crowd
from tests.drills.installation import Installation
from tests.drills.yard import Yard


@dataclass
class Tally:
    """Answers to writes, and what came of them."""

    yes: int = 0
    no: int = 0
    unknown: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


@dataclass
class Run:
    """What a drill is handed."""

    name: str
    goals: dict[str, str]
    seed: int
    quick: bool
    yard: Yard
    folder: Path
    minutes: float = 0.0
    patience: float = 1.0
    tally: Tally = field(default_factory=Tally)
    injections: list[str] = field(default_factory=list)
    recoveries: dict[str, float] = field(default_factory=dict)
    statements: list[tuple[str, bool, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.name} {self.seed}")
        self.began = time.time()
        self.load: tuple[float, float, float] = os.getloadavg()

    # --- what to work on -----------------------------------------------------------------------------------------

    @contextmanager
    def portal(self, *, own: bool = False, **environment: str) -> Iterator[Installation]:
        """A running portal: the shared one, or one of its own with these variables in its environment."""
        if not own and not environment:
            yield self.yard.shared()
            return
        with self.yard.copy(self.name, **environment) as portal:
            yield portal

    def prepared(self, folder: Path) -> None:
        """Copy the prepared state folder to this place, which must not exist."""
        self.yard.copy_to(folder)

    def applicants(self, portal: Installation, *, count: int = 6, closes_in: float | None = None) -> list[Applicant]:
        """People with a complete application each; in a call of their own when its deadline is given in seconds."""
        return self.yard.applicants(portal, count=count, closes_in=closes_in)

    @contextmanager
    def clients(
        self, portal: Installation, applicants: list[Applicant] | None = None, **plan: object
    ) -> Iterator[Clients]:
        """Processes that write by a seeded plan during the block, and are asked to finish after it."""
        people = self.applicants(portal) if applicants is None else applicants
        number = len(list(self.folder.glob("clients-*")))
        clients = Clients(self.folder / f"clients-{number}", portal.address, people, seed=self.rng.random(), plan=plan)
        try:
            clients.start()
            yield clients
            clients.finish()
        finally:
            clients.kill()

    @contextmanager
    def crowd(
        self, portal: Installation, people: list[Applicant], *, closes_at: float, seconds: float
    ) -> Iterator[Crowd]:
        """Processes in which each of many hands in once before the deadline; ends when all know the answer."""
        crowd = Crowd(
            self.folder / "crowd", portal.address, people, seed=self.rng.random(), closes_at=closes_at, seconds=seconds
        )
        try:
            crowd.start()
            yield crowd
            crowd.finish()
        finally:
            crowd.kill()

    # --- what to tell --------------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Print a line with the time since the start."""
        print(f"  {time.time() - self.began:7.1f} s  {text}", flush=True)

    def injected(self, what: str) -> None:
        """Something was broken now."""
        self.injections.append(f"{time.time() - self.began:.1f} s {what}")
        self.say(f"injected: {what}")

    def recovered(self, what: str, seconds: float) -> None:
        """It was well again after so many seconds."""
        self.recoveries[what] = max(seconds, self.recoveries.get(what, 0.0))
        self.say(f"recovered: {what} after {seconds:.1f} s")

    def limit(self, seconds: float) -> float:
        """A time that a goal allows, longer when asked for on a machine that does other work beside."""
        return seconds * self.patience

    def expect(self, goal: str, holds: bool, what: str) -> None:
        """A statement about a goal, with the number measured in its text."""
        self.statements.append((goal, holds, what))
        self.say(f"{goal} {'holds' if holds else 'MISSED'}: {what}")

    # --- the end -------------------------------------------------------------------------------------------------

    def missed(self) -> list[str]:
        """The goals that were not met: a statement failed, or there was none."""
        stated = {goal for goal, _holds, _what in self.statements}
        failed = {goal for goal, holds, _what in self.statements if not holds}
        return sorted(failed | (set(self.goals) - stated))

    def report(self) -> None:
        """Print everything the run saw."""
        tally = self.tally
        print(f"\n{self.name}: seed {self.seed}, load {' '.join(f'{load:.1f}' for load in self.load)} before,"
              f" {os.getloadavg()[0]:.1f} after, {time.time() - self.began:.0f} s")  # fmt: skip
        print(f"  injected: {'; '.join(self.injections) or 'nothing'}")
        print(f"  answered: {tally.yes} yes, {tally.no} no, {tally.unknown} unknown;"
              f" lost {len(tally.lost)}, doubled {len(tally.doubled)}")  # fmt: skip
        for line in (*tally.lost, *tally.doubled):
            print(f"    {line}")
        slowest = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in self.recoveries.items())
        print(f"  recovered (slowest of each): {slowest or '–'}")
        print(f"  {self.row()}")
        for goal, says in self.goals.items():
            print(f"  {goal} {'MISSED' if goal in self.missed() else 'met'}: {says}", flush=True)

    def row(self) -> str:
        """The run as a row of the table in docs/reliability.md."""
        tally, slowest = self.tally, max(self.recoveries.items(), key=lambda item: item[1], default=("–", 0.0))
        goals = ", ".join(f"{goal} {'**missed**' if goal in self.missed() else 'met'}" for goal in self.goals)
        cells = (
            self.name + self._form(), self.seed, f"{self.load[0]:.1f}", len(self.injections),
            f"{tally.yes} / {tally.no} / {tally.unknown}", len(tally.lost), len(tally.doubled),
            f"{slowest[1]:.1f} s ({slowest[0]})" if self.recoveries else "–", goals,
        )  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"

    def _form(self) -> str:
        forms = ["quick"] * self.quick + [f"times × {self.patience:g}"] * (self.patience != 1)
        return f" ({', '.join(forms)})" if forms else ""
