"""`make drill-kill`: under load, everything is killed or hung once; answered writes stay, everything comes back.

The chain of acts is then tampered with on a copy of the database, in each way that a superuser has.
"""

import signal
import time
from collections.abc import Callable

from axportal.core.supervisor import ports, status
from tests.drills import check, faults
from tests.drills.clients import Clients
from tests.drills.installation import Installation
from tests.drills.run import Run

GOALS = {
    "R2": "an answered write survives kill -9 of anything the next millisecond; all is back within 5 s",
}
BACK_WITHIN = 5.0
HANG = 20.0
PROCESSES = ("web", "worker", "relay", "sealer", "scheduler", "valkey", "mail", "postgres")
SENDERS = {"kill worker", "kill a child of worker", "kill supervisor", "kill postgres"}


def drill(run: Run) -> None:
    """Kill in seeded order, each time the moment somebody has been told "yes"."""
    with run.portal() as portal:
        with run.clients(portal) as clients:
            clients.wait_for_yes()
            order = list(KILLS)
            run.rng.shuffle(order)
            for name in order:
                clients.wait_for_yes()
                seconds = KILLS[name](run, portal)
                limit = run.limit(BACK_WITHIN)
                run.expect("R2", seconds <= limit, f"{name}: back after {seconds:.1f} s (≤ {limit:.0f})")
                if seconds == float("inf"):
                    return  # whatever comes next would say nothing more
            for name in ("web", "worker"):
                clients.wait_for_yes()
                hang(run, portal, clients, name)
            clients.wait_for_yes()
            supervisor(run, portal)
            clients.wait_for_yes()
        killed = sum(what.split(" s ", 1)[1] in SENDERS for what in run.injections)
        run.expect("R2", check.settle(run, portal, clients, senders_killed=killed), "every answer is so, V1–V13 hold")


def _process(name: str) -> Callable[[Run, Installation], float]:
    return lambda run, portal: faults.kill(run, portal, name)


KILLS: dict[str, Callable[[Run, Installation], float]] = {
    **{
        name: _process(name) for name in ("web", "worker", "relay", "sealer", "scheduler", "valkey", "mail", "postgres")
    },
    "a web worker": lambda run, portal: faults.kill_child(run, portal, "web"),
    "a pool process": lambda run, portal: faults.kill_child(run, portal, "worker"),
}


def hang(run: Run, portal: Installation, clients: Clients, name: str) -> None:
    """One process stands still; the others go on answering."""
    began = time.time()
    pid = run.rng.choice(faults.some_children(portal, name))
    faults.hang(run, pid, f"a process of {name}", HANG / 4 if run.quick else HANG)
    served = [one for one in clients.tries(after=began) if one["status"] in range(200, 500)]
    run.expect("R2", bool(served), f"while a process of {name} hung, {len(served)} requests were answered")


def supervisor(run: Run, portal: Installation) -> None:
    """Without it nothing stays: no process, no socket; started again, everything is there again."""
    run.injections.append(f"{time.time() - run.began:.1f} s kill supervisor")
    everything = portal.end(signal.SIGKILL)
    gone = faults.seconds_until(lambda: not any(map(status.is_running, everything)), within=20)
    run.expect("R2", gone <= run.limit(BACK_WITHIN), f"supervisor: {len(everything)} processes gone after {gone:.1f} s")
    run.expect("R2", not ports.answers("127.0.0.1", portal.port), "supervisor: no socket is left")
    began = time.monotonic()
    portal.up()
    run.recovered("supervisor killed, started again", time.monotonic() - began)
