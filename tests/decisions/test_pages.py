"""The pages of a decision as their users go through them, without scripts."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.audit.models import Access
from axportal.calls.models import Call
from axportal.core import clock
from axportal.decisions.models import Decision, Letter, Objection, Selection, WhatIf
from tests.decisions import factories

pytestmark = [pytest.mark.feature("B24"), pytest.mark.feature("N11")]


def ranking(judged) -> str:
    return reverse("decisions:ranking", kwargs={"uuid": judged.call.uuid})


def test_the_ranking_shows_points_line_and_reasons(sign_in, judged):
    page = sign_in("call_manager").get(ranking(judged)).content.decode()
    assert page.index(judged.first.number) < page.index("<b>선정의 선</b>") < page.rindex(judged.second.number)
    assert "앞선 순위에서 예산이 다 쓰였습니다." in page
    assert "80, 80, 80점" in page


@pytest.mark.feature("N11")
def test_what_if_tells_who_changes_is_kept_and_changes_nothing(sign_in, judged):
    client = sign_in("panel_chair")
    page = client.post(ranking(judged), {"weight_need": "10", "weight_team": "90"}).content.decode()
    assert "이 조건으로는 아무도 바뀌지 않습니다." in page
    page = client.post(ranking(judged), {"budget": "100"}).content.decode()
    assert f"<b>{judged.second.number}</b>이(가) 선정됩니다" in page
    assert "가정하면 선정" in page
    assert page.index(judged.first.number) < page.index("<b>선정의 선</b>") < page.index("<b>가정한 선</b>")
    wrong = client.post(ranking(judged), {"weight_need": "10"})
    assert (wrong.status_code, "배점의 합이 100점이 아닙니다." in wrong.content.decode()) == (400, True)
    assert list(WhatIf.objects.order_by("id").values_list("terms", "changes__moved"))[-1] == (
        {"budget_won": 10_000_000_000},
        [{"application": str(judged.second.uuid), "before": "reserve", "after": "selected"}],
    )
    assert not Selection.objects.exists()


def test_the_terms_of_a_what_if_have_scales_and_say_how_they_stand(sign_in, judged):
    page = sign_in("panel_chair").get(ranking(judged))
    budget, most = (page.context["what_if"].fields[name].widget.attrs for name in ("budget", "most"))
    asked = sum(place.candidate.asked_won for place in page.context["standing"].places)
    assert (budget["data-slide"], most["data-slide"]) == (Decimal(asked) / 100_000_000, 2)
    assert f"억 원 · 지금 {budget['data-now']}" in page.content.decode()
    assert "<b>가정한 선</b>" not in page.content.decode()


def test_a_higher_pass_line_takes_everybody_out_and_is_kept_with_what_was_tried(sign_in, judged):
    page = sign_in("panel_chair").post(ranking(judged), {"threshold": "99", "zone_least": "1"}).content.decode()
    assert f"<b>{judged.first.number}</b>이(가) 빠집니다" in page
    tried = WhatIf.objects.order_by("-id").first()
    assert (tried.terms["threshold"], tried.terms["zone_least"]) == ("99", 1)


def test_from_proposal_to_objection_through_the_pages(sign_in, cast, judged):
    manager = sign_in("call_manager")
    proposed = manager.post(f"{ranking(judged)}propose/", {"publish_at": "2099-01-01T18:00", "note": "심의 결과"})
    assert proposed.status_code == 302
    address = proposed["Location"]
    refused = manager.post(f"{address}confirm/", {"reason": ""})
    assert refused.status_code == 403
    assert sign_in("panel_chair").post(f"{address}confirm/", {"reason": "", "no_conflict": "on"}).status_code == 302
    assert (
        sign_in("ministry_approver").post(f"{address}approve/", {"reason": "승인", "no_conflict": "on"}).status_code
        == 302
    )
    page = sign_in("auditor").get(address).content.decode()
    assert "남겨 둔 점수와 규칙으로 다시 셈한 순위가 같습니다." in page
    assert "최종 승인" in page


def test_the_applicant_reads_the_letter_and_objects_and_a_rival_finds_nothing(sign_in, cast):
    judged = factories.make_judged(cast, at=clock.now() - timedelta(hours=3))
    factories.told(cast, judged)
    letter = Letter.objects.get(decision__application=judged.second)
    address = reverse("decisions:letter", kwargs={"uuid": letter.uuid})
    mine = sign_in("rival_representative")
    assert "선정되었습니다" in mine.get(address).content.decode()
    assert sign_in("company_representative").get(address).status_code == 404
    assert mine.post(address, {"ground": "error", "text": ""}).status_code == 400
    filed = mine.post(address, {"ground": "error", "text": "위원이 수치를 잘못 읽었습니다"})
    assert filed.status_code == 302
    objection = Objection.objects.get()
    assert (objection.ground, objection.decision.application) == ("error", judged.second)
    assert sign_in("company_representative").get(filed["Location"]).status_code == 404
    officer = sign_in("agency_officer")
    assert officer.post(f"{filed['Location']}assign/", {"handler": "nobody@cast.example"}).status_code == 400
    named = {"handler": "auditor@cast.example", "panel": "reviewer@cast.example"}
    assert officer.post(f"{filed['Location']}assign/", named).status_code == 302
    outcome = {"outcome": "dismiss", "reason": "근거 없음"}
    unsaid = sign_in("auditor").post(f"{filed['Location']}decide/", outcome)
    assert (unsaid.status_code, "근거 없음" in unsaid.content.decode()) == (400, True)
    assert "이해관계가 없음을 직접 확인하거나" in unsaid.content.decode()
    decided = sign_in("auditor").post(f"{filed['Location']}decide/", {**outcome, "no_conflict": "on"})
    assert decided.status_code == 302
    assert "근거 없음" in mine.get(filed["Location"]).content.decode()


def test_nothing_of_a_decision_is_there_before_it_is_told(sign_in, cast, judged):
    factories.approved(cast, judged)
    assert not Decision.objects.exists()
    client = sign_in("company_representative")
    page = client.get(judged.first.get_absolute_url()).content.decode()
    for word in ("선정되었습니다", "80점", "순위", "최종 승인"):
        assert word not in page
    assert client.get(ranking(judged)).status_code == 404


def test_others_looks_at_a_letter_are_kept(sign_in, cast, judged):
    factories.told(cast, judged)
    letter = Letter.objects.get(decision__application=judged.first)
    address = reverse("decisions:letter", kwargs={"uuid": letter.uuid})
    sign_in("company_representative").get(address)
    sign_in("auditor").get(address)
    assert list(Access.objects.filter(what="decisions.letter.read").values_list("actor__name", flat=True)) == [
        "auditor"
    ]


def test_the_ranking_asks_the_same_number_of_queries_whatever_its_length(sign_in, judged):
    client = sign_in("call_manager")
    client.get(ranking(judged))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ranking(judged)).status_code == 200
        return len(captured)

    both = queries()
    judged.second.__class__.objects.filter(pk=judged.second.pk).update(status="withdrawn")
    assert queries() == both
    assert Call.objects.filter(pk=judged.call.pk).exists()
