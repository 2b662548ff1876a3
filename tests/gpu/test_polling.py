"""Reading sites over real HTTP: who is due, what an answer changes, what a failure leaves alone."""

import json
from datetime import timedelta

import pytest

from axportal.core import clock
from axportal.core.models import OutboxRow
from gpu.models import Attempt, Device, Job, Node, NodeGpus, StreamState
from gpu.services import connecting, polling, secrets, testing
from tests.gpu.answering import answer, serving
from tests.gpu.ingesting import make_site
from tests.gpu.slurm_site import DATA, TOKEN, broken, prometheus, slurmrestd

pytestmark = pytest.mark.feature("E2", "E14")
ALL = ["inventory", "queue", "usage"]


@pytest.fixture
def there():
    with serving() as found:
        slurmrestd(found, "24.11")
        yield found


@pytest.fixture
def site(cast, there, settings):
    settings.CONNECTOR_NETWORKS = ["127.0.0.1:1-65535"]
    made = make_site(connector="slurm_rest", address=there.address, account="portal", poll_seconds=60)
    secrets.keep(made, "slurm_token", TOKEN, actor=cast.gpu_operator, at=clock.now())
    return made


def poll(site, names=ALL, *, at=None):
    polling.poll(site.pk, names, at=at or clock.now())
    return {state.stream: state for state in StreamState.objects.filter(cluster=site)}


def owed(site):
    rows = OutboxRow.objects.filter(task="gpu.tasks.polling.poll", kwargs__cluster_id=site.pk).order_by("id")
    return [row.kwargs["streams"] for row in rows]


def test_what_a_site_says_is_taken_and_noted(site, there):
    states = poll(site)
    assert {name: (state.error_code, state.rows) for name, state in states.items()} == {
        "inventory": ("", 5), "queue": ("", 5), "usage": ("", 4),
    }  # fmt: skip
    assert Node.objects.filter(cluster=site).count() == 5
    assert sum(NodeGpus.objects.filter(node__cluster=site).values_list("installed", flat=True)) == 26
    assert (Job.objects.filter(cluster=site).count(), Attempt.objects.filter(cluster=site).count()) == (5, 4)
    assert there.paths()[0] == "/openapi/v3"
    assert len(there.asked) == 5  # discovery once, then four
    site.refresh_from_db()
    assert connecting.known_capabilities(site)["slurm"] == "v0.0.42"
    assert TOKEN not in "".join(state.last_answer for state in states.values())


def test_polls_cost_three_calls_on_average(site, there):
    at = clock.now()
    poll(site, at=at)
    there.asked.clear()
    for number in range(1, 6):
        names = ALL if number == 5 else ALL[:2]
        poll(site, names, at=at + timedelta(seconds=60 * number))
    assert len(there.asked) <= 3 * 5


def test_polled_again_nothing_is_counted_twice(site):
    poll(site)
    before = list(Attempt.objects.order_by("key").values_list("key", "started_at", "ended_at"))
    for number in (1, 2):
        poll(site, at=clock.now() + timedelta(minutes=10 * number))
    assert list(Attempt.objects.order_by("key").values_list("key", "started_at", "ended_at")) == before
    assert NodeGpus.objects.filter(node__cluster=site).count() == 5


@pytest.mark.parametrize("status", [200, 500])
def test_nothing_with_errors_changes_nothing(site, there, status):
    poll(site)
    nodes = list(Node.objects.filter(cluster=site).order_by("name").values_list("name", "in_service", "observed_at"))
    broken(there, "/slurm/v0.0.42/nodes", status=status)
    broken(there, "/slurm/v0.0.42/jobs", status=status)
    states = poll(site, at=clock.now() + timedelta(minutes=6))
    assert [states[name].error_code for name in ALL] == ["reported_errors", "reported_errors", ""]
    assert states["inventory"].rows == 5
    assert list(Node.objects.order_by("name").values_list("name", "in_service", "observed_at")) == nodes
    assert Job.objects.filter(cluster=site).count() == 5


def test_empty_where_something_was_is_no_observation(site, there):
    poll(site)
    there.acts["/slurm/v0.0.42/nodes"] = answer(b'{"nodes": [], "errors": []}')
    there.acts["/slurm/v0.0.42/jobs"] = answer(b'{"jobs": [], "errors": []}')
    states = poll(site, at=clock.now() + timedelta(minutes=1))
    assert states["inventory"].error_code == "empty"
    assert Node.objects.filter(cluster=site, unlisted_at=None).count() == 5
    assert (states["queue"].error_code, states["queue"].rows) == ("", 0)  # a queue may be empty
    assert not Job.objects.filter(cluster=site).exists()


def test_a_shut_door_is_knocked_at_once(site, there, settings):
    settings.CONNECTOR_NETWORKS = []
    states = poll(site)
    assert {state.error_code for state in states.values()} == {"address_refused"}
    assert there.asked == []
    assert len({state.next_at for state in states.values()}) == 2  # usage has a longer beat


