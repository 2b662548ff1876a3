"""The supervisor with small real processes: restart, clean end, no orphans, status."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from axportal.core.supervisor import status
from axportal.core.supervisor.backoff import Backoff

REPOSITORY = Path(__file__).resolve().parents[2]

#: A process with a child of its own that ignores SIGTERM, as a stuck pool worker would.
STUBBORN = "trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 1; done' & echo $! > {state}/{name}.grandchild; wait"

RUNNER = """
import json, sys
from pathlib import Path
from axportal.core.supervisor.services import Job, Service
from axportal.core.supervisor.supervisor import Supervisor

state = Path(sys.argv[1])
stages = []
for stage in json.loads(sys.argv[2]):
    if "job" in stage:
        stages.append(Job(name=stage["job"], argv=("sh", "-c", stage["run"]), env={"PATH": "/usr/bin:/bin"}))
        continue
    stages.append(tuple(
        Service(
            name=name,
            argv=("sh", "-c", run),
            env={"PATH": "/usr/bin:/bin"},
            stop_steps=((15, 0.5),),
            renew_steps=((1, 0),) if name == "master" else ((15, 0.5),) if name != "server" else (),
        )
        for name, run in stage.items()
    ))
Supervisor(stages, state=state, address="http://127.0.0.1:1").run(when_ready=lambda: print("ready", flush=True))
print("stopped", flush=True)
"""


class Running:
    """A supervisor in a process of its own."""

    def __init__(self, state, stages):
        self.state = state
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUNNER, str(state), json.dumps(stages)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
        )

    def wait_ready(self):
        assert self.process.stdout.readline() == "ready\n"
        return self

    def status(self):
        return status.read(self.state)

    def pids(self):
        return {process.name: process.pid for process in self.status().processes}

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.communicate(timeout=15)


@pytest.fixture
def supervise(tmp_path):
    started = []

    def start(*stages):
        running = Running(tmp_path, list(stages))
        started.append(running)
        return running

    yield start
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
        running.process.communicate()


def eventually(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def is_gone(pid):
    return not status.is_running(pid)


def test_starts_stages_in_order_and_reports_them(supervise, tmp_path):
    running = supervise(
        {"first": "exec sleep 1000"},
        {"job": "once", "run": f"echo job >> {tmp_path}/order"},
        {"second": f"echo second >> {tmp_path}/order; sleep 1000"},
    ).wait_ready()
    eventually(lambda: (tmp_path / "order").exists() and "second" in (tmp_path / "order").read_text())
    assert (tmp_path / "order").read_text().split() == ["job", "second"]
    found = running.status()
    assert [process.name for process in found.processes] == ["first", "second"]
    assert [process.restarts for process in found.processes] == [0, 0]
    assert found.supervisor == running.process.pid
    assert found.phase == "ready"
    assert found.is_whole()


@pytest.mark.goal("R2")
def test_restarts_a_killed_child(supervise):
    running = supervise({"one": "sleep 1000", "two": "sleep 1000"}).wait_ready()
    before = running.pids()
    os.kill(before["one"], signal.SIGKILL)
    eventually(lambda: running.pids()["one"] not in (None, before["one"]))
    assert running.pids()["two"] == before["two"]
    assert [process.restarts for process in running.status().processes] == [1, 0]
    assert "one ended with code -9" in (running.state / "log" / "one.log").read_text()


@pytest.mark.goal("R17")
def test_a_status_that_cannot_be_written_ends_nothing_and_is_written_later(supervise, tmp_path):
    running = supervise({"one": "exec sleep 1000"}).wait_ready()
    before = running.pids()
    draft = tmp_path / ".status.json"
    draft.mkdir()  # writing fails, as on a full disk
    os.kill(before["one"], signal.SIGKILL)
    eventually(lambda: "ended with code -9" in (running.state / "log" / "one.log").read_text())
    time.sleep(0.5)
    assert running.pids() == before
    draft.rmdir()
    eventually(lambda: running.pids()["one"] not in (None, before["one"]))
    assert running.status().is_whole()


def test_kills_the_workers_of_a_killed_child_before_the_restart(supervise, tmp_path):
    running = supervise({"pool": STUBBORN.format(state=tmp_path, name="pool")}).wait_ready()
    note = tmp_path / "pool.grandchild"
    eventually(lambda: note.exists() and note.read_text().strip())
    worker = int(note.read_text())
    os.kill(running.pids()["pool"], signal.SIGKILL)
    eventually(lambda: is_gone(worker))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything(supervise, tmp_path, number):
    running = supervise({"polite": "sleep 1000"}, {"stuck": STUBBORN.format(state=tmp_path, name="stuck")})
    running.wait_ready()
    note = tmp_path / "stuck.grandchild"
    eventually(lambda: note.exists() and note.read_text().strip())
    pids = [*running.pids().values(), int(note.read_text())]
    output, errors = running.end(number)
    assert output == "stopped\n"
    assert errors == ""
    assert running.process.returncode == 0
    eventually(lambda: all(is_gone(pid) for pid in pids), seconds=2)
    assert running.status() is None


def test_stops_in_reverse_order(supervise, tmp_path):
    note = "trap 'echo {name} >> {state}/order; exit 0' TERM; while :; do sleep 0.05; done"
    running = supervise(
        {"database": note.format(name="database", state=tmp_path)}, {"web": note.format(name="web", state=tmp_path)}
    ).wait_ready()
    time.sleep(0.3)  # the shells set their traps
    running.end()
    assert (tmp_path / "order").read_text().split() == ["web", "database"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_kill_of_the_supervisor_leaves_no_child(supervise):
    running = supervise({"one": "exec sleep 1000"}, {"two": "exec sleep 1000"}).wait_ready()
    pids = running.pids().values()
    running.end(signal.SIGKILL)
    eventually(lambda: all(is_gone(pid) for pid in pids), seconds=3)
    assert not running.status().is_whole()


def test_a_failing_job_ends_the_start_and_shows_its_log(supervise):
    running = supervise({"database": "sleep 1000"}, {"job": "prepare", "run": "echo no such table; exit 3"})
    eventually(lambda: running.process.poll() is not None)
    _, errors = running.process.communicate()
    assert running.process.returncode == 1
    assert "prepare failed" in errors
    assert "no such table" in errors
    assert running.status() is None


@pytest.mark.goal("R15")
def test_new_code_is_let_in_after_the_jobs_have_run_again(supervise, tmp_path):
    """A master renews itself by its signal, a server stays, all others end and start at once, by force if need be."""
    master = f"trap 'echo renewed >> {tmp_path}/master' HUP; touch {tmp_path}/up; while :; do sleep 0.1; done"
    running = supervise(
        {"server": "exec sleep 1000"},
        {"job": "prepare", "run": f"echo prepared >> {tmp_path}/order"},
        {"master": master, "worker": "exec sleep 1000", "stuck": STUBBORN.format(state=tmp_path, name="stuck")},
    ).wait_ready()
    eventually((tmp_path / "up").exists)
    before = running.pids()
    running.process.send_signal(signal.SIGUSR1)
    eventually(lambda: running.status().renewed_at)
    after = running.pids()
    assert running.status().renewal_error == ""
    assert (tmp_path / "order").read_text().split() == ["prepared", "prepared"]
    note = tmp_path / "master"  # never written under nohup: a shell cannot trap a signal ignored from the start
    eventually(lambda: note.exists() and note.read_text() == "renewed\n")
    assert {name for name, pid in after.items() if pid != before[name]} == {"worker", "stuck"}
    assert [process.restarts for process in running.status().processes] == [0, 0, 0, 0]


@pytest.mark.goal("R15")
def test_a_preparation_that_fails_leaves_the_old_version_running(supervise, tmp_path):
    job = f"test ! -e {tmp_path}/broken || {{ echo 'table is odd'; exit 1; }}"
    running = supervise({"job": "prepare", "run": job}, {"one": "exec sleep 1000"}).wait_ready()
    (tmp_path / "broken").touch()
    before = running.pids()
    running.process.send_signal(signal.SIGUSR1)
    eventually(lambda: running.status().renewed_at)
    assert "table is odd" in running.status().renewal_error
    assert running.pids() == before
    assert running.status().is_whole()


def test_backoff_doubles_up_to_five_seconds_and_forgets_after_a_healthy_life():
    backoff = Backoff()
    assert [backoff.after(lifetime=1) for _ in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert backoff.after(lifetime=31) == 0.2
    assert backoff.after(lifetime=1) == 0.4


def test_logs_of_earlier_starts_are_kept(supervise, tmp_path):
    for word in ("one", "two"):
        running = supervise({"speaker": f"echo {word}; exec sleep 1000"}).wait_ready()
        eventually(lambda word=word: word in (tmp_path / "log" / "speaker.log").read_text())
        running.end()
    assert "two" in (tmp_path / "log" / "speaker.log").read_text()
    assert "one" in (tmp_path / "log" / "speaker.log.1").read_text()
