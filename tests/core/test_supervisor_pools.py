"""Processes with workers of their own: gunicorn and a Celery pool end and come back as a whole."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from axportal.core.supervisor import status
from tests.processes import descendants

REPOSITORY = Path(__file__).resolve().parents[2]

RUNNER = """
import os, sys
from pathlib import Path
from axportal.core.supervisor.services import Service
from axportal.core.supervisor.supervisor import Supervisor

state, port = Path(sys.argv[1]), sys.argv[2]
env = os.environ | {"PYTHONPATH": f"{state}:{os.getcwd()}"}
gunicorn = (sys.executable, "-m", "gunicorn", "tiny:application", "--bind", f"127.0.0.1:{port}", "--workers", "2",
            "--config", "python:axportal.core.supervisor.gunicorn_conf", "--no-control-socket")
celery = (sys.executable, "-m", "celery", "--app", "tiny:app", "worker", "--concurrency", "2",
          "--without-gossip", "--without-mingle", "--without-heartbeat")
services = tuple(Service(name, argv, env, state, stop_steps=((15, 10.0),))
                 for name, argv in (("web", gunicorn), ("worker", celery)))
Supervisor([services], state=state).run(when_ready=lambda: print("ready", flush=True))
"""

TINY = """
import os
from celery import Celery
import axportal.core.supervisor.celery_conf

app = Celery("tiny", broker="memory://")

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""

pytestmark = [pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"), pytest.mark.same_everywhere]


def eventually(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def command_line(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def answer(port):
    with contextlib.suppress(OSError):
        return int(urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).read())
    return None


@pytest.fixture
def portal(tmp_path):
    """A supervisor with a gunicorn of two workers and a Celery worker with a pool of two."""
    (tmp_path / "tiny.py").write_text(TINY)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(tmp_path), str(port)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    eventually(lambda: len(descendants(process.pid)) == 6 and answer(port))
    yield process, port, tmp_path
    if process.poll() is None:
        process.kill()
    process.communicate()


def pid_of(state, name):
    return next(found.pid for found in status.read(state).processes if found.name == name)


@pytest.mark.goal("R2")
def test_a_killed_master_takes_its_workers_along_and_comes_back(portal):
    process, port, state = portal
    for name in ("web", "worker"):
        master = pid_of(state, name)
        workers = descendants(master)
        assert len(workers) == 2
        os.kill(master, signal.SIGKILL)
        eventually(lambda workers=workers: not any(map(status.is_running, workers)))
        eventually(lambda master=master, name=name: pid_of(state, name) not in (None, master))
    eventually(lambda: len(descendants(process.pid)) == 6 and answer(port))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_supervisor_ends(portal, number):
    process, port, _ = portal
    everything = {pid: command_line(pid) for pid in descendants(process.pid)}
    process.send_signal(number)
    process.communicate(timeout=30)
    seconds = 20
    while left := [words for pid, words in everything.items() if status.is_running(pid)]:
        assert seconds > 0, left
        time.sleep(0.1)
        seconds -= 0.1
    assert answer(port) is None


def test_connections_that_say_nothing_hold_no_worker(portal):
    """Browsers open some ahead of time; a worker that took one would wait for it until gunicorn ends the worker."""
    _process, port, _ = portal
    with contextlib.ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _number in range(4)]
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).status == 200
        silent[0].settimeout(60)
        silent[0].sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert silent[0].recv(100).startswith(b"HTTP/1.0 200")
