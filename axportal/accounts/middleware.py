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
STARTED_KEY = "signed_in_at"
SEEN_EVERY = timedelta(minutes=5)


class SessionListMiddleware:
    """Remember each browser session, and end it after its whole life; one of staff also after 30 minutes of rest."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            self._note(request, at=clock.now())
        return self.get_response(request)

    def _note(self, request: Any, *, at: datetime) -> None:
        started, last = _moment(request, STARTED_KEY), _moment(request, SEEN_KEY)
        if _is_over(request, started, last, at=at):
            logout(request)
            return
        if started is None:
            request.session[STARTED_KEY] = at.isoformat()
        if last is None or at - last > SEEN_EVERY:
            request.session[SEEN_KEY] = at.isoformat()
            services.note_session(
                user=request.user,
                session_key=request.session.session_key or "",
                address=client_address(request),
                browser=request.headers.get("User-Agent", ""),
                at=at,
            )


def _moment(request: HttpRequest, key: str) -> datetime | None:
    kept = request.session.get(key)
    return datetime.fromisoformat(kept) if kept else None


def _is_over(request: HttpRequest, started: datetime | None, last: datetime | None, *, at: datetime) -> bool:
    """Use prolongs a session, but never beyond its whole life since signing in."""
    if started is not None and at - started > timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return True
    rested = last is not None and at - last > timedelta(seconds=settings.STAFF_IDLE_SECONDS)
    return rested and scope_of(request.user).is_staff


class NoStoreMiddleware:
    """Nothing that a signed-in person sees is stored by a proxy or a shared browser, nor left after signing out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user: Any = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        match = request.resolver_match
        if request.method == "POST" and match is not None and match.view_name == "account_logout":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response
