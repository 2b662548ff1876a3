"""`python -m benchmarks.start`: P13, from a clone to the first page, and a second start. Packages come from the caches.

The clone gets a state folder, a virtual environment and node_modules of its own. A clone before it, which is not
timed, fills the caches of pip and npm, so that the network is not measured.
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
        caches = {"PIP_CACHE_DIR": f"{folder}/pip", "npm_config_cache": f"{folder}/npm"}
        environment = {**_environment(), **caches}
        _clone(Path(folder) / "earlier")
        subprocess.run(["make", "install", "build"], cwd=Path(folder) / "earlier", env=environment, check=True)
        begin = time.monotonic()
        clone = _clone(Path(folder) / "clone")
        first = _seconds(clone, ["make", "run"], environment, begin=begin)
        again = _seconds(clone, ["make", "run"], environment, begin=time.monotonic())
    lines = [_line("clone → first page", first, FIRST), _line("second start → first page", again, AGAIN)]
    print(figures.table(lines))


def _environment() -> dict[str, str]:
    own = ("AXPORTAL_", "MAKE", "MFLAGS")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def _clone(target: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(paths.REPOSITORY), str(target)], check=True)
    return target


def _line(work: str, seconds: float, limit: float) -> figures.Line:
    return figures.Line("P13", work, 0, figures.spread([seconds]), limit, "s")


def _seconds(clone: Path, command: list[str], environment: dict[str, str], *, begin: float) -> float:
    """From `begin` until the home page answers; the portal is stopped again."""
    port = _free_port()
    process = subprocess.Popen(command, cwd=clone, env={**environment, "PORT": str(port)}, start_new_session=True)
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
        except (OSError, RuntimeError):  # not there yet, or not ready
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
