"""A mail server that delivers nowhere: each mail becomes a file in the state folder."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 30 * 1024 * 1024


class MailFolder:
    """Writes what it is handed; the names of the files sort by time of arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - SMTP's name
        """Keep one mail; the sender hears "250" only after the file is complete."""
        content = envelope.content
        try:
            self.keep(content if isinstance(content, bytes) else (content or "").encode())
        except OSError:  # a full disk: the sender tries again later
            return "452 Insufficient system storage"
        return "250 OK"

    def keep(self, content: bytes) -> Path:
        """Write one mail and return its file, readable by us alone."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}.eml"
        draft = self.folder / f".{name}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
        except OSError:
            draft.unlink()
            raise
        return draft.rename(self.folder / name)


async def serve(folder: Path, host: str, port: int) -> None:
    """Take mails until a signal comes."""
    handler = MailFolder(folder)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)

    def session() -> SMTP:
        return SMTP(handler, enable_SMTPUTF8=True, ident="AX Portal", data_size_limit=LARGEST_MAIL)

    server = await loop.create_server(session, host, port)
    async with server:
        await ended.wait()
