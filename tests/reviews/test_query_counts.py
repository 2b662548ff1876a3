"""Pages and API of a review ask as often for three of a thing as for one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from axportal.core import clock, process_cache
from axportal.reviews.services import discussion, planning, solving
from tests.reviews.factories import assign, judged, pledge, tie


def counted(get: Callable[[str], Any], address: str) -> int:
    process_cache.forget_all()
    get(address)  # a first answer fills what is kept for later ones
    process_cache.forget_all()
    with CaptureQueriesContext(connection) as captured:
        assert get(address).status_code == 200
    return len(captured)


@pytest.fixture
def led(api, sign_in, reviewed) -> list[tuple[Callable[[str], Any], str]]:
    """What those who lead ask, of pages and API."""
    call, first = reviewed.call.uuid, reviewed.first.uuid
    page, client = sign_in("call_manager").get, api("call_manager").get
    return [
        (page, f"/calls/{call}/review/"),
        (page, f"/calls/{call}/review/{first}/"),
        (client, f"/api/v1/calls/{call}/review/"),
        (client, f"/api/v1/applications/{first}/review/"),
        (client, "/api/v1/reviewers/"),
        (client, "/api/v1/reviewers/workload/"),
    ]


def test_what_is_led(reviewed, led):
    at, pool = clock.now(), reviewed.pool
    sheet = judged(reviewed.first, pool[0], reviewed.round, at=at)
    discussion.say(application=reviewed.first, review_round=reviewed.round, assignment=sheet.assignment, text="첫말",
                   actor=pool[0].user, at=at)  # fmt: skip
    few = [counted(get, address) for get, address in led]
    for one in pool[1:3]:
        other = judged(reviewed.first, one, reviewed.round, at=at)
        assign(reviewed.second, one, reviewed.round, at=at)
        discussion.say(application=reviewed.first, review_round=reviewed.round, assignment=other.assignment, text="말",
                       actor=one.user, at=at)  # fmt: skip
    assert [counted(get, address) for get, address in led] == few


def test_a_plan(cast, api, sign_in, reviewed):
    at = clock.now()
    plan = planning.want_plan(review_round=reviewed.round, actor=cast.call_manager, at=at)
    solving.solve_plan(plan_id=plan.pk, at=at)
    page, client = sign_in("call_manager").get, api("call_manager").get
    asked = [(page, f"/review-plans/{plan.uuid}/"), (client, f"/api/v1/review-plans/{plan.uuid}/")]
    many = [counted(get, address) for get, address in asked]
    plan.seats.exclude(pk=plan.seats.earliest("pk").pk).delete()
    assert [counted(get, address) for get, address in asked] == many


def test_ties(api, reviewed):
    client = api("auditor").get
    tie("advisory", reviewed.pool[0].person, organisation=reviewed.first.organisation)
    few = counted(client, "/api/v1/review-ties/")
    for one in reviewed.pool[1:3]:
        tie("advisory", one.person, organisation=reviewed.first.organisation)
    looks = 2  # one more look is kept for each person shown
    assert counted(client, "/api/v1/review-ties/") == few + looks


def test_what_a_reviewer_opens(client, reviewed):
    at, judge = clock.now(), reviewed.pool[0]
    seat = assign(reviewed.first, judge, reviewed.round, at=at)
    pledge(seat, at=at)
    client.force_login(judge.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = [(client.get, "/reviews/"), (client.get, seat.get_absolute_url())]
    few = [counted(get, address) for get, address in asked]
    pledge(assign(reviewed.second, judge, reviewed.round, at=at), at=at)
    assert [counted(get, address) for get, address in asked] == few
