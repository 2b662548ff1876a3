"""Acceptance test 19: how often a site is asked, and how long a large one takes to read."""

import json
import os
import time
import urllib.request
from typing import Any

import pytest

from gpu.connectors.slurm import shapes
from tests.slurm.cluster import Cluster
from tests.slurm.compare import comparing
from tests.slurm.conftest import World
from tests.slurm.portal import POLL_SECONDS

POLLS = 3
NODES, JOBS = 200, 5000
IS_NEWER = bool(os.environ.get("SLURM_ROOT"))
VERSION = "v0.0.40" if IS_NEWER else "v0.0.38"


def test_19_normalising(world: World) -> None:
    """200 servers and 5,000 jobs made of this cluster's own answers: as they are, and of 22.05 as 24.11 writes them."""
    job = world.first.submit("gist", "h100", "gpu:h100:2", 60)
    world.first.wait_for(job, "RUNNING")
    with comparing("19 load: normalising") as seen:
        node, running = asked(world.first, "nodes")[0], asked(world.first, f"job/{job}")[0]
        nodes = [{**node, "name": f"n{number:03}", "hostname": f"n{number:03}"} for number in range(NODES)]
        jobs = [{**running, "job_id": number} for number in range(1, JOBS + 1)]
        read = []
        for shape, change in (("24.11", dict),) if IS_NEWER else (("22.05", dict), ("24.11", newer)):
            bodies = [json.dumps({"errors": [], key: [change(row) for row in rows]}).encode()
                      for key, rows in (("nodes", nodes), ("jobs", jobs))]  # fmt: skip
            began = time.process_time()
            found = (shapes.nodes(shapes.opened(bodies[0], "nodes")["nodes"]),
                     shapes.jobs(shapes.opened(bodies[1], "jobs")["jobs"]))  # fmt: skip
            seconds = time.process_time() - began
            read.append(found)
            seen.same(f"{shape}: servers, jobs", (NODES, JOBS), tuple(map(len, found)))
            size = sum(map(len, bodies)) / 2**20
            seen.holds(f"{shape}: within 5 s", seconds < 5, f"{size:.0f} MB in {seconds:.2f} s of processor time")
        seen.holds("all shapes say the same", read[0] == read[-1], read[-1][1][0])
        world.first.run("scancel", job)


@pytest.mark.feature("E14")
def test_19_calls(world: World, over: None) -> None:
    """One poller, at most three calls a poll, whoever looks at the pages meanwhile."""
    with comparing("19 load: calls") as seen:
        before, paths = len(world.door.when), world.door.calls.copy()
        until = time.monotonic() + POLLS * POLL_SECONDS
        looks = 0
        while time.monotonic() < until:
            world.portal.ask("/gpu/")
            world.portal.ask("/api/v1/gpu/figures/")
            looks += 2
            time.sleep(0.3)
        calls = len(world.door.when) - before
        told = f"{calls} calls in {POLLS} polls, {looks} pages looked at; {dict(world.door.calls - paths)}"
        seen.holds("at most three calls a poll", 0 < calls <= 3 * (POLLS + 1), told)


def asked(cluster: Cluster, path: str) -> list[dict[str, Any]]:
    """The rows of one answer of the REST daemon itself."""
    address = f"http://127.0.0.1:{cluster.rest_port}/slurm/{VERSION}/{path}"
    headers = {"X-SLURM-USER-NAME": "root", "X-SLURM-USER-TOKEN": cluster.token()}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        document = json.loads(answer.read())
    return document["nodes" if path == "nodes" else "jobs"]


def newer(row: dict[str, Any]) -> dict[str, Any]:
    """A row of 22.05 as 24.11 writes it: numbers that say whether they are set, states as lists."""
    found = {name: _number(value) if type(value) is int else value for name, value in row.items()}
    if "state_flags" in row:
        found["state"] = [str(word).upper() for word in (row["state"], *found.pop("state_flags"))]
    if "job_state" in row:
        found["job_state"] = [row["job_state"]]
    return found


def _number(value: int) -> dict[str, Any]:
    return {"set": True, "infinite": False, "number": value}
