"""Partners sign what the consortium stands for; they may take it back, and nothing else is lost (B7)."""

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.urls import reverse

from axportal.calls import tasks
from axportal.calls.models import Application, PartnerConsent
from axportal.calls.rules.completeness import read_application
from axportal.calls.rules.consents import consent_content, standing_of
from axportal.calls.rules.fingerprints import fingerprint
from axportal.calls.services import applications, consents
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed, StaleVersion, WrongState
from axportal.core.models import MailDelivery, OutboxRow
from regions.models import Organisation
from tests.calls.factories import BODY, complete, make_call, start, submit, write


def with_partner(cast: Any, *, required: bool = True, **values: Any) -> Application:
    """An application with a partner who is asked."""
    body = {**BODY, "consents": {"required": required}}
    call = make_call(cast, closes_at=clock.now() + timedelta(days=3), body=body, **values)
    application = start(cast, call)
    applications.add_member(
        application=application, organisation=rival(), role="joint", gives_data=False,
        email="rival_representative@cast.example", actor=cast.company_representative, at=clock.now(),
    )  # fmt: skip
    return application


def rival() -> Organisation:
    return Organisation.objects.get(key="cast-rival")


def digest_of(application: Application) -> str:
    member = application.members.get(organisation=rival())
    return fingerprint(consent_content(read_application(application), member))


def state_of(application: Application) -> str:
    member = application.members.get(organisation=rival())
    return str(standing_of(read_application(application), member).state)


def give(cast: Any, application: Application, **values: Any) -> PartnerConsent:
    signing = {"sha256": digest_of(application), "actor": cast.rival_representative, "at": clock.now(), **values}
    return consents.give_consent(application=application, organisation=rival(), **signing)


def url(name: str, application: Application) -> str:
    return reverse(f"calls:{name}", kwargs={"uuid": application.uuid})


