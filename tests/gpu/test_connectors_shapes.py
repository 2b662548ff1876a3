"""Both families of Slurm's JSON and the texts of its programs become the same readings."""

import json
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from benchmarks.gpu_normalise import big_answers
from gpu.connectors.errors import ConnectorError
from gpu.connectors.slurm import shapes, text
from gpu.rules import hostlists

DATA = Path(__file__).parent / "data"
T = 1_790_000_000
FAMILIES = ("22.05", "24.11")
pytestmark = pytest.mark.feature("E2", "E14")


def body(name):
    return (DATA / name).read_bytes()


def at(seconds):
    return datetime.fromtimestamp(seconds, tz=UTC)


def nodes(family):
    return shapes.nodes(shapes.opened(body(f"nodes_{family}.json"), "nodes")["nodes"])


def jobs(family):
    return shapes.jobs(shapes.opened(body(f"jobs_{family}.json"), "jobs")["jobs"])


def runs(family):
    return shapes.attempts(shapes.opened(body(f"runs_{family}.json"), "jobs")["jobs"])


@pytest.mark.parametrize("family", FAMILIES)
def test_servers_are_counted_once_and_states_do_not_lie(family):
    found = {node.name: node for node in nodes(family)}
    assert list(found) == ["g01", "g02", "g03", "g04", "g05"]  # c01 has no GPU
    assert {name: dict(node.gpus) for name, node in found.items()} == {
        "g01": {"h100": 8}, "g02": {"h100": 8}, "g03": {"a100": 4}, "g04": {"a100": 4}, "g05": {"": 2},
    }  # fmt: skip
    assert {name: node.allocated for name, node in found.items()} == {
        "g01": {"h100": 3}, "g02": {"h100": 0}, "g03": {"a100": 0}, "g04": {"a100": 4}, "g05": {"": 2},
    }  # fmt: skip
    assert {name: node.in_service for name, node in found.items()} == {
        "g01": True, "g02": False, "g03": False, "g04": None, "g05": True,
    }  # fmt: skip
    assert (found["g03"].state, found["g03"].reason, found["g03"].reason_at) == (
        "IDLE+DRAIN", "냉각수 교체", at(T - 3600)
    )  # fmt: skip
    assert found["g01"].reason_at is None
    assert (found["g01"].partitions, found["g01"].cpus, found["g01"].cpus_allocated) == (("h100", "all"), 64, 6)


def test_both_families_say_the_same():
    assert nodes("22.05") == nodes("24.11")
    assert runs("22.05") == runs("24.11")
    old, new = jobs("22.05"), jobs("24.11")
    assert [job.key for job in old] == [job.key for job in new]
    assert old[:4] == new[:4]
    assert (old[4].state, new[4].state) == ("PENDING", "PENDING+REQUEUED")


@pytest.mark.parametrize("family", FAMILIES)
def test_jobs_hold_or_wait(family):
    found = {job.key: job for job in jobs(family)}
    assert list(found) == ["101", "102", "103", "104", "105"]
    assert dict(found["102"].gpus) == {"h100": 1}  # its type stands in the detail alone
    assert dict(found["103"].gpus) == {"a100": 4, "": 2}
    assert found["103"].nodes == ("g04", "g05")
    assert found["103"].devices == {"g04": (0, 1, 2, 3), "g05": (0, 1)}
    waiting = found["104"]
    assert (waiting.is_running, dict(waiting.gpus), waiting.reason) == (False, {"h100": 8}, "Resources")
    assert (waiting.started_at, waiting.ends_at, waiting.nodes) == (None, None, ())  # estimates are no times
    assert (found["101"].started_at, found["101"].ends_at) == (at(T - 500), at(T + 3100))
    assert not found["105"].is_running


