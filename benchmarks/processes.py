"""What processes cost: CPU seconds of a whole tree and the memory of one, as the Linux kernel counts them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(root: int) -> float:
    """User and system time of this process, its living descendants, and children that they have reaped."""
    children: dict[int, list[int]] = defaultdict(list)
    used: dict[int, float] = {}
    for pid, parent, ticks in _all():
        children[parent].append(pid)
        used[pid] = ticks / TICKS
    total, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0.0)
        waiting += children[pid]
    return total


def _all() -> Iterable[tuple[int, int, int]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:  # it has ended meanwhile
                continue
            yield int(folder.name), int(fields[1]), sum(map(int, fields[11:15]))


def forget_peak() -> None:
    """Let this process's peak begin at what it uses now."""
    Path("/proc/self/clear_refs").write_text("5")


def memory_mib(name: str) -> float:
    """This process's resident memory now (`VmRSS`) or at its peak (`VmHWM`)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        key, _colon, value = line.partition(":")
        if key == name:
            return int(value.split()[0]) / 1024
    raise KeyError(name)
