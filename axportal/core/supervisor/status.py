"""What runs, written by the supervisor for `manage.py status` and for tests to read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "status.json"


@dataclass(frozen=True)
class ProcessStatus:
    """One process at the time of writing; `pid` is None while it waits to be started again."""

    name: str
    pid: int | None
    started_at: float
    restarts: int

    def is_alive(self) -> bool:
        """Tell whether the process is there now."""
        return self.pid is not None and is_running(self.pid)


@dataclass(frozen=True)
class Status:
    """The supervisor and its processes. `phase` is starting, ready, renewing or stopping."""

    supervisor: int
    phase: str
    started_at: float
    address: str
    state: str
    processes: Sequence[ProcessStatus]
    #: When new code was last let in (or should have been), and why it was not.
    renewed_at: float = 0.0
    renewal_error: str = ""

    def is_whole(self) -> bool:
        """Tell whether the supervisor is ready and everything it started is there."""
        alive = all(process.is_alive() for process in self.processes)
        return self.phase in ("ready", "renewing") and is_running(self.supervisor) and alive


def is_running(pid: int) -> bool:
    """Tell whether a process exists and is no zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return True
    return stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] != "Z"


def write(folder: Path, status: Status) -> None:
    """Replace the status file in one step, so that a reader never sees half of it."""
    draft = folder / f".{FILE_NAME}"
    draft.write_text(json.dumps(asdict(status), indent=1), encoding="utf-8")
    draft.replace(folder / FILE_NAME)


def read(folder: Path) -> Status | None:
    """Return the status last written, or None when nothing has been started here."""
    file = folder / FILE_NAME
    if not file.exists():
        return None
    fields = json.loads(file.read_text(encoding="utf-8"))
    fields["processes"] = [ProcessStatus(**process) for process in fields["processes"]]
    return Status(**fields)


def clear(folder: Path) -> None:
    """Remove the status file: nothing runs any more."""
    (folder / FILE_NAME).unlink(missing_ok=True)
