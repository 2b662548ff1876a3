"""One installation by `manage.py up`, in a folder of its own: each process is killed once, then the supervisor.

One start serves many checks, since a start takes its time: the tests stand on each other in the order of the file.
"""

import email
import email.utils
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from axportal.core.supervisor import ports, status
from tests.drills.installation import Installation
from tests.processes import state_folder
from tests.servers import wait_until
from tests.visitors import Visitor

BACK_WITHIN = 30.0
WORK_WITHIN = 60.0
PROCESSES = ["postgres", "valkey", "mail", "web", "worker", "scheduler", "relay", "sealer"]

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc; only Linux tells of a parent's death"),
    pytest.mark.same_everywhere,  # it starts the embedded servers, whichever the suite runs on
]


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """The installation, running."""
    with state_folder() as folder:
        running = Installation(folder)
        try:
            running.up()
            yield running
        finally:
            if running.process is not None and running.process.poll() is None:
                running.end(signal.SIGKILL)


def test_everything_runs_and_is_announced(installation):
    told = installation.manage("status")
    assert told.returncode == 0, told.stdout
    assert [line.split()[:2] for line in told.stdout.splitlines()[3:]] == [[name, "running"] for name in PROCESSES]
    announced = (installation.folder / "up.log").read_text()
    assert f"AX Portal is ready: {installation.address}/" in announced
    assert installation.signins()[0]["password"] in announced
    visitor = Visitor(installation.address)
    assert {path: visitor.get(path).status for path in ("/", "/en/", "/labs/", "/readyz")} == {
        "/": 200, "/en/": 200, "/labs/": 200, "/readyz": 200,
    }  # fmt: skip


# --- each process is killed, and does its work again -----------------------------------------------------------------


def is_served(installation: Installation) -> None:
    """The web server answers from the database."""
    wait_until(lambda: _status_of(installation, "/readyz") == 200, within=WORK_WITHIN)
    assert _status_of(installation, "/labs/") == 200


def _status_of(installation: Installation, path: str) -> int:
    try:
        return Visitor(installation.address).get(path).status
    except OSError:
        return 0


def is_mailed(installation: Installation) -> None:
    """A mail gets from a form through outbox, relay, broker, worker and mail server into the folder."""
    reached = recipients(installation)
    person = next(one for one in installation.signins() if one["email"] not in reached)  # each may ask only so often
    visitor = Visitor(installation.address)
    form = visitor.get("/accounts/password/reset/").hidden()
    assert visitor.post("/accounts/password/reset/", {**form, "email": person["email"]}).status == 200
    wait_until(lambda: person["email"] in recipients(installation), within=WORK_WITHIN)


def recipients(installation: Installation) -> set[str]:
    """Whom a mail has reached so far; reminders of the demonstration come in between."""
    mails = (email.message_from_bytes(file.read_bytes()) for file in (installation.folder / "mail").glob("*.eml"))
    return {address for mail in mails for _name, address in email.utils.getaddresses(mail.get_all("To", []))}


def is_scheduled(installation: Installation) -> None:
    """Work whose time has come is owed, also when the row of this period has been lost."""
    installation.query("DELETE FROM core_outbox WHERE dedup_key LIKE 'core.fold_counters:%'")
    owed = "SELECT 1 FROM core_outbox WHERE dedup_key LIKE 'core.fold_counters:%'"
    wait_until(lambda: installation.query(owed), within=WORK_WITHIN)


def is_sealed(installation: Installation) -> None:
    """A new act gets its place in the chain."""
    installation.query(
        "INSERT INTO audit_act (uuid, at, action, target_model, detail)"
        " VALUES (gen_random_uuid(), now(), 'tests.drill.done', '', '{}')"
    )
    wait_until(lambda: not installation.query("SELECT 1 FROM audit_act WHERE seq IS NULL"), within=WORK_WITHIN)


WORKS: dict[str, Callable[[Installation], None]] = {
    "web": is_served,
    "worker": is_mailed,
    "relay": is_mailed,
    "mail": is_mailed,
    "valkey": is_mailed,
    "scheduler": is_scheduled,
    "sealer": is_sealed,
    "postgres": is_served,
}


@pytest.mark.goal("R2", "R14")
@pytest.mark.parametrize("name", WORKS)
def test_a_killed_process_comes_back_and_works(installation, name):
    before = installation.pid_of(name)
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: installation.pid_of(name) not in (None, before) and installation.is_whole(), within=BACK_WITHIN)
    WORKS[name](installation)


@pytest.mark.goal("R2")
def test_after_all_kills_everything_still_holds(installation):
    is_mailed(installation)
    is_scheduled(installation)
    is_sealed(installation)
    wait_until(
        lambda: not installation.query("SELECT 1 FROM core_outbox WHERE done_at IS NULL AND available_at <= now()"),
        within=WORK_WITHIN,
    )
    assert installation.query("SELECT count(*) FROM core_outbox WHERE dead_at IS NOT NULL") == [(0,)]
    for command in ("invariants", "audit_verify --anchors", "files_verify", "status"):
        told = installation.manage(*command.split())
        assert told.returncode == 0, told.stdout + told.stderr


# --- the supervisor itself -------------------------------------------------------------------------------------------


def kept(installation: Installation) -> list:
    """What must not change from one start to the next."""
    return [
        installation.query("SELECT count(*), max(sent_at) FROM core_maildelivery"),
        installation.query("SELECT count(*), max(updated_at) FROM labs_jointlab"),
        installation.query("SELECT hash FROM audit_act WHERE seq <= 10 ORDER BY seq"),
        installation.signins(),
        (installation.folder / "secret-key").read_text(),
    ]


def are_gone(pids: list[int]) -> bool:
    """Whether none of these processes is left."""
    return not any(map(status.is_running, pids))


@pytest.mark.goal("R2")
def test_kill_of_the_supervisor_leaves_no_orphan_and_loses_nothing(installation):
    before = kept(installation)
    everything = installation.end(signal.SIGKILL)
    assert len(everything) > len(PROCESSES)
    wait_until(lambda: are_gone(everything), within=10)
    assert not ports.answers("127.0.0.1", installation.port)
    told = installation.manage("status")
    assert (told.returncode, "not running" in told.stdout) == (1, True)
    installation.up()
    assert kept(installation) == before
    person = installation.signins()[0]
    Visitor(installation.address).sign_in(person["email"], person["password"])


def test_a_signal_ends_everything(installation):
    began = time.monotonic()
    everything = installation.end(signal.SIGTERM)
    assert installation.process.returncode == 0
    wait_until(lambda: are_gone(everything), within=2)
    assert not ports.answers("127.0.0.1", installation.port)
    assert status.read(installation.folder) is None
    assert time.monotonic() - began < 75  # a worker may take 60 s to finish what it has
    assert "everything has been stopped" in (installation.folder / "up.log").read_text()
