"""A wrong score found after the notice: nothing is overwritten, a new selection stands beside the old."""

from datetime import timedelta

import pytest

from axportal.core.errors import InvalidInput, WrongState
from axportal.decisions.models import Approval, Decision, Letter, Selection
from axportal.decisions.selectors.standing import reckoned_again
from axportal.decisions.services import publication, selections
from axportal.reviews.models import ScoreSheet
from axportal.reviews.services import sheets
from tests.decisions import factories

pytestmark = [pytest.mark.feature("B24"), pytest.mark.feature("B26")]


@pytest.fixture
def told(cast, judged):
    factories.told(cast, judged)
    for one in (judged.call, judged.first, judged.second):
        one.refresh_from_db()
    return judged


def correct(cast, judged, *, at):
    """Each of the second's three sheets had 60, not 40, for the need."""
    for sheet in ScoreSheet.objects.filter(assignment__application=judged.second):
        sheets.correct_sheet(
            sheet=sheet, points={"need": "60", "team": "30"}, reason="잘못 옮겨 적음", actor=cast.call_manager, at=at
        )


def again(cast, judged, *, at, note="점수를 잘못 옮겨 적었습니다"):
    return selections.propose_selection(call=judged.call, publish_at=at, note=note, actor=cast.call_manager, at=at)


def test_nothing_is_proposed_without_a_correction_and_its_reason(cast, told):
    at = told.call.notified_at + timedelta(days=1)
    with pytest.raises(WrongState) as same:
        again(cast, told, at=at)
    assert same.value.code == "nothing_corrected"
    correct(cast, told, at=at)
    with pytest.raises(InvalidInput) as silent:
        again(cast, told, at=at, note="")
    assert silent.value.fields == {"note": ["까닭을 적어 주세요."]}


@pytest.mark.feature("B24")
def test_a_corrected_score_makes_a_selection_beside_the_old_with_two_approvals(cast, told):
    at = told.call.notified_at + timedelta(days=1)
    first, points = Selection.objects.get(), ScoreSheet.objects.get(pk=ScoreSheet.objects.latest("id").pk).points
    correct(cast, told, at=at)
    second = again(cast, told, at=at)
    assert publication.publish_due(at=at) == 0  # nobody has approved it
    selections.confirm_selection(selection=second, reason="", no_conflict=True, actor=cast.panel_chair, at=at)
    second.refresh_from_db()
    selections.approve_selection(selection=second, reason="", no_conflict=True, actor=cast.ministry_approver, at=at)
    assert publication.publish_due(at=at) == 1
    for one in (first, second, told.first, told.second):
        one.refresh_from_db()
    assert (first.status, second.status, second.cause) == ("superseded", "published", "correction")
    assert (told.first.status, told.second.status) == ("reserve", "selected")
    assert reckoned_again(first)
    assert reckoned_again(second)
    assert Approval.objects.filter(selection=second).count() == 2
    assert ScoreSheet.objects.latest("id").points == points
    letters = Letter.objects.filter(decision__selection=second)
    assert {letter.decision.application for letter in letters} == {told.first, told.second}
    assert all("바로잡고 다시 셈했습니다" in letter.body_ko for letter in letters)


def test_only_those_whose_place_changed_are_told_again(cast, told):
    at = told.call.notified_at + timedelta(days=1)
    sheet = ScoreSheet.objects.filter(assignment__application=told.first).first()
    sheets.correct_sheet(
        sheet=sheet, points={"need": "53", "team": "30"}, reason="잘못 옮겨 적음", actor=cast.call_manager, at=at
    )
    selection = again(cast, told, at=at)
    selections.confirm_selection(selection=selection, reason="", no_conflict=True, actor=cast.agency_officer, at=at)
    selection.refresh_from_db()
    selections.approve_selection(selection=selection, reason="", no_conflict=True, actor=cast.ministry_approver, at=at)
    publication.publish_due(at=at)
    assert Letter.objects.filter(decision__application=told.first).count() == 2  # another score, the same place
    assert Letter.objects.filter(decision__application=told.second).count() == 1
    assert Decision.objects.filter(selection=selection).count() == 2
    assert reckoned_again(selection)  # whatever order unequal sheets come in
