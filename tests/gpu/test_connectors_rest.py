"""slurmrestd and Prometheus asked over real HTTP: versions, tokens, errors, clocks, samples."""

import json
from datetime import UTC, datetime

import pytest

from gpu.connectors import networks
from gpu.connectors.client import Client
from gpu.connectors.errors import ConnectorError
from gpu.connectors.prometheus import Prometheus
from gpu.connectors.slurm.rest import SlurmRest
from tests.gpu.answering import answer, serving
from tests.gpu.slurm_site import FAMILIES, TOKEN, T, broken, prometheus, slurmrestd

pytestmark = pytest.mark.feature("E2", "E14")
SINCE, UNTIL = (datetime.fromtimestamp(seconds, tz=UTC) for seconds in (T - 5000, T))
CLIENT = Client(networks.parse(["127.0.0.1:1-65535"]))


@pytest.fixture
def site():
    with serving() as found:
        yield found


def rest(site, **values):
    return SlurmRest(site.address, "portal", TOKEN, CLIENT, **values)


def code_of(act, *args):
    with pytest.raises(ConnectorError) as caught:
        act(*args)
    assert TOKEN not in f"{caught.value!r}{caught.value.raw}"
    return caught.value.code


@pytest.mark.parametrize("family", FAMILIES)
def test_the_newest_version_it_speaks_is_asked(site, family):
    slurmrestd(site, family)
    probe = rest(site).probe()
    assert probe.capabilities == {
        "slurm": FAMILIES[family], "slurmdb": FAMILIES[family], "bearer": False, "events": False, "accounting": False
    }  # fmt: skip
    assert probe.versions["rest"] == FAMILIES[family]
    assert probe.versions["slurm"].startswith(family)
    assert {check.code: check.is_good for check in probe.checks} == {"tracked": True, "accounting": True}
    assert len(site.asked) == 3


@pytest.mark.parametrize("family", FAMILIES)
def test_what_was_found_out_before_is_not_asked_again(site, family):
    slurmrestd(site, family)
    known = dict(rest(site).discover())
    site.asked.clear()
    asking = rest(site, capabilities=known)
    assert len(asking.inventory().rows) == 5
    assert len(asking.queue().rows) == 5
    runs = asking.attempts(SINCE, UNTIL)
    assert len(runs.rows) == 4
    asked = ("slurm/V/nodes", "slurm/V/jobs", "slurmdb/V/jobs", "slurm/V/diag")
    assert site.paths() == ["/" + path.replace("V", FAMILIES[family]) for path in asked]
    assert f"start_time=uts{T - 5000}" in site.asked[2][0]
    assert ("show_duplicates" in site.asked[2][0]) is (family == "24.11")
    assert runs.offset_ms is not None
    assert "kaist1" not in runs.raw


def test_the_token_goes_where_the_daemon_takes_it(site):
    slurmrestd(site, "24.11")
    rest(site).inventory()
    _path, headers = site.asked[-1]
    assert (headers["X-SLURM-USER-NAME"], headers["X-SLURM-USER-TOKEN"]) == ("portal", TOKEN)
    assert "Authorization" not in headers

    good = site.acts["/openapi/v3"]
    site.acts["/openapi/v3"] = lambda handler: (
        good(handler) if handler.headers.get("Authorization") else answer(b"", 401)(handler)
    )
    asking = rest(site)
    asking.inventory()
    assert asking.capabilities["bearer"] is True
    assert site.asked[-1][1]["Authorization"] == f"Bearer {TOKEN}"


def test_an_empty_list_with_errors_is_no_observation(site):
    """22.05 answers 200 with no jobs while slurmdbd is away."""
    slurmrestd(site, "22.05")
    broken(site, "/slurmdb/v0.0.38/jobs", status=200)
    asking = rest(site)
    assert code_of(asking.attempts, SINCE, UNTIL) == "reported_errors"
    assert len(asking.inventory().rows) == 5
    broken(site, "/slurm/v0.0.38/nodes")
    assert code_of(asking.inventory) == "reported_errors"


