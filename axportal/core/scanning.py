"""Looking for malware: clamd's INSTREAM protocol. Without `CLAMD_ADDRESS` nothing looks, and files say so."""

import socket
import struct
from collections.abc import Iterable
from contextlib import closing

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 30  # seconds for each send and for the answer
LONGEST_ANSWER = 4096


class ScanFailed(Exception):
    """No verdict: the scanner is away, or refuses the stream."""


def is_there() -> bool:
    """Whether this installation names a scanner."""
    return bool(_address())


def is_clean(chunks: Iterable[bytes]) -> bool:
    """Whether the scanner finds nothing in these bytes. Raises `ScanFailed` without a verdict."""
    try:
        with closing(_connect()) as connection:
            connection.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                for start in range(0, len(chunk), CHUNK):
                    piece = chunk[start : start + CHUNK]
                    connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            answer = _answer(connection)
    except OSError as error:
        raise ScanFailed(type(error).__name__) from error
    if answer.endswith(" FOUND"):
        return False
    if answer == "stream: OK":
        return True
    raise ScanFailed("no verdict")


def _address() -> str:
    return str(getattr(settings, "CLAMD_ADDRESS", ""))


def _connect() -> socket.socket:
    """`host:port`, or the path of a socket."""
    address = _address()
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def _answer(connection: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        received += piece
    return received.rstrip(b"\0").decode(errors="replace").strip()
