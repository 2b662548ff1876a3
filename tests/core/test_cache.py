"""The cache on a real server that is killed, hangs and comes back: failures are misses, and cheap ones."""

import pytest

from axportal.core import cache as house
from axportal.core.cache import FailSoftRedisCache
from tests.brokers import Broker
from tests.servers import wait_until
from tests.stopwatch import Stopwatch

PATIENCE = 0.5


@pytest.fixture
def broker(tmp_path):
    own = Broker(tmp_path / "broker")
    own.start()
    yield own
    own.kill()


@pytest.fixture
def cache(broker, monkeypatch):
    """A cache of the house on that server, asked again soon after a failure."""
    monkeypatch.setattr(house, "AWAY_FOR", 1.0)
    monkeypatch.setattr(FailSoftRedisCache, "_away_until", 0.0)
    options = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    own = FailSoftRedisCache(broker.url, {"OPTIONS": options})
    own.set("kept", 1)
    yield own
    own.close()


def misses(cache: FailSoftRedisCache) -> None:
    """Every way to ask gives what it gives for a missing key, and every way to write gives in."""
    assert cache.get("kept", "none") == "none"
    assert cache.get_many(["kept"]) == {}
    assert cache.set_many({"kept": 2}) == ["kept"]
    assert cache.incr("kept", 3) == 3
    assert cache.add("kept", 2) is True
    assert (cache.touch("kept"), cache.delete("kept"), cache.has_key("kept")) == (False, False, False)
    cache.set("kept", 2)
    cache.clear()


@pytest.mark.goal("R11")
def test_a_server_that_is_gone_reads_as_empty_until_it_is_back(broker, cache):
    assert cache.get("kept") == 1
    broker.kill()
    misses(cache)
    broker.start()
    wait_until(lambda: cache.get("kept") == 1, within=10)
    assert cache.incr("kept") == 2


@pytest.mark.goal("R11")
def test_a_server_that_hangs_costs_one_patience_not_one_a_call(broker, cache):
    broker.hang()
    with Stopwatch() as taken:
        misses(cache)
        misses(cache)
    assert taken.seconds < 3 * PATIENCE  # of eighteen calls
    broker.go_on()
    wait_until(lambda: cache.get("kept") is not None, within=10)


def test_to_forget_everything_leaves_what_others_keep_on_the_server(broker, cache):
    other = FailSoftRedisCache(broker.url, {"KEY_PREFIX": "queue"})
    mine = FailSoftRedisCache(broker.url, {"KEY_PREFIX": "ax"})
    other.set("message", 1)
    mine.set_many({"first": 1, "second": 2})
    mine.clear()
    mine.clear()
    assert mine.get_many(["first", "second"]) == {}
    assert other.get("message") == 1
    other.close()
    mine.close()
