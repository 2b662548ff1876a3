"""A real SMTP server for tests: keeps what it receives."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class _Keep:
    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the message and accept it."""
        self.messages.append(email.message_from_bytes(envelope.content))
        return "250 OK"


@contextmanager
def receiving(port: int) -> Iterator[list[Message]]:
    """Listen on this loopback port; the list grows as mails come in."""
    keep = _Keep()
    controller = Controller(keep, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield keep.messages
    finally:
        controller.stop()
