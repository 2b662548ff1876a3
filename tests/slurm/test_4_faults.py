"""Acceptance tests 5, 6, 7 and 9, and every daemon stopped in turn while jobs run, begin and end.

No zero where something is unknown, no GPU-second lost or counted twice: what was counted is compared in test_6.
"""

import os
import signal
import time

import pytest

from tests.drills.faults import answers
from tests.servers import wait_until
from tests.slurm.compare import Comparison, comparing
from tests.slurm.conftest import World
from tests.slurm.portal import SOON
from tests.slurm.reading import REFUSED, SHOWN, Reading, agrees


def unchanged(world: World, seen: Comparison, kaist: Reading, before: dict[str, object]) -> None:
    """All figures are those of before: in the API, in the export, on the page; test_6 looks at the history."""
    seen.same("figures through the API", before, kaist.figures())
    seen.same("and as CSV, by model", before["models"], kaist.exported())
    seen.same("and on the page", {state: before[state] for state in SHOWN}, kaist.shown())


def settled(world: World, seen: Comparison, kaist: Reading) -> None:
    """What was begun while the last daemon was away is over, and read."""
    wait_until(lambda: not world.first.run("squeue", "-h", "-u", "unist1", "-p", "h100"), within=60)
    agrees(world, seen, kaist)


def running(world: World, seen: Comparison) -> None:
    """Jobs run, by the controller; one more begins and ends while the daemon is away."""
    world.first.submit("unist", "h100", "gpu:h100:1", 3)
    held = dict(world.first.held())
    seen.holds("jobs run meanwhile, by squeue", sum(held.values()) > 0, held)


@pytest.mark.feature("E14")
def test_9_dead_node(world: World, dying: str) -> None:
    """A server that does not answer is out of service though its state still says idle or mixed."""
    kaist = Reading(world.portal, "kaist")
    with comparing("9 dead server") as seen:
        state = seen.becomes(
            "out of service", lambda: kaist.servers()["g04"]["in_service"] is False and kaist.servers()["g04"]["state"],
            within=60,
        )  # fmt: skip
        told, reason = world.first.told_of("g04")
        seen.holds("by sinfo: state and reason", "*" in told or "down" in told, (told, reason))
        seen.same("A100 in service", 4, kaist.by_model("in_service")["A100"])
        world.first.wait_for(dying, "PENDING", "NODE_FAIL", "REQUEUED", "", within=60)
        world.first.run("scancel", dying)
        world.first("node-start", "g04")
        seen.eventually(f"back ({state} before)", True, lambda: kaist.servers()["g04"]["in_service"], within=60)
        world.first.submit("unist", "a100", "", 1800, "--gpus-per-node=4", "-N2")


@pytest.mark.feature("E14")
@pytest.mark.goal("R13")
def test_5_controller_away(world: World) -> None:
    """The controller is gone: the last values stay, with their age and the reason; no outage is opened."""
    kaist = Reading(world.portal, "kaist")
    with comparing("5 slurmctld stopped") as seen:
        ending = world.first.submit("unist", "h100", "gpu:h100:1", 8)  # it ends while nobody is there to be told
        world.first.wait_for(ending, "RUNNING")
        agrees(world, seen, kaist)
        before, outages = kaist.figures(), len(kaist.outages())
        with world.first.without("slurmctld"):
            stopped = time.time()
            seen.becomes("the stream names an error", lambda: kaist.error("inventory"), within=60)
            unchanged(world, seen, kaist, before)
            as_of = kaist.as_of("inventory")
            seen.holds("as of before it stopped", as_of <= stopped + 1, f"{stopped - as_of:.0f} s before")
            seen.same("the accounting is read on", "", kaist.error("usage"))
        seen.becomes("fresh again", lambda: kaist.as_of("inventory") > stopped + 1, within=90)
        settled(world, seen, kaist)
        seen.same("in service", before["in_service"], kaist.count("in_service"))
        seen.same("outages, open and over", outages, len(kaist.outages()))


@pytest.mark.feature("E16")
def test_monitor_away(world: World, repeated: dict[str, str], request: pytest.FixtureRequest) -> None:
    """Prometheus is gone, then one exporter: a hole, never a zero; servers and jobs are read on."""
    kaist = Reading(world.portal, "kaist")
    with comparing("Prometheus and an exporter stopped") as seen:
        repeated["ended"] = kaist.ended()
        request.getfixturevalue("unaccounted")  # for test 6: slurmdbd is stopped, too
        before = kaist.count("active")
        world.prometheus.stop()
        running(world, seen)
        seen.becomes("the stream names an error", lambda: kaist.error("telemetry"), within=2 * SOON)
        seen.same("active", before, kaist.count("active"))
        seen.same("error of the inventory", "", kaist.error("inventory"))
        world.exporters["g02"].stop()
        world.prometheus.start()
        seen.eventually("read again", "", lambda: kaist.error("telemetry"), within=60)
        running(world, seen)
        seen.same("g02's GPUs keep what they had", {50}, set(kaist.cards("g02").values()))
        world.exporters["g02"].show({"host_label": "hostname", "default": {"util": 60}})
        world.exporters["g02"].start()
        seen.eventually("and are read again", {60}, lambda: set(kaist.cards("g02").values()), within=2 * SOON)