def test_a_refused_token_is_named(site, there):
    for path in list(there.acts):
        there.acts[path] = answer(b"", 401)
    assert poll(site)["inventory"].error_code == "authentication"


def test_a_site_without_its_secret_is_not_asked(site, there, cast):
    secrets.forget(site, "slurm_token", actor=cast.gpu_operator, at=clock.now())
    assert {state.error_code for state in poll(site).values()} == {"no_secret"}
    assert there.asked == []


def test_a_site_that_speaks_a_new_version_is_found_out_anew(site, there):
    poll(site)
    there.acts.clear()
    slurmrestd(there, "22.05")
    at = clock.now()
    assert poll(site, at=at + timedelta(minutes=6))["inventory"].error_code == "not_found"
    site.refresh_from_db()
    assert {state.error_code for state in poll(site, at=at + timedelta(minutes=12)).values()} == {""}


def test_telemetry_stands_beside_a_scheduler_that_is_away(site, there):
    at = clock.now()
    poll(site)
    site.telemetry_address = there.address
    site.save(update_fields=["telemetry_address"])
    prometheus(there, [("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "g01", "UUID": "GPU-1"}, "40")], at=at.timestamp() - 5)
    broken(there, "/slurm/v0.0.42/nodes")
    states = poll(site, [*ALL, "telemetry"], at=at + timedelta(minutes=6))
    assert (states["telemetry"].error_code, states["telemetry"].rows) == ("", 1)
    assert states["inventory"].error_code == "reported_errors"
    assert Device.objects.get(cluster=site).active_permille == 400
    prometheus(there, [], at=at.timestamp())
    assert poll(site, ["telemetry"], at=at + timedelta(minutes=7))["telemetry"].error_code == "empty"


def test_due_sites_are_owed_one_reading_each(site):
    at = clock.now()
    polling.poll_due(at=at)
    assert owed(site) == [["inventory", "queue", "usage"]]
    polling.poll_due(at=at + timedelta(seconds=10))
    assert len(owed(site)) == 1
    for seconds in range(20, 601, 10):
        polling.poll_due(at=at + timedelta(seconds=seconds))
    readings = owed(site)
    assert 9 <= len(readings) <= 11
    assert sum("usage" in names for names in readings) in {2, 3}
    assert all({"inventory", "queue"} <= set(names) for names in readings)


def test_a_site_read_every_five_seconds_is_due_at_every_look(site):
    site.poll_seconds = 5
    site.save(update_fields=["poll_seconds"])
    at = clock.now()
    for seconds in range(0, 60, 10):
        polling.poll_due(at=at + timedelta(seconds=seconds))
    assert len(owed(site)) == 6


@pytest.mark.parametrize("late", [0, 0.1, 0.37, 0.5])
def test_a_site_read_every_five_seconds_is_read_every_five(site, late):
    site.poll_seconds = 5
    site.save(update_fields=["poll_seconds"])
    at = clock.now()
    polling.poll_due(at=at)
    first = at + timedelta(seconds=5 + late)  # as the delay that a site begins with may have it
    StreamState.objects.filter(cluster=site).update(next_at=first)
    for look in range(1, 13):
        polling.poll_due(at=at + timedelta(seconds=5.02 * look))
    assert len(owed(site)) >= 12  # of 13 looks: the first pause is up to a tenth longer, so a look may find nothing due


def test_nothing_is_owed_for_sites_that_send_or_are_stopped(cast, site, there):
    make_site(name_ko="보내는 곳", connector="push")
    make_site(name_ko="손으로", connector="hand")
    site.stopped_at = clock.now()
    site.save(update_fields=["stopped_at"])
    before = OutboxRow.objects.count()
    polling.poll_due(at=clock.now())
    assert OutboxRow.objects.count() == before
    poll(site)
    assert there.asked == []


def test_a_site_that_fails_is_asked_less_and_less(site, there):
    there.acts.clear()
    at = clock.now()
    polls = 0
    for seconds in range(0, 3600, 10):
        now = at + timedelta(seconds=seconds)
        before = len(owed(site))
        polling.poll_due(at=now)
        for names in owed(site)[before:]:
            polls += 1
            polling.poll(site.pk, names, at=now)
    assert polls < 25
    next_at = StreamState.objects.get(cluster=site, stream="inventory").next_at
    assert next_at <= now + timedelta(seconds=990)


def test_the_first_good_accounting_reads_five_weeks_back(site, there):
    poll(site)
    rows = OutboxRow.objects.filter(task="gpu.tasks.polling.reread")
    assert rows.count() == 5
    there.asked.clear()
    Attempt.objects.filter(cluster=site).order_by("pk").first().delete()
    polling.reread(site.pk, clock.seoul_date(clock.now()), 1, at=clock.now())
    assert Attempt.objects.filter(cluster=site).count() == 4  # what was lost is healed
    broken(there, "/slurmdb/v0.0.42/jobs")
    polling.reread(site.pk, clock.seoul_date(clock.now()), 1, at=clock.now())
    assert rows.count() == 6  # again in an hour


def test_once_a_day_ssh_sites_are_compared_with_their_own_sums(site):
    ssh = make_site(name_ko="SSH", connector="slurm_ssh", address="127.0.0.1:1", account="portal")
    at = clock.now()
    polling.look_back_due(at=at)
    polling.look_back_due(at=at)
    rows = OutboxRow.objects.filter(task="gpu.tasks.polling.compare_accounting")
    assert [row.kwargs["cluster_id"] for row in rows] == [ssh.pk]
    polling.compare_accounting(ssh.pk, clock.seoul_date(at) - timedelta(days=1), 1, at=at)
    assert rows.all().count() == 2  # it did not answer: again in an hour


# --- the test button ----------------------------------------------------------------------------------------------


def test_the_test_button_goes_through_the_first_hour(site, there):
    site.telemetry_address = there.address
    now = clock.now().timestamp()
    prometheus(there, [("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "gpu-7", "UUID": "GPU-1"}, "40")], at=now)
    report = testing.try_connection(site, at=clock.now())
    found = {str(step.name): step.result for step in report.steps}
    assert found == {
        "연결과 버전": "ok", "시계": "warned", "AccountingStorageTRES": "ok", "사용 내역 저장(slurmdbd)": "ok",
        "서버와 GPU": "ok", "GPU 종류 이름": "warned", "작업 대기열": "ok", "사용 내역": "ok", "GPU 계측": "ok",
        "계측의 서버 이름": "warned",
    }  # fmt: skip
    assert report.is_good
    told = [str(step.sentence) for step in report.steps]
    assert "24.11.5" in told[0]
    assert any("서버 5대, GPU 26장" in sentence for sentence in told)
    assert not [step for step in report.steps if step.result != "ok" and not str(step.remedy)]
    assert not Node.objects.filter(cluster=site).exists()


def test_the_test_button_explains_a_failure_in_words(site, there, settings):
    settings.CONNECTOR_NETWORKS = ["10.0.0.0/8:6820"]
    (step,) = testing.try_connection(site, at=clock.now()).steps
    assert step.result == "failed"
    assert "네트워크 밖" in str(step.sentence)
    assert "AXPORTAL_CONNECTOR_NETWORKS" in str(step.remedy)
    assert there.asked == []
    push = make_site(name_ko="보내는 곳", connector="push")
    assert testing.try_connection(push, at=clock.now()).is_good


# --- what nobody expected -----------------------------------------------------------------------------------------


def test_one_value_that_cannot_be_costs_its_own_line_alone(site, there):
    series = [
        ("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "g01", "UUID": "GPU-1"}, "40"),
        ("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "g01", "UUID": "x" * 101}, "40"),
        ("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "g01", "UUID": "GPU-3", "modelName": "x" * 101}, "40"),
        ("DCGM_FI_DEV_GPU_UTIL", {"Hostname": "g01", "UUID": "GPU-4", "gpu": "40000"}, "40"),
        ("DCGM_FI_DEV_FB_USED", {"Hostname": "g01", "UUID": "GPU-5"}, "1e12"),
    ]
    prometheus(there, series, at=clock.now().timestamp() - 5)
    site.telemetry_address = there.address
    site.save(update_fields=["telemetry_address"])
    nodes = json.loads((DATA / "nodes_24.11.json").read_bytes())
    nodes["nodes"][0]["cpus"] = 2**40
    there.acts["/slurm/v0.0.42/nodes"] = answer(json.dumps(nodes).encode())
    states = poll(site, [*ALL, "telemetry"])
    assert {state.error_code for state in states.values()} == {""}
    assert list(Device.objects.values_list("uid", flat=True)) == ["GPU-1"]
    assert NodeGpus.objects.filter(node__cluster=site).count() == 4


def test_what_breaks_the_reader_is_told_and_the_other_streams_are_read(site, there, caplog):
    """An answer of a shape that no reader was written for."""
    there.acts["/slurm/v0.0.42/nodes"] = answer(b'{"nodes": [5], "errors": []}')
    states = poll(site)
    assert {name: state.error_code for name, state in states.items()} == {
        "inventory": "bad_answer", "queue": "", "usage": "",
    }  # fmt: skip
    assert states["inventory"].error_text == "AttributeError"
    assert states["inventory"].in_flight_until is None
    assert "site_answer_broke_reader" in caplog.text
    report = testing.try_connection(site, at=clock.now())
    found = {str(step.name): step.result for step in report.steps}
    assert (found["서버와 GPU"], found["작업 대기열"]) == ("failed", "ok")
