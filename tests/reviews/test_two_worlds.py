"""R4: what applicants and other reviewers are told is the same, byte for byte, whoever reviews and however far it is.

Two worlds of one call in review: in one nobody is seated; in the other people pledge, score, find conflicts, step down
and discuss. Bodies, headers, ETags, counts, files and mails that applicants get do not differ.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from axportal.core import clock, process_cache
from axportal.core.api.throttling import CallerThrottle
from axportal.core.models import MailDelivery
from axportal.reviews.models import Assignment
from axportal.reviews.services import conflicts, discussion, rechecks, reviewers
from tests.reviews import factories
from tests.reviews.factories import Reviewed, assign, employer, fill, judged, make_reviewer, pledge, tie
from tests.test_isolation import VARIES, Asker

APPLICANTS = ("company_representative", "rival_representative", "visitor")
CHANGING = {"date", "x-request-id", "set-cookie", "server-timing"}
#: The name that an open sheet has for its window.
WINDOW = re.compile(rb'name="client" value="[^"]+"')
SECRET = "비밀평가자"

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R4"), pytest.mark.feature("B20")]


@pytest.fixture
def reviewed(cast, monkeypatch) -> Reviewed:
    """A pool, of which only the cast's own reviewer has a seat, on the second application. The clock stands."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(CallerThrottle, "allow_request", lambda *args: True)
    body = copy.deepcopy(factories.BODY)
    body["review"]["rounds"][0]["anonymous"] = False
    reviewed = factories.make_review(cast, at=now, body=body, pool=0)
    judge = reviewers.add_reviewer(
        email=cast.reviewer.email, values={"organisation": employer(50)}, actor=cast.agency_officer, at=now
    )
    pledge(assign(reviewed.second, judge, reviewed.round, at=now), at=now)
    for number in range(5):
        one = make_reviewer(cast, 61 + number, at=now)
        type(one.person).objects.filter(pk=one.person_id).update(name=f"{SECRET}{number}")
        reviewed.pool.append(one)
    return reviewed


def seat_people(cast: Any, reviewed: Reviewed) -> list[Assignment]:
    """The other world: everything a review brings, short of a decision."""
    at, pool = clock.now(), reviewed.pool
    first = judged(reviewed.first, pool[0], reviewed.round, at=at)
    judged(reviewed.second, pool[0], reviewed.round, at=at, need="10")
    judged(reviewed.first, pool[1], reviewed.round, at=at)
    fill(pledge(assign(reviewed.first, pool[2], reviewed.round, at=at), at=at), at=at)
    waiting = assign(reviewed.second, pool[3], reviewed.round, at=at)
    conflicts.step_down(assignment=waiting, reason="제자입니다", actor=pool[3].user, at=at)
    tie("shareholding", pool[1].person, organisation=reviewed.first.organisation)
    rechecks.recheck_review(call=reviewed.call, actor=cast.call_manager, at=at)
    discussion.say(
        application=reviewed.first, review_round=reviewed.round, assignment=first.assignment, text=SECRET,
        actor=pool[0].user, at=at,
    )  # fmt: skip
    return list(Assignment.objects.order_by("pk"))


def addresses(reviewed: Reviewed, seats: list[tuple[Any, Any]]) -> Iterator[str]:
    """Whatever an applicant may open or guess; the API's own after it."""
    one, call = reviewed.first.uuid, reviewed.call.uuid
    yield from ("/", "/applications/", "/calls/", f"/calls/{call}/", "/me/", "/reviews/", "/reviewers/")
    yield from ("/reviewers/ties/", "/reviewers/workload/", f"/calls/{call}/review/", f"/search/?q={SECRET}")
    for application in (reviewed.first.uuid, reviewed.second.uuid):
        yield from (f"/applications/{application}/", f"/applications/{application}/reviewer-challenge/")
        yield from (f"/applications/{application}/receipt/", f"/calls/{call}/review/{application}/")
    for seat, sheet in seats:
        yield from (f"/reviews/{seat}/", f"/reviews/{seat}/discussion/", f"/review-sheets/{sheet}/")
        yield from (f"/api/v1/review-assignments/{seat}/", f"/api/v1/review-assignments/{seat}/sheet/")
        yield f"/api/v1/review-sheets/{sheet}/"
    for slug in ("applications", "calls", "review-assignments", "reviewers", "review-ties"):
        yield from (f"/api/v1/{slug}/", f"/api/v1/{slug}/?count=true", f"/api/v1/{slug}/?page=1")
    yield from ("/api/v1/applications/?format=csv", "/api/v1/review-assignments/?format=csv")
    yield from (f"/api/v1/applications/{one}/", f"/api/v1/applications/{one}/review/", f"/api/v1/calls/{call}/review/")
    yield f"/api/v1/applications/{one}/reviewer-challenges/"


