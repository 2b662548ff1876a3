"""The embedded PostgreSQL cluster: made once, run in the foreground, reached by socket only."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class with a lower-case name

from axportal.core.embedded import binaries, paths
from axportal.core.embedded.account import service_account
from axportal.core.embedded.children import Process, wait_until
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.embedded.folders import prepare_private_dir, prepare_server_dir

EXTENSIONS = ("pg_trgm", "btree_gist", "pg_stat_statements", "unaccent")

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_preload_libraries": "pg_stat_statements",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "jit": "off",  # compiling costs more than our short queries take
    "max_slot_wal_keep_size": "4GB",  # changes wait for the archiver, but do not fill the disk when it is dead
}
if sys.platform == "linux":
    # After a crash the whole data folder is seen onto the disk, here by one call instead of one for each file: beside
    # other work on the same disk 1 to 6 seconds instead of 8 to 11.
    SETTINGS["recovery_init_sync_method"] = "syncfs"
#: For tests: a crash of the machine may lose the cluster, a crash of the server does not.
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

#: Older versions have no builtin locale provider; Debian's C.UTF-8 of libc orders alike.
FIRST_WITH_BUILTIN_LOCALE = 17

ROLES = {
    paths.OWNER_ROLE: "LOGIN CREATEDB NOSUPERUSER",
    paths.APP_ROLE: "LOGIN NOSUPERUSER",
    paths.READ_ROLE: "LOGIN NOSUPERUSER",
    paths.BACKUP_ROLE: "LOGIN NOSUPERUSER REPLICATION",
}


class PostgresServer:
    """One cluster in the state folder. `prepare`, start `argv`, `wait_ready`, `bootstrap`."""

    name = "postgres"
    #: SIGINT is PostgreSQL's fast stop: sessions are ended, data is flushed.
    stop_steps = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0))
    death_signal = signal.SIGINT

    def __init__(
        self,
        *,
        bin_dir: Path | None = None,
        throwaway: bool = False,
        extra: Mapping[str, str] | None = None,
        patience: float = 60,
    ) -> None:
        self.bin_dir = bin_dir or binaries.postgres_bin()
        self.throwaway = throwaway
        self.extra = dict(extra or {})
        self.patience = patience
        self.account = service_account()
        self.data = paths.postgres_dir()

    def prepare(self) -> None:
        """Make the cluster if there is none, and end a server that an earlier start left behind."""
        prepare_server_dir(self.account)
        prepare_private_dir(paths.run_dir(), self.account)
        if not self.data.exists():
            self._initialise()
        prepare_private_dir(self.data, self.account)
        self._check_version()
        self._end_leftover()

    def argv(self) -> list[str]:
        """Return the command line of the server in the foreground."""
        settings = SETTINGS | (THROWAWAY_SETTINGS if self.throwaway else {}) | self.extra
        settings["unix_socket_directories"] = f'"{paths.run_dir()}"'
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.bin_dir / "postgres"), "-D", str(self.data), *options]

    def environment(self) -> dict[str, str]:
        """Return our environment without the client variables that also sway the server."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
        return kept | {"LC_ALL": "C"}

    def is_ready(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            self._connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def wait_ready(self, process: Process | None = None) -> None:
        """Wait for the first connection, or raise `EmbeddedError`."""
        if not wait_until(self.is_ready, seconds=self.patience, process=process):
            raise EmbeddedError(f"PostgreSQL did not start; its log: {paths.log_dir() / 'postgres.log'}")

    def bootstrap(self) -> None:
        """Make roles, database and extensions where they are missing; needs a running server."""
        with closing(self._connect("postgres")) as server:
            for role, rights in ROLES.items():
                if not _exists(server, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                    _execute(server, sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(role)))
            if not _exists(server, "SELECT 1 FROM pg_database WHERE datname = %s", paths.DATABASE):
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                names = sql.Identifier(paths.DATABASE), sql.Identifier(paths.OWNER_ROLE)
                _execute(server, statement.format(*names))
        for database in (paths.DATABASE, "template1"):  # template1: so that test databases have them
            with closing(self._connect(database)) as server:
                for extension in EXTENSIONS:
                    statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}")
                    _execute(server, statement.format(sql.Identifier(extension)))

    def _connect(self, database: str) -> Connection:
        connection = psycopg2.connect(
            host=str(paths.run_dir()), user=paths.SUPERUSER, dbname=database, connect_timeout=3, port=5432
        )
        connection.autocommit = True  # CREATE DATABASE runs in no transaction
        return connection

    def _major(self) -> int:
        program = [str(self.bin_dir / "postgres"), "--version"]
        output = subprocess.run(program, capture_output=True, check=True, text=True)  # noqa: S603 - as below
        return int(output.stdout.split()[2].split(".")[0])

    def _initialise(self) -> None:
        """Run initdb beside the final place, so that an interrupted one leaves no half cluster."""
        draft = self.data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        prepare_private_dir(draft, self.account)
        if self._major() >= FIRST_WITH_BUILTIN_LOCALE:
            locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
        else:
            locale = ["--locale=C.UTF-8"]
        arguments = ["--auth-local=trust", "--auth-host=reject", f"--username={paths.SUPERUSER}", "--encoding=UTF8"]
        if self.throwaway:
            arguments.append("--no-sync")
        self._run_tool("initdb", "-D", str(draft), "--no-instructions", *arguments, *locale)
        draft.rename(self.data)

    def _check_version(self) -> None:
        cluster = int((self.data / "PG_VERSION").read_text(encoding="ascii"))
        if cluster != self._major():
            raise EmbeddedError(
                f"{self.data} was made by PostgreSQL {cluster}, the installed one is {self._major()}.\n"
                "Dump it with the old version and load it into a new state folder (AXPORTAL_VAR)."
            )

    def _end_leftover(self) -> None:
        """Stop a server that outlived its supervisor (systems without a parent-death signal)."""
        if (self.data / "postmaster.pid").exists() and self.is_ready():
            self._run_tool("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "30")

    def _run_tool(self, tool: str, *arguments: str) -> None:
        result = subprocess.run(  # noqa: S603 - a program of the wheel, no shell
            [str(self.bin_dir / tool), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self.environment(),
            cwd=paths.run_dir(),
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
            check=False,
        )
        if result.returncode:
            raise EmbeddedError(f"{tool} failed:\n{result.stdout}{result.stderr}")


def _execute(connection: Connection, statement: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _exists(connection: Connection, query: str, value: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [value])
        return cursor.fetchone() is not None
