"""Several programs of one site push at the same time: each locks what it tells of at once, in one order."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from axportal.core import clock
from tests.gpu.operating import make_site, make_token, ndjson, node, sample, send, whole
from tests.people import Cast

pytestmark = [pytest.mark.feature("E14", "E31")]


def test_two_programs_of_one_site_do_not_wait_for_each_other_in_a_circle(committed_db):
    """Each also tells of streams of which it brings no lines: by a heartbeat."""
    site, at = make_site(), clock.now()
    key, statuses = make_token(site, Cast()), []
    run = {"kind": "attempt", "observed_at": at.isoformat(), "account": "gist", "state": "RUNNING", "gpus": {"h100": 2},
           "submitted_at": int(at.timestamp()) - 60, "started_at": at.isoformat(), "ended_at": None}  # fmt: skip
    beat = {"kind": "heartbeat", "observed_at": at.isoformat(), "streams": ["usage", "events"]}
    send(site, key, ndjson(*whole(node(), at=at), sample(at=at), {**run, "job_id": "0"}, beat))

    def push(lines):
        try:
            for number in range(12):
                statuses.append(send(site, key, ndjson(*lines(number), beat)).status_code)
        finally:
            connection.close()

    ways = [
        lambda number: [sample(at=at - timedelta(seconds=number + 1))],
        lambda number: [{**run, "job_id": str(number)}],
        lambda number: whole(node(), at=at - timedelta(seconds=number + 1)),
    ]
    threads = [threading.Thread(target=push, args=[lines]) for lines in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 36


def test_all_streams_that_a_push_tells_of_are_locked_at_once(cast):
    """Before anything is written, in one order."""
    site, at = make_site(), clock.now()
    key = make_token(site, cast)
    send(site, key, ndjson(*whole(node(), at=at), sample(at=at)))
    beat = {"kind": "heartbeat", "observed_at": at.isoformat(), "streams": ["usage"]}
    with CaptureQueriesContext(connection) as found:
        send(site, key, ndjson(sample("GPU-2", at=at), beat))
    locks = [query["sql"] for query in found if "gpu_streamstate" in query["sql"] and "FOR UPDATE" in query["sql"]]
    assert "IN (" not in locks[0]
    assert "DESC" in locks[0]