@pytest.mark.parametrize("family", FAMILIES)
def test_each_run_of_a_job_counts_once(family):
    found = {run.key: run for run in runs(family)}
    again = [run for run in found.values() if run.job_id == "201"]
    assert [run.key for run in again] == [f"201@{T - 5000}", f"201@{T - 4000}"]
    assert [run.ended_at for run in again] == [at(T - 4000), None]
    assert dict(found[f"202@{T - 3000}"].gpus) == {"a100": 4, "": 2}
    # waiting ones hold nothing, one that is over without an end is read again later, one without GPUs is not ours
    assert {run.job_id for run in found.values()} == {"201", "202", "206"}


def test_sacct_and_the_rest_daemon_say_the_same():
    assert text.usage(body("usage.txt")) == runs("22.05")
    assert text.usage(body("usage.txt"), "KAIST") == runs("22.05")
    assert text.usage(body("usage.txt"), "gist") == ()


def test_events_are_times_out_of_service():
    found = text.events(body("events.txt"))
    assert [(event.node, event.started_at, event.ended_at, event.state) for event in found] == [
        ("g03", at(T - 3600), None, "IDLE+DRAIN"),
        ("g04", at(T - 8000), at(T - 7000), "DOWN"),
        ("g01", at(T - 9000), at(T - 8800), "DRAINED"),
    ]
    assert found[2].reason == "power | cooling"


def test_sreport_counts_people_not_their_sums():
    assert text.accounting(body("accounting.txt")) == (("gist", 4800), ("kaist", 7200))


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (
            b'{"nodes": [], "errors": [{"error": "Unable to contact slurm controller", "errno": 1800}]}',
            "reported_errors",
        ),
        (
            b'{"nodes": [], "errors": [{"description": "x", "error": "Protocol authentication error"}]}',
            "authentication",
        ),
        (b'{"nodes": [], "errors": ["any text"]}', "reported_errors"),
        (b'{"errors": []}', "bad_answer"),
        (b'{"nodes": null, "errors": []}', "bad_answer"),
        (b'{"nodes": {}, "errors": []}', "bad_answer"),
        (b"[]", "bad_answer"),
        (b"<html>", "bad_answer"),
        (b"", "bad_answer"),
    ],
)
def test_an_answer_counts_without_errors_and_with_its_list_alone(answer, code):
    with pytest.raises(ConnectorError) as caught:
        shapes.opened(answer, "nodes")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("state", "used", "gres_used", "held"),
    [  # as 22.05 answers after its controller was started again
        ("unknown", None, "gpu:a100:0", None),
        ("mixed", "cpu=1,gres/gpu=4,gres/gpu:a100=8", "gpu:a100:8", {"a100": 4}),
        ("mixed", "cpu=1,gres/gpu=4,gres/gpu:a100=8", "gpu:a100:4(IDX:0-3)", {"a100": 4}),
        ("mixed", "cpu=3,gres/gpu=3,gres/gpu:a100=1", "gpu:a100:3(IDX:0-2)", {"a100": 3}),
        ("idle", "gres/gpu:a100=4", "gpu:a100:0(IDX:N/A)", {"a100": 0}),
        ("idle", None, "gpu:a100:0(IDX:N/A)", {"a100": 0}),
    ],
)
def test_a_controller_that_was_started_again(state, used, gres_used, held):
    row = {
        "name": "g03", "state": state, "state_flags": [], "gres": "gpu:a100:4",
        "tres": "cpu=64,gres/gpu=4,gres/gpu:a100=4", "tres_used": used, "gres_used": gres_used,
    }  # fmt: skip
    (read,) = shapes.nodes([row])
    assert read.allocated == held


