"""`make drill-restore`: everything is killed, only the backup is left; goal R10, and what the person on duty would see.

A portal with data and clients that write takes its backup, goes on, and is killed with everything it runs. The folder
of the backups alone is copied elsewhere and put back twice: to the latest change, which tells the loss, and to a chosen
second, which is then opened, signed in to and handed in to.
"""

import json
import shutil
import signal
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from axportal.backups import encryption
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.processes import state_folder
from tests.servers import wait_until
from tests.visitors import Visitor

GOALS = {"R10": "restored from files alone within 30 min, loss at most 10 s, checked before it opens"}
LONGEST_RESTORE, LARGEST_LOSS = 30 * 60.0, 10.0  # seconds
WRITE_EVERY = 0.2
APPLICANT = "company_representative"

COMPLETE_A_DRAFT = """
import sys, django
django.setup()
from axportal.accounts.models import User
from axportal.calls.models import Application
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.consents import consent_content
from axportal.calls.rules.fingerprints import fingerprint
from axportal.calls.services import consents
from axportal.core import clock
from tests.calls.factories import complete

applicant = User.objects.get(email=sys.argv[1])
draft = Application.objects.filter(status="draft", organisation__memberships__user=applicant).latest("call__closes_at")
complete(draft, actor=applicant, at=clock.now())
for member in draft.members.exclude(organisation=draft.organisation).filter(organisation__kind="company"):
    signer = User.objects.get(memberships__organisation=member.organisation, memberships__role="company_representative")
    sha256 = fingerprint(consent_content(read_application(draft), member))
    consents.give_consent(
        application=draft, organisation=member.organisation, sha256=sha256, actor=signer, at=clock.now()
    )
print(draft.uuid)
"""


@dataclass
class Clients:
    """What clients were told: the number of each receipt and when its answer came."""

    hand_in: Callable[[], int]
    receipts: list[tuple[int, datetime]] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        """Hand in again and again until the portal no longer answers."""
        while not self._ended.wait(WRITE_EVERY):
            try:
                number = self.hand_in()
            except OSError:
                continue
            self.receipts.append((number, datetime.now(UTC)))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write beside the block."""
        thread = threading.Thread(target=self.write)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def answered_until(self, instant: datetime) -> int:
        """The number of the last receipt given by then."""
        return max((number for number, at in self.receipts if at <= instant), default=0)


class Caller:
    """An applicant with a token."""

    def __init__(self, portal: Installation) -> None:
        email = next(person["email"] for person in portal.signins() if person["role"] == APPLICANT)
        issued = portal.manage("issue_token", email, "--scopes", "read,write")
        assert issued.returncode == 0, issued.stderr
        self.address = portal.address
        self.token = next(word for word in issued.stdout.split() if word.startswith("axp_"))
        self.application = portal.python(COMPLETE_A_DRAFT, email).strip()

    def call(self, path: str, body: dict | None = None) -> dict:
        """Ask or send JSON."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers["Idempotency-Key"] = str(uuid.uuid4())
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", data=content, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)

    def hand_in(self) -> int:
        """Hand in; the number of the receipt."""
        return int(self.call(f"/api/v1/applications/{self.application}/submit/", {})["number"])


def newest(portal: Installation, application: str) -> int:
    """The number of the newest submission that is there."""
    statement = (
        "SELECT coalesce(max(s.number), 0) FROM calls_submission s JOIN calls_application a ON a.id = s.application_id"
    )
    return int(portal.query(f"{statement} WHERE a.uuid = '{application}'")[0][0])


def well(portal: Installation, *words: str) -> str:
    """Run a command that has to succeed."""
    told = portal.manage(*words)
    if told.returncode:
        raise SystemExit(f"manage.py {' '.join(words)} failed:\n{told.stdout}{told.stderr}")
    return told.stdout


