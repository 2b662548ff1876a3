"""`make drill-night`: symptoms that docs/operations.md names are brought about, and what it says to do is done.

Only those that no other drill shows: a version not prepared, a locked account, another secret key, a lost file.
"""

import re
import shutil
import subprocess
import time
from contextlib import closing
from pathlib import Path

import psycopg2

from axportal.backups import encryption
from axportal.core.embedded import paths
from tests.drills import faults
from tests.drills.deploy import manage
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.drills.webs import web
from tests.servers import ROOT, wait_until
from tests.visitors import Visitor

GOALS = {"night": "each of these symptoms is seen where docs/operations.md says, and ends by what it says to do"}
TRIES = 8  # one more than lock an account


def drill(run: Run) -> None:
    """One symptom after the other."""
    key = run.folder / "key"
    backup = {"AXPORTAL_BACKUP": str(run.folder / "backup"), "AXPORTAL_BACKUP_RECIPIENTS": encryption.new_key(key)}
    with run.portal(own=True, **backup) as portal:
        not_prepared(run, portal)
        locked_out(run, portal)
        another_key(run, portal)
        lost_file(run, portal, Path(backup["AXPORTAL_BACKUP"]), key)
        lost_slot(run, portal, Path(backup["AXPORTAL_BACKUP"]))


def not_prepared(run: Run, portal: Installation) -> None:
    """A newer version is started without `manage.py prepare`."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.drills.newer.settings"}
    with web(portal, run.folder / "newer.log", until=503, **settings) as newer:
        run.injected("a newer version, not prepared")
        text = newer.ask("/readyz")[1]
        run.expect("night", '"pending_migrations": 1' in text, f"/readyz says {text[:80]}")
        began = time.monotonic()
        told = manage(portal, "newer", "prepare")
        seconds = faults.seconds_until(
            lambda: {newer.ask("/readyz")[0] for _each_worker in range(6)} == {200}, within=30
        )
        run.recovered("manage.py prepare", time.monotonic() - began)
        run.expect("night", told.returncode == 0 and seconds < 30, f"ready {seconds:.1f} s after prepare, by itself")
    manage(portal, "newer", "migrate", "newer", "zero", "--database", "owner")


def locked_out(run: Run, portal: Installation) -> None:
    """Somebody types a wrong password until nothing is taken any more."""
    person = portal.signins()[0]
    visitor = Visitor(portal.address)
    form = visitor.get("/accounts/login/").hidden()
    for _number in range(TRIES):
        answer = visitor.post("/accounts/login/", {**form, "login": person["email"], "password": "wrong-Passw0rd"})
    run.injected(f"{TRIES} wrong passwords")
    right = {**form, "login": person["email"], "password": person["password"]}
    refused = visitor.post("/accounts/login/", right)
    run.expect(
        "night", (answer.status, refused.status) == (429, 429), f"then the right one is refused: {refused.status}"
    )
    rows = portal.query("SELECT count(*) FROM axes_accessattempt WHERE username = %s", person["email"])
    run.expect("night", rows[0][0] > 0, "table axes_accessattempt names the account")
    told = portal.manage("axes_reset_username", person["email"])
    Visitor(portal.address).sign_in(person["email"], person["password"])
    run.expect("night", told.returncode == 0, "manage.py axes_reset_username: the right password is taken")


def another_key(run: Run, portal: Installation) -> None:
    """A web server with another secret key."""
    person = portal.signins()[0]
    visitor = Visitor(portal.address).sign_in(person["email"], person["password"])
    with web(portal, run.folder / "key.log", AXPORTAL_SECRET_KEY="another-key-" * 5) as other:
        run.injected("AXPORTAL_SECRET_KEY changed")
        visitor.address = other.address
        away = visitor.get("/me/").address
        run.expect("night", "/accounts/login/" in away, "everybody has to sign in anew")
    visitor.address = portal.address
    visitor.sign_in(person["email"], person["password"])
    run.expect("night", visitor.get("/me/").status == 200, "signing in anew is enough")


def lost_file(run: Run, portal: Installation, backup: Path, key: Path) -> None:
    """A stored file is gone; its copy is taken out of the backup with `age`, as the page says."""
    name = portal.query("SELECT stored FROM calls_applicationfile ORDER BY id LIMIT 1")[0][0]
    stored = portal.folder / "files" / name
    copy = backup / "files" / f"{name}.age"
    wait_until(copy.exists, within=120)
    content = stored.read_bytes()
    stored.unlink()
    run.injected("a stored file is gone")
    told = portal.manage("files_verify")
    named = re.search(re.escape(name), told.stdout + told.stderr)
    run.expect("night", told.returncode == 1 and bool(named), f"files_verify names it: exit {told.returncode}")
    subprocess.run([age(), "-d", "-i", key, "-o", stored, copy], check=True)
    told = portal.manage("files_verify")
    same = stored.read_bytes() == content
    run.expect("night", told.returncode == 0 and same, "put back from the backup's files/, files_verify finds nothing")


def lost_slot(run: Run, portal: Installation, backup: Path) -> None:
    """The place that keeps changes for the archiver is gone, as after too long a rest; it makes all of it anew."""

    def backups() -> int:
        return len(list(backup.glob("sets/*/manifest.json")))

    wait_until(lambda: backups() > 0, within=120)
    before = backups()
    with closing(psycopg2.connect(portal.database_url(role=paths.SUPERUSER))) as server, server.cursor() as cursor:
        server.autocommit = True
        cursor.execute("SELECT active_pid, slot_name FROM pg_replication_slots WHERE NOT temporary")
        receiver, slot = cursor.fetchone()
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [receiver])
        cursor.execute("SELECT pg_drop_replication_slot(%s)", [slot])
    run.injected("the archiver's slot is gone")
    seconds = faults.seconds_until(lambda: backups() > before, within=90)
    run.recovered("a new backup after the lost slot", seconds)
    run.expect("night", seconds < 90, f"a new stream and a new backup after {seconds:.0f} s, by itself")


def age() -> str:
    """The program that opens a copy."""
    found = shutil.which("age")
    if found is None:
        subprocess.run([ROOT / "scripts" / "apt.sh", "age"], check=True)
    return found or "/usr/bin/age"