def test_the_accounting_counts_without_the_controller(site):
    slurmrestd(site, "24.11")
    broken(site, "/slurm/v0.0.42/diag", status=502)
    found = rest(site).attempts(SINCE, UNTIL)
    assert (len(found.rows), found.offset_ms) == (4, None)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, b"", "authentication"),
        (511, b"{}", "authentication"),
        (403, b"no", "forbidden"),
        (404, b"<html>", "not_found"),
        (502, b"<html>", "unreachable"),
        (500, b"{}", "bad_answer"),
        (200, b"<html>", "bad_answer"),
        (200, b'{"errors": []}', "bad_answer"),
        (500, b'{"errors": [{"error": "Protocol authentication error"}]}', "authentication"),
        (401, b'{"errors": [{"error": "eyJ-a-token-of-a-test is wrong"}]}', "authentication"),
    ],
)
def test_each_failure_has_its_code(site, status, body, code):
    slurmrestd(site, "24.11")
    asking = rest(site)
    asking.discover()
    site.acts["/slurm/v0.0.42/nodes"] = answer(body, status)
    assert code_of(asking.inventory) == code


def test_what_this_connector_cannot_read(site):
    site.acts["/openapi/v3"] = answer(json.dumps({"paths": {"/slurm/v0.0.36/nodes": {}}}).encode())
    assert code_of(rest(site).inventory) == "unsupported"
    assert code_of(rest(site).events, SINCE, UNTIL) == "unsupported"
    assert code_of(SlurmRest(site.address, "portal", "", CLIENT).inventory) == "no_secret"
    assert TOKEN not in repr(rest(site))


# --- Prometheus ---------------------------------------------------------------------------------------------------

GPU = {"UUID": "GPU-1", "gpu": "0", "modelName": "NVIDIA H100", "Hostname": "g01"}
ACTIVE, BUSY = "DCGM_FI_PROF_GR_ENGINE_ACTIVE", "DCGM_FI_DEV_GPU_UTIL"
USED, FREE, POWER = "DCGM_FI_DEV_FB_USED", "DCGM_FI_DEV_FB_FREE", "DCGM_FI_DEV_POWER_USAGE"


def samples(site, series, **values):
    prometheus(site, series, at=T, **values)
    return Prometheus(site.address, CLIENT).samples()


def only(site, series):
    (row,) = samples(site, series).rows
    return row


def test_a_poll_is_three_calls_and_one_reading_a_gpu(site):
    series = [
        (ACTIVE, GPU, "0.954"),
        (BUSY, GPU, "100"),
        (USED, GPU, "1000"),
        (FREE, GPU, "80000"),
        (POWER, GPU, "650.5"),
    ]
    found = samples(site, series)
    assert len(site.asked) == 3
    (row,) = found.rows
    assert (row.node, row.uid, row.index, row.model_name) == ("g01", "GPU-1", 0, "NVIDIA H100")
    assert (row.active, row.memory_used_mib, row.memory_total_mib, row.power_mw) == (954, 1000, 81000, 650500)
    assert row.observed_at == found.observed_at == datetime.fromtimestamp(T, tz=UTC)
    assert found.is_whole
    assert not samples(site, series, lost=1).is_whole


@pytest.mark.parametrize(
    ("labels", "node", "uid"),
    [
        ({"hostname": "g02.site.kr", "UUID": "a"}, "g02", "a"),
        ({"Hostname": "g03", "uuid": "b"}, "g03", "b"),
        ({"instance": "10.1.2.3:9400", "UUID": "c"}, "10.1.2.3", "c"),
        ({"node": "g05", "instance": "x:9400", "UUID": "d"}, "g05", "d"),
    ],
)
def test_exporters_name_servers_in_several_ways(site, labels, node, uid):
    row = only(site, [(ACTIVE, labels, "0.5")])
    assert (row.node, row.uid, row.active) == (node, uid, 500)


def test_two_jobs_on_one_gpu_count_once(site):
    row = only(site, [(BUSY, {**GPU, "hpc_job": "1"}, "40"), (BUSY, {**GPU, "hpc_job": "2"}, "40")])
    assert row.active == 400


