"""`make soak MINUTES=…`: five requests a second for as long as is said; no unexplained 5xx, memory grows below 10 %."""

import time
from pathlib import Path

from tests.drills import check, faults
from tests.drills.installation import Installation
from tests.drills.run import Run

GOALS = {"R32": "soak at 5 requests/s: no unexplained 5xx, memory growth below 10 %"}
MINUTES = 5.0
WARM_AFTER = 0.3  # of the time: by then every process has seen everything it keeps
MOST_GROWTH = 10.0  # per cent
PEOPLE = 6
PAUSE = 1.3  # seconds between the acts of one client; with two or three requests an act some five a second in all
OWN = ("web", "worker", "relay", "sealer", "scheduler", "mail")


def drill(run: Run) -> None:
    """A mix of all that clients do; memory is the processes' own share (PSS), servers of others left out."""
    seconds = 60 * (run.minutes or MINUTES)
    with run.portal() as portal:
        with run.clients(portal, run.applicants(portal, count=PEOPLE), pause=PAUSE) as clients:
            time.sleep(seconds * WARM_AFTER)
            before = memory(portal)
            run.say(f"warm: {told(before)}")
            time.sleep(seconds * (1 - WARM_AFTER))
            after = memory(portal)
            run.say(f"at the end: {told(after)}")
            tries = clients.tries()
        failed = [one for one in tries if one["status"] == 0 or one["status"] >= 500]
        rate = len(tries) / seconds
        told_of = f"{len(failed)} of {len(tries)} requests failed in {seconds / 60:.0f} min, {rate:.1f} a second"
        run.expect("R32", not failed, told_of + "".join(f"; {one}" for one in failed[:3]))
        growth = 100 * (sum(after.values()) / sum(before.values()) - 1)
        run.expect("R32", growth < MOST_GROWTH, f"memory grew {growth:+.1f} % (< {MOST_GROWTH:.0f} %)")
        run.expect("R32", check.settle(run, portal, clients), "every answer is so, V1–V13 hold")


def memory(portal: Installation) -> dict[str, float]:
    """MiB of each of the portal's own processes with all below it."""
    return {name: sum(map(share, [portal.pid_of(name), *faults.children(portal, name)])) for name in OWN}


def share(pid: int) -> float:
    """The process's proportional share in MiB; 0 when it has just ended."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def told(found: dict[str, float]) -> str:
    """In one line."""
    return ", ".join(f"{name} {size:.0f} MiB" for name, size in found.items())
