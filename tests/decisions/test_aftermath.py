"""After the notice: declining moves the reserve up at once; calls become final by themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.calls.models import Call
from axportal.core import clock, invariants
from axportal.core.errors import NotAllowed
from axportal.decisions.models import Decision, Letter, Objection, Selection
from axportal.decisions.selectors.standing import reckoned_again
from axportal.decisions.services import aftermath, objections
from tests.decisions import factories


@pytest.fixture
def told(cast, judged):
    factories.told(cast, judged)
    for one in (judged.call, judged.first, judged.second):
        one.refresh_from_db()
    return judged


@pytest.mark.feature("B26")
def test_who_declines_makes_room_for_the_reserve(cast, told):
    at = told.call.notified_at + timedelta(days=1)
    for actor in (cast.rival_representative, cast.company_member, cast.call_manager):
        with pytest.raises(NotAllowed):
            aftermath.decline(application=told.first, reason="", actor=actor, at=at)
    aftermath.decline(application=told.first, reason="자금 사정", actor=cast.company_representative, at=at)
    told.first.refresh_from_db()
    told.second.refresh_from_db()
    assert (told.first.status, told.second.status) == ("declined", "selected")
    first, moved = Selection.objects.filter(call=told.call).order_by("number")
    assert (first.status, moved.status, moved.cause) == ("superseded", "published", "moved_up")
    assert reckoned_again(moved)
    assert [row.outcome for row in Decision.objects.filter(application=told.second).order_by("id")] == [
        "reserve", "selected",
    ]  # fmt: skip
    assert Letter.objects.filter(decision__application=told.second).count() == 2
    assert Letter.objects.filter(decision__application=told.first).count() == 1
    assert invariants.violations() == {}


@pytest.mark.feature("B40")
def test_a_call_is_final_when_its_window_closed_and_nobody_waits(cast, told):
    end = told.call.objections_until
    assert aftermath.finalise_due(at=end - timedelta(seconds=1)) == 0
    decision = Decision.objects.get(application=told.second)
    filed = objections.file_objection(
        decision=decision, ground="error", text="오류", actor=cast.rival_representative, at=end - timedelta(seconds=1)
    )
    assert aftermath.finalise_due(at=end) == 0
    objections.withdraw_objection(objection=Objection.objects.get(pk=filed.pk), actor=cast.rival_representative, at=end)
    assert aftermath.finalise_due(at=end) == 1
    assert aftermath.finalise_due(at=end) == 0
    assert Call.objects.get(pk=told.call.pk).status == "finalised"


def test_the_page_asks_once_and_others_do_not_find_it(sign_in, cast):
    judged = factories.make_judged(cast, at=clock.now() - timedelta(hours=3))
    factories.told(cast, judged)
    address = reverse("decisions:decline", kwargs={"uuid": judged.first.uuid})
    client = sign_in("company_representative")
    assert "되돌릴 수 없습니다" in client.get(address).content.decode()
    assert sign_in("rival_representative").get(address).status_code == 404
    assert client.post(address, {"reason": "다른 과제와 겹칩니다"}).status_code == 302
    judged.first.refresh_from_db()
    assert judged.first.status == "declined"
    assert client.get(address).status_code == 404
