"""From a ranking to a decision: proposal, two words by two people, publication at its moment, letters."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, transaction

from axportal.calls.models import Call
from axportal.core import clock, formats, invariants
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.models import MailDelivery, OutboxRow, Transition
from axportal.decisions.models import Approval, Decision, Letter, Selection
from axportal.decisions.selectors.pages import stored_table, table_of
from axportal.decisions.selectors.standing import reckoned_again, standing_of
from axportal.decisions.services import findings, publication, selections
from axportal.decisions.tasks import notify_decided
from tests.decisions import factories

pytestmark = [pytest.mark.feature("B24"), pytest.mark.feature("B25"), pytest.mark.feature("B26")]


def test_a_proposal_keeps_points_rules_and_outcome_for_good(cast, judged):
    selection = factories.propose(cast, judged)
    stored = Selection.objects.get(pk=selection.pk)
    assert [(place["receipt"], place["final"], place["outcome"], place["ground"]) for place in stored.places] == [
        (judged.first.number, "80.00", "selected", "rank"), (judged.second.number, "70.00", "reserve", "budget"),
    ]  # fmt: skip
    assert reckoned_again(stored)
    with pytest.raises(DatabaseError, match="decisions_selection is frozen"), transaction.atomic():
        Selection.objects.filter(pk=stored.pk).update(places=[])
    assert factories.propose(cast, judged) == stored  # a second click


def test_a_missing_sheet_a_tie_at_the_line_and_a_past_moment_stop_a_proposal(cast, judged):
    with pytest.raises(InvalidInput) as past:
        factories.propose(cast, judged, publish_at=judged.at - timedelta(minutes=1))
    assert past.value.code == "publish_at_past"
    with pytest.raises(NotAllowed):
        factories.propose(cast, judged, actor=cast.dgist_admin)


def test_a_tie_at_the_line_waits_for_the_panel(cast):
    tied = factories.make_judged(cast, at=clock.now(), first="50", second="50")
    asked = tied.first.submissions.get().asked_won
    Call.objects.filter(pk=tied.call.pk).update(budget_won=asked)
    tied.call.refresh_from_db()
    with pytest.raises(WrongState) as refusal:
        factories.propose(cast, tied)
    assert refusal.value.code == "tie_at_the_line"
    order = [str(tied.second.uuid), str(tied.first.uuid)]
    with pytest.raises(InvalidInput):
        findings.settle_tie(call=tied.call, order=order[:1], reason="하나만", actor=cast.panel_chair, at=tied.at)
    findings.settle_tie(call=tied.call, order=order, reason="필요성이 더 큽니다", actor=cast.panel_chair, at=tied.at)
    selection = factories.propose(cast, tied)
    assert [place["receipt"] for place in selection.places] == [tied.second.number, tied.first.number]
    assert reckoned_again(selection)


def test_bonus_penalty_and_findings_change_the_ranking_with_their_evidence(cast, judged):
    manager, at = cast.call_manager, judged.at
    findings.grant_adjustment(
        application=judged.first, key="sanction", is_granted=True, evidence="2025년 제재", actor=manager, at=at
    )
    findings.grant_adjustment(
        application=judged.second, key="grade", is_granted=True, evidence="최종평가 우수", actor=manager, at=at
    )
    assert [str(place.candidate.score.final) for place in standing_of(judged.call).places] == ["77.00", "72.00"]
    found = findings.record_finding(
        application=judged.first, kind="absent", reason="발표에 오지 않음", actor=cast.panel_chair, at=at
    )
    places = standing_of(judged.call).places
    assert [place.candidate.receipt for place in places] == [judged.second.number, judged.first.number]
    assert places[1].ground == "failed"
    findings.take_back_finding(finding=found, reason="늦게 도착", actor=cast.panel_chair, at=at)
    assert standing_of(judged.call).places[0].candidate.receipt == judged.first.number
    with pytest.raises(InvalidInput):
        findings.grant_adjustment(
            application=judged.first, key="beauty", is_granted=True, evidence="x", actor=manager, at=at
        )


def test_two_words_by_two_people_neither_of_whom_proposed(cast, judged):
    selection = factories.propose(cast, judged, actor=cast.panel_chair)
    for actor in (cast.panel_chair, cast.call_manager, cast.institute_admin, cast.ministry_viewer):
        with pytest.raises(NotAllowed):
            selections.confirm_selection(selection=selection, reason="", no_conflict=True, actor=actor, at=judged.at)
    with pytest.raises(WrongState):  # the ministry's word is the second
        selections.approve_selection(
            selection=selection, reason="", no_conflict=True, actor=cast.ministry_approver, at=judged.at
        )
    selections.confirm_selection(
        selection=selection, reason="", no_conflict=True, actor=cast.agency_officer, at=judged.at
    )
    with pytest.raises(NotAllowed):
        selections.approve_selection(
            selection=selection, reason="", no_conflict=True, actor=cast.agency_officer, at=judged.at
        )
    selections.approve_selection(
        selection=selection, reason="", no_conflict=True, actor=cast.ministry_approver, at=judged.at
    )
    assert [row.level for row in Approval.objects.filter(selection=selection)] == [1, 2]


def test_the_database_lets_nobody_approve_what_they_proposed(cast, judged):
    selection = factories.propose(cast, judged)
    with pytest.raises(IntegrityError, match="decisions_approval_other_person"), transaction.atomic():
        Approval.objects.create(selection=selection, level=1, is_approved=True, by=cast.call_manager, at=judged.at)


def test_returned_with_a_reason_it_stays_and_another_is_proposed(cast, judged):
    first = factories.propose(cast, judged)
    with pytest.raises(InvalidInput):
        selections.return_selection(selection=first, reason=" ", actor=cast.panel_chair, at=judged.at)
    selections.return_selection(selection=first, reason="가점을 다시 봐 주세요", actor=cast.panel_chair, at=judged.at)
    second = factories.propose(cast, judged)
    first.refresh_from_db()
    assert (first.status, second.number, second.status) == ("returned", 2, "proposed")


def test_results_are_told_at_their_moment_to_all_at_once(cast, judged):
    selection = factories.approved(cast, judged)
    assert publication.publish_due(at=selection.publish_at - timedelta(seconds=1)) == 0
    assert not Decision.objects.exists()
    assert publication.publish_due(at=selection.publish_at) == 1
    assert publication.publish_due(at=selection.publish_at) == 0
    for one in (judged.call, judged.first, judged.second, selection):
        one.refresh_from_db()
    assert (judged.call.status, selection.status) == ("notified", "published")
    assert judged.call.objections_until == datetime(2026, 11, 20, 0, 0, tzinfo=clock.SEOUL)
    assert judged.call.phase(at=selection.publish_at) == "objection_period"
    assert (judged.first.status, judged.second.status) == ("selected", "reserve")
    assert list(Decision.objects.values_list("application__number", "outcome", "rank")) == [
        (judged.first.number, "selected", 1), (judged.second.number, "reserve", 2),
    ]  # fmt: skip
    assert Transition.objects.filter(model="calls.application", name="select", actor=None).count() == 1
    assert not any(invariants.violations().values())


def test_a_letter_gives_reasons_scores_and_comments_and_names_no_reviewer(cast, judged):
    factories.told(cast, judged)
    letter = Letter.objects.get(decision__application=judged.second)
    assert letter.subject_ko == f"예비 선정 통보: 접수번호 {judged.second.number}"
    assert "앞선 순위에서 예산이 다 쓰였습니다." in letter.body_ko
    assert "점수: 70점" in letter.body_ko
    assert "필요성: 40 / 60" in letter.body_ko
    assert letter.body_ko.count("현장의 난제를 수치로 보였고") == 2  # once for each criterion, though three wrote it
    for word in ("평가자", "judge", "시험대학"):
        assert word not in letter.body_ko + letter.body_en
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(body_ko="")


def test_the_mail_names_no_outcome(cast, judged):
    factories.told(cast, judged)
    letter = Letter.objects.get(decision__application=judged.first)
    row = OutboxRow.objects.get(task=notify_decided.name, kwargs__letter_id=letter.pk)
    notify_decided.function(**row.kwargs)
    mails = MailDelivery.objects.filter(dedup_key__startswith=f"decisions.decided:{letter.uuid}")
    assert {mail.recipient for mail in mails} >= {"company_representative@cast.example"}
    for mail in mails:
        assert "선정" not in mail.subject + mail.body
        assert f"/letters/{letter.uuid}/" in mail.body


def test_the_scale_of_the_strips_holds_every_point(judged):
    table = table_of(standing_of(judged.call).places, {})
    assert (table.least, table.most) == (70, 80)
    assert [line.strip.mean_x for line in table.lines if line.strip] == ["182.0", "4.0"]


@pytest.mark.parametrize(("points", "ends"), [((82, 71), (70, 85)), ((100, 0), (0, 100)), ((66, 66), (65, 70))])
def test_a_scale_ends_at_fives(points, ends):
    places = [
        {
            "application": str(total), "outcome": "selected", "asked_won": 1,
            "rounds": {"paper": {"totals": [str(total)], "counted": [True], "mean": str(total)}},
        }
        for total in points
    ]  # fmt: skip
    table = stored_table(places, {})
    assert (table.least, table.most) == ends


def test_midnight_is_told_as_the_end_of_the_day_before():
    end = datetime(2026, 11, 20, 0, 0, tzinfo=clock.SEOUL)
    assert formats.end_of_period(end) == "2026. 11. 19.(목) 24:00"
    assert formats.end_of_period(end - timedelta(minutes=1)) == "2026. 11. 19.(목) 23:59"
