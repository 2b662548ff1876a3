"""A caller of the API may keep the database busy for so long a minute, and is told when it was longer."""

import time

import pytest
from django.core.cache import cache
from django.db import connection

from axportal.core import budgets
from axportal.core.api.throttling import CallerThrottle, caller_of
from tests import rows

pytestmark = [pytest.mark.goal("R23"), pytest.mark.feature("I16")]
SLOW = "tests.core.slow_urls"


@pytest.fixture(autouse=True)
def _one_minute(settings, monkeypatch):
    """All requests of a test fall into one minute."""
    settings.API_DATABASE_SECONDS = 0.15
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"caller": None})
    second = time.time() // budgets.WINDOW * budgets.WINDOW + 20.0
    monkeypatch.setattr(budgets.time, "time", lambda: second)
    cache.clear()


@pytest.mark.urls(SLOW)
@pytest.mark.api10("API4")
def test_who_has_spent_it_waits_for_the_next_minute_and_is_told(api, monkeypatch):
    client = api("auditor")
    assert client.get("/api/v1/slow/?seconds=0.2").status_code == 200
    answer = client.get("/api/v1/slow/?seconds=0")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (
        429,
        "application/problem+json",
        "41",
    )
    assert answer.json() == {
        "type": "about:blank", "status": 429, "code": "budget_spent",
        "title": "이번 1분에 쓸 수 있는 데이터베이스 시간을 다 썼습니다. 조건을 줄이거나 잠시 뒤 다시 보내 주세요.",
    }  # fmt: skip
    later = budgets.time.time() + budgets.WINDOW
    monkeypatch.setattr(budgets.time, "time", lambda: later)
    assert client.get("/api/v1/slow/?seconds=0").status_code == 200


@pytest.mark.urls(SLOW)
@pytest.mark.api10("API4")
def test_many_small_costs_add_up(api):
    client = api("auditor")
    statuses = [client.get("/api/v1/slow/?seconds=0.04").status_code for _number in range(6)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


@pytest.mark.urls(SLOW)
def test_each_token_has_its_own(api):
    spent, other = api("auditor"), api("auditor")
    spent.get("/api/v1/slow/?seconds=0.2")
    assert spent.get("/api/v1/slow/?seconds=0").status_code == 429
    assert other.get("/api/v1/slow/?seconds=0").status_code == 200
    assert api().get("/api/v1/slow/?seconds=0").status_code == 200


@pytest.mark.urls(SLOW)
def test_a_question_that_was_ended_is_charged_too(committed_db, api, settings):
    settings.API_STATEMENT_MS = 200
    client = api("auditor")
    assert client.get("/api/v1/slow/?seconds=2").status_code == 503
    assert client.get("/api/v1/slow/?seconds=0").status_code == 429
    connection.close()  # with the limit that this test gave it


def test_an_export_by_copy_is_charged(cast, api, monkeypatch):
    rows.make_missing(cast)
    charged = []
    monkeypatch.setattr(budgets, "charge", lambda caller, seconds: charged.append((caller.split(":")[0], seconds)))
    stopwatch = budgets.Stopwatch()
    with budgets.measuring(stopwatch), budgets.beside_wrappers():
        time.sleep(0.02)
    assert stopwatch.seconds >= 0.02
    answer = api("auditor").get("/api/v1/labs/?format=csv")
    assert b"".join(answer.streaming_content).count(b"\n") > 1
    assert charged[0][0] == "token"
    assert charged[0][1] > 0


def test_pages_of_people_are_not_counted(sign_in, settings):
    settings.API_DATABASE_SECONDS = 0.0
    assert sign_in("auditor").get("/labs/").status_code == 200


def test_the_caller_is_named_without_a_person(rf):
    request = rf.get("/api/v1/labs/", REMOTE_ADDR="10.1.2.3")
    request.auth, request.user, request._request = None, None, request
    assert caller_of(request) == "address:10.1.2.3"


def test_an_emptied_or_absent_cache_leaves_the_door_open():
    budgets.charge("token:1", 5.0)
    assert budgets.seconds_to_wait("token:1") == 40
    cache.clear()
    assert budgets.seconds_to_wait("token:1") == 0
    budgets.charge("token:1", budgets.FREE / 2)
    assert cache.get(budgets._key("token:1")) is None
