"""Handing in: complete, once for each click, again until the deadline, with a number that stays (V1)."""

import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from axportal.audit.models import Act
from axportal.calls import selectors, tasks
from axportal.calls.models import Application, PartRevision, Submission
from axportal.calls.rules.completeness import read_application
from axportal.calls.services import applications, submissions
from axportal.core import invariants
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.core.models import MailDelivery, OutboxRow, Transition
from tests.calls.factories import BODY, NOON, company, make_call, ready, start, submit, write

EARLY = NOON - timedelta(days=3)


def test_an_incomplete_application_names_what_is_missing(cast):
    application = start(cast, make_call(cast))
    with pytest.raises(InvalidInput) as refusal:
        submit(application, actor=cast.company_representative, at=EARLY)
    assert refusal.value.code == "incomplete"
    assert refusal.value.fields["project"][0] == "과제: 과제명"
    assert "파일·제출: 연구개발계획서" in refusal.value.fields["files"]
    assert not Submission.objects.exists()


def test_a_submission_keeps_everything_and_its_fingerprint(cast):
    application = ready(cast, make_call(cast))
    representative = cast.company_representative
    submission = submit(application, actor=representative, at=EARLY)
    application.refresh_from_db()
    assert (application.number, application.status) == ("AXL-2026-HN1-0001", "submitted")
    stored = Submission.objects.get(pk=submission.pk)
    canonical = json.dumps(stored.snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert stored.sha256 == hashlib.sha256(canonical.encode()).hexdigest()
    assert {part["step"] for part in stored.snapshot["parts"]} == {
        "call", "project", "partners", "budget", "data", "gpu", "files",
    }  # fmt: skip
    assert [file.name for file in stored.files.all()] == ["계획서.pdf"]
    assert PartRevision.objects.filter(part__application=application, reason="submission").count() == (
        application.parts.count()
    )
    act = Act.objects.get(action="calls.application.submitted")
    assert (act.target_uuid, act.actor_id, act.organisation_id) == (stored.uuid, representative.pk, company().pk)
    steps = Transition.objects.filter(object_id=application.pk, model="calls.application")
    assert list(steps.values_list("name", flat=True)) == ["create", "submit"]


@pytest.mark.goal("R6")
def test_a_second_click_leads_to_the_same_receipt(cast):
    application = ready(cast, make_call(cast))
    key = uuid.uuid4()
    first = submit(application, actor=cast.company_representative, at=EARLY, key=key)
    again = submit(application, actor=cast.company_representative, at=NOON + timedelta(seconds=1), key=key)
    assert again == first
    assert Submission.objects.count() == 1
    assert OutboxRow.objects.filter(dedup_key=f"calls.notify_submitted:{first.uuid}").count() == 1


def test_handing_in_again_keeps_the_number_and_the_newest_counts(cast):
    application = ready(cast, make_call(cast))
    representative = cast.company_representative
    first = submit(application, actor=representative, at=EARLY)
    write(application, "project", {"title_ko": "새 제목"}, base="적은 내용", actor=representative, at=EARLY)
    assert selectors.differs_from(read_application(Application.objects.get()), first)
    second = submit(application, actor=representative, at=EARLY + timedelta(hours=1))
    application.refresh_from_db()
    assert (first.number, second.number, application.number) == (1, 2, "AXL-2026-HN1-0001")
    assert first.sha256 != second.sha256
    assert not selectors.differs_from(read_application(Application.objects.get()), second)
    assert invariants.violations() == {}


def test_the_same_content_has_the_same_fingerprint(cast):
    application = ready(cast, make_call(cast))
    first = submit(application, actor=cast.company_representative, at=EARLY)
    second = submit(application, actor=cast.company_representative, at=EARLY + timedelta(hours=1))
    assert first.sha256 == second.sha256


def test_numbers_run_on_over_the_applications_of_a_call(cast):
    call = make_call(cast)
    one, other = ready(cast, call), ready(cast, call, who="rival_representative")
    submit(other, actor=cast.rival_representative, at=EARLY)
    submit(one, actor=cast.company_representative, at=EARLY)
    assert list(Application.objects.order_by("number").values_list("number", "organisation__key")) == [
        ("AXL-2026-HN1-0001", "cast-rival"),
        ("AXL-2026-HN1-0002", "cast-company"),
    ]


@pytest.mark.parametrize("who", ["company_member", "delegate", "rival_representative", "call_manager"])
def test_only_the_applicants_representative_hands_in(cast, who):
    application = ready(cast, make_call(cast))
    with pytest.raises(NotAllowed), transaction.atomic():
        submit(application, actor=cast[who], at=EARLY)
    application.refresh_from_db()
    assert (application.status, application.number) == ("draft", "")


def test_a_withdrawn_application_can_be_handed_in_again(cast):
    application = ready(cast, make_call(cast))
    representative = cast.company_representative
    submit(application, actor=representative, at=EARLY)
    for _click in range(2):
        submissions.withdraw_application(application=application, actor=representative, at=EARLY + timedelta(hours=1))
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert (
        applications.start_application(call=application.call, organisation=company(), actor=representative, at=EARLY)
        == application
    )
    submit(application, actor=representative, at=EARLY + timedelta(hours=2))
    application.refresh_from_db()
    assert (application.status, application.number, application.submissions.count()) == (
        "submitted", "AXL-2026-HN1-0001", 2,
    )  # fmt: skip
    assert OutboxRow.objects.filter(task__endswith="notify_withdrawn").count() == 1
    assert invariants.violations() == {}


def test_the_receipt_is_mailed_once_to_each_person_of_the_applicant(cast):
    application = ready(cast, make_call(cast))
    submission = submit(application, actor=cast.company_representative, at=EARLY)
    for _run in range(2):
        tasks.notify_submitted.function(submission_id=submission.pk)
    mails = MailDelivery.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == [
        "company_member@cast.example", "company_representative@cast.example", "delegate@cast.example",
    ]  # fmt: skip
    assert mails[0].subject == "신청서를 받았습니다. 접수번호 AXL-2026-HN1-0001"
    assert "2026. 11. 20.(금) 18:00:00" in mails[0].body
    assert submission.sha256 in mails[0].body


def test_starting_twice_gives_one_application(cast):
    call = make_call(cast)
    assert start(cast, call) == start(cast, call, who="company_member")
    assert Application.objects.count() == 1


@pytest.mark.parametrize("body", [{"sizes": ["large"]}, {"kinds": ["university"]}, {"zones": ["jungbu"]}])
def test_who_may_apply_is_a_rule_of_the_call(cast, body):
    call = make_call(cast, body={**BODY, "eligible": body})
    with pytest.raises(InvalidInput) as refusal:
        start(cast, call)
    assert refusal.value.code in {"not_eligible", "not_eligible_zone"}
