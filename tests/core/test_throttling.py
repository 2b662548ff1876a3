"""The limit of requests a minute: a sliding period told from two counters for each caller."""

import pytest
from django.core.cache import cache

from axportal.core.api.throttling import CallerThrottle

pytestmark = pytest.mark.django_db

MINUTE = 60.0 * 30_000_000  # the beginning of one


@pytest.fixture(autouse=True)
def _four_a_minute(monkeypatch):
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"caller": "4/min"})
    cache.clear()


@pytest.fixture
def ask(client, monkeypatch):
    """Ask some seconds after the minute began."""

    def answer(at, **kwargs):
        monkeypatch.setattr(CallerThrottle, "timer", staticmethod(lambda: MINUTE + at))
        return client.get("/api/v1/labs/", **kwargs)

    return answer


def test_the_fifth_request_is_told_when_to_come_back(ask):
    assert [ask(0).status_code for _turn in range(5)] == [200, 200, 200, 200, 429]
    refused = ask(15)
    assert refused.json()["code"] == "throttled"
    # a quarter of the next minute has to pass until three of the four still weigh
    assert int(refused["Retry-After"]) == 61  # rounded up
    assert ask(74).status_code == 429
    assert ask(75).status_code == 200


def test_refusals_do_not_prolong_the_wait(ask):
    for _turn in range(20):
        ask(0)
    assert ask(75).status_code == 200


def test_nobody_gets_the_rate_twice_around_the_turn_of_a_minute(ask):
    assert [ask(59).status_code for _turn in range(4)] == [200] * 4
    assert [ask(61).status_code for _turn in range(4)] == [429] * 4
    assert [ask(90).status_code for _turn in range(3)] == [200, 200, 429]


def test_what_was_counted_two_minutes_ago_is_forgotten(ask):
    for _turn in range(4):
        ask(0)
    assert [ask(120).status_code for _turn in range(5)] == [200] * 4 + [429]


def test_each_address_has_a_count_of_its_own(ask):
    for _turn in range(5):
        ask(0)
    assert ask(0, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_while_the_cache_is_away_nobody_is_refused(ask, monkeypatch):
    monkeypatch.setattr(type(cache._connections[cache._alias]), "_away_until", float("inf"))
    assert [ask(0).status_code for _turn in range(6)] == [200] * 6
