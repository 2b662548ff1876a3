"""The two servers under load, each gunicorn with two sync workers, and the PostgreSQL they share."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg2

from axportal.core.embedded import paths
from benchmarks.load import Target, ask

WORKERS = 2
READY_WITHIN = 60.0
FLOOR, PORTAL = "benchmarks.floor:application", "axportal.wsgi:application"


@dataclass(frozen=True)
class Program:
    """A server that runs: its port and the process whose tree does the work."""

    port: int
    pid: int


@contextmanager
def gunicorn(application: str, *, probe: str, environment: Mapping[str, str]) -> Iterator[Program]:
    """Run an application as `manage.py up` does, until the end of the block."""
    port = _free_port()
    command = (
        *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"),
        *("--config", "python:axportal.core.supervisor.gunicorn_conf", "--no-control-socket"),
        *("--workers", str(WORKERS), "--worker-class", "sync", "--log-level", "warning"),
    )
    log = paths.log_dir() / f"bench-{application.split('.')[0]}.log"
    with log.open("ab") as output:
        own = {**os.environ, **environment, "PORT": str(port)}
        process = subprocess.Popen(command, env=own, cwd=paths.REPOSITORY, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(Target(port, probe), process)
        yield Program(port, process.pid)
    finally:
        process.terminate()
        process.wait(40)


@contextmanager
def both() -> Iterator[tuple[Program, Program]]:
    """The floor and the portal. The limits of a minute are raised: they count as ever, but refuse nobody."""
    dsn = f"host={paths.run_dir()} user={paths.APP_ROLE} dbname={paths.DATABASE}"
    limits = {"API_RATE": "1000000000/min", "API_DATABASE_SECONDS": "1000000000"}
    with (
        gunicorn(FLOOR, probe="/", environment={"BENCH_DATABASE": dsn}) as floor,
        gunicorn(PORTAL, probe="/livez", environment={**limits, "AXPORTAL_DEMO": "1"}) as portal,
    ):
        yield floor, portal


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(target: Target, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            ask(target)
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"no server on port {target.port}; logs: {paths.log_dir()}") from error
            time.sleep(0.1)
        else:
            return


def postgres_pid() -> int:
    """The PostgreSQL server's own process, the parent of all its backends."""
    return int((paths.postgres_dir() / "postmaster.pid").read_text().splitlines()[0])


def administer(statement: str) -> list[tuple[Any, ...]]:
    """Run a statement as the cluster's superuser; the rows, if there are any."""
    with closing(psycopg2.connect(host=str(paths.run_dir()), user=paths.SUPERUSER, dbname=paths.DATABASE)) as server:
        server.autocommit = True  # VACUUM runs in no transaction
        with server.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def forget_statements() -> None:
    """Begin to count statements anew."""
    administer("SELECT pg_stat_statements_reset()")


def statements() -> int:
    """Every statement that the application's role has sent since, transaction commands and health checks included."""
    counted = administer(
        f"SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE userid = '{paths.APP_ROLE}'::regrole"
    )
    return int(counted[0][0])
