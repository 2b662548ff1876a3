"""`make drill-worker`: worker, then relay gone for over a minute; staff are told, monitoring sees it, all gets done."""

import re
import time
import urllib.request

from tests.drills import check, faults
from tests.drills.clients import Clients
from tests.drills.installation import Installation
from tests.drills.run import Run
from tests.visitors import Visitor

GOALS = {"R14": "worker or relay gone for over 60 s: banner for staff, metric, /readyz; the queue is done after it"}
TOLD_AFTER, TOLD_WITHIN = 60.0, 30.0  # the banner looks every few seconds, and counts from the oldest piece of work
BANNER = "알림과 보고서가 늦어집니다"
METRIC = "ax_outbox_oldest_seconds"


def drill(run: Run) -> None:
    """One after the other; in the short form one of them."""
    names = ["worker", "relay"]
    with run.portal() as portal:
        staff = Visitor(portal.address).sign_in(*staff_member(portal))
        with run.clients(portal, pause=1.0) as clients:
            clients.wait_for_yes()
            for name in names[run.rng.randrange(2) :][:1] if run.quick else names:
                without(run, portal, clients, staff, name)
        run.expect("R14", check.settle(run, portal, clients, senders_killed=1), "every answer is so, V1–V13 hold")


def staff_member(portal: Installation) -> tuple[str, str]:
    """A made-up person of the ministry."""
    person = next(one for one in portal.signins() if one["role"] == "ministry_viewer")
    return person["email"], person["password"]


def without(run: Run, portal: Installation, clients: Clients, staff: Visitor, name: str) -> None:
    """Gone until everybody has been told."""
    run.expect("R14", BANNER not in staff.get("/labs/").text, "no banner while all runs")
    with faults.away(run, portal, name):
        clients.wait_for_yes()
        began = time.monotonic()
        within = TOLD_AFTER + TOLD_WITHIN
        told = faults.seconds_until(lambda: BANNER in staff.get("/labs/").text, within=within)
        run.expect("R14", told <= within, f"{name} gone: staff told after {told:.0f} s (≤ {within:.0f})")
        late = {"/metrics": metric(portal), "/readyz": readiness(portal)}
        run.expect("R14", min(late.values()) > TOLD_AFTER, f"{name} gone: oldest work in seconds {late}")
        run.say(f"{name} was gone for {time.monotonic() - began:.0f} s")
    run.expect("R14", check.caught_up(run, portal), f"{name} back: the queue is done")
    calm = faults.seconds_until(lambda: BANNER not in staff.get("/labs/").text, within=30)
    run.expect("R14", calm < 30, f"{name} back: the banner went after {calm:.0f} s more")


def metric(portal: Installation) -> float:
    """What monitoring reads."""
    with urllib.request.urlopen(f"{portal.address}/metrics", timeout=10) as answer:
        found = re.search(rf"^{METRIC} (\S+)$", answer.read().decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def readiness(portal: Installation) -> float:
    """What a load balancer or a person reads."""
    with urllib.request.urlopen(f"{portal.address}/readyz", timeout=10) as answer:
        found = re.search(r'"outbox_oldest_seconds": ([0-9.]+)', answer.read().decode())
    return float(found[1]) if found else 0.0
