"""Seconds that pass while this machine lets its processes run."""

import threading
import time
from types import TracebackType

TICK = 0.05  # seconds


class Stopwatch:
    """Measures a block; what a busy machine took from everybody meanwhile does not count.

    A thread asks to be woken every `TICK` seconds. Whatever it is woken later, this process was not let run.
    """

    def __enter__(self) -> "Stopwatch":
        self._stalled, self._ended = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stopwatch", daemon=True)
        self._began = time.monotonic()
        self._thread.start()
        return self

    def _watch(self) -> None:
        before = time.monotonic()
        while not self._ended.wait(TICK):
            now = time.monotonic()
            self._stalled += max(0.0, now - before - 2 * TICK)
            before = now

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.whole = time.monotonic() - self._began
        self._ended.set()
        self._thread.join()
        self.seconds = self.whole - self._stalled
