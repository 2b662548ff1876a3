"""A real Slurm cluster of a test, by scripts/slurm_cluster.sh."""

import os
import random
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import ROOT

SCRIPT = ROOT / "scripts" / "slurm_cluster.sh"
PORTS = 100
#: Accounts of both clusters, each with one person.
PEOPLE = "kaist:kaist1 gist:gist1 dgist:dgist1 unist:unist1"


def free_base() -> int:
    """The first of a hundred ports below the ephemeral ones of which nobody listens on any."""
    for _try in range(100):
        base = random.randrange(10_000, 19_900, PORTS)
        if not any(_answers(base + offset) for offset in (6, 17, 19, 20, *range(30, 40))):
            return base
    raise OSError("no free ports")


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Cluster:
    """One cluster; `nodes` are name:partition:type:GPUs, separated by blanks."""

    name: str
    base: Path
    nodes: str
    ports: int = field(default_factory=free_base)

    @property
    def folder(self) -> Path:
        """Its state."""
        return self.base / self.name

    @property
    def rest_port(self) -> int:
        """Where its slurmrestd takes tokens."""
        return self.ports + 20

    def begin(self) -> "subprocess.Popen[str]":
        """Start to bring it up; `finish` waits for it."""
        return subprocess.Popen(
            [str(SCRIPT), "up"], env=self._environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def finish(self, coming: "subprocess.Popen[str]") -> None:
        """Wait until it is up."""
        told, _ = coming.communicate(timeout=120)
        assert coming.returncode == 0, told
        print(told.strip(), flush=True)

    def begin_down(self) -> "subprocess.Popen[bytes]":
        """Begin to end it; its state goes with it."""
        return subprocess.Popen([str(SCRIPT), "down"], env=self._environment())

    def __call__(self, *words: str, patience: float = 60) -> str:
        """One command of the script; what it prints. Raises CalledProcessError."""
        done = subprocess.run(
            [str(SCRIPT), *words], env=self._environment(), capture_output=True, text=True, timeout=patience
        )
        if done.returncode:
            raise AssertionError(f"{self.name} {' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout.strip()

    @contextmanager
    def without(self, daemon: str) -> Iterator[None]:
        """One daemon stopped during the block."""
        self("stop-one", daemon)
        try:
            yield
        finally:
            self("start-one", daemon)

    def run(self, *words: str) -> str:
        """A Slurm command."""
        return self("run", *words)

    def submit(self, account: str, partition: str, gres: str, seconds: int, *more: str) -> str:
        """A job of the account's person, who sleeps; its number."""
        return self("submit", f"{account}1", account, partition, gres, str(seconds), *more).partition(";")[0]

    def state_of(self, job: str) -> str:
        """What the controller says of a job."""
        return self.run("squeue", "-h", "-t", "all", "-j", job, "-o", "%T")

    def wait_for(self, job: str, *states: str, within: float = 40) -> None:
        """Until the controller says one of these states of a job."""
        until = time.monotonic() + within
        while (state := self.state_of(job)) not in states:
            assert time.monotonic() < until, f"job {job} is {state}, not {states}"
            time.sleep(0.3)

    def attempts(self) -> dict[str, tuple[int, str]]:
        """Every run that its accounting knows: `job@submission` → GPU-seconds of ended ones and the state.

        Up to an hour ahead: a job that was queued again may begin in two minutes, and is told of from then on.
        """
        lines = self.run(
            "env", "SLURM_TIME_FORMAT=%s", "sacct", "-a", "-D", "-X", "-P", "-n", "-S", "now-2days", "-E", "now+1hour",
            "-o", "JobIDRaw,Submit,End,ElapsedRaw,State,AllocTRES",
        )  # fmt: skip
        found = {}
        for line in lines.splitlines():
            job, submitted, end, elapsed, state, tres = line.split("|")
            if end.isdigit():
                found[f"{job}@{submitted}"] = (int(elapsed) * gpus_in(tres), state.split()[0])
        return found

    def installed(self) -> dict[str, int]:
        """GPUs by type as the controller lists its servers, each once."""
        counted: Counter[str] = Counter()
        told = self.run("sinfo", "-h", "-N", "-O", "NodeList:60,Gres:200")  # a line for each of a server's partitions
        for _node, gres in {tuple(line.split()) for line in told.splitlines()}:
            _kind, name, count = gres.partition("(")[0].split(":")
            counted[name.upper()] += int(count)
        return dict(counted)

    def told_of(self, node: str) -> tuple[str, str]:
        """State and reason of a server by the controller."""
        state, _, reason = self.run("sinfo", "-h", "-N", "-p", "all", "-n", node, "-o", "%T|%E").partition("|")
        return state, reason

    def events(self, node: str) -> list[tuple[int, int | None]]:
        """When a server was out of service by the accounting: beginnings and ends in seconds since the epoch."""
        told = self.run(
            "env", "SLURM_TIME_FORMAT=%s", "sacctmgr", "-n", "-P", "show", "event", "all_time", f"nodes={node}",
            "format=NodeName,Start,End",
        )  # fmt: skip
        rows = [line.split("|") for line in told.splitlines()]
        return [(int(start), int(end) if end.isdigit() else None) for name, start, end in rows if name == node]

    def held(self) -> Counter[str]:
        """GPUs that running jobs hold now by the controller, by account."""
        counted: Counter[str] = Counter()
        for line in self.run("squeue", "-h", "-t", "R", "-O", "Account:60,tres-alloc:200").splitlines():
            account, tres = line.split()
            counted[account] += gpus_in(tres)
        return counted

    def token(self, seconds: int = 3600) -> str:
        """A token of root's."""
        return self("token", "root", str(seconds))

    def _environment(self) -> dict[str, str]:
        own = {
            "CLUSTER": self.name, "PORT_BASE": str(self.ports), "STATE_DIR": str(self.folder), "NODES": self.nodes,
            "PEOPLE": PEOPLE,
        }  # fmt: skip
        return os.environ | own


def gpus_in(tres: str) -> int:
    """How many GPUs a list like `cpu=1,gres/gpu=2,gres/gpu:h100=2` names: the total stands beside its parts."""
    counts = dict(part.split("=", 1) for part in tres.split(",") if "=" in part)
    return int(counts.get("gres/gpu", 0))
