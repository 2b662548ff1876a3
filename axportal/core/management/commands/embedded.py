"""`manage.py embedded [OPTIONS] run -- CMD…`: both servers for as long as one command runs."""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.core.embedded import paths
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.embedded.postgres import PostgresServer
from axportal.core.embedded.servers import EmbeddedServers, run_command
from axportal.core.embedded.valkey import ValkeyServer


class Command(BaseCommand):
    """Start PostgreSQL and Valkey in AXPORTAL_VAR, run a command, stop both."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["run"])
        parser.add_argument(
            "--throwaway", action="store_true", help="trade safety against a power cut for speed (tests)"
        )
        parser.add_argument("--postgres-bin", type=Path, help="programs of another PostgreSQL, e.g. the system's")
        parser.add_argument("--redis-server", type=Path, help="program of another Redis; handed on as REDIS_URL by TCP")
        parser.add_argument("command", nargs=argparse.REMAINDER)

    def handle(self, *args: Any, **options: Any) -> None:
        command = [part for index, part in enumerate(options["command"]) if index or part != "--"]
        if not command:
            raise CommandError("manage.py embedded [--throwaway …] run -- COMMAND [ARGUMENT …]")
        if shutil.which(command[0]) is None:
            raise CommandError(f"No such command: {command[0]}. Options of `embedded` come before `run`.")
        foreign = bool(options["postgres_bin"] or options["redis_server"])
        port = _free_port() if options["redis_server"] else 0
        try:
            postgres = PostgresServer(bin_dir=options["postgres_bin"], throwaway=options["throwaway"])
            valkey = ValkeyServer(program=options["redis_server"], port=port)
            with EmbeddedServers(postgres, valkey):
                code = run_command(command, _external_urls(port) if foreign else None)
        except EmbeddedError as error:
            raise CommandError(str(error)) from error
        sys.exit(code)


def _external_urls(redis_port: int) -> dict[str, str]:
    """Return the settings under which the portal takes these servers for somebody else's."""
    urls = {
        "DATABASE_URL": paths.postgres_url(paths.APP_ROLE),
        "DATABASE_OWNER_URL": paths.postgres_url(paths.OWNER_ROLE),
        "DATABASE_READ_URL": paths.postgres_url(paths.READ_ROLE),
        "AXPORTAL_DEMO": "1",
    }
    if redis_port:
        urls["REDIS_URL"] = f"redis://127.0.0.1:{redis_port}/0"
    return urls


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
