"""Acceptance tests 3, 4 and 17: GPU-seconds, to the second, whatever happened meanwhile. Comes after the faults."""

import pytest

from tests.slurm.backdating import HOUR, by_sreport, yesterday
from tests.slurm.compare import comparing
from tests.slurm.conftest import World
from tests.slurm.reading import Reading


@pytest.mark.feature("E14", "E31")
def test_3_a_minute_on_four_gpus(world: World, early: dict[str, str]) -> None:
    """Sixty seconds on four GPUs, read many times, with every process of the portal killed since: 240."""
    kaist = Reading(world.portal, "kaist")
    with comparing("3 exact GPU-seconds") as seen:
        (run,) = kaist.runs(early["minute"])
        seen.same("GPU-seconds of the run", 240, run["gpu_seconds"], within=8)
        theirs = {key: seconds for key, (seconds, _) in world.first.attempts().items()}
        seen.same("as by sacct", theirs[run["key"]], run["gpu_seconds"])


@pytest.mark.feature("E31")
def test_4_requeues_and_arrays(world: World, repeated: dict[str, str]) -> None:
    """A job that was queued again has two runs, both counted; an array of two has two."""
    kaist = Reading(world.portal, "kaist")
    with comparing("4 requeues and arrays") as seen:
        runs = {key for key in world.first.attempts() if key.startswith(f"{repeated['requeued']}@")}
        seen.becomes("both are read", lambda: runs <= kaist.ended().keys(), within=120)
        theirs = world.first.attempts()
        requeued = {key: value[0] for key, value in theirs.items() if key.startswith(f"{repeated['requeued']}@")}
        seen.same("runs of the requeued job, by sacct", 2, len(requeued))
        seen.same("as by sacct", requeued, {run["key"]: run["gpu_seconds"] for run in kaist.runs(repeated["requeued"])})
        told = world.first.run("sacct", "-a", "-X", "-n", "-P", "-j", repeated["array"], "-o", "JobIDRaw")
        array = [run for job in told.split() for run in kaist.runs(job)]
        seen.same("runs of the array, one GPU each", [1, 1], [sum(run["gpus"].values()) for run in array])


@pytest.mark.feature("E31")
def test_6_a_run_without_accounting(world: World, unaccounted: str) -> None:
    """What ran while slurmdbd was away is counted once."""
    kaist, job = Reading(world.portal, "kaist"), unaccounted
    with comparing("6 a run while slurmdbd was stopped") as seen:
        seen.becomes("it is there", lambda: [run for run in kaist.runs(job) if run["ended_at"]], within=120)
        theirs = {key: value[0] for key, value in world.first.attempts().items() if key.startswith(f"{job}@")}
        seen.same("once, as by sacct", theirs, {run["key"]: run["gpu_seconds"] for run in kaist.runs(job)})


@pytest.mark.feature("E31", "E15")
def test_17_reconciliation(world: World, repeated: dict[str, str]) -> None:
    """A rolled-up day beside sreport; a run that was lost from the portal's tables comes back with the next reading."""
    kaist = Reading(world.portal, "kaist")
    with comparing("17 reconciliation") as seen:
        begin = int(yesterday())
        theirs = by_sreport(world.first, begin, begin + 24 * HOUR)
        ours = kaist.used(begin, begin + 24 * HOUR)
        for account in sorted(theirs | ours):
            expected = theirs.get(account, 0)
            seen.same(
                f"{account}: GPU-seconds of yesterday by sreport", expected, ours.get(account, 0), within=expected / 100
            )
        seen.holds("there were some", sum(theirs.values()) > 0, theirs)
        runs = len(kaist.runs(repeated["lost"]))
        seen.same("the run that was lost is there again, once", 1, runs)


@pytest.mark.feature("E31")
def test_9_a_run_that_died_with_its_server(world: World, dying: str) -> None:
    """It is counted for the seconds that it ran, as by sacct."""
    kaist = Reading(world.portal, "kaist")
    with comparing("9 a run on a server that died") as seen:
        told = {key: value for key, value in world.first.attempts().items() if key.startswith(f"{dying}@")}
        seen.holds("by sacct it ended with the server", any(state == "NODE_FAIL" for _, state in told.values()), told)
        theirs = {key: seconds for key, (seconds, _) in told.items() if seconds}
        ours = {run["key"]: run["gpu_seconds"] for run in kaist.runs(dying) if run["gpu_seconds"]}
        seen.same("GPU-seconds by sacct", theirs, ours)


@pytest.mark.feature("E15")
def test_5_no_zero_in_the_history(world: World, early: dict[str, str]) -> None:
    """Jobs held GPUs all the time, whichever daemon was away: a gap is a gap, and never a zero."""
    kaist = Reading(world.portal, "kaist")
    with comparing("5 history") as seen:
        points = seen.becomes("spans that are rolled up", lambda: kaist.chart(float(early["began"])), within=90)
        seen.holds("none of them is a zero", 0 not in points.values(), points)


@pytest.mark.feature("E31")
def test_every_run_is_counted_once(world: World, over: None) -> None:
    """Everything that ran in the test, at both sites, beside `sacct -D`: no GPU-second lost or doubled."""
    with comparing("all runs beside sacct -D") as seen:
        for cluster, key in ((world.first, "kaist"), (world.second, "dgist")):
            site = Reading(world.portal, key)
            # A run that was cancelled before it began is told of by one and not by the other: it holds none.
            theirs = {name: seconds for name, (seconds, _) in cluster.attempts().items() if seconds}
            seen.holds(f"{key}: nothing runs any more, by squeue", not cluster.held(), dict(cluster.held()))
            seen.eventually(
                f"{key}: GPU-seconds of {len(theirs)} runs", theirs, lambda s=site: without_none(s.ended()), within=150
            )
            seen.same(f"{key}: in all", sum(theirs.values()), sum(site.ended().values()))


def without_none(runs: dict[str, int]) -> dict[str, int]:
    """Runs that held GPUs for at least a second."""
    return {key: seconds for key, seconds in runs.items() if seconds}
