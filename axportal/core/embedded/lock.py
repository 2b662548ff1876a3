"""One owner at a time for a state folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from axportal.core.embedded.errors import StateBusyError


class StateLock:
    """A file lock that the kernel gives back when its holder dies, however it dies."""

    def __init__(self, state: Path) -> None:
        self.file = state / "lock"
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock, or raise `StateBusyError` naming the process that holds it."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode("ascii").strip() or "?"
            os.close(descriptor)
            raise StateBusyError(
                f"이 상태 폴더는 이미 사용 중입니다 (pid {holder}): {self.file.parent}\n"
                f"The state folder is in use by process {holder}. Stop it, or choose another AXPORTAL_VAR."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
