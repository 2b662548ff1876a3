"""What was expected and what was seen, line by line, and a test that fails in the end when they differ."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Comparison:
    """The lines of one test."""

    def __init__(self, title: str) -> None:
        self.began = time.monotonic()
        self.wrong: list[str] = []
        print(f"\n--- {title}", flush=True)

    def same(self, what: str, expected: Any, seen: Any, *, within: float = 0) -> None:
        """Equal, or for numbers no further apart than `within`."""
        close = isinstance(seen, int | float) and isinstance(expected, int | float) and abs(seen - expected) <= within
        margin = f" ± {within:g}" if within else ""
        self._line(what, f"{expected}{margin}", seen, holds=seen == expected or (within > 0 and close))

    def holds(self, what: str, condition: bool, seen: Any) -> None:
        """A statement, with what it is about."""
        self._line(what, "holds", seen, holds=bool(condition))

    def eventually(self, what: str, expected: Any, read: Callable[[], Any], *, within: float = 30.0) -> Any:
        """Equal in time; what was read last."""
        began, seen = time.monotonic(), read()
        while seen != expected and time.monotonic() - began < within:
            time.sleep(0.4)
            seen = read()
        self._line(f"{what}, after {time.monotonic() - began:.1f} s", expected, seen, holds=seen == expected)
        return seen

    def becomes(self, what: str, read: Callable[[], Any], *, within: float = 30.0) -> Any:
        """Something true in time; what was read last."""
        began, seen = time.monotonic(), read()
        while not seen and time.monotonic() - began < within:
            time.sleep(0.4)
            seen = read()
        self._line(f"{what}, after {time.monotonic() - began:.1f} s", "something", seen, holds=bool(seen))
        return seen

    def _line(self, what: str, expected: Any, seen: Any, *, holds: bool) -> None:
        line = f"{what}: {_short(expected)} | {_short(seen)}"
        print(f"{'ok   ' if holds else 'WRONG'} {time.monotonic() - self.began:5.1f} s  {line}", flush=True)
        if not holds:
            self.wrong.append(line)


@contextmanager
def comparing(title: str) -> Iterator[Comparison]:
    """The lines of a block; those that are wrong fail the test at its end."""
    comparison = Comparison(title)
    yield comparison
    assert not comparison.wrong, "\n".join(comparison.wrong)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 300 else f"{text[:300]}…"
