"""How often a caller may ask; counted in the cache, open while the cache is away."""

from typing import Any

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from axportal.core.requests import client_address


class CallerThrottle(SimpleRateThrottle):
    """By token, else by user, else by address; a sliding period told from two counters in one round trip.

    Of the requests counted in the period of the clock before this one, as many still weigh as the sliding period
    covers of it. So nobody gets the rate twice around the turn of a minute, and the 600th request costs as little as
    the first.
    """

    scope = "caller"
    num_requests: int | None
    duration: int | None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether the caller has asked no oftener than allowed within a minute, hour or day. Refusals do not count."""
        if self.rate is None:
            return True
        caller, period, most = self.get_cache_key(request, view), int(self.duration or 1), int(self.num_requests or 0)
        number, passed = divmod(self.timer(), period)
        key = f"{caller}:{number:.0f}"
        before, now = cache.count(key, after=f"{caller}:{number - 1:.0f}", lifetime=2 * period)  # type: ignore[attr-defined]
        if before * (1 - passed / period) + now <= most:
            return True
        cache.decr(key)
        self._wait = _until_allowed(before, now - 1, most, period) - passed
        return False

    def wait(self) -> float:
        """Seconds until one more is allowed."""
        return max(self._wait, 1.0)

    def get_cache_key(self, request: Request, view: Any) -> str:
        """A key that names the caller without naming a person."""
        if request.auth is not None:
            ident = f"token:{request.auth.pk}"
        elif request.user is not None and request.user.is_authenticated:
            ident = f"user:{request.user.pk}"
        else:
            ident = f"address:{client_address(request)}"
        return f"throttle:{ident}"


def _until_allowed(before: int, now: int, most: int, period: int) -> float:
    """Seconds from the beginning of this period until what still weighs leaves room for one more."""
    if now < most:
        return period * (1 - (most - 1 - now) / before)
    return period * (2 - (most - 1) / now)
