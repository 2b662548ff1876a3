"""Objections: the ten days to the second, people who did not decide, thirty days, and what follows."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from axportal.accounts.models import User
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.decisions.models import Decision, Letter, Objection, ObjectionMember, Selection
from axportal.decisions.services import findings, objections, publication, selections
from tests.decisions import factories
from tests.reviews.factories import delegate

pytestmark = [pytest.mark.feature("B27"), pytest.mark.feature("N7")]
SECOND = timedelta(seconds=1)


@pytest.fixture
def told(cast, judged):
    """Published on 9 November: objections until the end of the 19th."""
    factories.told(cast, judged)
    judged.call.refresh_from_db()
    return judged


def file(
    cast, judged, *, at, actor=None, ground="error", text="둘째 위원이 계획서의 수치를 잘못 읽었습니다.", decision=None
):
    decision = decision or Decision.objects.get(application=judged.second)
    actor = actor or cast.rival_representative
    return objections.file_objection(decision=decision, ground=ground, text=text, actor=actor, at=at)


@pytest.mark.parametrize("late", [timedelta(0), SECOND, timedelta(days=30)])
def test_the_window_closes_at_midnight_of_the_tenth_day(cast, told, late):
    end = datetime(2026, 11, 20, 0, 0, tzinfo=clock.SEOUL)
    assert told.call.objections_until == end
    with pytest.raises(WrongState) as refusal:
        file(cast, told, at=end + late)
    assert refusal.value.code == "objections_closed"
    assert file(cast, told, at=end - SECOND).status == "filed"


@pytest.mark.feature("B27")
def test_thirty_days_end_on_a_working_day(cast, told):
    objection = file(cast, told, at=datetime(2026, 11, 19, 9, 0, tzinfo=clock.SEOUL))
    assert objection.due_at == datetime(2026, 12, 22, 0, 0, tzinfo=clock.SEOUL)  # 19 December is a Saturday


@pytest.mark.feature("B6", "B27")
def test_whom_it_is_delegated_to_objects_and_the_refusal_says_so(cast, told):
    at = told.call.notified_at + timedelta(days=1)
    words = "대표 담당자나 내는 일을 위임받은 사람만"
    with pytest.raises(NotAllowed, match=words):
        file(cast, told, at=at, actor=cast.outsider)
    delegate(told.second.organisation, cast.outsider)
    filed = file(cast, told, at=at, actor=User.objects.get(pk=cast.outsider.pk))
    with pytest.raises(NotAllowed, match=words):
        objections.withdraw_objection(objection=filed, actor=cast.company_representative, at=at)
    objections.withdraw_objection(objection=filed, actor=User.objects.get(pk=cast.outsider.pk), at=at)
    filed.refresh_from_db()
    assert (filed.status, filed.filed_by) == ("withdrawn", cast.outsider)


def test_only_the_representative_objects_on_a_ground_that_is_heard_and_once(cast, told):
    at = told.call.notified_at + timedelta(days=1)
    for actor in (cast.company_representative, cast.institute_admin, cast.ministry_approver):
        with pytest.raises(NotAllowed):
            file(cast, told, at=at, actor=actor)
    with pytest.raises(InvalidInput) as refusal:
        file(cast, told, at=at, ground="amount")
    assert refusal.value.code == "ground_unknown"
    first = file(cast, told, at=at)
    assert file(cast, told, at=at, text="다시") == first
    objections.withdraw_objection(objection=first, actor=cast.rival_representative, at=at)
    assert file(cast, told, at=at, text="다시") != first


def test_the_database_takes_none_after_the_window(cast, told):
    decision = Decision.objects.get(application=told.second)
    late = told.call.objections_until
    with pytest.raises(IntegrityError, match="decisions_objection_in_time"), transaction.atomic():
        Objection.objects.create(
            application=told.second, decision=decision, ground="error", text="늦음", filed_by=cast.rival_representative,
            filed_at=late, due_at=late,
        )  # fmt: skip


@pytest.mark.feature("N7")
def test_nobody_who_decided_before_hears_it(cast, told):
    objection = file(cast, told, at=told.call.notified_at + timedelta(days=1))
    at = told.call.notified_at + timedelta(days=2)
    for handler, panel in (
        (cast.ministry_approver, []), (cast.panel_chair, []), (cast.auditor, [cast.panel_chair]),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refusal:
            objections.assign_objection(
                objection=objection, handler=handler, panel=panel, actor=cast.agency_officer, at=at
            )
        assert refusal.value.code == "decided_before"
    with pytest.raises(NotAllowed):  # the institute does not choose who hears it
        objections.assign_objection(objection=objection, handler=cast.auditor, panel=[], actor=cast.call_manager, at=at)
    with pytest.raises(IntegrityError, match="decisions_objection_decided_before"), transaction.atomic():
        ObjectionMember.objects.create(
            objection=objection, user=cast.panel_chair, named_by=cast.agency_officer, named_at=at
        )
    with pytest.raises(IntegrityError, match="decisions_objection_decided_before"), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(handler=cast.ministry_approver)


def test_dismissed_with_a_reason_nothing_changes(cast, told):
    objection = file(cast, told, at=told.call.notified_at + timedelta(days=1))
    at = told.call.notified_at + timedelta(days=2)
    objections.assign_objection(
        objection=objection, handler=cast.auditor, panel=[cast.reviewer], actor=cast.agency_officer, at=at
    )
    objection.refresh_from_db()
    with pytest.raises(NotAllowed):
        objections.dismiss_objection(
            objection=objection, reason="근거 없음", actor=cast.agency_officer, at=at, no_conflict=True
        )
    with pytest.raises(InvalidInput):
        objections.dismiss_objection(objection=objection, reason="", actor=cast.auditor, at=at)
    done = objections.dismiss_objection(
        objection=objection, reason="근거가 없습니다", actor=cast.auditor, at=at, no_conflict=True
    )
    assert (done.status, done.decided_by, done.outcome_reason) == ("dismissed", cast.auditor, "근거가 없습니다")
    assert Selection.objects.filter(call=told.call).count() == 1


@pytest.mark.feature("B24")
def test_upheld_the_record_is_put_right_and_the_ranking_reckoned_anew(cast, told):
    at = told.call.notified_at + timedelta(days=2)
    objection = file(cast, told, at=at)
    objections.assign_objection(objection=objection, handler=cast.auditor, panel=[], actor=cast.agency_officer, at=at)
    objection.refresh_from_db()
    objections.uphold_objection(
        objection=objection, reason="주관 기업의 제재 이력이 빠졌습니다", actor=cast.auditor, at=at, no_conflict=True
    )
    findings.record_finding(
        application=told.first, kind="out_of_scope", reason="공고의 범위 밖", actor=cast.panel_chair, at=at
    )
    again = selections.propose_selection(
        call=told.call, publish_at=at + timedelta(hours=1), note="이의신청 인용", actor=cast.call_manager, at=at,
        cause=Selection.Cause.OBJECTION,
    )  # fmt: skip
    again = selections.confirm_selection(selection=again, reason="", no_conflict=True, actor=cast.agency_officer, at=at)
    selections.approve_selection(selection=again, reason="", no_conflict=True, actor=cast.ministry_approver, at=at)
    assert publication.publish_due(at=at + timedelta(hours=1)) == 1
    for one in (told.first, told.second, told.call):
        one.refresh_from_db()
    assert (told.first.status, told.second.status) == ("not_selected", "selected")
    assert list(Selection.objects.order_by("number").values_list("status", "cause")) == [
        ("superseded", "first"), ("published", "objection"),
    ]  # fmt: skip
    assert Letter.objects.filter(decision__application=told.second).count() == 2
    assert told.call.objections_until == datetime(2026, 11, 24, 0, 0, tzinfo=clock.SEOUL)  # ten days and a weekend
    objection.refresh_from_db()
    assert (objection.remedy, objection.answered_by) == ("reckon", again)
    letter = Letter.objects.filter(decision__application=told.second).latest("id")
    assert "이의신청이 인용되어 순위를 다시 셈했습니다." in letter.body_ko
    assert "2026. 11. 23.(월) 24:00까지" in letter.body_ko
    first = told.first.decisions.earliest("id")
    with pytest.raises(WrongState) as replaced:  # the newer letter is the one to object to
        file(cast, told, at=at + timedelta(hours=2), decision=first, actor=cast.company_representative)
    assert replaced.value.code == "letter_replaced"
