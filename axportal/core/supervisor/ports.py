"""Loopback ports: whether one is free, and which the mail catcher takes."""

from __future__ import annotations

import socket

from axportal.core.embedded import paths
from axportal.core.embedded.errors import EmbeddedError

LOOPBACK = "127.0.0.1"


def ensure_free(host: str, port: int) -> None:
    """Raise `EmbeddedError` with a hint when the web server could not listen here."""
    try:
        _bind(host, port)
    except OSError as error:
        raise EmbeddedError(
            f"{host}:{port} 포트를 사용할 수 없습니다: {error.strerror}. 다른 포트로: PORT={port + 1} make run\n"
            f"Port {port} on {host} cannot be used: {error.strerror}. Another one: PORT={port + 1} make run"
        ) from error


def settle_mail_port() -> int:
    """Return a free port for the mail catcher; one that is not the derived one is noted in the state folder."""
    port = paths.mail_port()
    try:
        _bind(LOOPBACK, port)
    except OSError:
        port = _bind(LOOPBACK, 0)
        paths.mail_port_file().write_text(str(port), encoding="ascii")
    return port


def answers(host: str, port: int) -> bool:
    """Tell whether somebody accepts connections at this port."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _bind(host: str, port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
        probe.bind((host, port))
        return int(probe.getsockname()[1])
