"""Calls as a calendar that programs subscribe to."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from axportal.calls.models import Call, CallStage
from axportal.calls.services import calls, corrections, drafts
from axportal.core import clock
from tests.calls.factories import BODY, draft_call, make_call

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B40")]
FEED = "/calls/calendar.ics"


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def call(cast, at):
    call = make_call(cast, closes_at=at + timedelta(days=3))
    CallStage.objects.create(call=call, position=1, name_ko="발표평가", name_en="Presentations",
                             starts_on=clock.seoul_date(at), ends_on=clock.seoul_date(at))  # fmt: skip
    return call


def events(answer):
    return {
        str(event["uid"]).split("@")[0].split(".")[1]: event
        for event in Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_a_program_finds_the_dates_of_a_call(cast, client, call, at):
    briefing = {"briefing_at": at + timedelta(days=1), "briefing_ko": "광주 김대중센터"}
    drafts.edit_call(call=call, changes=briefing, actor=cast.call_manager, at=at)
    answer = client.get(FEED)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = events(answer)
    assert set(found) == {"opens", "briefing", "closes", "stage1"}
    closes = found["closes"]
    assert closes["dtstart"].dt == call.closes_at.replace(microsecond=0)
    assert str(closes["summary"]) == "호남권 공동연구소 공모 · 마감"
    assert str(closes["url"]).endswith(call.get_absolute_url())
    assert str(found["briefing"]["location"]) == "광주 김대중센터"
    assert found["stage1"]["dtend"].dt - found["stage1"]["dtstart"].dt == timedelta(days=1)
    english = events(client.get(f"/en{FEED}"))
    assert str(english["closes"]["summary"]) == "Honam joint lab call · Deadline"
    assert english["closes"]["uid"] == closes["uid"]


def test_an_event_keeps_its_name_and_its_number_grows(cast, client, call, at):
    page = reverse("calls:call-calendar", kwargs={"uuid": call.uuid})
    first = client.get(page)
    assert client.get(page, headers={"If-None-Match": first["ETag"]}).status_code == 304
    seen = [events(first)["closes"]]
    corrections.correct_rules(
        call=call, body={**BODY, "yearly_cap_won": 1}, reason="정정", actor=cast.call_manager, at=at
    )
    seen.append(events(client.get(page))["closes"])
    calls.move_deadline(call=call, closes_at=at + timedelta(days=9), reason="연휴", actor=cast.call_manager, at=at)
    seen.append(events(client.get(page))["closes"])
    calls.cancel_call(call=Call.objects.get(pk=call.pk), reason="그만둠", actor=cast.call_manager, at=at)
    last = client.get(page, headers={"If-None-Match": first["ETag"]})
    seen.append(events(last)["closes"])
    assert last.status_code == 200
    assert len({str(event["uid"]) for event in seen}) == 1
    numbers = [int(event["sequence"]) for event in seen]
    assert numbers == sorted(set(numbers))
    assert [str(event["status"]) for event in seen] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_the_feed_is_the_same_for_all_and_holds_no_draft(cast, client, sign_in, call, at):
    draft = draft_call(cast, at=at)
    anonymous = client.get(FEED)
    assert sign_in("call_manager").get(FEED).content == anonymous.content
    assert str(draft.uuid) not in anonymous.content.decode()
    page = reverse("calls:call-calendar", kwargs={"uuid": draft.uuid})
    assert sign_in("call_manager").get(page).status_code == 404


@pytest.mark.parametrize(("query", "found"), [("zone=honam", 3), ("zone=jungbu", 0), ("programme=gpu", 0)])
def test_the_feed_is_chosen_by_zone_and_programme(client, call, query, found):
    assert len(events(client.get(f"{FEED}?{query}"))) == found


def test_the_feed_costs_the_same_for_one_call_and_three(cast, client, call, at, django_assert_num_queries):
    client.get(FEED)
    with django_assert_num_queries(2):
        client.get(FEED)
    for number in range(2):
        make_call(cast, closes_at=at + timedelta(days=4), number=f"AXL-{number}")
    with django_assert_num_queries(2):
        client.get(FEED)
