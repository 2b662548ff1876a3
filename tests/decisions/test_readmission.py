"""Upheld objections that let an application in again: excluded at the screening, or by what the panel found."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from axportal.calls.models import Application, Call, ScreeningFinding
from axportal.calls.workflow import APPLICATION
from axportal.core import clock, invariants
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.decisions.models import Decision, Finding, Letter, Objection, Selection
from axportal.decisions.selectors.standing import reckoned_again
from axportal.decisions.services import findings, objections, publication, selections
from axportal.reviews.models import ReviewRound
from axportal.reviews.services import rounds
from tests.decisions import factories
from tests.reviews import factories as reviews

pytestmark = [pytest.mark.feature("B27"), pytest.mark.feature("N7")]
DAY = timedelta(days=1)


def heard(cast, objection, *, at, handler=None):
    handler = handler or cast.auditor
    objection = objections.assign_objection(
        objection=objection, handler=handler, panel=[], actor=cast.agency_officer, at=at
    )
    objection.refresh_from_db()
    return objection


def exclude(cast, application, *, at):
    """Left out at the screening, as its service does."""
    ScreeningFinding.objects.create(
        application=application, submission=application.submissions.get(), rule="zone", verdict="fail",
        evidence="권역 밖의 기업", judged_by=cast.call_manager, judged_at=at,
    )  # fmt: skip
    APPLICATION.advance(application, "exclude", actor=cast.call_manager, at=at, reason="권역: 권역 밖의 기업")


@pytest.fixture
def told_without_second(cast):
    """The second was excluded at the screening, the first is selected and told."""
    at = clock.now() - 3 * DAY
    call, (first, second) = reviews.make_reviewing(cast, at=at - 5 * DAY, body=factories.BODY, number="AXL-2026-EX1")
    exclude(cast, second, at=at - 4 * DAY)
    pool = reviews.make_pool(cast, 6, at=at - 5 * DAY)
    round_ = rounds.open_round(call=call, key="paper", due_at=at + 10 * DAY, actor=cast.call_manager, at=at - 4 * DAY)
    first.refresh_from_db()
    for reviewer in pool[:3]:
        reviews.judged(first, reviewer, round_, at=at - 3 * DAY)
    rounds.close_round(review_round=round_, reason="", actor=cast.call_manager, at=at - DAY)
    call.refresh_from_db()
    judged = factories.Judged(call, first, second, pool[0], at)
    factories.told(cast, judged)
    for one in (call, first, second):
        one.refresh_from_db()
    return judged


def object_to(cast, application, *, at, actor=None):
    actor = actor or cast.rival_representative
    return objections.object_to_exclusion(
        application=application, ground="error", text="권역 안에 공장이 있습니다", actor=actor, at=at
    )


def test_the_excluded_object_within_ten_days_and_once(cast, told_without_second):
    second, now = told_without_second.second, clock.now()
    with pytest.raises(NotAllowed):
        object_to(cast, second, at=now, actor=cast.company_representative)
    with pytest.raises(WrongState) as late:
        object_to(cast, second, at=now + 30 * DAY)
    assert late.value.code == "objections_closed"
    filed = object_to(cast, second, at=now)
    assert object_to(cast, second, at=now) == filed
    assert filed.decision is None
    with pytest.raises(WrongState) as included:
        object_to(cast, told_without_second.first, at=now, actor=cast.company_representative)
    assert included.value.code == "not_excluded"


def test_the_database_takes_none_before_the_exclusion_nor_a_judge_as_handler(cast, told_without_second):
    filed = object_to(cast, told_without_second.second, at=clock.now())
    with pytest.raises(InvalidInput) as refusal:
        heard(cast, filed, at=clock.now(), handler=cast.call_manager)
    assert refusal.value.code == "decided_before"
    with pytest.raises(IntegrityError, match="decisions_objection_decided_before"), transaction.atomic():
        Objection.objects.filter(pk=filed.pk).update(handler=cast.call_manager)
    early = {**{name: getattr(filed, name) for name in ("application", "exclusion", "ground", "text", "filed_by")},
             "filed_at": filed.exclusion.at - DAY, "due_at": filed.due_at}  # fmt: skip
    with pytest.raises(IntegrityError, match="decisions_objection_in_time"), transaction.atomic():
        Objection.objects.create(**early)


@pytest.mark.feature("B27", "N7")
def test_let_in_again_it_is_reviewed_and_ranked_with_all_others(cast, told_without_second):
    call, first, second = told_without_second.call, told_without_second.first, told_without_second.second
    at = clock.now()
    objection = heard(cast, object_to(cast, second, at=at), at=at)
    with pytest.raises(InvalidInput) as unfit:
        objections.uphold_objection(
            objection=objection, reason="공장이 있음", actor=cast.auditor, at=at, no_conflict=True
        )
    assert unfit.value.code == "remedy_unfit"
    objections.uphold_objection(
        objection=objection, reason="공장이 있음", actor=cast.auditor, at=at, remedy="readmit", no_conflict=True
    )
    second.refresh_from_db()
    assert second.status == "under_review"
    with pytest.raises(WrongState) as unready:
        factories.propose(cast, told_without_second, at=at, publish_at=at)
    assert unready.value.code == "not_evaluated"
    round_ = ReviewRound.objects.get(call=call)
    assert round_.closed_at is None
    for number in (1, 2, 3):
        judge = reviews.make_reviewer(cast, 20 + number, at=at)
        reviews.judged(second, judge, round_, at=at, need="60", team="40")
    rounds.close_round(review_round=round_, reason="", actor=cast.call_manager, at=at)
    first.refresh_from_db()
    assert first.status == "selected"  # the others stay as they were told
    again = factories.approved(
        cast, factories.Judged(call, first, second, told_without_second.reviewer, at), publish_at=at
    )
    assert (again.cause, again.number) == ("objection", 2)
    publication.publish_due(at=at)
    objection.refresh_from_db()
    second.refresh_from_db()
    assert (second.status, objection.answered_by) == ("selected", again)
    assert reckoned_again(again)
    assert [row.rank for row in Decision.objects.filter(selection=again).order_by("rank")] == [1, 2]
    assert Letter.objects.filter(decision__application=first).count() == 2  # from the first to the second rank
    assert not any(invariants.violations().values())


def test_what_the_panel_found_is_taken_back(cast):
    judged = factories.make_judged(cast, at=clock.now() - 2 * DAY)
    finding = findings.record_finding(
        application=judged.second, kind="not_new", reason="같은 과제", actor=cast.panel_chair, at=judged.at
    )
    factories.told(cast, judged)
    judged.second.refresh_from_db()
    assert judged.second.status == "not_selected"
    at = clock.now()
    filed = objections.file_objection(
        decision=Decision.objects.get(application=judged.second), ground="misreading", text="다른 과제입니다",
        actor=cast.rival_representative, at=at,
    )  # fmt: skip
    objection = heard(cast, filed, at=at)
    objections.uphold_objection(
        objection=objection, reason="다른 과제", actor=cast.auditor, at=at, remedy="readmit", no_conflict=True
    )
    finding.refresh_from_db()
    assert (finding.taken_back_by, finding.taken_back_reason) == (cast.auditor, "다른 과제")
    judged.at = at
    judged.call.refresh_from_db()
    factories.approved(cast, judged, publish_at=at)
    publication.publish_due(at=at)
    judged.second.refresh_from_db()
    assert judged.second.status == "selected"
    assert list(Selection.objects.order_by("number").values_list("status", "cause")) == [
        ("superseded", "first"), ("published", "objection"),
    ]  # fmt: skip


def test_before_the_review_it_simply_goes_on(cast):
    at = clock.now()
    call, (_first, second) = reviews.make_reviewing(cast, at=at, body=factories.BODY)
    exclude(cast, second, at=at)
    objection = heard(cast, object_to(cast, second, at=at), at=at)
    objections.uphold_objection(
        objection=objection, reason="맞음", actor=cast.auditor, at=at, remedy="readmit", no_conflict=True
    )
    assert Application.objects.get(pk=second.pk).status == "screened"
    rounds.open_round(call=call, key="paper", due_at=at + DAY, actor=cast.call_manager, at=at)
    assert Application.objects.get(pk=second.pk).status == "under_review"
    assert Call.objects.get(pk=call.pk).status == "reviewing"


def test_the_page_quotes_the_rule_and_takes_the_objection(sign_in, api, cast, told_without_second):
    second = told_without_second.second
    address = reverse("decisions:outcome", kwargs={"uuid": second.uuid})
    mine = sign_in("rival_representative")
    assert "권역: 권역 밖의 기업" in mine.get(address).content.decode()
    assert sign_in("company_representative").get(address).status_code == 404
    read = api("rival_representative").get(reverse("api:exclusion-detail", kwargs={"uuid": second.uuid})).json()
    assert (read["reason"], read["objection"]) == ("권역: 권역 밖의 기업", None)
    assert mine.post(address, {"ground": "error", "text": ""}).status_code == 400
    filed = mine.post(address, {"ground": "error", "text": "공장이 있습니다"})
    assert filed.status_code == 302
    page = mine.get(filed["Location"]).content.decode()
    assert "권역: 권역 밖의 기업" in page
    officer = sign_in("agency_officer")
    assert officer.post(f"{filed['Location']}assign/", {"handler": "auditor@cast.example"}).status_code == 302
    handler = sign_in("auditor")
    page = handler.get(filed["Location"]).content.decode()
    assert ("제외를 거두고 평가에 다시 넣음" in page, "점수나 기록을 바로잡아" in page) == (True, False)
    assert (
        handler.post(
            f"{filed['Location']}decide/", {"outcome": "readmit", "reason": "맞음", "no_conflict": "on"}
        ).status_code
        == 302
    )
    assert Finding.objects.count() == 0
    assert Objection.objects.get().remedy == "readmit"


def test_the_application_leads_to_its_newest_letter(sign_in, cast, judged):
    factories.told(cast, judged)
    letter = Letter.objects.get(decision__application=judged.first)
    address = reverse("decisions:outcome", kwargs={"uuid": judged.first.uuid})
    assert sign_in("company_representative").get(address)["Location"] == letter.get_absolute_url()
    assert sign_in("rival_representative").get(address).status_code == 404


def test_who_proposes_again_gives_a_cause_that_fits(cast, told_without_second):
    at = clock.now()
    with pytest.raises(InvalidInput) as unfit:
        selections.propose_selection(
            call=told_without_second.call, publish_at=at, note="", actor=cast.call_manager, at=at, cause="objection"
        )
    assert unfit.value.code == "cause_unfit"
