"""Django's PostgreSQL backend with two savings on a kept connection: no health check where the socket is silent, and
statements that the server plans once.
"""

import re
import select
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base

from axportal.core.postgres import silence


class DatabaseWrapper(base.DatabaseWrapper):
    """Between statements a server is silent. One that has gone has closed its end, which the socket shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepared: dict[str, str] = {}

    def get_connection_params(self) -> dict[str, Any]:
        """Connections that give up a silent server."""
        params = super().get_connection_params()
        return {**params, "connection_factory": silence.Connection, "cursor_factory": silence.Cursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that waits as long as its statements may take, and a little longer; nothing is prepared yet."""
        self._prepared = {}
        connection = super().get_new_connection(conn_params)
        limit = re.search(r"statement_timeout=(\d+)", conn_params.get("options", ""))
        if limit:
            connection.give_up_after = int(limit[1]) / 1000 + silence.GRACE
        return connection

    def is_usable(self) -> bool:
        """Whether the connection answers. `SELECT 1` settles it only where the socket is not silent."""
        connection: Any = self.connection
        if connection is not None and not connection.closed and _is_silent(connection.fileno()):
            return True
        return super().is_usable()

    def run_prepared(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The rows of a statement that this connection prepares at its first use; `%s` as everywhere in Django."""
        with self.cursor() as cursor:
            name = self._prepared.get(sql)
            if name is None:
                name = f"ax_{len(self._prepared)}"
                numbered = sql % tuple(f"${position}" for position in range(1, len(params) + 1))
                with self.connection.cursor() as plain:
                    plain.execute(f"PREPARE {name} AS {numbered}")
                self._prepared[sql] = name
            values = f"({', '.join(['%s'] * len(params))})" if params else ""
            cursor.execute(f"EXECUTE {name}{values}", params)
            return list(cursor.fetchall())


def _is_silent(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN | select.POLLHUP | select.POLLERR)
    return not poll.poll(0)