def test_types_beyond_the_total_are_those_of_gres_used():
    row = {
        "name": "m01", "state": "mixed", "state_flags": [], "gres": "gpu:a100:4,gpu:h100:4",
        "tres": "gres/gpu=8,gres/gpu:a100=4,gres/gpu:h100=4", "tres_used": "gres/gpu=3,gres/gpu:a100=4",
        "gres_used": "gpu:a100:1(IDX:0),gpu:h100:2(IDX:4-5)",
    }  # fmt: skip
    assert shapes.nodes([row])[0].allocated == {"a100": 1, "h100": 2}
    assert shapes.nodes([row | {"gres_used": ""}])[0].allocated is None
    assert shapes.nodes([row | {"tres": "gres/gpu:a100=4", "gres_used": ""}])[0].allocated == {"a100": 4}


def test_unknown_is_not_zero():
    """Without a word about what is held, nobody knows; GPUs that are not tracked are counted by configuration."""
    bare = {"name": "g1", "state": "idle", "tres": "cpu=4,gres/gpu=2,gres/gpu:h100=2", "gres": "gpu:h100:2"}
    untracked = {
        "name": "g2",
        "state": [],
        "tres": "cpu=4",
        "gres": "gpu:h100:4",
        "tres_used": "",
        "gres_used": "gpu:h100:1",
    }
    first, second = shapes.nodes([bare, untracked])
    assert first.allocated is None
    assert (dict(second.gpus), second.allocated, second.in_service) == ({"h100": 4}, {"h100": 1}, None)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("IDLE", True), ("MIXED+PLANNED", True), ("ALLOCATED+RESERVED", True), ("IDLE+COMPLETING", True),
        ("DOWN", False), ("IDLE+DRAIN", False), ("MIXED+DRAINING", False), ("IDLE+NOT_RESPONDING", False),
        ("IDLE+MAINTENANCE", False), ("IDLE+MAINT", False), ("FAILING", False), ("IDLE+INVALID_REG", False),
        ("IDLE+POWERED_DOWN", False), ("IDLE+REBOOT_REQUESTED", False), ("FUTURE", False), ("UNKNOWN", None),
        ("UNKNOWN+DRAIN", False), ("", None),
    ],
)  # fmt: skip
def test_which_states_are_in_service(state, expected):
    assert shapes.in_service(shapes.states(state.lower())) is expected


def test_one_accounting_of_several_clusters_needs_a_name():
    rows = json.loads(body("runs_22.05.json"))["jobs"]
    other = [{**row, "cluster": "gist"} for row in rows]
    with pytest.raises(ConnectorError, match="several clusters"):
        shapes.attempts([*rows, *other])
    assert shapes.attempts([*rows, *other], "kaist") == runs("22.05")


@pytest.mark.goal("R25")
def test_what_the_console_shows_names_nobody():
    for name, key in (("jobs_22.05.json", "jobs"), ("runs_24.11.json", "jobs"), ("nodes_24.11.json", "nodes")):
        shown = shapes.excerpt(orjson.loads(body(name)), key)
        assert not [word for word in ("kaist1", "gist1", "secret", "slurmrest") if word in shown]
        assert '"rows"' in shown
    shown = text.excerpt(body("usage.txt"), text.USAGE)
    assert "kaist1" not in shown
    assert "201" in shown


@pytest.mark.parametrize("line", [b"kaist|1|2", b"kaist|" + b"x|" * 20])
def test_half_a_table_is_none(line):
    with pytest.raises(ConnectorError, match="bad_answer"):
        text.usage(body("usage.txt") + line + b"\n")


def test_the_forced_command_names_itself():
    told = text.opened(b"axportal-gpu-site 1 1790000000123\n{}")
    assert (told.version, told.clock_ms, told.body) == ("1", 1_790_000_000_123, b"{}")
    with pytest.raises(ConnectorError, match="forced command"):
        text.opened(b"Last login: today\n{}")


@pytest.mark.parametrize("family", ["old", "new"])
def test_a_large_site_is_read_whole(family):
    """200 servers, 5,000 jobs: every GPU of the servers and of the jobs once."""
    answers = big_answers(family)
    found = shapes.nodes(shapes.opened(answers["nodes"], "nodes")["nodes"])
    assert (len(found), sum(sum(node.gpus.values()) for node in found)) == (200, 1600)
    queue = shapes.jobs(shapes.opened(answers["jobs"], "jobs")["jobs"])
    assert (len(queue), sum(sum(job.gpus.values()) for job in queue)) == (5000, 10000)
    assert {len(job.devices) for job in queue} == {1}


