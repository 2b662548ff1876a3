"""What a site's own program sends: line by line, safe to repeat, strictly read, bounded."""

import gzip
import os
import threading
from datetime import timedelta

import pytest
from django.db import connection

from axportal.core import clock
from gpu.models import IngestBatch, Node, SiteToken, StreamState
from gpu.rules import packing
from gpu.rules.batches import sort_lines
from gpu.rules.lines import STREAM_OF
from gpu.services import raw
from tests.gpu.operating import make_site, make_token, ndjson, node, sample, send, whole
from tests.people import Cast

pytestmark = [pytest.mark.feature("E14", "E31")]


#: Its repr, its comparison and its walk must all bear it.
DEEP = b'{"kind":%s,"observed_at":1795345794,%s' + b"[" * 1000 + b"]" * 1000 + b"%s}"


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def site(cast):
    return make_site()


@pytest.fixture
def key(site, cast):
    return make_token(site, cast)


def told(answer):
    """The result, code and field of each line."""
    return [
        (run["result"], run.get("code", ""), run.get("field", ""))
        for run in answer.json()["lines"]
        for _line in range(run["first"], run["last"] + 1)
    ]


def read(line, at):
    """What one line alone is answered before anything is taken in."""
    return tuple(sort_lines([line], at=at, streams=STREAM_OF.values()).answers[0])


def test_a_whole_list_of_servers_is_taken_in(site, key, at):
    answer = send(site, key, ndjson(*whole(node("g01"), node("g02", gpus=4), at=at - timedelta(seconds=5))))
    assert (answer.status_code, answer.json()["accepted"]) == (200, 4)
    assert [(row.name, row.gpus.get().installed) for row in Node.objects.order_by("name")] == [("g01", 8), ("g02", 4)]
    state = StreamState.objects.get(cluster=site, stream="inventory")
    assert (state.observed_at, state.rows) == (at - timedelta(seconds=5), 2)


def test_good_lines_are_kept_when_others_are_bad(site, key, at):
    lines = [
        sample("GPU-1", at=at),
        b"{not json",
        {**sample("GPU-2", at=at), "activ": 3},
        sample("GPU-3", at=at, active=1001),
        sample("GPU-4", at=at),
        b'{"kind":"gpu_sample","key":"GPU-5","key":"GPU-6","node":"g01","observed_at":1}',
    ]
    answer = send(site, key, ndjson(*whole(node(), at=at), *lines))
    assert told(answer)[3:] == [
        ("accepted", "", ""),
        ("rejected", "not_json", ""),
        ("rejected", "unknown_field", "activ"),
        ("rejected", "wrong_value", "active"),
        ("accepted", "", ""),
        ("rejected", "key_twice", ""),
    ]
    assert sorted(site.devices.values_list("uid", flat=True)) == ["GPU-1", "GPU-4"]
    batch = IngestBatch.objects.get()
    assert (batch.accepted, batch.rejected) == (5, 4)


def test_a_replay_gets_the_first_answer_and_is_counted(site, key, at):
    body = ndjson(*whole(node(), at=at))
    first = send(site, key, body, **{"Idempotency-Key": "a-1"})
    again = send(site, key, body, **{"Idempotency-Key": "a-1"})
    packed = send(site, key, gzip.compress(body), **{"Idempotency-Key": "a-1", "Content-Encoding": "gzip"})
    assert first.json() == again.json() == packed.json()
    assert ("Idempotent-Replay" in first.headers, again.headers["Idempotent-Replay"]) == (False, "true")
    assert IngestBatch.objects.get().replays == 2


def test_without_a_key_the_content_is_the_key(site, key, at):
    body = ndjson(*whole(node(), at=at))
    assert send(site, key, body).json() == send(site, key, body).json()
    assert IngestBatch.objects.get().replays == 1


