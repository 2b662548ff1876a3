"""The processes of this machine as tests see them, and folders that they may enter."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """The ids of all processes below one; reads /proc."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
    found, queue = [], [pid]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


@contextlib.contextmanager
def state_folder() -> Iterator[Path]:
    """A folder with a space and Hangul in its name which the servers' account may enter, also when we are root.

    Not below pytest's own folder: another run of the suite beside us would close that to others.
    """
    with tempfile.TemporaryDirectory(prefix="axportal-") as base:
        Path(base).chmod(0o711)
        yield Path(base) / "포털 상태"
