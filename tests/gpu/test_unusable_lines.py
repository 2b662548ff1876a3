"""Lines of a site's answer that cannot be used: told to the operator with their names, in the alert and as a gauge."""

import json

import pytest

from axportal.core import clock
from gpu.models import Alert, Cluster, Node, Snapshot, StreamState
from gpu.services import alerts, polling, secrets
from tests.gpu.answering import answer, serving
from tests.gpu.ingesting import make_site
from tests.gpu.slurm_site import DATA, TOKEN, prometheus, slurmrestd

pytestmark = pytest.mark.feature("E14")
NODES, JOBS = "/slurm/v0.0.42/nodes", "/slurm/v0.0.42/jobs"


@pytest.fixture
def there():
    with serving() as found:
        slurmrestd(found, "24.11")
        yield found


@pytest.fixture
def site(cast, there, settings):
    settings.CONNECTOR_NETWORKS = ["127.0.0.1:1-65535"]
    made = make_site(connector="slurm_rest", address=there.address, account="portal", publication="published")
    secrets.keep(made, "slurm_token", TOKEN, actor=cast.gpu_operator, at=clock.now())
    return made


def spoil(there, path, key, change, *, places):
    """Let the site's answer hold values that cannot be, in these rows."""
    name = {"nodes": "nodes_24.11.json", "jobs": "jobs_24.11.json"}[key]
    document = json.loads((DATA / name).read_bytes())
    for place in places:
        document[key][place].update(change)
    there.acts[path] = answer(json.dumps(document).encode())


def poll(site, names, *, at=None):
    polling.poll(site.pk, names, at=at or clock.now())
    return {state.stream: state for state in StreamState.objects.filter(cluster=site)}


def test_they_are_kept_with_the_stream_until_an_answer_without(site, there, sign_in):
    spoil(there, NODES, "nodes", {"cpus": 2**40}, places=[0])
    spoil(there, JOBS, "jobs", {"account": "x" * 101}, places=range(4))
    found = poll(site, ["inventory", "queue"])
    assert (found["inventory"].error_code, found["inventory"].rejected) == ("", 1)
    assert found["inventory"].rejections == [{"code": "wrong_value", "count": 1, "keys": ["g01"]}]
    assert (found["queue"].rejected, found["queue"].rejections[0]["keys"]) == (4, ["101", "102", "103", "104"])
    assert not Snapshot.objects.filter(cluster=site, stream="inventory").exists()  # no whole list
    page = sign_in("gpu_operator").get(f"/gpu/sites/{site.uuid}/console/").content.decode()
    assert "마지막 답의 4줄을 쓸 수 없습니다" in page
    assert "101, 102, 103, 104" in page
    assert "값이 있을 수 없는 수입니다" in page
    slurmrestd(there, "24.11")
    StreamState.objects.update(last_try_at=None)
    found = poll(site, ["inventory", "queue"])
    assert [(state.rejected, state.rejections) for state in found.values()] == [(0, []), (0, [])]


def test_the_operator_is_told_once_and_when_it_is_over(site, there, client):
    spoil(there, NODES, "nodes", {"cpus": 2**40}, places=[0])
    poll(site, ["inventory"])
    alerts.watch(at=clock.now())
    alerts.watch(at=clock.now())
    (alert,) = Alert.objects.filter(cluster=site, kind="rejected")
    assert (alert.detail, alert.closed_at) == (["inventory"], None)
    StreamState.objects.update(rejected=0, rejections=[])
    alerts.watch(at=clock.now())
    alert.refresh_from_db()
    assert alert.closed_at is not None


def test_a_list_of_which_no_line_can_be_used_is_no_observation(site, there):
    poll(site, ["inventory"])
    before = StreamState.objects.get(cluster=site, stream="inventory")
    spoil(there, NODES, "nodes", {"cpus": 2**40}, places=range(5))
    StreamState.objects.update(last_try_at=None)
    (after,) = poll(site, ["inventory"]).values()
    assert (after.error_code, after.observed_at) == ("bad_answer", before.observed_at)
    assert "wrong_value: g01, g02" in after.error_text
    assert Node.objects.filter(cluster=site).count() == 5


def test_samples_are_named_by_their_gpus(site, there):
    at = clock.now()
    series = [
        ("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "g01", "UUID": "GPU-1"}, "40"),
        ("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "g01", "UUID": "GPU-2", "modelName": "x" * 101}, "40"),
    ]
    prometheus(there, series, at=at.timestamp() - 5)
    Cluster.objects.filter(pk=site.pk).update(telemetry_address=there.address)
    found = poll(site, ["telemetry"])["telemetry"]
    assert found.rejections == [{"code": "wrong_name", "count": 1, "keys": ["GPU-2"]}]
