"""An accounting that is too much for one answer is read in parts: without a gap, without an end that never comes."""

import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from axportal.core import clock
from axportal.core.models import OutboxRow
from gpu.models import Attempt, StreamState
from gpu.services import polling, secrets, spans
from tests.gpu.answering import answer, serving
from tests.gpu.ingesting import make_site
from tests.gpu.slurm_site import TOKEN, slurmrestd

pytestmark = pytest.mark.feature("E2", "E14")
HOUR = timedelta(hours=1)
PATH = "/slurmdb/v0.0.42/jobs"
NOW = clock.now().replace(microsecond=0)


class Accounting:
    """A run in each hour of the last ten days; the site answers with at most `most` of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.windows: list[tuple[datetime, datetime]] = []
        self.refused = 0

    def __call__(self, handler) -> None:
        asked = parse_qs(urlsplit(handler.path).query)
        first, last = (int(asked[name][0].removeprefix("uts")) for name in ("start_time", "end_time"))
        runs = [run for run in map(self.run, range(240)) if run["time"]["end"] > first and run["time"]["start"] < last]
        if len(runs) > self.most:
            self.refused += 1
            handler.send_response(200)
            handler.send_header("Content-Length", str(200 * 2**20))
            handler.end_headers()
            return
        self.windows.append(tuple(datetime.fromtimestamp(one, NOW.tzinfo) for one in (first, last)))
        answer(json.dumps({"jobs": runs, "errors": []}).encode())(handler)

    @staticmethod
    def run(number: int) -> dict:
        start = int((NOW - (number + 1) * HOUR).timestamp())
        return {
            "job_id": number + 1, "cluster": "kaist", "nodes": "g01", "state": {"current": ["COMPLETED"]},
            "association": {"account": "kaist", "user": "kim"},
            "time": {"submission": start, "start": start + 60, "end": start + 3000},
            "tres": {"allocated": [{"type": "gres", "name": "gpu", "count": 1}]},
        }  # fmt: skip


@pytest.fixture
def there():
    with serving() as found:
        slurmrestd(found, "24.11")
        yield found


@pytest.fixture
def site(cast, there, settings):
    settings.CONNECTOR_NETWORKS = ["127.0.0.1:1-65535"]
    made = make_site(connector="slurm_rest", address=there.address, account="portal", poll_seconds=60)
    secrets.keep(made, "slurm_token", TOKEN, actor=cast.gpu_operator, at=NOW)
    # So that nothing but the last two days is wanted.
    StreamState.objects.create(cluster=made, stream="usage", last_good_at=NOW, observed_at=NOW)
    return made


def state(site):
    return StreamState.objects.get(cluster=site, stream="usage")


def polls(site, *, at, until, most=400):
    """Read whenever the stream is due; gives the time at which `until` held."""
    for _number in range(most):
        polling.poll(site.pk, ["usage"], at=at)
        if until(state(site)):
            return at
        at = max(state(site).next_at or at, at + timedelta(minutes=5))
    raise AssertionError("no end in sight")


def test_what_is_too_large_is_read_in_parts_that_leave_no_gap(site, there):
    there.acts[PATH] = accounting = Accounting(most=10)
    polling.poll(site.pk, ["usage"], at=NOW)
    found = state(site)
    assert (found.error_code, found.last_good_at, found.observed_at) == ("too_large", NOW, NOW)
    assert found.next_at <= NOW + timedelta(minutes=3)  # the site is well: nobody waits for the pause of a failure
    done = polls(site, at=found.next_at, until=lambda one: one.error_code == "")
    assert Attempt.objects.filter(cluster=site).count() >= 48
    keys = {int(key) for key in Attempt.objects.filter(cluster=site).values_list("job_id", flat=True)}
    assert keys >= set(range(1, 48))
    assert accounting.refused == 3  # 48 hours, 24, 12; then parts of six
    assert accounting.windows[0][0] <= NOW - timedelta(days=2)
    assert all(before[1] == after[0] for before, after in pairwise(accounting.windows))
    assert accounting.windows[-1][1] >= done
    assert state(site).observed_at > NOW
    assert state(site).read_to is None


def test_while_parts_are_owed_the_stream_grows_no_fresher(site, there):
    there.acts[PATH] = Accounting(most=10)
    at = NOW
    for _number in range(6):
        polling.poll(site.pk, ["usage"], at=at)
        at = state(site).next_at
    found = state(site)
    assert found.read_to is not None
    assert (found.observed_at, found.last_good_at, found.error_code) == (NOW, NOW, "too_large")


def test_the_parts_grow_again_once_the_site_can_give_more(site, there):
    there.acts[PATH] = accounting = Accounting(most=10)
    done = polls(site, at=NOW, until=lambda one: one.span_seconds is not None and one.error_code == "")
    accounting.most = 10_000
    polls(site, at=done + HOUR, until=lambda one: one.span_seconds is None)
    accounting.windows.clear()
    polling.poll(site.pk, ["usage"], at=state(site).next_at)
    ((first, last),) = accounting.windows
    assert last - first > timedelta(days=2)


def test_what_cannot_be_read_at_all_is_told_and_never_passed_over(site, there):
    there.acts[PATH] = accounting = Accounting(most=-1)
    at = NOW
    for _number in range(30):
        polling.poll(site.pk, ["usage"], at=at)
        at = state(site).next_at
    found = state(site)
    assert timedelta(seconds=found.span_seconds) == spans.SHORTEST
    assert (found.error_code, found.observed_at) == ("too_large", NOW)
    assert found.next_at - found.last_try_at >= timedelta(minutes=15)  # asked for no oftener than after any failure
    assert accounting.windows == []
    accounting.most = 10
    polls(site, at=at, until=lambda one: one.error_code == "")
    assert accounting.windows[0][0] == NOW - timedelta(days=2)
    assert set(range(1, 48)) <= {int(key) for key in Attempt.objects.values_list("job_id", flat=True)}


def test_a_week_that_is_too_large_is_read_again_in_halves_down_to_days(site, there):
    there.acts[PATH] = accounting = Accounting(most=30)
    day = clock.seoul_date(NOW)
    owed = OutboxRow.objects.filter(task="gpu.tasks.polling.reread")
    polling.reread(site.pk, day, 1, at=NOW)
    for _round in range(4):
        for row in list(owed.filter(done_at=None)):
            until, number, days = (row.kwargs[name] for name in ("until", "number", "days"))
            polling.reread(row.kwargs["cluster_id"], date.fromisoformat(until), number, days=days, at=NOW)
            owed.filter(pk=row.pk).update(done_at=NOW)
    windows = sorted(accounting.windows)
    assert len(windows) == 7
    assert windows[-1][1] - windows[0][0] == timedelta(days=7)
    assert all(before[1] == after[0] for before, after in pairwise(windows))


def test_each_monday_reads_the_last_weeks_again(site, there):
    """Weeks that were read a Monday before are owed anew: a correction may come late."""
    monday = NOW - timedelta(days=clock.seoul_date(NOW).weekday())
    owed = OutboxRow.objects.filter(task="gpu.tasks.polling.reread")
    polling.look_back_due(at=monday)
    polling.look_back_due(at=monday)
    assert owed.count() == 5
    polling.look_back_due(at=monday + timedelta(days=7))
    assert owed.count() == 10
