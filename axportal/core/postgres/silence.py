"""A server that has gone silent is given up: libpq alone would wait for ever, and a worker with it.

The server ends what takes too long by its own `statement_timeout`. When not even that is heard (a network that swallows
everything, a machine that hangs), a thread of this process shuts the socket down two seconds later, and the statement
fails as it does when the server goes.
"""

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from psycopg2 import InterfaceError
from psycopg2.extensions import connection as PlainConnection  # noqa: N812 - classes with lower-case names
from psycopg2.extensions import cursor as PlainCursor  # noqa: N812

GRACE = 2.0  # seconds beyond the statement's own time
LOOK_EVERY = 0.5


class _Watch:
    """Who waits for an answer in this process, and until when."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: dict[int, tuple[float, Connection]] = {}
        self._thread: threading.Thread | None = None

    def during(self, connection: "Connection", call: Callable[..., Any], *args: Any) -> Any:
        """The call's result; its connection is shut down when it takes too long."""
        if connection.give_up_after is None:
            return call(*args)
        with self._lock:
            self._until[id(connection)] = (time.monotonic() + connection.give_up_after, connection)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="silent-database", daemon=True)
                self._thread.start()
        try:
            return call(*args)
        finally:
            with self._lock:
                self._until.pop(id(connection), None)

    def _look(self) -> None:
        while True:
            time.sleep(LOOK_EVERY)
            now = time.monotonic()
            with self._lock:
                late = [connection for until, connection in self._until.values() if until < now]
                for connection in late:
                    _shut_down(connection)


_watch = _Watch()


def _renew() -> None:
    """A forked process has the parent's notes, but not its thread."""
    global _watch
    _watch = _Watch()


os.register_at_fork(after_in_child=_renew)


def _shut_down(connection: PlainConnection) -> None:
    # Closed meanwhile: nobody waits for it any more. The watch must go on for the others.
    with suppress(OSError, InterfaceError), socket.socket(fileno=os.dup(connection.fileno())) as end:
        end.shutdown(socket.SHUT_RDWR)


class Connection(PlainConnection):
    """Knows how long it may wait for an answer; None is for ever."""

    give_up_after: float | None = None

    def commit(self) -> None:
        """Commit; whether it happened is not known when the server stays silent."""
        _watch.during(self, super().commit)

    def rollback(self) -> None:
        """Roll back."""
        _watch.during(self, super().rollback)


class Cursor(PlainCursor):
    """Waits as long as its connection may."""

    connection: Connection

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002 - psycopg2's name
        """Run a statement."""
        _watch.during(self.connection, super().execute, query, vars)

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        """The next rows; a cursor of the server asks for them now."""
        rows: list[tuple[Any, ...]] = _watch.during(self.connection, super().fetchmany, size or self.arraysize)
        return rows

    def copy_expert(self, sql: Any, file: Any, size: int = 8192) -> None:
        """Run COPY."""
        _watch.during(self.connection, super().copy_expert, sql, file, size)
