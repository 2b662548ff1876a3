"""`make drill-valkey`: the broker and cache is gone for a while, then comes back with nothing of what it held.

The goal says ten minutes; `ARGS="--minutes 10"` takes them. Without it the absence is shorter, since nothing in the
portal knows a time beyond which it behaves otherwise.
"""

import os
import shutil
import signal
import time

from tests.drills import check, faults
from tests.drills.clients import Clients
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.visitors import Visitor

GOALS = {
    "R11": "Valkey gone: every page and every write works; only throttles and background work wait",
    "R12": "Valkey loses all data: nothing is lost",
}
AWAY, AWAY_QUICK = 60.0, 12.0
SLOWEST = 15.0  # seconds for a page on a busy machine; half of the patience of whoever waits for the broker


def drill(run: Run) -> None:
    """Away, back; away, emptied, back."""
    seconds = run.minutes * 60 or (AWAY_QUICK if run.quick else AWAY)
    with run.portal() as portal:
        with run.clients(portal, gives_up=1.0) as clients:  # whoever gets no answer at once shows it
            clients.wait_for_yes()
            gone(run, portal, clients, seconds)
            seconds_for_all = run.limit(max(check.LONGEST_DRAIN, seconds / 2))
            drained = check.caught_up(run, portal, within=seconds_for_all)
            run.expect("R11", drained, f"what waited was done within {seconds_for_all:.0f} s after it was back")
            clients.wait_for_yes()
            wiped(run, portal, clients)
        run.expect("R12", check.settle(run, portal, clients, senders_killed=2), "every answer is so, V1–V13 hold")


def gone(run: Run, portal: Installation, clients: Clients, seconds: float) -> None:
    """Everything that people and programs do goes on."""
    began = time.time()
    with faults.away(run, portal, "valkey"):
        until = time.monotonic() + seconds
        visitors = 0
        while time.monotonic() < until:
            visitor = Visitor(portal.address).sign_in(clients.people[visitors % len(clients.people)].email)
            assert visitor.get("/applications/").status == 200
            visitors += 1
            time.sleep(min(5.0, max(until - time.monotonic(), 0.0)))
        tries = clients.tries(after=began + SLOWEST / 5, before=time.time())
    failed = [one for one in tries if one["status"] == 0 or one["status"] >= 500 or one["status"] == 429]
    slowest = max((one["seconds"] for one in tries), default=float("inf"))
    told = f"away {seconds:.0f} s: {len(failed)} of {len(tries)} requests failed, {visitors} people signed in"
    run.expect("R11", bool(tries) and not failed, told + "".join(f"; {one}" for one in failed[:3]))
    run.expect("R11", slowest <= run.limit(SLOWEST), f"slowest answer {slowest:.1f} s (≤ {run.limit(SLOWEST):.0f})")


def wiped(run: Run, portal: Installation, clients: Clients) -> None:
    """What it had been handed is gone with it: some work, since no worker takes it up meanwhile."""
    handed = f"{check.OPEN} AND published_at IS NOT NULL"
    with faults.away(run, portal, "worker"):
        clients.wait_for_yes()
        waited = faults.seconds_until(lambda: portal.query(handed)[0][0] >= 2)
        os.kill(portal.pid_of("valkey"), signal.SIGKILL)
        folder = portal.server_folder() / "valkey"
        for inside in folder.iterdir():
            shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
        lost = portal.query(handed)[0][0]
        run.injected(f"valkey emptied with {lost} messages")
        run.expect("R12", lost > 0, f"{lost} pieces of work had been handed to it, after {waited:.1f} s")
        clients.wait_for_yes()
