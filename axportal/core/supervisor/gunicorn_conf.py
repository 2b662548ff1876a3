"""Settings of gunicorn that are code: what a web worker ends with, and which connections it is given."""

from __future__ import annotations

import socket
from typing import Any

from axportal.core.embedded.children import die_with_parent

#: Seconds that a connection may say nothing before the kernel hands it over all the same.
SILENT_FOR = 60


def when_ready(server: Any) -> None:
    """Take connections that have begun to ask alone.

    Browsers open connections ahead of time and say nothing on them. A worker that serves one request after the other
    would wait for each, and keep whoever asks behind it waiting.
    """
    if hasattr(socket, "TCP_DEFER_ACCEPT"):  # Linux
        for listener in server.LISTENERS:
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT_FOR)


def post_fork(server: object, worker: object) -> None:
    """Tie the new worker to the master; without it a killed master's workers keep the port."""
    die_with_parent()
