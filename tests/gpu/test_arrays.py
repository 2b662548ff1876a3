"""Arrays of jobs: what waits as one record counts as the jobs that it stands for."""

import json

import pytest

from axportal.core import clock
from gpu.connectors.slurm import shapes
from gpu.models import Cluster, Job
from gpu.readings import JobReading
from gpu.rules import arrays
from gpu.selectors.queue import queues
from gpu.selectors.sites import sites_of
from gpu.services import streams
from tests.gpu.ingesting import give, job, make_site
from tests.gpu.operating import make_token, ndjson, send
from tests.gpu.slurm_site import DATA

pytestmark = pytest.mark.feature("E14")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", 1), ("7", 1), ("1-10", 10), ("[1-10]", 10), ("1-10%2", 10), ("1,3,9-11", 5), ("0-20:4", 6),
        ("1-3,7,9-21:4%5", 8), ("0x7FE", 10), ("0x7fe%3", 10), ("1-5,7,9-11,...", 9), ("1-4,6...", 4),
        ("N/A", 1), ("9-1", 1), ("1-9:0", 1), ("1-999999999", arrays.MOST), ("٣-٩", 1),
    ],
)  # fmt: skip
def test_sizes(text, size):
    assert arrays.size(text) == size


@pytest.mark.parametrize("family", ["22.05", "24.11"])
def test_both_families_count_the_tasks_that_wait(family):
    rows = json.loads((DATA / f"jobs_{family}.json").read_bytes())["jobs"]
    for row in rows:
        row["array_task_string"] = "3-12%4" if row["job_id"] in (101, 104) else ""
    found = {one.key: one for one in shapes.jobs(rows)}
    assert (found["104"].tasks, dict(found["104"].gpus)) == (10, {"h100": 80})
    assert found["101"].tasks == 1  # what runs has a record of its own
    assert {one.tasks for key, one in found.items() if key != "104"} == {1}


def test_the_queue_counts_tasks_and_all_their_gpus(cast):
    site, at = make_site(), clock.now()
    waiting = {"is_running": False, "state": "PENDING"}
    told: list[JobReading] = [job("1"), job("2", **waiting), job("3", **waiting, tasks=10, gpus={"h100": 20})]
    give(site, "queue", told, whole=True)
    for stream in ("inventory", "queue"):
        streams.succeeded(site, stream, at=at, observed_at=at, rows=3)
    (found,) = queues(sites_of(Cluster.objects.filter(pk=site.pk), at=at))
    assert (found.running, found.waiting, found.waiting_gpus) == (1, 11, 22)


def test_a_site_may_push_an_array_as_one_line(cast):
    site, at = make_site(), clock.now()
    key = make_token(site, cast)
    line = {"kind": "job", "observed_at": at.isoformat(), "account": "gist", "state": "PENDING", "is_running": False,
            "gpus": {"h100": 8}}  # fmt: skip
    answer = send(
        site, key, ndjson({**line, "key": "1", "tasks": 4}, {**line, "key": "2"}, {**line, "key": "3", "tasks": 0})
    )
    assert answer.json()["rejected"] == 1
    assert answer.json()["lines"][-1]["field"] == "tasks"
    assert dict(Job.objects.filter(cluster=site).values_list("key", "tasks")) == {"1": 4, "2": 1}
