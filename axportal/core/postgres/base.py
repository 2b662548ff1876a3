"""A kept connection is looked at before each request; only one that has something to say is asked."""

import re
import select
from typing import Any

from django.db.backends.postgresql import base

from axportal.core.postgres import silence


class DatabaseWrapper(base.DatabaseWrapper):
    """Between statements a server is silent. One that has gone has closed its end, which the socket shows."""

    def get_connection_params(self) -> dict[str, Any]:
        """Connections that give up a silent server."""
        params = super().get_connection_params()
        return {**params, "connection_factory": silence.Connection, "cursor_factory": silence.Cursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that waits as long as its statements may take, and a little longer."""
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


def _is_silent(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN | select.POLLHUP | select.POLLERR)
    return not poll.poll(0)