@pytest.mark.goal("R25")
def test_the_console_shows_no_field_that_is_not_read():
    """A field that a later release adds may name anybody."""
    row = {"job_id": {"set": True, "infinite": False, "number": 7}, "job_state": ["RUNNING"], "account": "gist",
           "name": "hers", "user_name": "kim", "submitted_by": "kim", "environment": ["HOME=/home/kim"],
           "time": {"start": 5, "who": "kim"}, "association": {"account": "gist", "user": "kim"}}  # fmt: skip
    meta = {"Slurm": {"release": "25.11"}, "client": {"user": "kim"}, "asked_by": "kim"}
    shown = json.loads(shapes.excerpt({"meta": meta, "jobs": [row]}, "jobs"))
    assert shown["meta"] == {"Slurm": {"release": "25.11"}}
    assert shown["jobs"] == [
        {"job_id": row["job_id"], "job_state": ["RUNNING"], "account": "gist", "time": {"start": 5},
         "association": {"account": "gist"}},
    ]  # fmt: skip


@pytest.mark.parametrize("value", [10**18, 1e18, 1e300, "1" * 19, "9" * 5000, {"set": True, "number": 2**63}])
def test_a_number_that_nothing_has_is_none(value):
    assert shapes.number(value) is None
    assert shapes.instant(value) is None
    allocated = [{"type": "gres", "name": "gpu", "count": value}]
    run = {"job_id": 1, "time": {"submission": T, "start": T, "end": T + 9}, "tres": {"allocated": allocated},
           "state": "COMPLETED"}  # fmt: skip
    (found,) = shapes.attempts([run])
    assert found.gpus[""] >= 2**31  # refused where it is taken in, not taken for none


def test_a_sum_that_nothing_has_is_no_answer():
    with pytest.raises(ConnectorError, match="bad_answer"):
        text.accounting(b"kaist|gist|kim|Kim|gres/gpu|" + b"9" * 19 + b"\n")


def _rows_of_many(count, names):
    """An answer of `count` rows in each form, all of them naming `names`."""
    held = [{"type": "gres", "name": "gpu", "count": 8}]
    runs = [{"job_id": n, "time": {"submission": T, "start": T, "end": T + 9}, "state": "COMPLETED", "nodes": names,
             "tres": {"allocated": held}} for n in range(count)]  # fmt: skip
    queue = [{"job_id": n, "job_state": "RUNNING", "tres_alloc_str": "gres/gpu=8", "nodes": names}
             for n in range(count)]  # fmt: skip
    usage = "\n".join(f"c|{n}|a|u|p|{T}|{T}|{T + 9}|COMPLETED|gres/gpu=8|{names}" for n in range(count))
    events = "\n".join(f"c|{names}|{T}|{T + n}|DOWN|r" for n in range(count))
    return (
        lambda: shapes.attempts(runs), lambda: shapes.jobs(queue),
        lambda: text.usage(usage.encode()), lambda: text.events(events.encode()),
    )  # fmt: skip


def test_a_short_answer_cannot_stand_for_more_names_than_are_read(monkeypatch):
    """Twelve bytes name two thousand servers: what an answer's rows name is counted together."""
    monkeypatch.setattr(hostlists, "MOST_TOGETHER", 10_000)
    for read in _rows_of_many(5, "g[0001-2000]"):
        assert read()
    for read in _rows_of_many(6, "g[0001-2000]"):
        with pytest.raises(ConnectorError, match="too_large"):
            read()
    for read in _rows_of_many(1, "g[0001-2001]"):
        with pytest.raises(ConnectorError, match="bad_answer"):
            read()
