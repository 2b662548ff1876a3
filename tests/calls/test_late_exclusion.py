"""Leaving out what had passed screening, for a rule that it turns out to fail, until its review begins (B10)."""

from typing import Any

import pytest

from axportal.calls import tasks, workflow
from axportal.calls.models import Application, Call, ScreeningFinding
from axportal.calls.services import screening
from axportal.core.errors import InvalidInput, NotAllowed, WrongState
from axportal.core.models import MailDelivery, OutboxRow, Transition
from tests.calls.test_screening import LATER, in_screening, judge, now_in_screening, url

FOUND = "참여제한 처분이 2026-11-20에 확인되었습니다"


def passed(cast: Any) -> Application:
    """An application that has passed."""
    application = in_screening(cast)
    judge(cast, application)
    screening.pass_application(application=application, actor=cast.call_manager, at=LATER)
    return Application.objects.select_related("call").get(pk=application.pk)


def exclude(cast: Any, application: Application, **more: Any) -> Application:
    values = {"rule": "debt", "evidence": FOUND, "actor": cast.call_manager, "at": LATER, **more}
    return screening.exclude_after_passing(application=application, **values)


@pytest.mark.feature("B10")
def test_what_had_passed_is_left_out_with_the_rule_quoted(cast, sign_in):
    application = passed(cast)
    exclude(cast, application)
    application.refresh_from_db()
    assert application.status == "excluded"
    finding = ScreeningFinding.objects.filter(rule="debt").latest("id")
    assert (finding.verdict, finding.evidence, finding.judged_by) == ("fail", FOUND, cast.call_manager)
    step = Transition.objects.get(model="calls.application", object_id=application.pk, name="exclude")
    assert step.reason == f"부채비율 500% 미만 (공고 3.2): {FOUND}"
    assert FOUND in sign_in("company_representative").get(application.get_absolute_url()).content.decode()
    for row in OutboxRow.objects.filter(task=tasks.notify_excluded.name):
        tasks.notify_excluded.function(**row.kwargs)
    assert FOUND in MailDelivery.objects.filter(recipient="company_member@cast.example").latest("pk").body


def test_it_needs_a_rule_of_the_call_evidence_and_its_manager(cast):
    application = passed(cast)
    for values in ({"rule": "nothing"}, {"evidence": "  "}):
        with pytest.raises(InvalidInput):
            exclude(cast, application, **values)
    with pytest.raises(NotAllowed):
        exclude(cast, application, actor=cast.agency_officer)
    assert ScreeningFinding.objects.filter(verdict="fail").count() == 0


def test_no_longer_once_its_review_has_begun(cast):
    application = passed(cast)
    Call.objects.filter(pk=application.call_id).update(status="reviewing")
    workflow.APPLICATION.advance(application, "review", actor=cast.call_manager, at=LATER)
    with pytest.raises(WrongState):
        exclude(cast, application)


def test_also_while_others_of_the_call_are_under_review(cast):
    application = passed(cast)
    Call.objects.filter(pk=application.call_id).update(status="reviewing")
    assert exclude(cast, application).status == "excluded"


def test_not_before_it_has_passed(cast):
    with pytest.raises(WrongState):
        exclude(cast, in_screening(cast))


@pytest.mark.feature("B10")
def test_the_page_offers_it_to_the_calls_manager_alone(cast, sign_in):
    application = passed(cast)
    manager, form = sign_in("call_manager"), {"rule": "debt", "evidence": FOUND}
    assert "통과한 뒤 제외" in manager.get(url("screening", application)).content.decode()
    assert "통과한 뒤 제외" not in sign_in("agency_officer").get(url("screening", application)).content.decode()
    assert sign_in("agency_officer").post(url("screening-exclude-late", application), form).status_code == 403
    refused = manager.post(url("screening-exclude-late", application), {"rule": "", "evidence": FOUND})
    assert refused.status_code == 400
    assert FOUND in refused.content.decode(), "what was typed stays"
    assert manager.post(url("screening-exclude-late", application), form).status_code == 302
    assert manager.post(url("screening-exclude-late", application), form).status_code == 409, "a second click"


@pytest.mark.feature("B36")
def test_screening_begins_and_a_passed_one_is_left_out_through_the_api(cast, api):
    application = now_in_screening(cast)
    manager = api("call_manager")
    begun = manager.post(f"/api/v1/calls/{application.call.uuid}/screen/", {}, format="json")
    assert (begun.status_code, begun.json()["status"]) == (200, "screening")
    address = f"/api/v1/applications/{application.uuid}/screening/"
    for verb, body in {"judge": {"rule": "debt", "verdict": "pass"}, "pass": {}}.items():
        assert manager.post(f"{address}{verb}/", body, format="json").status_code == 200
    body = {"rule": "debt", "evidence": FOUND}
    left = manager.post(f"{address}exclude-late/", body, format="json")
    assert (left.status_code, left.json()["status"]) == (200, "excluded")
    assert api("agency_officer").post(f"{address}exclude-late/", body, format="json").status_code == 403
