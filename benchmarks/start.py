"""`python -m benchmarks.start`: P13, from a clone to the first page, and a second start. Packages come from the caches.

The clone gets a state folder, a virtual environment and node_modules of its own; what `make run` installs is what
pip and npm have kept from an earlier install, so that the network is not measured.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from axportal.core.embedded import paths
from benchmarks import figures
from benchmarks.load import Target, ask

FIRST, AGAIN = 60.0, 8.0
PATIENCE = 900.0


def main() -> None:
    """Clone, run, stop, run again; print both times."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # as root the servers run as somebody else, who has to pass through
        clone = Path(folder) / "clone"
        begin = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", str(paths.REPOSITORY), str(clone)], check=True)
        first = _seconds(clone, ["make", "run"], begin=begin)
        again = _seconds(clone, ["make", "run"], begin=time.monotonic())
    lines = [_line("clone → first page", first, FIRST), _line("second start → first page", again, AGAIN)]
    print(figures.table(lines))


def _line(work: str, seconds: float, limit: float) -> figures.Line:
    return figures.Line("P13", work, 0, figures.spread([seconds]), limit, "s")


def _seconds(clone: Path, command: list[str], *, begin: float) -> float:
    """From `begin` until the home page answers; the portal is stopped again."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AXPORTAL_", "MAKE", "MFLAGS"))}
    process = subprocess.Popen(command, cwd=clone, env={**kept, "PORT": str(port)}, start_new_session=True)
    try:
        _wait(Target(port, "/"), process)
        return time.monotonic() - begin
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(120)


def _wait(target: Target, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            ask(target)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the portal did not answer")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
