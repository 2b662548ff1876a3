"""One cluster with a monitor, a second one behind SSH, and a portal that reads both: for all tests of this folder."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers import wait_until
from tests.slurm.backdating import add_yesterday
from tests.slurm.cluster import Cluster
from tests.slurm.daemons import CountingDoor, Exporter, Prometheus, Sshd
from tests.slurm.portal import POLL_SECONDS, Portal

HERE = Path(__file__).parent
#: The folder of a portal that was stopped, from a run before: saves making the database.
PREPARED = os.environ.get("AXPORTAL_SLURM_PREPARED", "")
FIRST = "g01:h100:h100:8 g02:h100:h100:8 g03:a100:a100:4 g04:a100:a100:4"
SECOND = "g01:b200:b200:8 u02:b200:b200:8"  # a server of the same name as one of the first cluster's


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Nothing here without this folder's own configuration: it needs root and takes minutes."""
    return None if config.rootpath == HERE else True


def pytest_configure() -> None:
    """Asked to end, take everything down first."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@dataclass
class World:
    """Everything that runs."""

    first: Cluster
    second: Cluster
    door: CountingDoor
    exporters: dict[str, Exporter]
    prometheus: Prometheus
    sshd: Sshd
    portal: Portal
    base: Path


@pytest.fixture(scope="session")
def base() -> Iterator[Path]:
    """A folder with a short name that all accounts may enter."""
    given = os.environ.get("AXPORTAL_SLURM_RUN")
    if given:
        yield Path(given)
        return
    with tempfile.TemporaryDirectory(prefix="axslurm-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def clusters(base: Path) -> Iterator[tuple[Cluster, Cluster]]:
    """Both, started beside each other; the first with a day in its past."""
    both = (Cluster("kaist", base, FIRST), Cluster("dgist", base, SECOND))
    try:
        coming = [(cluster, cluster.begin()) for cluster in both]
        for cluster, process in coming:
            cluster.finish(process)
        add_yesterday(both[0])
        yield both
    finally:
        for going in [cluster.begin_down() for cluster in both]:
            going.wait(120)


@pytest.fixture(scope="session")
def portal(base: Path) -> Iterator[Portal]:
    """A portal that has begun to start: it makes its database while the clusters come up."""
    portal = Portal(base / "portal")
    if PREPARED:
        subprocess.run(["cp", "-a", PREPARED, str(portal.folder)], check=True)
        (portal.folder / "mail-port").unlink(missing_ok=True)  # another folder has another port
    try:
        portal.begin()
        yield portal
    finally:
        if portal.process is not None and portal.process.poll() is None:
            portal.end(signal.SIGTERM)


@pytest.fixture(scope="session")
def world(base: Path, portal: Portal, clusters: tuple[Cluster, Cluster]) -> Iterator[World]:
    """The monitor and the doors beside the clusters, and the portal that is told of them."""
    first, second = clusters
    folder = base / "beside"
    exporters = {name: Exporter(folder, name, gpus=8) for name in ("g01", "g02")}
    exporters["g01"].show(FIRST_VIEW)
    exporters["g02"].show({"host_label": "hostname", "default": {"util": 50}, "gpu": {"0": {"jobs": ["1", "2"]}}})
    prometheus = Prometheus(folder, "kaist", list(exporters.values()))
    sshd = Sshd(folder / "ssh", account="dgist1", slurm_conf=second.folder / "etc" / "slurm.conf")
    door = CountingDoor(first.rest_port)
    daemons = [*exporters.values(), prometheus, sshd, door]
    try:
        for daemon in daemons:
            daemon.start()
        wait_until(portal.is_whole, within=300)
        portal.set_up(sites_of(first, door, prometheus, sshd))
        yield World(first, second, door, exporters, prometheus, sshd, portal, base)
    finally:
        for daemon in reversed(daemons):
            daemon.stop()


#: 95, 40 and zeros, one GPU that fell off, one without the fields that tell how busy it is.
FIRST_VIEW = {
    "default": {"util": 0},
    "gpu": {
        "0": {"util": 95},
        "1": {"util": 40},
        "6": {"absent": True},
        "7": {"nodata": ["DCGM_FI_DEV_GPU_UTIL", "DCGM_FI_PROF_GR_ENGINE_ACTIVE"]},
    },
}


def sites_of(first: Cluster, door: CountingDoor, prometheus: Prometheus, sshd: Sshd) -> list[dict[str, object]]:
    """What the portal is told of the sites."""
    return [
        {
            "key": "kaist",
            "fields": {
                "owner": "kaist", "connector": "slurm_rest", "address": door.address, "account": "root",
                "telemetry_address": prometheus.address, "telemetry_match": 'cluster="kaist"',
                "poll_seconds": POLL_SECONDS,
            },
            "secrets": {"slurm_token": first.token()},
        },
        {
            "key": "dgist",
            "fields": {
                "owner": "dgist", "connector": "slurm_ssh", "address": f"127.0.0.1:{sshd.port}",
                "account": sshd.account, "host_key": sshd.host_key, "poll_seconds": POLL_SECONDS,
            },
            "secrets": {"ssh_key": sshd.private_key},
        },
        {"key": "gist", "fields": {"owner": "gist", "connector": "push"}},
        {"key": "unist", "fields": {"owner": "unist", "connector": "push"}},
    ]  # fmt: skip


@pytest.fixture(scope="session")
def early(world: World) -> dict[str, str]:
    """Jobs that run while other tests do: a minute on four GPUs, two GPUs until the end, servers of four each."""
    return {
        "minute": world.first.submit("dgist", "h100", "gpu:h100:4", 60, "-t", "5"),
        "long": world.first.submit("gist", "h100", "gpu:h100:2", 1800),
        "spread": world.first.submit("unist", "a100", "", 1800, "--gpus-per-node=4", "-N2"),
        "began": str(time.time()),
    }


@pytest.fixture(scope="session")
def repeated(world: World) -> dict[str, str]:
    """A job that is queued again while it runs, an array of two, and two jobs of the other cluster."""
    first, second = world.first, world.second
    jobs = {
        **{f"dgist-{gpus}": second.submit("kaist", "b200", f"gpu:b200:{gpus}", 120, "-w", "g01") for gpus in (1, 5)},
        "requeued": first.submit("kaist", "all", "", 40, "--gres=gpu:h100:1", "--requeue"),
        "array": first.submit("unist", "h100", "gpu:h100:1", 10, "--array=0-1"),
    }
    first.wait_for(jobs["requeued"], "RUNNING")
    time.sleep(2)  # so that its first run is of some length
    first.run("scontrol", "requeue", jobs["requeued"])
    first.run("scontrol", "update", f"JobId={jobs['requeued']}", "StartTime=now")
    return jobs


@pytest.fixture(scope="session")
def dying(world: World, early: dict[str, str]) -> str:
    """A job on a server that stops to answer, while other tests run: the controller takes its time to say so."""
    world.first.wait_for(early["spread"], "RUNNING")
    world.first("node-kill", "g04")
    return early["spread"]


@pytest.fixture(scope="session")
def unaccounted(world: World) -> Iterator[str]:
    """A job that begins and ends while slurmdbd is stopped, which it is until somebody starts it again.

    The accounting is read at every fifth poll: the tests of the monitor run meanwhile.
    """
    world.first("stop-one", "slurmdbd")
    try:
        yield world.first.submit("kaist", "h100", "gpu:h100:1", 5)
    finally:
        world.first("start-one", "slurmdbd")  # nothing, where it runs


@pytest.fixture(scope="session")
def over(world: World) -> None:
    """All jobs ended, at both sites."""
    for cluster in (world.first, world.second):
        for person in ("kaist1", "gist1", "dgist1", "unist1"):
            cluster.run("scancel", "-u", person)