def test_a_key_names_one_body(site, key, at):
    send(site, key, ndjson(*whole(node(), at=at)), **{"Idempotency-Key": "a-1"})
    other = send(site, key, ndjson(*whole(node("g02"), at=at)), **{"Idempotency-Key": "a-1"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert not Node.objects.filter(name="g02").exists()


def test_a_key_of_200_signs_is_kept(site, key, at):
    long = "k" * 200
    for _time in range(2):
        assert send(site, key, ndjson(*whole(node(), at=at)), **{"Idempotency-Key": long}).status_code == 200
    refused = send(site, key, b"{}", **{"Idempotency-Key": "k" * 201})
    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_invalid")


def test_the_same_lines_again_say_nothing_new(site, key, at):
    lines = [*whole(node(), at=at), sample(at=at)]
    send(site, key, ndjson(*lines))
    again = send(site, key, ndjson({"kind": "heartbeat", "observed_at": at.isoformat()}, *lines))
    assert [result for result, _code, _field in told(again)] == [
        "accepted", "accepted", "duplicate", "accepted", "duplicate",
    ]  # fmt: skip


def test_an_older_report_never_overwrites_a_newer_one(site, key, at):
    send(site, key, ndjson(*whole(node(allocated={"h100": 3}), at=at)))
    older = send(site, key, ndjson(*whole(node(allocated={"h100": 7}), at=at - timedelta(minutes=3))))
    assert told(older)[1][0] == "superseded"
    assert Node.objects.get().gpus.get().allocated == 3
    assert StreamState.objects.get(cluster=site, stream="inventory").observed_at == at


def test_lines_of_the_future_are_refused_and_a_little_early_ones_are_clamped(site, key, at):
    ahead = [
        sample("GPU-1", at=at + timedelta(minutes=11)),
        sample("GPU-2", at=at + timedelta(minutes=5)),
        sample("GPU-3", at=at + timedelta(seconds=90)),
    ]
    answer = send(site, key, ndjson(*whole(node(), at=at), *ahead))
    assert told(answer)[3:] == [
        ("rejected", "future", "observed_at"), ("accepted", "clamped", ""), ("accepted", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (lambda at: whole(node(), at=at, count=2), "count_differs"),
        (lambda at: whole(node(), node(), at=at), "count_differs"),
        (lambda at: whole(at=at), "empty"),
        (lambda at: whole(node(), {**node("g02"), "in_service": "yes"}, at=at, count=1), "count_differs"),
        (lambda at: whole(node(), node("g02", observed_at=1795345794), at=at, count=1), "count_differs"),
        (lambda at: whole(node(), at=at)[1:], "not_begun"),
        (lambda at: whole(node(), at=at)[:-1], "not_ended"),
    ],
)
def test_a_broken_list_is_not_whole(site, key, at, lines, code):
    """What it holds is taken in, but nobody goes missing by it and the site counts as heard of no later."""
    send(site, key, ndjson(*whole(node("g09"), at=at - timedelta(minutes=9))))
    answer = send(site, key, ndjson(*lines(at)))
    assert code in {found for _result, found, _field in told(answer)}
    assert StreamState.objects.get(stream="inventory").observed_at == at - timedelta(minutes=9)
    assert Node.objects.get(name="g09").missed == 0


def test_jobs_runs_and_outages_come_as_lines(site, key, at):
    told_at = at.isoformat()
    gpus = {"H100": 2}
    lines = [
        *whole(node(allocated={"h100": 2}), at=at),
        {"kind": "snapshot_begin", "stream": "queue", "observed_at": told_at},
        {"kind": "job", "key": "7", "account": "gist", "state": "RUNNING", "is_running": True, "gpus": gpus,
         "nodes": ["g01"], "devices": {"g01": [0, 1]}, "started_at": told_at},
        {"kind": "snapshot_end", "stream": "queue", "count": 1},
        {"kind": "attempt", "observed_at": told_at, "job_id": "7", "account": "gist", "state": "RUNNING",
         "gpus": gpus, "submitted_at": int(at.timestamp()) - 60, "started_at": told_at, "ended_at": None},
        {"kind": "event", "key": "g01", "observed_at": told_at, "started_at": (at - timedelta(hours=2)).isoformat(),
         "ended_at": (at - timedelta(hours=1)).isoformat(), "state": "DOWN", "reason": "power"},
    ]  # fmt: skip
    answer = send(site, key, ndjson(*lines))
    assert answer.json()["accepted"] == len(lines), answer.json()
    assert site.jobs.get().gpus == {"h100": 2}
    assert site.attempts.get().key == f"7@{int(at.timestamp()) - 60}"
    assert site.outages.count() == 1
    assert set(site.streams.values_list("stream", flat=True)) == {"inventory", "queue", "usage", "events"}


def test_a_heartbeat_tells_the_clock_and_that_there_is_nothing_new(site, key, at):
    beat = {"kind": "heartbeat", "observed_at": (at + timedelta(hours=1)).isoformat(), "streams": ["usage"]}
    assert send(site, key, ndjson(*whole(node(), at=at), beat)).json()["rejected"] == 0
    states = {state.stream: state for state in site.streams.all()}
    assert set(states) == {"inventory", "usage"}
    assert all(3_590_000 < state.clock_offset_ms < 3_610_000 for state in states.values())
    assert states["usage"].observed_at <= clock.now()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"[1]", "not_an_object"), (b'"node"', "not_an_object"), (b'{"kind":["node"]}', "unknown_kind"),
        (b'{"kind":"node","key":NaN}', "not_json"), (b'{"kind":"node","kind" :"node"}', "key_twice"),
        (b'{"kind":"node","k\\u0069nd":"node"}', "key_twice"), (b'{"kind":"x","a\\u0000":1}', "nul"),
        (b"[" * 5000, "not_json"), (b'{"a":' * 900 + b"1" + b"}" * 900, "unknown_kind"), (b"\xff\xfe", "not_json"),
        (b'{"kind":"node","key":"\\ud800"}', "not_json"), (b'{"kind":"node","key":"a\x00"}', "not_json"),
        (b'{"kind":"heartbeat","observed_at":1795345794,"streams":[[1]]}', "wrong_value"),
        (b'{"kind":"snapshot_begin","observed_at":1795345794,"stream":{"a":1}}', "wrong_value"),
        (b'{"kind":"gpu_sample","key":"a","node":"b","observed_at":"2026-11-23T10:00:00"}', "wrong_value"),
        (b'{"kind":"gpu_sample","key":"a","node":"b","observed_at":true}', "wrong_value"),
        (b'{"kind":"gpu_sample","key":"a","node":"b","observed_at":99999999999999999999}', "wrong_value"),
        (b'{"kind":"gpu_sample","key":"a","node":"b","observed_at":1795345794,"active":true}', "wrong_value"),
        (b'{"kind":"gpu_sample","key":"a","node":"b","observed_at":1795345794,"power_mw":4294967296}', "wrong_value"),
        (b'{"kind":"gpu_sample","node":"b","observed_at":1795345794}', "missing_field"),
        (b'{"kind":"x","a":"' + b"x" * 256 * 1024 + b'"}', "too_long"),
        (b'{"kind":"x","a":' + b"[" * 1000 + b'"\\u0000"' + b"]" * 1000 + b"}", "nul"),
        (DEEP % (b'"heartbeat"', b'"streams":[', b"]"), "wrong_value"),
        (DEEP % (b'"snapshot_begin"', b'"stream":', b""), "wrong_value"),
    ],
)  # fmt: skip
def test_lines_are_read_strictly(raw, expected, at):
    later = at.replace(year=2030)
    assert read(raw, later)[:2] == ("rejected", expected)


