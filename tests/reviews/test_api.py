"""A reviewer's work over the API: pledge, read, score, hand in, step down."""

import uuid

import pytest
from django.urls import reverse

from axportal.core import clock
from axportal.reviews.models import Assignment, Recusal, ScoreSheet
from axportal.reviews.services import reviewers
from tests.reviews.factories import COMMENT, assign, employer, fill, tie


@pytest.fixture
def seat(cast, reviewed):
    """The cast's own reviewer has the first application."""
    judge = reviewers.add_reviewer(
        email=cast.reviewer.email, values={"organisation": employer(50)}, actor=cast.agency_officer, at=clock.now()
    )
    return assign(reviewed.first, judge, reviewed.round, at=clock.now())


def address(name: str, seat: Assignment) -> str:
    return reverse(f"api:review-assignments-{name}", kwargs={"uuid": seat.uuid})


@pytest.mark.feature("B17", "B20")
def test_the_whole_way_of_one_sheet(api, reviewed, seat):
    client = api("reviewer")
    listed = client.get(reverse("api:review-assignments-list")).json()["results"]
    assert listed == [
        {
            "uuid": str(seat.uuid),
            "version": 1,
            "status": "assigned",
            "application_number": reviewed.first.number,
            "call": str(reviewed.call.uuid),
            "round": "paper",
            "due_at": listed[0]["due_at"],
        }
    ]
    early = client.get(address("sheet", seat))
    assert (early.status_code, early.json()["code"]) == (409, "pledge_first")
    old = client.post(address("pledge", seat), {"text_version": 0}, format="json")
    assert old.status_code == 400
    opened = client.post(address("pledge", seat), {"text_version": 1}, format="json")
    assert opened.status_code == 200
    assert opened.json()["is_anonymous"]
    assert reviewed.first.organisation.name_ko not in opened.content.decode()
    assert sorted(opened.json()["sheet"]["missing"]) == ["comment-need", "comment-team", "points-need", "points-team"]
    tag = client.get(address("sheet", seat))["ETag"]
    values = {"points-need": "50", "points-team": "30.5", "comment-need": COMMENT, "comment-team": COMMENT}
    wrong = client.patch(
        address("sheet", seat), {"values": {"points-need": "61"}}, format="json", headers={"If-Match": tag}
    )
    assert wrong.json()["errors"] == {"points-need": ["0점에서 60점까지 줄 수 있습니다."]}
    saved = client.patch(address("sheet", seat), {"values": values}, format="json", headers={"If-Match": tag})
    assert saved.json() == {"version": 2, "values": values, "missing": {}, "handed_in_at": None}
    stale = client.patch(address("sheet", seat), {"values": {}}, format="json", headers={"If-Match": tag})
    assert stale.status_code == 412
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = client.post(address("hand-in", seat), {}, format="json", headers=key)
    again = client.post(address("hand-in", seat), {}, format="json", headers=key)
    assert first.json() == again.json()
    assert first.json()["handed_in_at"]
    assert ScoreSheet.objects.get().points == {"need": "50", "team": "30.5"}


@pytest.mark.feature("N8")
def test_a_conflict_from_shares_keeps_the_file_shut(api, reviewed, seat):
    tie("shareholding", seat.reviewer.person, organisation=reviewed.first.organisation)
    refused = api("reviewer").post(address("pledge", seat), {"text_version": 1}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict_of_interest")
    assert "지분 관계" in refused.content.decode()
    assert Recusal.objects.get().kind == "shareholding"


@pytest.mark.feature("N8")
def test_a_conflict_that_comes_up_hands_nothing_in(api, reviewed, seat):
    client = api("reviewer")
    client.post(address("pledge", seat), {"text_version": 1}, format="json")
    fill(seat.sheet, at=clock.now())
    tie("advisory", seat.reviewer.person, organisation=reviewed.first.organisation)
    refused = client.post(address("hand-in", seat), {}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict_of_interest")
    assert ScoreSheet.objects.get().handed_in_at is None
    seat.refresh_from_db()
    assert seat.status == "ended"


@pytest.mark.goal("R4")
def test_nobody_else_learns_of_it(api, reviewed, seat):
    for person in ("call_manager", "company_representative", "auditor", "platform_admin"):
        assert api(person).get(reverse("api:review-assignments-list")).json()["results"] == []
        assert api(person).get(address("detail", seat)).status_code == 404
    assert api("reviewer").post(address("step-down", seat), {"reason": "제자입니다"}, format="json").status_code == 200
    assert api("reviewer").get(address("detail", seat)).status_code == 404
