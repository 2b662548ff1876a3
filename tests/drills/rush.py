"""`make drill-rush`: the last minute of a call, with something killed every few seconds, until after it has closed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress

from tests.drills import check, faults
from tests.drills.clients import Applicant, Clients, Crowd, Intention
from tests.drills.installation import Installation
from tests.drills.run import Run

GOALS = {"R1": "a deadline rush under random kills: V1–V4 hold, nothing lost or doubled, delivered within 60 s"}
SECONDS, SECONDS_QUICK = 60.0, 20.0
AFTERWARDS = 8.0
DELIVERED_WITHIN = 60.0
CROWD = 1000  # people beside the acting ones in the full form
PLAN = {"pause": 0.15, "acts": {"submit": 6, "double click": 3, "edit": 3, "withdraw": 0, "look": 1}}
VICTIMS = ("web", "a child of web", "worker", "a child of worker", "relay", "valkey", "postgres")
SENDERS = ("worker", "postgres")


def drill(run: Run) -> None:
    """Hand in until after the end; what was in time is in, what was late is not."""
    seconds = SECONDS_QUICK if run.quick else SECONDS
    with run.portal() as portal:
        many = [] if run.quick else run.yard.crowd(portal, count=CROWD)
        people = run.applicants(portal, count=8 if run.quick else 12, closes_in=seconds)
        closes_at = deadline(portal, people[0].application)
        with ExitStack() as stack:
            clients = stack.enter_context(run.clients(portal, people, **PLAN))
            crowds = [stack.enter_context(beside(run, portal, many, closes_at))] if many else []
            clients.wait_for_yes()
            killed = rage(run, portal, until=closes_at + AFTERWARDS / 2)
            time.sleep(max(closes_at + AFTERWARDS - time.time(), 0))
        began = time.time() - run.began
        for crowd in crowds:
            check.compare(run, portal, crowd)
            run.say(f"of the {len(many)} beside: {_counted(crowd.intentions(), lambda one: True)}")
        holds = check.settle(run, portal, clients, senders_killed=killed)
        run.expect("R1", holds, "every answer is so, V1–V13 hold")
        delivered = run.recoveries.get("outbox empty", float("inf"))
        run.expect(
            "R1", delivered <= run.limit(DELIVERED_WITHIN), f"all delivered {delivered:.1f} s after the clients ended"
        )
        run.say(f"clients had ended {began:.0f} s after the start")
        closing(run, portal, clients, closes_at)


def beside(run: Run, portal: Installation, many: list[Applicant], closes_at: float) -> AbstractContextManager[Crowd]:
    """Hundreds more who hand in once each, in a call that closes at the same second."""
    its_end = run.yard.close_in(portal, many[0], seconds=closes_at - time.time())
    return run.crowd(portal, many, closes_at=its_end, seconds=its_end - time.time())


def deadline(portal: Installation, application: str) -> float:
    """When the call closes, in seconds since the epoch."""
    asked = (
        "SELECT extract(epoch FROM c.closes_at) FROM calls_call c"
        " JOIN calls_application a ON a.call_id = c.id WHERE a.uuid = %s"
    )
    return float(portal.query(asked, application)[0][0])


def rage(run: Run, portal: Installation, *, until: float) -> int:
    """Kill something every one to four seconds; how many of them may have been sending mails."""
    senders = 0
    while time.time() < until:
        name = run.rng.choice(VICTIMS)
        with suppress(ProcessLookupError):
            os.kill(victim(run, portal, name), signal.SIGKILL)
            run.injected(f"kill {name}")
            senders += name.endswith(SENDERS)
        time.sleep(1 + 3 * run.rng.random())
    return senders


def victim(run: Run, portal: Installation, name: str) -> int:
    """A process id; one that has just died is not there."""
    if name.startswith("a child of "):
        below = faults.children(portal, name.removeprefix("a child of "))
        if not below:
            raise ProcessLookupError
        return run.rng.choice(below)
    pid = portal.pid_of(name)
    if pid is None:
        raise ProcessLookupError
    return pid


def closing(run: Run, portal: Installation, clients: Clients, closes_at: float) -> None:
    """V2 around the closing second, by the clients' clocks, which are the server's here."""
    submits = [one for one in clients.intentions() if one.what == "submit"]
    early = [one for one in submits if one.answer == "no" and one.tries and _ended(one) < closes_at]
    late = [one for one in submits if one.answer == "yes" and one.at > closes_at]
    run.expect("R1", not early, f"{len(early)} refused before the deadline")
    run.expect("R1", not late, f"{len(late)} accepted that were sent after it")
    around = _counted(submits, lambda one: abs(one.at - closes_at) <= 1)
    after = _counted(submits, lambda one: one.at > closes_at)
    run.say(f"sent within a second of the deadline: {around}; sent after it: {after}")
    run.expect("R1", any(one.answer == "no" for one in submits), "somebody came too late, and was told so")


def _ended(intention: Intention) -> float:
    return max(one["at"] for one in intention.tries)


def _counted(submits: list[Intention], chosen: Callable[[Intention], bool]) -> dict[str, int]:
    found = [one.answer for one in submits if chosen(one)]
    return {answer: found.count(answer) for answer in sorted(set(found))}