@pytest.mark.feature("E31")
def test_6_accounting_away(world: World, unaccounted: str, repeated: dict[str, str]) -> None:
    """slurmdbd is gone: HTTP 200 with an empty list is no observation."""
    kaist = Reading(world.portal, "kaist")
    with comparing("6 slurmdbd stopped") as seen:
        ended = repeated["ended"]
        seen.becomes("the stream names an error", lambda: kaist.error("usage"), within=90)
        after = kaist.ended()
        seen.same("GPU-seconds of runs that had ended", ended, {key: after.get(key) for key in ended})
        running(world, seen)
        world.first.wait_for(unaccounted, "COMPLETED", "")
        seen.same("servers and jobs are read on", "", kaist.error("inventory"))
        world.first("start-one", "slurmdbd")


@pytest.mark.goal("R13")
def test_rest_away(world: World) -> None:
    """slurmrestd is gone."""
    kaist = Reading(world.portal, "kaist")
    with comparing("slurmrestd stopped") as seen:
        settled(world, seen, kaist)
        before = kaist.figures()
        with world.first.without("slurmrestjwt"):
            running(world, seen)
            seen.becomes("the stream names an error", lambda: kaist.error("inventory"), within=2 * SOON)
            unchanged(world, seen, kaist, before)
        seen.eventually("read again", "", lambda: kaist.error("inventory"), within=60)


@pytest.mark.feature("E14")
def test_7_expired_token(world: World) -> None:
    """A token that ran out: the error says so in words; telemetry goes on."""
    kaist = Reading(world.portal, "kaist")
    with comparing("7 expired token") as seen:
        short = world.first.token(1)
        settled(world, seen, kaist)  # longer than the token lives
        before = kaist.figures()
        try:
            world.portal.set_secret("kaist", "slurm_token", short)
            seen.eventually("error of the inventory", REFUSED, lambda: kaist.error("inventory"), within=2 * SOON)
            running(world, seen)
            seen.same("error of the telemetry", "", kaist.error("telemetry"))
            unchanged(world, seen, kaist, before)
        finally:
            world.portal.set_secret("kaist", "slurm_token", world.first.token())
        seen.eventually("with a new one", "", lambda: kaist.error("inventory"), within=60)


@pytest.mark.goal("R11", "R12")
@pytest.mark.parametrize("name", ["worker", "valkey"])
def test_background_away(world: World, name: str) -> None:
    """The poller or its broker is gone: pages answer with the age of the values; afterwards it goes on by itself."""
    kaist, portal = Reading(world.portal, "kaist"), world.portal
    with comparing(f"{name} stopped") as seen:
        settled(world, seen, kaist)
        before = kaist.figures()
        _away(world, seen, name, lambda: unchanged(world, seen, kaist, before))
        gone = time.time()
        seen.becomes("read again", lambda: kaist.as_of("inventory") > gone, within=120)
        seen.holds("the portal answers", answers(portal) == 200, "/readyz")


@pytest.mark.goal("R13")
def test_database_away(world: World) -> None:
    """PostgreSQL is gone: 503 and no figure at all; afterwards everything goes on."""
    kaist, portal = Reading(world.portal, "kaist"), world.portal
    with comparing("postgres stopped") as seen:

        def refused() -> None:
            found = {portal.ask(path).status for path in ("/gpu/", "/api/v1/gpu/figures/")}
            seen.same("answers", {503}, found)

        _away(world, seen, "postgres", refused)
        wait_until(lambda: answers(portal) == 200, within=120)
        gone = time.time()
        seen.becomes("read again", lambda: kaist.as_of("inventory") > gone, within=120)
        agrees(world, seen, kaist)


def _away(world: World, seen: Comparison, name: str, meanwhile) -> None:
    """Killed, and not started again until the block is over: the supervisor is stopped meanwhile."""
    portal = world.portal
    os.kill(portal.process.pid, signal.SIGSTOP)
    try:
        os.kill(portal.pid_of(name), signal.SIGKILL)
        running(world, seen)
        meanwhile()
    finally:
        os.kill(portal.process.pid, signal.SIGCONT)
    wait_until(portal.is_whole, within=120)
