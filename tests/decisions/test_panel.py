"""The panel's page: bonus and penalty with evidence, grounds that exclude, taking one back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.core import clock
from axportal.decisions.models import Finding, GrantedAdjustment
from axportal.decisions.selectors.standing import standing_of
from tests.decisions import factories

pytestmark = [pytest.mark.feature("B24"), pytest.mark.feature("B13")]


def address(name: str, row: object) -> str:
    return reverse(f"decisions:{name}", kwargs={"uuid": row.uuid})


def test_a_penalty_needs_evidence_and_changes_the_ranking(sign_in, judged):
    chair = sign_in("panel_chair")
    page = chair.get(address("panel-detail", judged.first)).content.decode()
    assert "우수 과제 +2" in page
    assert "아직 정하지 않음" in page
    without = {"key": "sanction", "is_granted": "yes", "evidence": ""}
    assert chair.post(address("panel-adjust", judged.first), without).status_code == 400
    assert chair.post(address("panel-adjust", judged.first), {**without, "evidence": "2025년 제재"}).status_code == 302
    granted = GrantedAdjustment.objects.get()
    assert (granted.is_granted, granted.evidence, granted.decided_by.name) == (True, "2025년 제재", "panel_chair")
    assert str(standing_of(judged.call).places[0].candidate.score.final) == "77.00"
    assert "제재 -3" in chair.get(address("panel", judged.call)).content.decode()


def test_a_finding_is_recorded_and_taken_back_with_reasons(sign_in, judged):
    manager = sign_in("call_manager")
    assert (
        manager.post(address("panel-find", judged.first), {"kind": "not_new", "reason": "같은 과제"}).status_code == 302
    )
    finding = Finding.objects.get()
    assert standing_of(judged.call).places[-1].candidate.receipt == judged.first.number
    again = manager.post(address("panel-take-back", finding), {"reason": ""})
    assert again.status_code == 400
    assert f'id="back{finding.pk}_reason"' in again.content.decode()
    assert manager.post(address("panel-take-back", finding), {"reason": "다른 과제입니다"}).status_code == 302
    finding.refresh_from_db()
    assert (finding.taken_back_by.name, finding.taken_back_reason) == ("call_manager", "다른 과제입니다")
    assert standing_of(judged.call).places[0].candidate.receipt == judged.first.number


def test_the_panels_table_asks_the_same_number_of_queries_whatever_its_length(sign_in, judged):
    client = sign_in("panel_chair")
    client.get(address("panel", judged.call))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("panel", judged.call)).status_code == 200
        return len(captured)

    both = queries()
    judged.second.__class__.objects.filter(pk=judged.second.pk).update(status="withdrawn")
    assert queries() == both


def test_an_empty_panel_says_why(sign_in, cast):
    judged = factories.make_judged(cast, at=clock.now())
    judged.call.applications.update(status="withdrawn")
    page = sign_in("panel_chair").get(address("panel", judged.call)).content.decode()
    assert "위원회가 볼 신청서가 아직 없습니다" in page
