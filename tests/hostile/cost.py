"""What a piece of work cost this process: seconds of CPU and the peak of its memory above what it had."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS = 10.0
MOST_MEBIBYTES = 300.0


@dataclass
class Cost:
    """Filled in when the block ends."""

    seconds: float = 0.0
    mebibytes: float = 0.0


def _memory(line: str) -> float:
    text = Path("/proc/self/status").read_text()
    return int(text.split(f"{line}:")[1].split()[0]) / 1024


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@contextmanager
def measured() -> Iterator[Cost]:
    """Linux counts the peak afresh once 5 is written to `clear_refs`."""
    cost = Cost()
    Path("/proc/self/clear_refs").write_text("5")
    memory, began = _memory("VmRSS"), _cpu()
    yield cost
    cost.seconds, cost.mebibytes = _cpu() - began, _memory("VmHWM") - memory


@contextmanager
def bounded() -> Iterator[None]:
    """The work must stay within what a hostile file may cost."""
    with measured() as cost:
        yield
    assert cost.seconds <= MOST_SECONDS, cost
    assert cost.mebibytes <= MOST_MEBIBYTES, cost
