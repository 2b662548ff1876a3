"""A cache that may be away: every failure is a miss, so that no page depends on it."""

import logging
import time
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


#: How long a server that failed is left alone: one that hangs would cost each call its whole timeout.
AWAY_FOR = 5.0  # seconds


class _KeptClient(RedisCacheClient):
    """Makes its client once: it takes a connection from the pool for each command anyway."""

    _kept: Any = None

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The one client: this portal has one server."""
        if self._kept is None:
            self._kept = super().get_client(key, write=write)
        return self._kept


class CountingRedisCache(RedisCache):
    """Can count one more and tell what was counted before, in one round trip."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _KeptClient

    def count(self, key: str, *, after: str, lifetime: int) -> tuple[int, int]:
        """Count one more under `key`, kept for `lifetime` seconds; what stands under `after`, and the new count."""
        name, earlier = self.make_and_validate_key(key), self.make_and_validate_key(after)
        pipeline = self._cache.get_client(name, write=True).pipeline(transaction=False)  # type: ignore[attr-defined]
        before, now, _kept = pipeline.get(earlier).incr(name).expire(name, lifetime).execute()
        return int(before or 0), int(now)

    def clear(self) -> None:
        """Remove what stands under this cache's prefix; Django's own would empty the database with all beside it."""
        client = self._cache.get_client(write=True)  # type: ignore[attr-defined]
        if keys := list(client.scan_iter(match=f"{self.key_prefix}:*", count=1000)):
            client.unlink(*keys)


class FailSoftRedisCache(CountingRedisCache):
    """A broken server reads as empty and swallows writes."""

    _away_until = 0.0  # of the process: its threads share the server

    def _softly(self, method: str, default: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self._away_until:
            return default
        try:
            return getattr(super(), method)(*args, **kwargs)
        except (RedisError, OSError) as error:
            FailSoftRedisCache._away_until = time.monotonic() + AWAY_FOR
            logger.warning("cache.away", extra={"method": method, "error": type(error).__name__})
            return default

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when it is missing or the server is away."""
        return self._softly("get", default, key, default, version)

    def set(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> None:
        """Store if the server answers."""
        kwargs = {} if timeout is ... else {"timeout": timeout}
        self._softly("set", None, key, value, version=version, **kwargs)

    def add(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> bool:
        """Store if absent; True when stored or when the server is away."""
        kwargs = {} if timeout is ... else {"timeout": timeout}
        return bool(self._softly("add", True, key, value, version=version, **kwargs))

    def touch(self, key: str, timeout: Any = ..., version: int | None = None) -> bool:
        """Prolong; False when the server is away."""
        kwargs = {} if timeout is ... else {"timeout": timeout}
        return bool(self._softly("touch", False, key, version=version, **kwargs))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Remove; False when the server is away."""
        return bool(self._softly("delete", False, key, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        """The values that are there; none when the server is away."""
        return dict(self._softly("get_many", {}, keys, version))

    def set_many(self, data: Any, timeout: Any = ..., version: int | None = None) -> list[str]:
        """Store several; the keys that failed, all of them when the server is away."""
        kwargs = {} if timeout is ... else {"timeout": timeout}
        return list(self._softly("set_many", list(data), data, version=version, **kwargs))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count up; the delta itself when the server is away. A missing key raises ValueError as documented."""
        return int(self._softly("incr", delta, key, delta, version))

    def count(self, key: str, *, after: str, lifetime: int) -> tuple[int, int]:
        """Count one more; nothing was counted when the server is away."""
        before, now = self._softly("count", (0, 0), key, after=after, lifetime=lifetime)
        return int(before), int(now)

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Whether the key is there; False when the server is away."""
        return bool(self._softly("has_key", False, key, version))

    def clear(self) -> None:
        """Forget the keys of this cache and no others, if the server answers: the broker may live beside it."""
        self._softly("clear", None)
