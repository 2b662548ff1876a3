"""Who asks: an institute's administrator of the demonstration, by token and by a browser's session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from axportal.accounts import services
from axportal.accounts.models import User
from axportal.core import clock

EMAIL = "gist-admin@demo.axportal.example"


def person() -> User:
    """Somebody whose reads are narrowed to published rows and the drafts of one institute."""
    return User.objects.get(email=EMAIL)


def token_headers() -> Mapping[str, str]:
    """The headers of an API client with a token that may read."""
    at = clock.now()
    _token, key = services.issue_token(
        user=person(), label="bench", scopes=["read"], expires_at=at + timedelta(days=1), at=at
    )
    return {"Authorization": f"Bearer {key}", "Accept": "application/json", "Accept-Language": "ko"}


def session_headers() -> Mapping[str, str]:
    """The headers of a browser in which the person is signed in."""
    user, session = person(), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "Accept": "text/html",
        "Accept-Language": "ko",
        "User-Agent": "benchmarks",
    }
