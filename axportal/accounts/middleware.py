"""Middleware: the list of one's sessions, staff's idle limit, and no caching of what a signed-in person sees."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from axportal.accounts import services
from axportal.accounts.scoping import scope_of
from axportal.core import clock
from axportal.core.middleware import GetResponse
from axportal.core.requests import client_address

SEEN_KEY = "seen_at"
SEEN_EVERY = timedelta(minutes=5)


class SessionListMiddleware:
    """Remember each browser session, and end one of staff that has been idle for 30 minutes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            self._note(request, at=clock.now())
        return self.get_response(request)

    def _note(self, request: Any, *, at: datetime) -> None:
        seen = request.session.get(SEEN_KEY)
        last = datetime.fromisoformat(seen) if seen else None
        limit = timedelta(seconds=settings.STAFF_IDLE_SECONDS)
        if last is not None and at - last > limit and scope_of(request.user).is_staff:
            logout(request)
            return
        if last is None or at - last > SEEN_EVERY:
            request.session[SEEN_KEY] = at.isoformat()
            services.note_session(
                user=request.user,
                session_key=request.session.session_key or "",
                address=client_address(request),
                browser=request.headers.get("User-Agent", ""),
                at=at,
            )


class NoStoreMiddleware:
    """Nothing that a signed-in person sees is stored by a proxy or a shared browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user: Any = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
