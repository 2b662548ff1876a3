"""Acceptance tests 1, 2, 8 and 18: what stands where, who holds it, what is out of service, and of which site."""

import time

import pytest

from tests.slurm.compare import comparing
from tests.slurm.conftest import World
from tests.slurm.portal import SOON
from tests.slurm.reading import Reading, agrees, moment_of


@pytest.mark.feature("E1", "E3")
def test_1_inventory(world: World) -> None:
    """Each GPU once, though each server stands in two partitions; two sites side by side."""
    kaist, dgist = Reading(world.portal, "kaist"), Reading(world.portal, "dgist")
    with comparing("1 inventory") as seen:
        seen.eventually("kaist by REST: GPUs by model", {"H100": 16, "A100": 8}, kaist.installed, within=40)
        seen.same("all of them: partition `all` overlaps the others", 24, kaist.count("installed"))
        seen.eventually("dgist by SSH: GPUs by model", {"B200": 16}, dgist.installed, within=40)
        seen.same("in service", (24, 16), (kaist.count("in_service"), dgist.count("in_service")))
        seen.same("allocated", (0, 0), (kaist.count("allocated"), dgist.count("allocated")))
        seen.same("in the whole country", 40, Reading(world.portal, "").count("installed"))
        for site, cluster in ((kaist, world.first), (dgist, world.second)):
            seen.same(f"{cluster.name}: by sinfo and through the API", cluster.installed(), site.installed())
            seen.same("and on the site's page", sum(cluster.installed().values()), site.shown()["installed"])
        seen.same("on the national page", 40, Reading(world.portal, "").shown()["installed"])
        page = kaist.page()
        seen.holds("the site's page names both models", "H100" in page and "A100" in page, f"{len(page)} characters")


@pytest.mark.feature("E14")
def test_2_allocation(world: World, early: dict[str, str]) -> None:
    """Typed requests, `--gpus` with an empty gres, several servers: what was allocated, not what was asked."""
    kaist = Reading(world.portal, "kaist")
    with comparing("2 allocation") as seen:
        typed = world.first.submit("kaist", "h100", "gpu:h100:2", 1800)
        by_gpus = world.first.submit("gist", "h100", "", 1800, "--gpus=3")
        for job in (typed, by_gpus, *(early[name] for name in ("minute", "long", "spread"))):
            world.first.wait_for(job, "RUNNING")
        began = time.monotonic()
        expected = {"H100": 2 + 3 + 4 + 2, "A100": 8}
        seen.eventually(
            "allocated by model, with two jobs of 4 and 2 from before", expected, kaist.allocated, within=SOON
        )
        seen.holds("within two polls", time.monotonic() - began <= SOON, f"{time.monotonic() - began:.1f} s")
        held = {"kaist": 2, "gist": 3 + 2, "unist": 8, "dgist": 4}
        seen.eventually("held by institute", held, kaist.held, within=SOON)
        seen.same("by squeue", held, dict(world.first.held()))
        seen.same("on the site's page", sum(held.values()), kaist.shown()["allocated"])
        seen.same("on the national page", sum(held.values()), Reading(world.portal, "").shown()["allocated"])
        seen.same("at the other site", 0, Reading(world.portal, "dgist").count("allocated"))


@pytest.mark.feature("E14")
def test_8_drain(world: World, repeated: dict[str, str]) -> None:
    """A drained server is out of service with its reason; the job that runs on stays counted; resumed, it is back."""
    kaist, dgist = Reading(world.portal, "kaist"), Reading(world.portal, "dgist")
    with comparing("8 drain") as seen:
        world.first("drain", "g03", "냉각수 점검")
        world.second("drain", "u02", "fan")  # nothing runs there: the accounting notes such a time at once
        seen.eventually("A100 in service", 4, lambda: kaist.by_model("in_service")["A100"], within=SOON)
        seen.same("on the site's page", 20, kaist.shown()["in_service"])
        seen.same("state by sinfo, and its reason", ("draining", "냉각수 점검"), world.first.told_of("g03"))
        seen.same("its reason", "냉각수 점검", kaist.servers()["g03"]["reason"])
        seen.same("the job that runs there still holds", 8, kaist.by_model("allocated")["A100"])
        seen.same("installed stays", 8, kaist.by_model("installed")["A100"])
        for site, node in ((kaist, "g03"), (dgist, "u02")):
            seen.eventually(f"open outages of {node}", 1, lambda s=site, n=node: len(s.outages(n)), within=SOON)
        world.first("resume", "g03")
        world.second("resume", "u02")
        seen.eventually("resumed: A100 in service", 8, lambda: kaist.by_model("in_service")["A100"], within=SOON)


@pytest.mark.feature("E3", "E31")
def test_18_two_clusters(world: World, repeated: dict[str, str]) -> None:
    """The same job numbers, accounts and a server of the same name at two sites: nothing mixes."""
    kaist, dgist = Reading(world.portal, "kaist"), Reading(world.portal, "dgist")
    with comparing("18 two clusters") as seen:
        jobs = [repeated["dgist-1"], repeated["dgist-5"]]
        seen.same("its first jobs: numbers that the first cluster gave too", ["1", "2"], jobs)
        seen.eventually("held at dgist", {"kaist": 6}, dgist.held, within=SOON)
        seen.same("by squeue there", {"kaist": 6}, dict(world.second.held()))
        agrees(world, seen, kaist)
        seen.same(
            "g01 at kaist and at dgist", ({"h100": 8}, {"b200": 8}), tuple(r.types("g01") for r in (kaist, dgist))
        )
        mine = {row["job"] for row in kaist.runs()} & set(jobs)
        seen.becomes("dgist's runs are read", lambda: {row["job"] for row in dgist.runs()} >= set(jobs), within=60)
        seen.same("runs of these numbers are of both sites", set(jobs), mine)
        told = {row["account"] for row in dgist.runs() if row["job"] in jobs}
        seen.same("those of dgist are of the account that ran them there", {"kaist"}, told)


def test_17_a_run_is_lost(world: World, repeated: dict[str, str]) -> None:
    """One run of yesterday goes from the portal's tables behind its back; test_6 looks whether it came back."""
    kaist = Reading(world.portal, "kaist")
    with comparing("17 a run is lost") as seen:
        job = seen.becomes("yesterday's runs are read", lambda: kaist.runs("1"), within=60)[0]["job"]
        world.portal.query("DELETE FROM gpu_attempt WHERE job_id = %s AND started_at < now() - interval '6 hours'", job)
        seen.same("it is gone", [], kaist.runs(job))
        repeated["lost"] = job


@pytest.mark.feature("E14")
def test_8_windows(world: World) -> None:
    """Three good polls later the outages are over, at the times that the accounting knows."""
    kaist, dgist = Reading(world.portal, "kaist"), Reading(world.portal, "dgist")
    with comparing("8 drain: outages") as seen:
        for site, node in ((kaist, "g03"), (dgist, "u02")):
            seen.eventually(
                f"{node}'s is over", True, lambda s=site, n=node: bool(s.outages(n)[0]["ended_at"]), within=60
            )
        (event,), (outage,) = world.second.events("u02"), dgist.outages("u02")
        for name, theirs in zip(("started_at", "ended_at"), event, strict=True):
            seen.same(f"{name} beside sacctmgr's (s)", theirs, round(moment_of(outage[name])), within=10)