@pytest.mark.feature("B7")
def test_a_consent_keeps_what_was_signed_with_its_hash(cast):
    application = with_partner(cast)
    write(application, "project", {"title_ko": "예지보전"}, actor=cast.company_member, at=clock.now())
    consent = give(cast, application)
    kept = json.dumps(consent.content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert consent.sha256 == hashlib.sha256(kept).hexdigest()
    assert consent.content["parts"][0]["fields"] == {"title_ko": "예지보전"}
    assert consent.signature["method"] == "sign_in"
    assert (consent.text_version, consent.signed_by) == ("1", cast.rival_representative)
    assert state_of(application) == "given"
    assert give(cast, application) == consent, "a second click"


def test_what_changes_after_a_consent_asks_for_a_new_one(cast):
    application = with_partner(cast)
    read = digest_of(application)
    write(application, "project", {"title_ko": "다른 과제"}, actor=cast.company_member, at=clock.now())
    with pytest.raises(StaleVersion) as refused:
        give(cast, application, sha256=read)
    assert refused.value.code == "consent_outdated"
    give(cast, application)
    write(application, "budget", {"y1_gov": 1}, actor=cast.company_member, at=clock.now())
    assert state_of(application) == "given", "the applicant's budget is not what a partner signs"
    write(application, "budget", {"y1_gov": 2}, actor=cast.rival_representative, at=clock.now(), organisation=rival())
    assert state_of(application) == "outdated"


@pytest.mark.feature("B7")
def test_the_rules_may_ask_for_all_consents_before_handing_in(cast):
    application = complete(with_partner(cast), actor=cast.company_representative, at=clock.now())
    with pytest.raises(InvalidInput) as refused:
        submit(application, actor=cast.company_representative, at=clock.now())
    assert refused.value.fields == {"partners": ["참여기관: 시험기업 나의 동의: 아직"]}
    give(cast, application)
    assert submit(application, actor=cast.company_representative, at=clock.now()).number == 1


def test_without_that_rule_nobody_waits(cast):
    application = complete(with_partner(cast, required=False), actor=cast.company_representative, at=clock.now())
    assert submit(application, actor=cast.company_representative, at=clock.now()).number == 1


def test_only_the_partners_representative_signs(cast):
    application = with_partner(cast)
    for name in ("company_representative", "call_manager", "outsider", "platform_admin"):
        with pytest.raises(NotAllowed):
            give(cast, application, actor=cast[name])
    with pytest.raises(WrongState):
        consents.give_consent(
            application=application, organisation=application.organisation, sha256="0" * 64,
            actor=cast.company_representative, at=clock.now(),
        )  # fmt: skip


@pytest.mark.feature("B7")
def test_a_consent_taken_back_after_handing_in_is_told_and_nothing_is_lost(cast, sign_in):
    application = complete(with_partner(cast), actor=cast.company_representative, at=clock.now())
    give(cast, application)
    submission = submit(application, actor=cast.company_representative, at=clock.now())
    answer = sign_in("rival_representative").post(url("consent-withdraw", application), {"reason": "사업을 접습니다"})
    assert answer.status_code == 302
    withdrawn = PartnerConsent.objects.get(kind="withdrawn")
    application.refresh_from_db()
    assert application.status == "submitted"
    assert application.submissions.get() == submission
    key = f"calls.notify_consent_withdrawn:{withdrawn.uuid}"
    assert OutboxRow.objects.get(dedup_key=key).kwargs == {"consent_id": withdrawn.pk}
    tasks.notify_consent_withdrawn.function(consent_id=withdrawn.pk)
    told = set(
        MailDelivery.objects.filter(subject__contains="참여 동의를 거두었습니다").values_list("recipient", flat=True)
    )
    assert {"call_manager@cast.example", "company_representative@cast.example"} <= told
    assert "사업을 접습니다" in MailDelivery.objects.filter(recipient="call_manager@cast.example").get().body
    for name in ("call_manager", "company_representative", "agency_officer"):
        assert "사업을 접습니다" in sign_in(name).get(application.get_absolute_url()).content.decode()
    assert "사업을 접습니다" not in sign_in("ministry_viewer").get(application.get_absolute_url()).content.decode()
    again = consents.withdraw_consent(
        application=application, organisation=rival(), actor=cast.rival_representative, at=clock.now()
    )
    assert again == withdrawn, "a second click"
    give(cast, application)
    assert "사업을 접습니다" not in sign_in("call_manager").get(application.get_absolute_url()).content.decode()


def test_the_pages_show_what_is_signed_and_to_whom(cast, sign_in):
    application = with_partner(cast)
    write(application, "project", {"title_ko": "예지보전"}, actor=cast.company_member, at=clock.now())
    write(application, "budget", {"y1_gov": 123_456_789}, actor=cast.company_member, at=clock.now())
    client = sign_in("rival_representative")
    page = client.get(url("consent", application)).content.decode()
    assert "예지보전" in page
    assert "123,456,789" not in page
    unticked = client.post(url("consent", application), {"sha256": digest_of(application)})
    assert unticked.status_code == 400
    assert client.post(url("consent", application), {"sha256": "0" * 64, "agree": "on"}).status_code == 412
    signed = client.post(url("consent", application), {"sha256": digest_of(application), "agree": "on"})
    assert signed.status_code == 302
    step = reverse("calls:application-edit", kwargs={"uuid": application.uuid, "step": "partners"})
    assert "동의함" in sign_in("company_representative").get(step).content.decode()
    for name in ("company_representative", "outsider", "call_manager"):
        assert sign_in(name).get(url("consent", application)).status_code == 404


def test_consents_are_never_rewritten(cast):
    consent = give(cast, with_partner(cast))
    for change in (
        lambda: PartnerConsent.objects.filter(pk=consent.pk).update(reason="x"),
        lambda: PartnerConsent.objects.filter(pk=consent.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_double_click_signs_once(cast, committed_db):
    application = with_partner(cast)
    digest, actor = digest_of(application), cast.rival_representative

    def click(number: int) -> int:
        try:
            return give(cast, application, sha256=digest, actor=actor).pk
        finally:
            connections.close_all()

    assert len(set(at_once(click))) == 1
    assert PartnerConsent.objects.count() == 1


def at_once(act: Callable[[int], int]) -> list[int]:
    """Two at the same time, each with a connection of its own."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(act, range(2)))


@pytest.mark.feature("B7", "B10")
def test_after_a_withdrawal_partner_applicant_and_screening_read_what_it_means(cast, sign_in):
    application = complete(with_partner(cast), actor=cast.company_representative, at=clock.now())
    give(cast, application)
    submit(application, actor=cast.company_representative, at=clock.now())
    partner = sign_in("rival_representative")
    assert partner.post(url("consent-withdraw", application), {"reason": ""}).status_code == 302
    assert "공고 담당자가 이 사실을 보고 판단합니다" in partner.get(url("consent", application)).content.decode()
    page = sign_in("company_representative").get(application.get_absolute_url()).content.decode()
    assert "접수는 그대로이고 낸 내용도 그대로 있습니다" in page
    screened = sign_in("call_manager").get(url("screening", application)).content.decode()
    assert "시험기업 나이(가) 동의를 거두었습니다" in screened
