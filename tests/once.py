"""What the processes of one run of the suite do once between them."""

import fcntl
from collections.abc import Callable
from pathlib import Path


def in_a_run(mark: Path, make: Callable[[], None]) -> None:
    """Make something unless another process of the run has; while it is being made the others wait.

    `mark` stands in the folder that the processes share. Whoever comes after a failure tries again.
    """
    with mark.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            make()
            mark.touch()
