"""When a worker last took up work: kept in the cache, so it is a hint and never a condition."""

from django.core.cache import cache
from django.utils import timezone

KEY = "worker-heartbeat"
KEPT = 24 * 60 * 60  # seconds


def beat() -> None:
    """A worker is at work now. Scheduled work comes at least once a minute."""
    cache.set(KEY, timezone.now().timestamp(), timeout=KEPT)


def age() -> float | None:
    """Seconds since a worker last took up work, or None when none has or the cache is away."""
    last = cache.get(KEY)
    return None if last is None else max(timezone.now().timestamp() - float(last), 0.0)
