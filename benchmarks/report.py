"""Where the table goes: the terminal and, when asked, between two markers of docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from axportal.core.embedded import paths
from benchmarks import programs

PAGE = paths.REPOSITORY / "docs" / "performance.md"


def machine() -> str:
    """The machine in one sentence, how busy it was included."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = [line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")]
    busy = os.getloadavg()[1]
    return f"{os.cpu_count()} cores ({names[0] if names else platform.machine()}), {memory:.0f} GiB, load {busy:.1f}"


def _cpu_lines() -> list[str]:
    return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()


def versions() -> str:
    """What answered."""
    server = programs.administer("SHOW server_version")[0][0]
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("django", "djangorestframework", "psycopg2-binary", "gunicorn")
    )
    return f"Python {platform.python_version()}, PostgreSQL {server}, {packages}"


def dated(sentence: str, table: str) -> str:
    """The table below the day it was made on."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC. {sentence}\n\n{table}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def replaced(page: str, name: str, text: str) -> str:
    """The page with this text between its markers of that name. Raises ValueError where they are missing."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, found, rest = page.partition(begin)
    _old, closed, tail = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"no markers {begin.strip()} … {end}")
    return f"{head}{begin}\n{text}\n{end}{tail}"


def publish(name: str, text: str) -> None:
    """Print; with WRITE=1 into docs/performance.md too."""
    print(text)
    if os.environ.get("WRITE") == "1":
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")
