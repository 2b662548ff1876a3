"""Look-up tables kept in the process for a few seconds: zones, institutes, industries.

A change shows everywhere within `LIFETIME`; writes in the same process show at once through `forget`. What is
`Remembered` goes by a key that itself changes with whatever it was made from.
"""

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
LIFETIME = 5.0  # seconds
_CACHES: list["ProcessCache[Any] | Remembered[Any]"] = []


class ProcessCache(Generic[T]):
    """Loads a value once and keeps it for `LIFETIME` seconds."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._value: T | None = None
        self._until = 0.0
        _CACHES.append(self)

    def __call__(self) -> T:
        """The value, at most `LIFETIME` old."""
        if self._value is None or time.monotonic() > self._until:
            self._value = self._load()
            self._until = time.monotonic() + LIFETIME
        return self._value

    def forget(self) -> None:
        """Load anew next time."""
        self._value = None


class Remembered(Generic[T]):
    """Values made once for each key. Every `lifetime` seconds, and when there are `most`, all are forgotten."""

    def __init__(self, *, most: int = 500, lifetime: float = 60.0) -> None:
        self._most = most
        self._lifetime = lifetime
        self._values: dict[Any, T] = {}
        self._until = 0.0
        _CACHES.append(self)

    def __call__(self, key: Any, make: Callable[[], T]) -> T:
        """The value of this key, made now if it is not remembered."""
        if len(self._values) >= self._most or time.monotonic() > self._until:
            self._values = {}
            self._until = time.monotonic() + self._lifetime
        if key not in self._values:
            self._values[key] = make()
        return self._values[key]

    def forget(self) -> None:
        """Make each anew; their time begins anew, too."""
        self._values = {}
        self._until = 0.0


def forget_all() -> None:
    """Load every look-up anew: after reference data changed, and between tests."""
    for cache in _CACHES:
        cache.forget()
