"""Real processes of the portal on a database of the test's own: web servers, workers, relays."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError

from axportal.core.embedded import paths
from axportal.core.supervisor import gunicorn_conf

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN = 60.0
STOP_WITHIN = 30.0


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def database_url(url: str, name: str) -> str:
    """The same server and role, another database."""
    head, _slash, tail = url.rpartition("/")
    _old, mark, query = tail.partition("?")
    return f"{head}/{name}{mark}{query}"


def environment(database: str, *, port: int, **more: str) -> dict[str, str]:
    """What a process needs to work on this database, apart from every other test's queue and cache."""
    urls = {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or paths.postgres_url(paths.APP_ROLE),
        "DATABASE_OWNER_URL": os.environ.get("DATABASE_OWNER_URL") or paths.postgres_url(paths.OWNER_ROLE),
        "DATABASE_READ_URL": os.environ.get("DATABASE_READ_URL") or paths.postgres_url(paths.READ_ROLE),
    }
    return {
        **os.environ,
        **{name: database_url(url, database) for name, url in urls.items()},
        "AXPORTAL_VAR": str(paths.state_dir()),
        "AXPORTAL_DEMO": "1",
        "AXPORTAL_QUEUE_PREFIX": f"{database}:",
        "AXPORTAL_CACHE_PREFIX": database,
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "axportal.settings",
        **more,
    }


def argv(name: str, port: int) -> list[str]:
    """The command of one of the portal's processes."""
    if name == "web":
        return [
            sys.executable, "-m", "gunicorn", "axportal.wsgi:application", "--bind", f"127.0.0.1:{port}",
            "--workers", "1", "--config", gunicorn_conf.__file__,
        ]  # fmt: skip
    if name == "worker":
        return [
            sys.executable, "-m", "celery", "--app", "axportal", "worker", "--concurrency", "1",
            "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
            "--hostname", f"{os.urandom(4).hex()}@test",
        ]  # fmt: skip
    return [sys.executable, str(ROOT / "manage.py"), name]


@contextmanager
def process(name: str, database: str, *, port: int = 0, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """One process in a group of its own; ended with the block, by force if need be."""
    log = paths.log_dir() / f"test-{name}-{database}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(
            argv(name, port),
            cwd=ROOT,
            env=environment(database, port=port, **more),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield child
        finally:
            end(child)


SUPERVISE = """
import json, os, sys
from pathlib import Path
from axportal.core.supervisor.services import Service
from axportal.core.supervisor.supervisor import Supervisor

services = [Service(name, tuple(argv), dict(os.environ)) for name, argv in json.loads(sys.argv[2]).items()]
Supervisor([tuple(services)], state=Path(sys.argv[1])).run(when_ready=lambda: print("ready", flush=True))
"""


@contextmanager
def supervised(folder: Path, database: str, *names: str, **more: str) -> Iterator[None]:
    """Processes under the portal's own supervisor, which starts again what dies; `status.read(folder)` names them."""
    commands = json.dumps({name: argv(name, 0) for name in names})
    child = subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(folder), commands],
        cwd=ROOT,
        env=environment(database, port=0, **more),
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        yield
    finally:
        end(child)
        child.stdout.close()


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to stop, then make it."""
    for step, patience in ((signal.SIGTERM, STOP_WITHIN), (signal.SIGKILL, 5.0)):
        if child.poll() is None:
            os.killpg(child.pid, step)
            try:
                child.wait(patience)
            except subprocess.TimeoutExpired:
                continue
    child.wait()


def wait_ready(port: int) -> None:
    """Until /readyz answers 200. Raises TimeoutError."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(f"no answer on port {port}")


@contextmanager
def portal(database: str, *names: str, **more: str) -> Iterator[str]:
    """A web server and further processes (`worker`, `relay`, `sealer` …); gives the address."""
    port = free_port()
    with ExitStack() as stack:
        for name in ("web", *names):
            stack.enter_context(process(name, database, port=port, **more))
        wait_ready(port)
        yield f"http://127.0.0.1:{port}"


def wait_until(condition, *, within: float = 30.0) -> None:
    """Until the condition holds. Raises AssertionError when it does not in time."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
