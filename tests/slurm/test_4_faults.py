"""Acceptance tests 5, 6, 7 and 9, and every daemon stopped in turn while jobs run.

No zero where something is unknown, no GPU-second lost or counted twice: what was counted is compared in test_5.
"""

import os
import re
import signal
import time

import pytest

from tests.drills.faults import answers
from tests.servers import wait_until
from tests.slurm.compare import Comparison, comparing
from tests.slurm.conftest import World
from tests.slurm.portal import SOON
from tests.slurm.reading import REFUSED, Reading, agrees


def unchanged(world: World, seen: Comparison, kaist: Reading, before: dict[str, object]) -> None:
    """All figures are those of before: in the API, on the page, in the export, in the chart's table."""
    seen.same("figures through the API", before, kaist.figures())
    seen.same("and as CSV", [before["installed"], before["allocated"]], kaist.exported())
    page = re.sub(r"<[^>]*>", " ", kaist.page())
    shown = [name for name in ("installed", "allocated") if re.search(rf"\b{before[name]}\b", page)]
    seen.same("the page shows them", ["installed", "allocated"], shown)


@pytest.mark.feature("E14")
@pytest.mark.goal("R13")
def test_5_controller_away(world: World) -> None:
    """The controller is gone: the last values stay, with their age and the reason; no outage is opened."""
    kaist = Reading(world.portal, "kaist")
    with comparing("5 slurmctld stopped") as seen:
        agrees(world, seen, kaist)
        before, open_before = kaist.figures(), len(kaist.outages(only_open=True))
        with world.first.without("slurmctld"):
            stopped = time.time()
            seen.becomes("the stream names an error", lambda: kaist.error("inventory"), within=40)
            unchanged(world, seen, kaist, before)
            as_of = kaist.as_of("inventory")
            seen.holds("as of before it stopped", as_of <= stopped + 1, f"{stopped - as_of:.0f} s before")
            seen.same("the accounting is read on", "", kaist.error("usage"))
        seen.becomes("fresh again", lambda: kaist.as_of("inventory") > stopped + 1, within=90)
        agrees(world, seen, kaist)
        seen.same("in service", before["in_service"], kaist.count("in_service"))
        seen.same("open outages", open_before, len(kaist.outages(only_open=True)))


@pytest.mark.feature("E31")
def test_6_accounting_away(world: World, repeated: dict[str, str]) -> None:
    """slurmdbd is gone: HTTP 200 with an empty list is no observation."""
    kaist = Reading(world.portal, "kaist")
    with comparing("6 slurmdbd stopped") as seen:
        before = kaist.ended()
        with world.first.without("slurmdbd"):
            job = world.first.submit("kaist", "h100", "gpu:h100:1", 5)
            seen.becomes("the stream names an error", lambda: kaist.error("usage"), within=70)
            after = kaist.ended()
            seen.same("GPU-seconds of runs that had ended", before, {key: after.get(key) for key in before})
            world.first.wait_for(job, "COMPLETED", "")
        repeated["unaccounted"] = job  # test_5 looks for it: the accounting is read again later each time it fails


@pytest.mark.feature("E14")
def test_7_expired_token(world: World) -> None:
    """A token that ran out: the error says so in words; telemetry goes on."""
    kaist = Reading(world.portal, "kaist")
    with comparing("7 expired token") as seen:
        short = world.first.token(1)
        time.sleep(2)
        before = kaist.figures()
        try:
            world.portal.set_secret("kaist", "slurm_token", short)
            seen.eventually("error of the inventory", REFUSED, lambda: kaist.error("inventory"), within=SOON)
            seen.same("error of the telemetry", "", kaist.error("telemetry"))
            unchanged(world, seen, kaist, before)
        finally:
            world.portal.set_secret("kaist", "slurm_token", world.first.token())
        seen.eventually("with a new one", "", lambda: kaist.error("inventory"), within=60)


@pytest.mark.feature("E14")
def test_9_dead_node(world: World) -> None:
    """A server that does not answer is out of service though its state still says idle or mixed."""
    kaist = Reading(world.portal, "kaist")
    with comparing("9 dead server") as seen:
        job = world.first.submit("gist", "all", "", 300, "--gres=gpu:a100:2", "-w", "g04")
        world.first.wait_for(job, "RUNNING")
        world.first("node-kill", "g04")
        state = seen.becomes(
            "out of service", lambda: kaist.servers()["g04"]["in_service"] is False and kaist.servers()["g04"]["state"],
            within=60,
        )  # fmt: skip
        seen.same("A100 in service", 4, kaist.by_model("in_service")["A100"])
        world.first.wait_for(job, "PENDING", "NODE_FAIL", "REQUEUED", "", within=60)
        world.first.run("scancel", job)
        world.first("node-start", "g04")
        seen.eventually(f"back ({state} before)", True, lambda: kaist.servers()["g04"]["in_service"], within=60)


@pytest.mark.goal("R13")
def test_rest_away(world: World) -> None:
    """slurmrestd is gone."""
    kaist = Reading(world.portal, "kaist")
    with comparing("slurmrestd stopped") as seen:
        before = kaist.figures()
        with world.first.without("slurmrestjwt"):
            seen.becomes("the stream names an error", lambda: kaist.error("inventory"), within=SOON)
            unchanged(world, seen, kaist, before)
        seen.eventually("read again", "", lambda: kaist.error("inventory"), within=60)


@pytest.mark.feature("E16")
def test_monitor_away(world: World) -> None:
    """Prometheus is gone, then one exporter: a hole, never a zero; servers and jobs are read on."""
    kaist = Reading(world.portal, "kaist")
    with comparing("Prometheus and an exporter stopped") as seen:
        before = kaist.count("active")
        world.prometheus.stop()
        seen.becomes("the stream names an error", lambda: kaist.error("telemetry"), within=SOON)
        seen.same("active", before, kaist.count("active"))
        seen.same("error of the inventory", "", kaist.error("inventory"))
        world.exporters["g02"].stop()
        world.prometheus.start()
        seen.eventually("read again", "", lambda: kaist.error("telemetry"), within=60)
        seen.same("g02's GPUs keep what they had", {50}, set(kaist.cards("g02").values()))
        world.exporters["g02"].show({"host_label": "hostname", "default": {"util": 60}})
        world.exporters["g02"].start()
        seen.eventually("and are read again", {60}, lambda: set(kaist.cards("g02").values()), within=SOON + 10)


@pytest.mark.goal("R11", "R12")
@pytest.mark.parametrize("name", ["worker", "valkey"])
def test_background_away(world: World, name: str) -> None:
    """The poller or its broker is gone: pages answer with the age of the values; afterwards it goes on by itself."""
    kaist, portal = Reading(world.portal, "kaist"), world.portal
    with comparing(f"{name} stopped") as seen:
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
        wait_until(lambda: answers(portal) == 200, within=60)
        gone = time.time()
        seen.becomes("read again", lambda: kaist.as_of("inventory") > gone, within=120)
        agrees(world, seen, kaist)


def _away(world: World, seen: Comparison, name: str, meanwhile) -> None:
    """Killed, and not started again until the block is over: the supervisor is stopped meanwhile."""
    portal = world.portal
    os.kill(portal.process.pid, signal.SIGSTOP)
    try:
        os.kill(portal.pid_of(name), signal.SIGKILL)
        time.sleep(2)
        meanwhile()
    finally:
        os.kill(portal.process.pid, signal.SIGCONT)
    wait_until(portal.is_whole, within=60)
