"""Where a piece of text can be found in what a portal keeps: logs, columns, sessions, the broker, command lines."""

import base64
import json
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import redis
from django.db import connection

from axportal.core.embedded import paths
from tests.processes import descendants

COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'bytea')
"""


class Traces:
    """Reads everything once; `of(secret)` names the places that hold it."""

    def __init__(self, database: str, folder: Path) -> None:
        found = [*_files(database, folder), *_columns(), *_sessions(), *_broker(), *_commands()]
        self.places = dict(found)

    def of(self, secret: str) -> list[str]:
        """The places, in any of the forms in which text is written down."""
        forms = [secret, json.dumps(secret)[1:-1], base64.b64encode(secret.encode()).decode().rstrip("=")]
        return sorted(place for place, text in self.places.items() if any(form in text for form in forms))


def _files(database: str, folder: Path) -> Iterator[tuple[str, str]]:
    """What the processes wrote, and every stored file."""
    for file in (*paths.log_dir().glob(f"test-*-{database}.log"), *folder.rglob("*")):
        if file.is_file():
            yield f"file {file.name}", file.read_bytes().decode(errors="replace")


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _columns() -> Iterator[tuple[str, str]]:
    for table, column in _rows(COLUMNS):
        statement = f'SELECT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608 - our own names
        yield f"column {table}.{column}", "\n".join(row[0] for row in _rows(statement))


def _sessions() -> Iterator[tuple[str, str]]:
    """Sessions are JSON, packed and signed."""
    for number, (data,) in enumerate(_rows("SELECT session_data FROM django_session")):
        packed = data.split(":")[0].lstrip(".")
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        yield f"session {number}", (zlib.decompress(raw) if data.startswith(".") else raw).decode()


def _broker() -> Iterator[tuple[str, str]]:
    """Every key of both databases with its value, and what lies packed in messages."""
    for number in range(2):
        with redis.Redis(unix_socket_path=str(paths.valkey_socket()), db=number) as client:
            for key in client.scan_iter(count=1000):
                yield f"valkey {number} {key.decode(errors='replace')}", _text(client, key)


def _text(client: Any, key: bytes) -> str:
    read = {
        "string": lambda: client.get(key),
        "list": lambda: client.lrange(key, 0, -1),
        "set": lambda: client.smembers(key),
        "zset": lambda: client.zrange(key, 0, -1),
        "hash": lambda: client.hgetall(key),
    }
    text = f"{key!r} {read.get(client.type(key).decode(), bytes)()!r}"
    packed = re.findall(r'"body": "([A-Za-z0-9+/=]+)"', text)
    return text + " ".join(base64.b64decode(body).decode(errors="replace") for body in packed)


def _commands() -> Iterator[tuple[str, str]]:
    """Anybody on the machine reads the command lines of all processes."""
    for pid in descendants(os.getpid()):
        try:
            yield f"command {pid}", Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
