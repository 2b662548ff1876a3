"""How a stream stands: one reader, growing pauses, what was known stays."""

from datetime import timedelta

import pytest

from gpu.connectors.errors import ConnectorError
from gpu.models import StreamState
from gpu.services import streams
from tests.gpu.ingesting import AT, after, make_site

pytestmark = pytest.mark.feature("E14")
LEASE = timedelta(seconds=180)


@pytest.fixture
def site(cast):
    return make_site(connector="slurm_rest", poll_seconds=60)


def state(site, stream="inventory"):
    return StreamState.objects.get(cluster=site, stream=stream)


def good(site, *, at=AT, **values):
    streams.succeeded(site, "inventory", at=at, **{"observed_at": at, "rows": 5, **values})


def bad(site, *, at, code="unreachable", **values):
    streams.failed(site, "inventory", at=at, error=ConnectorError(code, "why", **values))


def test_one_reader_at_a_time_and_not_again_at_once(site):
    begin = [streams.begin(site, "inventory", at=after(seconds), lease=LEASE) for seconds in (0, 40, 179, 180)]
    assert begin == [True, False, False, True]  # a reader that died gives way when its lease is over
    good(site, at=after(200))
    assert not streams.begin(site, "inventory", at=after(210), lease=LEASE)
    assert streams.begin(site, "inventory", at=after(231), lease=LEASE)
    assert streams.begin(site, "queue", at=after(0), lease=LEASE)


def test_a_failure_keeps_what_was_known(site):
    good(site, offset_ms=-1500, answer="the answer")
    bad(site, at=after(60), code="timed_out")
    found = state(site)
    assert (found.observed_at, found.last_good_at, found.rows, found.clock_offset_ms) == (AT, AT, 5, -1500)
    assert (found.failures, found.error_code, found.error_text) == (1, "timed_out", "why")
    assert found.last_answer == "the answer"
    good(site, at=after(300))
    found = state(site)
    assert (found.failures, found.error_code, found.error_text, found.observed_at) == (0, "", "", after(300))


def test_pauses_grow_and_end_at_a_quarter_of_an_hour(site):
    pauses = []
    for number in range(8):
        bad(site, at=after(number))
        pauses.append((state(site).next_at - after(number)).total_seconds())
    for pause, least in zip(pauses, (120, 240, 480, 900, 900, 900, 900, 900), strict=True):
        assert least <= pause <= least * 1.1


def test_older_data_does_not_turn_the_clock_back(site):
    good(site, at=after(100), observed_at=after(90))
    good(site, at=after(110), observed_at=after(20))
    assert state(site).observed_at == after(90)
    good(site, at=after(120), observed_at=after(500))  # nobody reads tomorrow's paper
    assert state(site).observed_at == after(120)


def test_what_the_database_cannot_keep_is_left_out(site):
    good(site, answer="a\0b" + "x" * 99_999, offset_ms=10**12)
    found = state(site)
    assert found.last_answer.startswith("abx")
    assert len(found.last_answer) == streams.LONGEST_ANSWER
    bad(site, at=AT, raw="what\0came")
    assert state(site).last_answer == "whatcame"


def test_sites_that_failed_together_are_not_asked_together(cast):
    sites = [make_site(name_ko=f"사이트 {number}") for number in range(5)]
    spreads = {streams.spread(site, 100, at=AT) for site in sites}
    assert len(spreads) == 5
    assert all(timedelta(seconds=100) <= spread <= timedelta(seconds=110) for spread in spreads)