def told(client: Client, address: str, tag: str = "") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and bytes, without what differs between any two answers."""
    response = client.get(address, headers={"If-None-Match": tag} if tag else {})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name.lower(): value for name, value in response.items() if name.lower() not in CHANGING}
    headers.pop("content-length", None)  # of a body with tokens in it
    headers["content-security-policy"] = VARIES.sub(b"", headers.get("content-security-policy", "").encode()).decode()
    return response.status_code, headers, WINDOW.sub(b"", VARIES.sub(b"", content))


def answers(askers: list[Asker], places: list[str]) -> dict[tuple[str, str], Any]:
    process_cache.forget_all()
    return {
        (asker.name, place): told(asker.caller if place.startswith("/api/") else asker.browser, place)
        for asker in askers
        for place in places
    }


def parting(one: Any, other: Any) -> tuple[Any, Any]:
    """The first thing in which two answers differ."""
    if one[0] != other[0]:
        return one[0], other[0]
    headers = {name for name in {*one[1], *other[1]} if one[1].get(name) != other[1].get(name)}
    if headers:
        name = min(headers)
        return f"{name}: {one[1].get(name)}", f"{name}: {other[1].get(name)}"
    place = next((n for n, (a, b) in enumerate(zip(one[2], other[2], strict=False)) if a != b), 0)
    return one[2][max(place - 60, 0) : place + 60], other[2][max(place - 60, 0) : place + 60]


def compared(cast: Any, reviewed: Reviewed, names: tuple[str, ...], places: list[str]) -> None:
    askers = [Asker(name, cast) for name in names]
    answers(askers, ["/"])  # a session's first answer differs from its later ones
    without, mails = answers(askers, places), list(sent_to(names, cast))
    seat_people(cast, reviewed)
    beside = answers(askers, places)
    assert [(key, *parting(without[key], beside[key])) for key in without if without[key] != beside[key]] == []
    assert list(sent_to(names, cast)) == mails
    for asker in askers:
        for (name, place), (status, headers, _content) in without.items():
            if place.endswith("/sheet/"):
                continue  # each look is kept: none is answered by its tag alone
            if name == asker.name and place.startswith("/api/") and status == 200 and "etag" in headers:
                assert told(asker.caller, place, headers["etag"])[0] == 304, (name, place)


def sent_to(names: tuple[str, ...], cast: Any) -> Iterator[tuple[str, str]]:
    people = [cast[name].email for name in names if name != "visitor"]
    yield from MailDelivery.objects.filter(recipient__in=people).order_by("pk").values_list("recipient", "subject")


def guessed(cast: Any, reviewed: Reviewed) -> list[tuple[Any, Any]]:
    """Ids of the other world, as somebody might come to know them."""
    with transaction.atomic():
        seats = seat_people(cast, reviewed)
        found = [(seat.uuid, getattr(getattr(seat, "sheet", None), "uuid", seat.uuid)) for seat in seats[:3]]
        transaction.set_rollback(True)
    return found


def test_applicants_are_told_the_same_whoever_reviews(cast, reviewed):
    compared(cast, reviewed, APPLICANTS, list(addresses(reviewed, guessed(cast, reviewed))))


def test_a_reviewer_is_told_the_same_whoever_else_reviews(cast, reviewed):
    seat = Assignment.objects.get()
    mine = [f"/reviews/{seat.uuid}/", "/reviews/", f"/api/v1/review-assignments/{seat.uuid}/"]
    mine += [f"/api/v1/review-assignments/{seat.uuid}/sheet/", f"/api/v1/review-assignments/{seat.uuid}/documents/"]
    places = [place for place in addresses(reviewed, guessed(cast, reviewed)) if str(seat.uuid) not in place]
    compared(cast, reviewed, ("reviewer",), [*places, *mine])


def test_the_comparison_sees_what_a_call_manager_sees(cast, reviewed):
    """The same questions of somebody who leads the review differ: they do reach it."""
    places = list(addresses(reviewed, []))
    askers = [Asker("call_manager", cast)]
    without = answers(askers, places)
    seat_people(cast, reviewed)
    beside = answers(askers, places)
    reached = {place for (_name, place) in without if without[_name, place] != beside[_name, place]}
    assert {
        "/reviewers/",
        f"/calls/{reviewed.call.uuid}/review/",
        f"/api/v1/calls/{reviewed.call.uuid}/review/",
    } <= reached
