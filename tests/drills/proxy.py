"""A TCP proxy in front of PostgreSQL that delays, cuts, swallows, or forgets the server while the client hopes on."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable

CHUNK = 65536


class Proxy:
    """Listens on a loopback port; `mode` says what becomes of every byte and every connection from now on.

    pass: hand on; delay: hand on `delay` seconds later; cut: close all, refuse new ones; drop: take everything, hand on
    nothing until another mode is set; half-open: as drop, and the server's end is closed.
    """

    def __init__(self, upstream: Callable[[], socket.socket]) -> None:
        self._upstream = upstream
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.mode = "pass"
        self.delay = 0.0
        self.pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def set(self, mode: str, *, delay: float = 0.0) -> None:
        """Break or heal."""
        self.mode, self.delay = mode, delay
        for client, server in list(self.pairs):
            if mode in ("cut", "half-open"):
                _close(server)
            if mode == "cut":
                _close(client)

    def close(self) -> None:
        """End everything."""
        self._listener.close()
        self.set("cut")

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _address = self._listener.accept()
                if self.mode == "cut":
                    _close(client)
                    continue
                server = self._upstream()
                self.pairs.append((client, server))
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                time.sleep(self.delay)
                while self.mode == "drop":
                    time.sleep(0.05)
                target.sendall(data)
        if self.mode != "half-open":  # the client is not told
            _close(source)
            _close(target)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
