"""A whole decision over the API alone: ranking, what-if, two words, letters, objections, declining."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.audit.models import Access
from axportal.core import clock
from axportal.decisions.models import Decision, Letter, Objection, Selection, WhatIf
from axportal.decisions.services import publication
from tests.decisions import factories

pytestmark = [pytest.mark.feature("B24"), pytest.mark.feature("B27"), pytest.mark.feature("I8")]


def address(name: str, row: object) -> str:
    return reverse(f"api:{name}", kwargs={"uuid": row.uuid})


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


@pytest.fixture
def now_judged(cast):
    """Waiting for its decision now, so that callers act at this moment."""
    judged = factories.make_judged(cast, at=clock.now() - timedelta(hours=3))
    asked = judged.first.submissions.get().asked_won
    type(judged.call).objects.filter(pk=judged.call.pk).update(budget_won=asked)
    judged.call.refresh_from_db()
    return judged


@pytest.fixture
def told(cast, now_judged):
    factories.told(cast, now_judged)
    for one in (now_judged.call, now_judged.first, now_judged.second):
        one.refresh_from_db()
    return now_judged


@pytest.mark.feature("N11")
def test_the_ranking_and_what_would_change_it(api, now_judged):
    chair = api("panel_chair")
    ranking = chair.get(address("call-ranking-detail", now_judged.call)).json()
    assert [(row["receipt"], row["final"], row["outcome"], row["reasons"]) for row in ranking["places"]] == [
        (now_judged.first.number, "80.00", "selected", ["순위와 예산 안에 들었습니다."]),
        (now_judged.second.number, "70.00", "reserve", ["앞선 순위에서 예산이 다 쓰였습니다."]),
    ]
    assert (ranking["sheets_missing"], ranking["ties_at_the_line"]) == (0, [])
    asked, headers = {"budget_won": 10**11}, key()
    found = [chair.post(address("call-ranking-what-if", now_judged.call), asked, format="json", headers=headers)
             for _twice in range(2)]  # fmt: skip
    assert [answer.json()["moved"] for answer in found] == [
        [
            {
                "application": str(now_judged.second.uuid), "receipt": now_judged.second.number, "before": "reserve",
                "after": "selected", "rank_before": 2, "rank_after": 2,
                "asked_won": now_judged.second.submissions.get().asked_won,
            }
        ]
    ] * 2  # fmt: skip
    assert WhatIf.objects.count() == 1
    wrong = chair.post(address("call-ranking-what-if", now_judged.call), {"weights": {"need": "10"}}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "criteria_not_100")


def test_from_the_proposal_to_the_objection(api, cast, now_judged):
    manager, headers = api("call_manager"), key()
    body = {"publish_at": (clock.now() + timedelta(hours=1)).isoformat(), "note": "심의 결과"}
    made = manager.post(address("call-ranking-propose", now_judged.call), body, format="json", headers=headers)
    again = manager.post(address("call-ranking-propose", now_judged.call), body, format="json", headers=headers)
    assert (made.status_code, again.json()["uuid"]) == (201, made.json()["uuid"])
    selection = Selection.objects.get()
    assert (made.json()["status"], made.json()["available_actions"]) == ("proposed", [])
    refused = manager.post(address("selections-confirm", selection), {}, format="json")
    assert refused.status_code == 403
    word = {"reason": "좋음", "no_conflict": True}
    confirmed = api("panel_chair").post(address("selections-confirm", selection), word, format="json")
    assert [(one["level"], one["by"], one["reason"]) for one in confirmed.json()["approvals"]] == [
        (1, "panel_chair", "좋음")
    ]
    word = {"no_conflict": True}
    approved = api("ministry_approver").post(address("selections-approve", selection), word, format="json")
    assert (approved.json()["status"], approved.json()["can_be_reckoned_again"]) == ("approved", True)
    later = (clock.now() + timedelta(hours=2)).isoformat()
    moved = manager.post(address("selections-move-publication", selection), {"publish_at": later}, format="json")
    assert moved.status_code == 200
    assert api("rival_representative").get(reverse("api:letters-list")).json()["results"] == []
    publication.publish_due(at=clock.now() + timedelta(hours=3))
    listed = api("rival_representative").get(reverse("api:letters-list")).json()["results"]
    letter = Letter.objects.get(decision__application=now_judged.second)
    assert [(row["uuid"], row["outcome"]) for row in listed] == [(str(letter.uuid), "reserve")]


@pytest.mark.feature("N7")
def test_an_objection_from_its_filing_to_its_outcome(api, told):
    letter, mine = Letter.objects.get(decision__application=told.second), api("rival_representative")
    read = mine.get(address("letters-detail", letter)).json()
    assert (read["score"], read["rank"], read["objection"], read["available_actions"]) == (
        "70.0000", 2, None, ["decline", "object"],
    )  # fmt: skip
    headers, body = key(), {"ground": "error", "text": "위원이 수치를 잘못 읽었습니다"}
    filed = mine.post(address("letters-object", letter), body, format="json", headers=headers)
    assert filed.status_code == 201
    assert mine.post(address("letters-object", letter), body, format="json", headers=headers).json() == filed.json()
    objection = Objection.objects.get()
    assert filed.json() == {
        "uuid": str(objection.uuid), "version": 1, "application": str(told.second.uuid),
        "application_number": told.second.number, "call": str(told.call.uuid), "ground": "error", "status": "filed",
        "filed_at": filed.json()["filed_at"], "due_at": filed.json()["due_at"], "decided_at": None,
        "text": "위원이 수치를 잘못 읽었습니다", "letter": str(letter.uuid), "heard_by": 0, "handler": "",
        "outcome_reason": "", "remedy": "", "answered_by": None, "available_actions": ["withdraw"],
    }  # fmt: skip
    probing = mine.post(address("objections-assign", objection), {"handler": "auditor@cast.example"}, format="json")
    missing = mine.post(address("objections-assign", objection), {"handler": "nobody@cast.example"}, format="json")
    assert (probing.status_code, missing.status_code) == (403, 403)  # tells nothing of who has an account
    named = {"handler": "auditor@cast.example", "panel": ["reviewer@cast.example"]}
    assigned = api("agency_officer").post(address("objections-assign", objection), named, format="json")
    assert (assigned.json()["status"], assigned.json()["heard_by"]) == ("handling", 2)
    assert mine.get(address("objections-detail", objection)).json()["handler"] == ""
    outcome = {"outcome": "dismiss", "reason": "근거가 없습니다"}
    assert (
        api("agency_officer").post(address("objections-decide", objection), outcome, format="json").status_code == 403
    )
    unsaid = api("auditor").post(address("objections-decide", objection), outcome, format="json")
    assert (unsaid.status_code, unsaid.json()["code"]) == (400, "no_conflict_not_stated")
    outcome["no_conflict"] = True
    done = api("auditor").post(address("objections-decide", objection), outcome, format="json").json()
    assert (done["status"], done["outcome_reason"]) == ("dismissed", "근거가 없습니다")
    assert api("company_representative").get(address("objections-detail", objection)).status_code == 404


def test_withdrawn_and_declined(api, told):
    letter = Letter.objects.get(decision__application=told.second)
    mine = api("rival_representative")
    mine.post(address("letters-object", letter), {"ground": "error", "text": "다시"}, format="json")
    withdrawn = mine.post(address("objections-withdraw", Objection.objects.get()), {}, format="json")
    assert withdrawn.json()["status"] == "withdrawn"
    won = api("company_representative")
    declined = won.post(address("applications-decline", told.first), {"reason": "자금 사정"}, format="json")
    assert declined.json() == {"application": str(told.first.uuid), "status": "declined"}
    assert list(Decision.objects.filter(application=told.second).order_by("id").values_list("outcome", flat=True)) == [
        "reserve", "selected",
    ]  # fmt: skip


def test_bonus_and_findings_by_the_panel(api, now_judged):
    chair = api("panel_chair")
    given = {"key": "sanction", "is_granted": True, "evidence": "2025년 제재"}
    row = chair.post(address("panel-adjust", now_judged.first), given, format="json").json()
    assert [(one["key"], one["is_granted"], one["evidence"]) for one in row["adjustments"]] == [
        ("grade", None, ""), ("sanction", True, "2025년 제재"),
    ]  # fmt: skip
    found = chair.post(address("panel-find", now_judged.first), {"kind": "absent", "reason": "불참"}, format="json")
    (finding,) = found.json()["findings"]
    places = chair.get(address("call-ranking-detail", now_judged.call)).json()["places"]
    assert places[-1]["failures"] == ["absent"]
    gone = chair.post(
        reverse("api:panel-take-back", kwargs={"uuid": finding["uuid"]}), {"reason": "왔습니다"}, format="json"
    )
    assert gone.json()["findings"][0]["taken_back_reason"] == "왔습니다"
    rows = chair.get(address("panel-of-call", now_judged.call)).json()["applications"]
    assert [one["receipt"] for one in rows] == [now_judged.first.number, now_judged.second.number]


def test_others_looks_at_a_letter_over_the_api_are_kept(api, told):
    letter = Letter.objects.get(decision__application=told.first)
    api("company_representative").get(address("letters-detail", letter))
    api("auditor").get(address("letters-detail", letter))
    assert list(Access.objects.filter(what="decisions.letter.read").values_list("actor__name", flat=True)) == [
        "auditor"
    ]
