"""A token that keeps the database busy waits: refused before anything is taken, and the same batch is taken later."""

import time

import pytest
from django.core.cache import cache

from axportal.core import budgets, clock
from gpu.api import push  # noqa: F401 - before the clock of a test stands still
from gpu.models import IngestBatch, Node, SiteToken
from tests.gpu.operating import make_site, make_token, ndjson, node, sample, send, whole

pytestmark = pytest.mark.feature("E14", "E31")


@pytest.fixture
def frozen(monkeypatch):
    """The middle of a minute that does not pass."""
    second = time.time() // budgets.WINDOW * budgets.WINDOW + 20.0
    monkeypatch.setattr(budgets.time, "time", lambda *_: second)
    cache.clear()
    return second


def test_a_batch_over_the_budget_is_refused_whole_and_taken_later(cast, settings, frozen, monkeypatch):
    site, at = make_site(), clock.now()
    key = make_token(site, cast)
    body = ndjson(*whole(node(), at=at), *[sample(f"GPU-{number}", at=at) for number in range(8)])
    caller = f"site:token:{SiteToken.objects.get(cluster=site).pk}"
    budgets.charge(caller, settings.API_DATABASE_SECONDS + 1)
    answer = send(site, key, body, **{"Idempotency-Key": "one"})
    assert (answer.status_code, answer.json()["code"]) == (503, "budget_spent")
    assert 40 <= int(answer["Retry-After"]) <= 41
    assert not IngestBatch.objects.exists()
    assert not Node.objects.filter(cluster=site).exists()
    monkeypatch.setattr(budgets.time, "time", lambda *_: frozen + budgets.WINDOW)
    again = send(site, key, body, **{"Idempotency-Key": "one"})
    assert (again.status_code, again.json()["accepted"]) == (200, 11)


def test_what_a_batch_takes_is_charged_to_its_token_alone(cast, settings, frozen, monkeypatch):
    monkeypatch.setattr(budgets, "FREE", 0.0)
    mine, other = make_site(), make_site(name_ko="다른 사이트")
    key, theirs = make_token(mine, cast), make_token(other, cast)
    assert send(mine, key, ndjson(*whole(node(), at=clock.now()))).status_code == 200
    caller = f"site:token:{SiteToken.objects.get(cluster=mine).pk}"
    settings.API_DATABASE_SECONDS = 0.001
    assert budgets.seconds_to_wait(caller) > 0
    assert send(mine, key, ndjson(*whole(node("g02"), at=clock.now()))).status_code == 503
    assert send(other, theirs, ndjson(*whole(node(), at=clock.now()))).status_code == 200
