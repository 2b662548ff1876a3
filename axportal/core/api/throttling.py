"""How often a caller may ask; counted in the cache, open while the cache is away."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from axportal.core.requests import client_address


class CallerThrottle(SimpleRateThrottle):
    """By token, else by user, else by address."""

    scope = "caller"

    def get_cache_key(self, request: Request, view: Any) -> str:
        """A key that names the caller without naming a person."""
        if request.auth is not None:
            ident = f"token:{request.auth.pk}"
        elif request.user and request.user.is_authenticated:
            ident = f"user:{request.user.pk}"
        else:
            ident = f"address:{client_address(request)}"
        return f"throttle:{ident}"
