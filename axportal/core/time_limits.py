"""How long one statement of a request may take: programs wait less than people, files may take as long as pages.

The limit is the database's own `statement_timeout`. It is set when a connection first serves a request with another
limit, beside the statement it is needed for: most requests send nothing.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from psycopg2.errors import LockNotAvailable, QueryCanceled

from axportal.core.postgres.silence import GRACE
from axportal.core.requests import is_api


def limit_of(request: HttpRequest) -> int:
    """Milliseconds that a statement of this request may take."""
    is_file = request.GET.get("format") == "csv" or "text/csv" in request.headers.get("Accept", "")
    return settings.API_STATEMENT_MS if is_api(request) and not is_file else settings.PAGE_STATEMENT_MS


class StatementLimit:
    """An execute wrapper that sees to the connection's limit before a statement."""

    def __init__(self, milliseconds: int) -> None:
        self.milliseconds = milliseconds

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run the statement under the limit."""
        _ensure(context["connection"], self.milliseconds)
        return execute(sql, params, many, context)


def _ensure(connection: Any, milliseconds: int) -> None:
    server = connection.connection
    if connection.__dict__.get("_statement_limit", (server, settings.PAGE_STATEMENT_MS)) == (server, milliseconds):
        return
    server.give_up_after = milliseconds / 1000 + GRACE
    with connection.wrap_database_errors, server.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(milliseconds)])
    connection.__dict__["_statement_limit"] = (server, milliseconds)


def took_too_long(error: BaseException) -> bool:
    """Whether the database ended the statement for its time."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, QueryCanceled)


def waited_for_others(error: BaseException) -> bool:
    """Whether the database gave up waiting for a row that somebody else is changing."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, LockNotAvailable)
