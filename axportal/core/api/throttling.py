"""How often a caller may ask and how much of the database's time that may take; counted in the cache, open while the
cache is away.
"""

from contextlib import suppress
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from axportal.core import budgets
from axportal.core.requests import client_address


def caller_of(request: Request) -> str:
    """The caller without naming a person: by token, else by user, else by address."""
    if request.auth is not None:
        return f"token:{request.auth.pk}"
    if request.user is not None and request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"address:{client_address(request)}"


class BudgetSpent(Throttled):
    """The caller's requests of this minute have taken all the database time they may."""

    default_code = "budget_spent"
    title = _("이번 1분에 쓸 수 있는 데이터베이스 시간을 다 썼습니다. 조건을 줄이거나 잠시 뒤 다시 보내 주세요.")


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
        with suppress(ValueError):  # the cache was emptied since
            cache.decr(key)
        self._wait = _until_allowed(before, now - 1, most, period) - passed
        return False

    def wait(self) -> float:
        """Seconds until one more is allowed."""
        return max(self._wait, 1.0)

    def get_cache_key(self, request: Request, view: Any) -> str:
        """A key that names the caller without naming a person."""
        return f"throttle:{caller_of(request)}"


def _until_allowed(before: int, now: int, most: int, period: int) -> float:
    """Seconds from the beginning of this period until what still weighs leaves room for one more."""
    if now < most:
        return period * (1 - (most - 1 - now) / before)
    return period * (2 - (most - 1) / now)


class DatabaseBudget(BaseThrottle):
    """How many seconds of the database a minute; the middleware charges what the request took to `caller`."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """True, or `BudgetSpent` with the time to wait."""
        caller = caller_of(request)
        request._request.caller = caller  # type: ignore[attr-defined]
        wait = budgets.seconds_to_wait(caller)
        if wait:
            raise BudgetSpent(wait=wait)
        return True
