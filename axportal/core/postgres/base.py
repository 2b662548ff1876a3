"""A kept connection is looked at before each request; only one that has something to say is asked."""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Between statements a server is silent. One that has gone has closed its end, which the socket shows."""

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
