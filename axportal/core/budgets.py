"""How much of the database's time a caller of the API may use in a minute; counted in the cache, open while it is away.

The number of requests says little about what they cost: one that sorts a million rows costs as much as a thousand
that read one. What took less than `FREE` seconds is not counted, since the limit on requests bounds it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.cache import cache

WINDOW = 60  # seconds
FREE = 0.01


class Stopwatch:
    """An execute wrapper that counts statements and adds up what they take."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.statements = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run the statement and add its time, also when it fails."""
        self.statements += 1
        with self.running():
            return execute(sql, params, many, context)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Add the time of the block."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - began


_current: ContextVar[Stopwatch | None] = ContextVar("database_stopwatch", default=None)


@contextmanager
def measuring(stopwatch: Stopwatch) -> Iterator[None]:
    """Let `beside_wrappers` find the request's stopwatch."""
    token = _current.set(stopwatch)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def beside_wrappers() -> Iterator[None]:
    """Add to the request's time what execute wrappers do not see: COPY."""
    stopwatch = _current.get() or Stopwatch()
    with stopwatch.running():
        yield


def seconds_to_wait(caller: str) -> int:
    """0 while the caller has database time left in this minute, else the seconds until the next one begins."""
    spent: int = cache.get(_key(caller), 0)
    if spent < settings.API_DATABASE_SECONDS * 1000:
        return 0
    return WINDOW - int(time.time()) % WINDOW


def charge(caller: str, seconds: float) -> None:
    """Count this much against the caller's minute."""
    if seconds < FREE:
        return
    key = _key(caller)
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        cache.incr(key, round(seconds * 1000))
    except ValueError:
        return  # the key went between the two calls: the cache was emptied


def _key(caller: str) -> str:
    return f"budget:{caller}:{int(time.time()) // WINDOW}"
