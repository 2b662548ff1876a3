"""Reminders that fire by themselves: late sheets, missing consents, objections to be decided."""

from datetime import timedelta

import pytest

from axportal.calls import tasks as call_tasks
from axportal.calls.models import CallRules, ConsortiumMember
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.consents import consent_content
from axportal.calls.rules.fingerprints import fingerprint
from axportal.calls.services import consents, timekeeping
from axportal.core import clock
from axportal.core.models import MailDelivery, OutboxRow
from axportal.decisions import tasks as decision_tasks
from axportal.decisions.models import Decision
from axportal.decisions.services import objections
from axportal.decisions.services import reminding as decisions
from axportal.notices.models import Notice
from axportal.reviews import tasks as review_tasks
from axportal.reviews.services import reminding as reviews
from axportal.reviews.services import sheets
from regions.models import Organisation
from tests.calls import factories as calls
from tests.decisions import factories as judging
from tests.reviews import factories as reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B40")]
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def run(*owed) -> None:
    """Do what the outbox owes of these tasks, once."""
    for task in owed:
        for row in OutboxRow.objects.filter(task=task.name, done_at=None):
            task.function(**row.kwargs)
            OutboxRow.objects.filter(pk=row.pk).update(done_at=clock.now())


def told(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("user__email", flat=True))


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def review(cast):
    """Two applications × three reviewers; the first has handed in one of two sheets, the others none."""
    review = reviewing.make_review(cast, at=clock.now())
    for application in (review.first, review.second):
        for reviewer in review.pool[:3]:
            if (application, reviewer) != (review.first, review.pool[0]):
                reviewing.assign(application, reviewer, review.round, at=clock.now())
    reviewing.judged(review.first, review.pool[0], review.round, at=clock.now())
    return review


@pytest.mark.feature("B40")
def test_reviewers_are_reminded_at_each_mark_once_and_only_while_they_owe(cast, review):
    due = review.round.due_at
    reviews.remind_due(at=due - 3 * DAY - SECOND)
    run(review_tasks.notify_due)
    assert told("reviews.due") == []
    for at in (due - 3 * DAY, due - 2 * DAY, due - DAY - SECOND):  # all of one mark
        reviews.remind_due(at=at)
        run(review_tasks.notify_due)
    emails = sorted(reviewer.user.email for reviewer in review.pool[:3])
    assert told("reviews.due") == emails
    subjects = dict(MailDelivery.objects.filter(subject__contains="평가표").values_list("recipient", "subject"))
    assert subjects[review.pool[0].user.email].endswith("1건")  # one of two came in
    assert subjects[review.pool[1].user.email].endswith("2건")
    sheet = reviewing.pledge(review.second.assignments.get(reviewer=review.pool[0]), at=clock.now())
    sheets.hand_in(sheet=reviewing.fill(sheet, at=clock.now()), actor=review.pool[0].user, at=clock.now())
    reviews.remind_due(at=due - DAY)
    run(review_tasks.notify_due)
    assert told("reviews.due").count(review.pool[0].user.email) == 1
    assert told("reviews.due").count(review.pool[1].user.email) == 2


def test_late_sheets_are_told_to_the_managers_without_names(cast, review):
    for _twice in range(2):
        reviews.remind_due(at=review.round.due_at)
    run(review_tasks.notify_due, review_tasks.notify_late)
    assert told("reviews.late") == ["call_manager@cast.example"]
    mail = MailDelivery.objects.get(recipient="call_manager@cast.example", subject__contains="오지 않았습니다")
    assert "평가표 5건이 오지 않았습니다" in mail.subject
    assert not any(reviewer.user.name in mail.subject + mail.body for reviewer in review.pool)
    late = MailDelivery.objects.filter(subject__startswith="평가 마감이 지났습니다")
    assert late.count() == 3


