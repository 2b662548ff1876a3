"""One log line for each act of signing in: who, from where, with what outcome; never an address or a password.

The request's own line follows with the same request id. Connected in `apps.py`.
"""

from typing import Any

from allauth.account import signals as allauth
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model, signals
from django.http import HttpRequest

from axportal.core.logs import get_logger
from axportal.core.requests import client_address

logger = get_logger("axportal.security")
#: What a signal of allauth's is called in the log.
CHANGES = {
    "password_changed": allauth.password_changed,
    "password_set": allauth.password_set,
    "password_reset": allauth.password_reset,
    "email_confirmed": allauth.email_confirmed,
    "email_changed": allauth.email_changed,
    "email_added": allauth.email_added,
    "email_removed": allauth.email_removed,
}


def _person(email: str) -> str | None:
    """The person of an address; looked for alike whether there is one or not."""
    found = get_user_model().objects.filter(email=email.strip().lower()).values_list("uuid", flat=True).first()
    return str(found) if found else None


def _where(request: HttpRequest | None) -> str | None:
    return client_address(request) if request is not None else None


def signed_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Somebody has signed in with the password."""
    logger.info("signed_in", actor=str(user.uuid), address=_where(request), factors=["password"])


def signed_out(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Somebody has signed out, or was signed out by a time limit."""
    if user is not None:
        logger.info("signed_out", actor=str(user.uuid), address=_where(request))


def failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """A wrong password, or an address without an account (`person` is null then)."""
    given = str(credentials.get("email") or credentials.get("username") or "")
    logger.warning("sign_in_failed", person=_person(given), address=_where(request))


def locked(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """Too many failures: this account is closed for this address for a while."""
    logger.warning("sign_in_locked", person=_person(username or ""), address=_where(request))


def _changed(name: str) -> Any:
    def receiver(sender: Any, request: HttpRequest | None = None, user: Any = None, **kwargs: Any) -> None:
        person = user if user is not None else getattr(kwargs.get("email_address"), "user", None)
        logger.info(name, actor=str(person.uuid) if person is not None else None, address=_where(request))

    return receiver


def connect() -> None:
    """Listen from now on."""
    signals.user_logged_in.connect(signed_in, dispatch_uid="sign_in_log.signed_in")
    signals.user_logged_out.connect(signed_out, dispatch_uid="sign_in_log.signed_out")
    signals.user_login_failed.connect(failed, dispatch_uid="sign_in_log.failed")
    user_locked_out.connect(locked, dispatch_uid="sign_in_log.locked")
    for name, signal in CHANGES.items():
        signal.connect(_changed(name), weak=False, dispatch_uid=f"sign_in_log.{name}")