def live_and_die(run: Run, folder: Path, backup: dict[str, str]) -> tuple[Clients, Caller, datetime]:
    """A portal's life up to its end; what its clients were told, and the second at which it was killed."""
    run.prepared(folder)
    portal = Installation(folder, patience=LONGEST_RESTORE, **backup)
    portal.up()
    try:
        wait_until(lambda: any(Path(backup["AXPORTAL_BACKUP"]).glob("sets/2*/manifest.json")), within=120)
        caller = Caller(portal)
        clients = Clients(caller.hand_in)
        with clients.writing():
            wait_until(lambda: len(clients.receipts) >= 10, within=120)
            time.sleep(8 + 8 * run.rng.random())
            killed = datetime.now(UTC)
            portal.end(signal.SIGKILL)
            run.injected("kill everything, remove its folder")
    finally:
        if portal.process.poll() is None:
            portal.end(signal.SIGKILL)
    return clients, caller, killed


def put_back(folder: Path, backup: dict[str, str], key: Path, *words: str) -> tuple[Installation, float]:
    """Restore into an empty folder; how long it took."""
    portal = Installation(folder, patience=LONGEST_RESTORE, **backup)
    folder.mkdir()
    began = time.monotonic()
    print(well(portal, "restore", "--key", str(key), *words), end="")
    return portal, time.monotonic() - began


def open_again(portal: Installation, caller: Caller) -> int:
    """Start, check as an operator would, sign in, hand in; the number of the submission before that."""
    portal.up()
    before = newest(portal, caller.application)
    for command in ("invariants", "audit_verify --anchors", "files_verify", "check --database default"):
        well(portal, *command.split())
    person = portal.signins()[0]
    Visitor(portal.address).sign_in(person["email"], person["password"])
    caller.address = portal.address
    assert caller.hand_in() == before + 1
    assert not list((portal.folder / "mail").glob("*.eml")), "a mail left although mails are held"
    well(portal, "mail_release")
    wait_until(lambda: list((portal.folder / "mail").glob("*.eml")), within=60)
    portal.end(signal.SIGTERM)
    return before


def is_gone(folder: Path) -> bool:
    """Remove it; False while something that dies still takes its own files along."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def drill(run: Run) -> None:
    """Lose everything but the backup, put it back twice."""
    with state_folder() as live, state_folder() as latest, state_folder() as chosen, state_folder() as kept:
        kept.mkdir()
        public = encryption.new_key(kept / "key")
        lost_machine = {"AXPORTAL_BACKUP": str(kept / "backup"), "AXPORTAL_BACKUP_RECIPIENTS": public}
        clients, caller, killed = live_and_die(run, live, lost_machine)
        run.tally.yes = clients.receipts[-1][0]
        wait_until(lambda: is_gone(live), within=30)
        shutil.copytree(kept / "backup", kept / "copy")
        copy = {"AXPORTAL_BACKUP": str(kept / "copy"), "AXPORTAL_BACKUP_RECIPIENTS": public}
        back = to_the_latest(run, put_back(latest, copy, kept / "key"), clients, caller, killed)
        middle = run.rng.choice([at for number, at in clients.receipts[3:] if number < back])
        to_a_second(run, chosen, copy, kept / "key", clients, caller, middle.replace(microsecond=0))


def to_the_latest(
    run: Run, restored: tuple[Installation, float], clients: Clients, caller: Caller, killed: datetime
) -> int:
    """The loss; the number of the last submission that came back."""
    portal, seconds = restored
    run.recovered("rows and files, to the latest change", seconds)
    back = open_again(portal, caller)
    held = [at for number, at in clients.receipts if number <= back]
    loss = max((killed - max(held)).total_seconds(), 0.0)
    told = f"receipts given {run.tally.yes}, back {back}, loss {loss:.1f} s (≤ {LARGEST_LOSS:.0f})"
    run.expect("R10", loss <= LARGEST_LOSS and seconds <= LONGEST_RESTORE, told)
    return back


def to_a_second(
    run: Run, folder: Path, copy: dict[str, str], key: Path, clients: Clients, caller: Caller, target: datetime
) -> None:
    """What had been answered by then is there, and nothing of later."""
    portal, seconds = put_back(folder, copy, key, "--to", target.isoformat())
    run.recovered("rows and files, to a chosen second", seconds)
    there, due = open_again(portal, caller), clients.answered_until(target)
    holds = due <= there <= due + 1  # one may have been committed by then and answered after
    told = f"to {target:%H:%M:%S}: receipts given by then {due}, back {there}; {seconds:.1f} s"
    run.expect("R10", holds and seconds <= LONGEST_RESTORE, told)