def test_counts_must_add_up(at):
    line = ndjson(node(observed_at=at.isoformat(), allocated={"h100": 9}))
    assert read(line, at) == ("rejected", "more_than_there_are", "allocated")


@pytest.mark.goal("S8")
def test_a_gzip_bomb_is_stopped_at_its_limit(site, key):
    bomb = gzip.compress(b"\n" * (packing.MOST_UNPACKED + 1))
    assert len(bomb) < 100_000
    answer = send(site, key, bomb, **{"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    parts = gzip.compress(b"\n" * (packing.MOST_UNPACKED // 2)) * 3
    assert send(site, key, parts, **{"Content-Encoding": "gzip"}).status_code == 413
    assert not IngestBatch.objects.exists()


@pytest.mark.goal("S8")
def test_unpacking_costs_no_more_than_what_is_unpacked(site, key, at):
    """Very many members, each with nothing in it, would be copied again and again."""
    lines = [gzip.compress(ndjson(line) + b"\n", mtime=0) for line in whole(node(), at=at)]
    assert packing.unpacked(b"".join(lines), "gzip") == ndjson(*whole(node(), at=at)) + b"\n"
    empty = gzip.compress(b"", mtime=0)
    assert packing.unpacked(empty * 99 + lines[0], "gzip") == ndjson(whole(node(), at=at)[0]) + b"\n"
    answer = send(site, key, empty * 101, **{"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["code"]) == (400, "gzip_broken")
    noise = os.urandom(300_000)  # more than one piece
    assert packing.unpacked(gzip.compress(noise) * 3, "gzip") == noise * 3


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"", {}, 400, "empty"),
        (b"\n" * 20_001, {}, 413, "too_many_lines"),
        (b"\n \n", {}, 400, "empty"),
        (b"{}", {"Content-Encoding": "gzip"}, 400, "gzip_broken"),
        (gzip.compress(b"{}" * 1000, mtime=0)[:-9], {"Content-Encoding": "gzip"}, 400, "gzip_broken"),
        (gzip.compress(b"{}", mtime=0) + b"x", {"Content-Encoding": "gzip"}, 400, "gzip_broken"),
        (b"{}", {"Content-Encoding": "br"}, 415, "encoding_unknown"),
        (b"{}\n" * 10_001, {}, 413, "too_many_lines"),
        (b"{" + b" " * (5 * 1024 * 1024) + b"}", {}, 413, "too_large"),
    ],
)
def test_a_body_that_is_none_is_refused_as_a_whole(site, key, body, headers, status, code):
    answer = send(site, key, body, **headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_only_lines_are_taken(site, key, client):
    answer = client.post(
        f"/api/v1/clusters/{site.uuid}/batches/", data="{}", content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )  # fmt: skip
    assert answer.status_code == 415


@pytest.mark.api10("API1")
def test_a_token_opens_its_own_site_alone(site, cast, at):
    other = make_site("dgist")
    key = make_token(other, cast)
    answer = send(site, key, ndjson(*whole(node(), at=at)))
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_site")
    token = SiteToken.objects.get(cluster=other)
    assert token.refusals == 1
    assert token.refused_at is not None
    assert not Node.objects.exists()


@pytest.mark.api10("API2")
@pytest.mark.parametrize("change", [{"revoked_at": "now"}, {"expires_at": "now"}, {"digest": "0" * 64}])
def test_a_token_that_ended_opens_nothing(site, key, at, change):
    values = {name: at if value == "now" else value for name, value in change.items()}
    SiteToken.objects.update(**values)
    answer = send(site, key, ndjson(*whole(node(), at=at)))
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.api10("API2")
def test_a_persons_token_is_none_of_a_site(site, api, at):
    body = ndjson(*whole(node(), at=at))
    for name in (None, "gpu_operator", "platform_admin"):
        answer = api(name).post(f"/api/v1/clusters/{site.uuid}/batches/", body, content_type="application/x-ndjson")
        assert answer.status_code == 401, name


@pytest.mark.api10("API5")
def test_a_token_sends_its_own_kinds_alone(site, cast, at):
    key = make_token(site, cast, streams=["telemetry"])
    answer = send(site, key, ndjson(*whole(node(), at=at), sample(at=at)))
    assert told(answer)[:3] == [
        ("rejected", "stream_not_allowed", "stream"), ("rejected", "stream_not_allowed", "kind"),
        ("rejected", "stream_not_allowed", "stream"),
    ]  # fmt: skip
    assert not Node.objects.filter(gpus__isnull=False).exists()


def test_what_the_portal_reads_itself_is_not_sent_as_well(site, key, at):
    type(site).objects.filter(pk=site.pk).update(connector="slurm_rest")
    answer = send(site, key, ndjson(*whole(node(), at=at), sample(at=at)))
    assert {code for _result, code, _field in told(answer)[:3]} == {"stream_not_allowed"}
    assert told(answer)[3][0] == "accepted"


def test_a_stopped_site_takes_nothing(site, key, at):
    type(site).objects.filter(pk=site.pk).update(stopped_at=at)
    answer = send(site, key, ndjson(*whole(node(), at=at)))
    assert (answer.status_code, answer.json()["code"]) == (409, "site_stopped")


def test_ten_thousand_samples_cost_no_more_statements_than_ten(site, key, at, django_assert_max_num_queries):
    send(site, key, ndjson(*whole(node(), at=at)))

    def statements(size):
        body = ndjson(*(sample(f"GPU-{n}", at=at - timedelta(seconds=size)) for n in range(size)))
        with django_assert_max_num_queries(60) as found:
            assert send(site, key, body).json()["accepted"] == size
        return len(found)

    statements(10)
    assert statements(10_000) <= statements(11) + 2


def test_names_are_kept_as_they_are_written(site, key, at):
    names = ['GPU "1"', "GPU\\2", "{GPU,3}", "NULL", "GPU'4"]
    for _time in range(2):
        body = ndjson(*(sample(name, node=name, model_name=name, mig_profile=name, at=at) for name in names))
        assert send(site, key, body).json()["rejected"] == 0
    found = site.devices.values_list("uid", "node__name", "model_name", "mig_profile")
    assert set(found) == {(name, name, name, name) for name in names}


def test_a_row_holds_what_the_line_says(site, key, at):
    """The most, the least and nothing."""
    told = [(1000, 2**31 - 1, 2**31 - 1), (0, 0, 0), (None, 1, 2), (3, None, 4), (5, 6, None)]
    names = ("active", "memory_used_mib", "power_mw")
    lines = [sample(f"GPU-{n}", at=at, **dict(zip(names, row, strict=True))) for n, row in enumerate(told)]
    assert send(site, key, ndjson(*lines)).json()["accepted"] == len(told)
    kept = """SELECT observed_at, active_permille, memory_used_mib, power_mw FROM gpu_gpusample
        WHERE cluster_id = %s ORDER BY device_id"""
    assert raw.fetch(kept, [site.pk]) == [(at, *row) for row in told]


def test_two_at_once_have_one_effect(committed_db):
    site, at = make_site(), clock.now()
    key = make_token(site, Cast())
    body, answers = ndjson(*whole(node(), at=at), sample(at=at)), []

    def push():
        try:
            answers.append(send(site, key, body, **{"Idempotency-Key": "once"}).json())
        finally:
            connection.close()

    threads = [threading.Thread(target=push) for _time in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers[0] == answers[1] == answers[2]
    assert IngestBatch.objects.get().replays == 2
