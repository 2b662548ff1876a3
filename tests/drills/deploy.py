"""`make drill-deploy`: new code and a changed table come in while people work; nobody is refused, nobody waits long.

Expand, new code, contract, as docs/deployment.md says: `manage.py prepare` of a newer version adds a column while a
report holds the table, `manage.py reload` lets the code in again and again, the last `prepare` takes the column away.
"""

import subprocess
import threading
import time
from contextlib import closing

import psycopg2.extensions

from tests.drills import check, faults
from tests.drills.clients import Clients
from tests.drills.installation import Installation
from tests.drills.load import Load, Probe
from tests.drills.run import Run
from tests.servers import wait_until

GOALS = {
    "R15": "new code under load: 0 of 10,000 requests fail",
    "R16": "a migration under load: no statement waits longer than 1 s, and it can be undone",
}
REQUESTS, REQUESTS_QUICK = 10_000, 1_000
REPORT = 4.0  # seconds for which a report holds the table
LONGEST_WAIT = 1.0
LONGEST_LOAD = 600.0
RENEWED = {"web", "worker", "relay", "sealer", "scheduler"}


def drill(run: Run) -> None:
    """Load, expand, reload until enough was asked, contract."""
    wanted = REQUESTS_QUICK if run.quick else REQUESTS
    with run.portal() as portal:
        with run.clients(portal) as clients, Load(portal, wanted) as load, Probe(portal) as probe:
            clients.wait_for_yes()
            prepare(run, portal, "newer")
            reload(run, portal, load)
            prepare(run, portal, "newest")
            undo(run, portal, clients)
        failed = load.failures
        told = f"{len(failed)} of {load.asked} requests failed" + "".join(f"; {one}" for one in failed[:3])
        run.expect("R15", not failed and load.asked >= wanted, told)
        refused = [one for one in clients.tries() if one["status"] in (0, 500, 502, 503, 504)]
        run.expect("R15", not refused, f"{len(refused)} tries of clients that write failed")
        at = probe.slowest_at - run.began
        told = f"slowest of {probe.asked} statements on the changed table {probe.slowest:.2f} s, at {at:.1f} s"
        run.expect("R16", probe.slowest <= LONGEST_WAIT and probe.asked > 0, told)
        run.expect("R15", check.settle(run, portal, clients), "every answer is so, V1–V13 hold")


def prepare(run: Run, portal: Installation, version: str) -> None:
    """What another version does to the database, while a report reads the table that it changes."""
    report = threading.Thread(target=read_slowly, args=(portal,))
    report.start()
    time.sleep(0.3)
    run.injected(f"manage.py prepare of the {version} version, a report holds the table for {REPORT:.0f} s")
    began = time.monotonic()
    told = manage(portal, version, "prepare")
    report.join()
    run.recovered(f"manage.py prepare, {version} version", time.monotonic() - began)
    run.expect("R16", told.returncode == 0, f"manage.py prepare, {version} version: exit {told.returncode}")
    if told.returncode:
        run.say(told.stdout + told.stderr)


def manage(portal: Installation, version: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a version that is to come."""
    known = portal.environment
    portal.environment = {**known, "DJANGO_SETTINGS_MODULE": f"tests.drills.{version}.settings"}
    try:
        return portal.manage(*words)
    finally:
        portal.environment = known


def read_slowly(portal: Installation) -> None:
    """One transaction that has read the table; it goes on for a while after the change has come to wait for it."""
    with closing(psycopg2.connect(portal.database_url())) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM calls_application")
        wait_until(lambda: is_waited_for(cursor), within=LONGEST_LOAD)
        cursor.execute("SELECT pg_sleep(%s)", [REPORT])


def is_waited_for(cursor: psycopg2.extensions.cursor) -> bool:
    """Whether somebody wants the table that we hold."""
    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'calls_application'::regclass")
    return bool(cursor.fetchone()[0])


def reload(run: Run, portal: Installation, load: Load) -> None:
    """Let new code in three times while so much is asked; every process has to be another one after it."""
    for part in range(3):
        wait_until(lambda part=part: load.asked >= load.wanted * part / 3, within=LONGEST_LOAD)
        before = {name: {portal.pid_of(name)} if name != "web" else web_workers(portal) for name in RENEWED}
        began = time.monotonic()
        told = portal.manage("reload")
        run.injected("manage.py reload")
        run.expect("R15", told.returncode == 0, f"manage.py reload: exit {told.returncode} {told.stderr}")
        wait_until(lambda old=before["web"]: not old & web_workers(portal), within=60)
        run.recovered("reloaded", time.monotonic() - began)
        same = [name for name in RENEWED - {"web"} if portal.pid_of(name) in before[name]]
        run.expect("R15", not same, f"processes of the version before: {same or 'none'}")
    wait_until(lambda: load.is_done, within=LONGEST_LOAD)


def web_workers(portal: Installation) -> set[int]:
    """The processes that answer requests."""
    return set(faults.children(portal, "web"))


def undo(run: Run, portal: Installation, clients: Clients) -> None:
    """Take both changes back under load, as the migrations say; the portal is as it was."""
    clients.wait_for_yes()
    for version in ("newest", "newer"):
        told = manage(portal, version, "migrate", version, "zero", "--database", "owner")
        run.expect("R16", told.returncode == 0, f"migrations of the {version} version undone: exit {told.returncode}")
