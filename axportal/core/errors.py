"""Errors a service raises and every surface translates: pages, API and worker alike.

`status` is the HTTP status the error becomes: 400 invalid, 403 visible but forbidden, 404 not visible,
409 wrong state, 412 stale version, 428 version missing.
"""

from collections.abc import Mapping
from typing import Any

from django.db import InterfaceError, OperationalError

#: What the database raises when it is away, starting, full or cut off: nobody's mistake, and nothing to trace.
DATABASE_AWAY = (OperationalError, InterfaceError)


class DomainError(Exception):
    """A refusal with a machine-readable code and a sentence in the user's language.

    `fields` maps field names to their sentences; `detail` carries facts a surface may show (never personal data).
    """

    status = 409
    code = "refused"

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        fields: Mapping[str, list[str]] | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.fields = {name: list(messages) for name, messages in (fields or {}).items()}
        self.detail = dict(detail or {})


class InvalidInput(DomainError):
    """What was sent is wrong; `fields` says where."""

    status = 400
    code = "invalid"


class NotAllowed(DomainError):
    """The caller may see the object but not do this with it."""

    status = 403
    code = "not_allowed"


class NotVisible(DomainError):
    """There is no such object for this caller."""

    status = 404
    code = "not_found"


class WrongState(DomainError):
    """The object's state does not allow this now."""

    status = 409
    code = "wrong_state"


class StaleVersion(DomainError):
    """Somebody changed the object since the caller read it.

    `detail["conflicts"]` lists `{field, mine, theirs, base}` for each field changed on both sides.
    """

    status = 412
    code = "stale_version"


class TooLarge(DomainError):
    """More than this installation takes at once."""

    status = 413
    code = "too_large"


class Unavailable(DomainError):
    """Something the request needs is down; the caller may try again."""

    status = 503
    code = "unavailable"