def test_a_round_that_was_closed_or_moved_reminds_nobody_of_the_old_end(cast, review):
    due = review.round.due_at
    reviews.remind_due(at=due - DAY)
    type(review.round).objects.filter(pk=review.round.pk).update(closed_at=due - DAY)
    run(review_tasks.notify_due)
    reviews.remind_due(at=due)
    run(review_tasks.notify_due, review_tasks.notify_late)
    assert told("reviews.due") == told("reviews.late") == []


@pytest.fixture
def draft(cast):
    """A draft with a partner, in a call that takes none without all consents."""
    call = calls.make_call(cast, closes_at=clock.now() + 4 * DAY, body={**calls.BODY, "consents": {"required": True}})
    application = calls.start(cast, call)
    partner = Organisation.objects.get(key="cast-rival")
    ConsortiumMember.objects.create(application=application, organisation=partner, role="joint", email="x@example.org")
    return application


def remind_partners(call, at) -> list[str]:
    timekeeping.keep_time(at=at)
    run(call_tasks.notify_consents)
    return told("calls.consent_missing")


def test_partners_without_a_consent_are_reminded_before_the_deadline(cast, draft, monkeypatch):
    call = draft.call
    monkeypatch.setattr(clock, "now", lambda: call.closes_at - 3 * DAY)
    assert remind_partners(call, call.closes_at - 3 * DAY - SECOND) == []
    for _twice in range(2):
        assert remind_partners(call, call.closes_at - 3 * DAY) == ["rival_representative@cast.example"]
    words = MailDelivery.objects.get(recipient="rival_representative@cast.example").body
    assert f"/applications/{draft.uuid}/consent/" in words
    consents_given(cast, draft)
    assert remind_partners(call, call.closes_at - DAY) == ["rival_representative@cast.example"]  # no second one


def consents_given(cast, application) -> None:
    written = read_application(application)
    member = next(one for one in written.members if one.organisation.key == "cast-rival")
    consents.give_consent(
        application=application,
        organisation=member.organisation,
        sha256=fingerprint(consent_content(written, member)),
        actor=cast["rival_representative"],
        at=clock.now(),
    )


def test_a_call_that_asks_for_no_consents_reminds_no_partner(cast, draft):
    body = {**CallRules.objects.get(call=draft.call).body, "consents": {"required": False}}
    version = CallRules.objects.get(call=draft.call)
    CallRules.objects.create(call=draft.call, number=version.number + 1, body=body, frozen_at=clock.now())
    assert remind_partners(draft.call, draft.call.closes_at - DAY) == []


def test_who_hears_an_objection_is_reminded_and_before_that_who_names_them(cast):
    judged = judging.make_judged(cast, at=clock.now() - timedelta(hours=2))
    judging.told(cast, judged)
    objection = objections.file_objection(
        decision=Decision.objects.get(application=judged.second), ground="error", text="다시 봐 주세요",
        actor=cast.rival_representative, at=clock.now(),
    )  # fmt: skip
    due = objection.due_at
    decisions.remind_due(at=due - 26 * DAY)
    run(decision_tasks.notify_objection_due)
    assert told("decisions.objection_due") == []
    for _twice in range(2):
        decisions.remind_due(at=due - 25 * DAY)
        run(decision_tasks.notify_objection_due)
    assert told("decisions.objection_due") == ["agency_officer@cast.example"]
    objections.assign_objection(
        objection=objection, handler=cast.agency_officer, panel=[cast.auditor], actor=cast.platform_admin,
        at=clock.now(),
    )  # fmt: skip
    decisions.remind_due(at=due - 10 * DAY)
    run(decision_tasks.notify_objection_due)
    assert told("decisions.objection_due") == ["agency_officer@cast.example"] * 2 + ["auditor@cast.example"]
    decisions.remind_due(at=due)
    objection.refresh_from_db()
    objections.dismiss_objection(
        objection=objection, reason="평가에 잘못이 없습니다", actor=cast.agency_officer, at=due, no_conflict=True
    )
    run(decision_tasks.notify_objection_due)  # decided meanwhile
    assert len(told("decisions.objection_due")) == 3
