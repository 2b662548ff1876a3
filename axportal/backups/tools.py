"""PostgreSQL's own programs: found in the wheel or in `AXPORTAL_POSTGRES_BIN`, told by environment whom to reach.

Passwords go by environment and never by argument, which every account of the machine may read.
"""

import os
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connections

from axportal.backups.errors import BackupError
from axportal.core.embedded import binaries, paths

SLOT = "ax_archiver"
#: libpq's variables for what Django hands to the driver.
_VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    folder = os.environ.get("AXPORTAL_POSTGRES_BIN") or binaries.postgres_bin()
    return str(Path(folder) / name)


def run(name: str, *arguments: str | Path, env: Mapping[str, str]) -> None:
    """Run a program to its end. Raises `BackupError` with what it said."""
    result = subprocess.run(  # noqa: S603 - a program of PostgreSQL, no shell
        [program(name), *map(str, arguments)], capture_output=True, text=True, env=dict(env), check=False
    )
    if result.returncode:
        raise BackupError(f"{name} failed:\n{result.stderr[-2000:]}")


def replication_environment() -> dict[str, str]:
    """How the programs reach the embedded server as the role that may copy it."""
    return _plain() | {"PGHOST": str(paths.run_dir()), "PGPORT": "5432", "PGUSER": paths.BACKUP_ROLE}


def owner_environment() -> dict[str, str]:
    """How the programs reach the database as its owner, wherever it is."""
    given = connections["owner"].get_connection_params()
    return _plain() | {variable: str(given[name]) for name, variable in _VARIABLES.items() if given.get(name)}


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def ask(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask the embedded server as the role that may copy it."""
    address = {"host": str(paths.run_dir()), "port": 5432, "user": paths.BACKUP_ROLE, "dbname": "postgres"}
    with closing(psycopg2.connect(**address, connect_timeout=3)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()


def ensure_slot() -> bool:
    """See to the place that keeps WAL until it is archived; true when it is new, so that a backup has to follow.

    A slot that the server has given up (`max_slot_wal_keep_size`) is made anew: what it kept is lost to the stream.
    """
    found = ask("SELECT wal_status = 'lost' FROM pg_replication_slots WHERE slot_name = %s", SLOT)
    if found == [(False,)]:
        return False
    if found:
        ask("SELECT pg_drop_replication_slot(%s)", SLOT)
    ask("SELECT pg_create_physical_replication_slot(%s, true)", SLOT)
    return True


def receiver(folder: Path) -> list[str]:
    """The command that writes the stream of changes into a folder; it ends when the connection does."""
    return [program("pg_receivewal"), "--directory", str(folder), "--slot", SLOT, "--no-loop", "--status-interval", "1"]