def test_no_value_is_no_line_and_no_zero(site):
    """A GPU without a value makes none; where profiling is, GPU_UTIL is never taken instead."""
    other = {**GPU, "UUID": "GPU-2"}
    found = samples(site, [(ACTIVE, GPU, "NaN"), (BUSY, GPU, "90"), (BUSY, other, "80"), (USED, other, "5")]).rows
    assert [(row.uid, row.active, row.memory_used_mib) for row in found] == [("GPU-2", None, 5)]
    assert samples(site, []).rows == ()


def test_slices_stand_for_the_whole_gpu(site):
    part = {**GPU, "GPU_I_ID": "1", "GPU_I_PROFILE": "1g.10gb"}
    row = only(site, [(ACTIVE, part, "0.25"), (BUSY, part, "0"), (POWER, part, "300"), (POWER, GPU, "300")])
    assert (row.uid, row.mig_profile, row.active, row.power_mw) == ("GPU-1/1", "1g.10gb", 250, None)
    assert samples(site, [(BUSY, part, "0")]).rows == ()


def test_conditions_on_labels_go_into_every_query(site):
    prometheus(site, [(ACTIVE, GPU, "0.5")], at=T)
    Prometheus(site.address, CLIENT, '{job="dcgm", cluster=~"a|b"}', "name:word").samples()
    assert all("dcgm" in path for path, _headers in site.asked)
    assert {headers["Authorization"] for _path, headers in site.asked} == {"Basic bmFtZTp3b3Jk"}
    for match in ('job="a"} or vector(0)', 'job="a', "job=a", '"a"="b"'):
        assert code_of(Prometheus(site.address, CLIENT, match).samples) == "unsupported"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, b'{"status":"error","errorType":"bad_data","error":"parse error"}', "unsupported"),
        (503, b'{"status":"error","errorType":"unavailable","error":"starting"}', "unreachable"),
        (401, b"no", "authentication"),
        (200, b'{"status":"success","data":{"resultType":"matrix","result":[]}}', "bad_answer"),
        (200, b"<html>", "bad_answer"),
    ],
)
def test_each_failure_of_the_monitor_has_its_code(site, status, body, code):
    site.acts["/api/v1/query"] = answer(body, status)
    assert code_of(Prometheus(site.address, CLIENT, secret=TOKEN).samples) == code


@pytest.mark.goal("R25")
@pytest.mark.parametrize("echo", ["portal:pass-word", "cG9ydGFsOnBhc3Mtd29yZA==", "pass-word"])
def test_a_monitor_that_repeats_its_secret_is_not_repeated(site, echo):
    body = {"status": "error", "errorType": "unavailable", "error": f"refused: {echo}"}
    site.acts["/api/v1/query"] = answer(json.dumps(body).encode(), 503)
    with pytest.raises(ConnectorError) as caught:
        Prometheus(site.address, CLIENT, secret="portal:pass-word").samples()
    assert echo not in f"{caught.value!r}{caught.value.detail}{caught.value.raw}"
    prometheus(site, [(ACTIVE, {**GPU, "note": echo}, "0.5")], at=T)
    found = Prometheus(site.address, CLIENT, secret="portal:pass-word").samples()
    assert echo not in found.raw
    assert "•••" in found.raw


def test_a_value_that_cannot_be_is_one_line_and_not_the_whole_answer(site):
    other = {**GPU, "UUID": "GPU-2", "gpu": "99999999999999999999"}
    found = samples(site, [(USED, GPU, "5"), (USED, other, "1e300"), (POWER, other, "1e308"), (ACTIVE, other, "1e308")])
    good, bad = sorted(found.rows, key=lambda row: row.uid)
    assert (good.memory_used_mib, good.index) == (5, 0)
    assert (bad.memory_used_mib, bad.power_mw, bad.active, bad.index) == (2**31, 2**31, 1000, None)
    prometheus(site, [(ACTIVE, GPU, "0.5")], at=1e18)
    assert Prometheus(site.address, CLIENT).samples().rows == ()
