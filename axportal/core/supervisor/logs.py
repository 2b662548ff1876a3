"""The output of the processes: one file each, the last few starts kept."""

from __future__ import annotations

from pathlib import Path

KEPT = 3


def rotate(file: Path) -> None:
    """Move `web.log` to `web.log.1` and so on; the oldest goes."""
    for number in range(KEPT, 0, -1):
        older = file.with_name(f"{file.name}.{number}")
        newer = file.with_name(f"{file.name}.{number - 1}") if number > 1 else file
        if newer.exists():
            newer.replace(older)


def tail(file: Path, lines: int = 20) -> str:
    """Return the last lines of a log, for a message about a failure."""
    if not file.exists():
        return ""
    return "\n".join(file.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
