"""The whole way of a call through the API alone: challenge, call, applications, screening, review, decision, objection.

The test only takes the worker's and the scheduler's turns, and dates the deadline to now once everybody is in.
"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from axportal.accounts import services as accounts
from axportal.calls import rules
from axportal.calls.models import Application, Call, CallDeadline
from axportal.calls.rules.completeness import read_application
from axportal.core import clock
from axportal.decisions.models import Letter, Selection
from axportal.decisions.services import publication
from axportal.reviews.models import Plan
from axportal.reviews.services import solving
from regions.models import Organisation
from tests.calls.factories import PDF, value_for
from tests.decisions.factories import BODY
from tests.reviews.factories import COMMENT, employer
from tests.servers import wait_until

API = "/api/v1/"
FIRST, SECOND = "company_representative", "rival_representative"
RULES = {
    **BODY,
    "screening": [{"key": "debt", "name_ko": "부채비율 500% 미만", "name_en": "Debt ratio"}],
    "review": {**BODY["review"], "reviewers": 2, "fewest": 2},
}
POINTS = {FIRST: ("52", "30"), SECOND: ("50", "30")}
TIES = (
    "kind,person,person_organisation,organisation,starts_on\n"
    "shareholding,평가자3,cast-university-3,cast-company,2025-01-01\n"
)


class Caller:
    """A client with a token; every act has a key of its own and must be taken."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def get(self, place: str) -> Any:
        answer = self.client.get(API + place)
        assert answer.status_code == 200, (place, answer.content.decode())
        return answer.json()

    def post(self, place: str, body: Any = None, *, form: str = "json") -> Any:
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        answer = self.client.post(API + place, body or {}, format=form, headers=headers)
        assert answer.status_code in {200, 201}, (place, answer.content.decode())
        return answer.json()

    def patch(self, place: str, body: Any) -> Any:
        tag = self.client.get(API + place)["ETag"]
        answer = self.client.patch(API + place, body, format="json", headers={"If-Match": tag})
        assert answer.status_code == 200, (place, answer.content.decode())
        return answer.json()


@pytest.fixture
def by(api: Any) -> Any:
    """`by("auditor")`: that person with a token."""
    return lambda name: Caller(api(name))


def application_of(who: str) -> Application:
    """Of this representative's company."""
    return Application.objects.select_related("call").get(organisation__memberships__user__email__startswith=f"{who}@")


def a_problem_finds_a_laboratory(by: Any) -> None:
    company, institute = by(FIRST), by("institute_admin")
    own, gist = (str(Organisation.objects.get(key=key).uuid) for key in ("cast-company", "gist"))
    made = company.post("challenges/", {"organisation": own, "title_ko": "용광로 온도", "summary_ko": "고르지 않다"})
    place = f"challenges/{made['uuid']}/"
    company.post(f"{place}publish/")
    answer = {"organisation": gist, "laboratory": "열유체 연구실", "contact": "lab@gist.example", "message": "관심"}
    [interest] = institute.post(f"{place}interests/offer/", answer)["interests"]
    company.post(f"{place}interests/{interest['uuid']}/accept/")
    assert company.get(place)["status"] == "matched"


def a_call_is_announced(by: Any) -> Call:
    manager, at = by("call_manager"), clock.now()
    gist = str(Organisation.objects.get(key="gist").uuid)
    made = manager.post(
        "calls/",
        {"number": "AXL-API", "title_ko": "용광로 공모", "programme": "joint_lab", "organisation": gist,
         "zone": "honam", "years_max": 1, "opens_at": (at - timedelta(minutes=1)).isoformat()},
    )  # fmt: skip
    place = f"calls/{made['uuid']}/"
    manager.post(f"{place}rules/", {"body": RULES})
    told = manager.post(f"{place}publish/", {"closes_at": (at + timedelta(days=31)).isoformat()})
    assert told["status"] == "announced"
    return Call.objects.get(number="AXL-API")


def somebody_applies(by: Any, call: Call, who: str) -> None:
    company = by(who)
    own = Organisation.objects.get(memberships__user__email=f"{who}@cast.example")
    made = company.post("applications/", {"call": str(call.uuid), "organisation": str(own.uuid)})
    place, application = f"applications/{made['uuid']}/", application_of(who)
    written = read_application(application)
    for step in rules.steps_of(call, written.rules):
        for member in written.writers(step):
            values = {field.key: value_for(field) for field in step.fields if field.required}
            if values:
                company.patch(f"{place}parts/{step.key}/{member.organisation.uuid}/", {"fields": values})
    company.post(
        f"{place}files/upload/", {"document": "plan", "file": SimpleUploadedFile("p.pdf", PDF)}, form="multipart"
    )
    assert company.post(f"{place}submit/")["number"] == 1


def both_pass_screening(by: Any, call: Call) -> None:
    at = clock.now()
    CallDeadline.objects.create(call=call, closes_at=at, decided_at=at, reason="test")
    manager = by("call_manager")
    manager.post(f"calls/{call.uuid}/screen/")
    for who in (FIRST, SECOND):
        place = f"applications/{application_of(who).uuid}/screening/"
        for row in manager.get(place)["rules"]:
            if row["verdict"] != "pass":
                manager.post(f"{place}judge/", {"rule": row["rule"], "verdict": "pass", "evidence": "재무제표"})
        manager.post(f"{place}pass/")
        assert application_of(who).status == "screened"


def reviewers_are_seated_without_the_shareholder(by: Any, call: Call) -> None:
    manager = by("call_manager")
    for number in (1, 2, 3):
        email = f"judge{number}@cast.example"
        accounts.create_person(email=email, name=f"평가자{number}", password=None)
        entry = {"email": email, "keywords": ["적은", "내용"], "organisation": str(employer(number).uuid)}
        manager.post("reviewers/", entry)
    ties = {"file": SimpleUploadedFile("t.csv", TIES.encode()), "source": "전자공시", "as_of": "2026-11-01"}
    assert manager.post("review-ties/import/", ties, form="multipart") == {"added": 1, "by_name_alone": []}
    due = {"key": "paper", "due_at": (clock.now() + timedelta(days=7)).isoformat()}
    [opened] = manager.post(f"calls/{call.uuid}/review/rounds/", due)["rounds"]
    made = manager.post(f"review-rounds/{opened['uuid']}/plans/")
    solving.solve_plan(plan_id=Plan.objects.get(uuid=made["uuid"]).pk, at=clock.now())
    plan = manager.get(f"review-plans/{made['uuid']}/")
    barred = (str(application_of(FIRST).uuid), "평가자3")
    assert barred not in {(seat["application"], seat["reviewer_name"]) for seat in plan["seats"]}
    assert plan["conflicts"] == {"shareholding": 1}
    manager.post(f"review-plans/{made['uuid']}/confirm/")


def every_sheet_is_handed_in(by: Any, call: Call) -> None:
    for number in (1, 2, 3):
        judge = by(f"judge{number}")
        for seat in judge.get("review-assignments/")["results"]:
            place = f"review-assignments/{seat['uuid']}/"
            judge.post(f"{place}pledge/", {"text_version": 1})
            who = FIRST if seat["application_number"] == application_of(FIRST).number else SECOND
            need, team = POINTS[who]
            comments = {"comment-need": COMMENT, "comment-team": COMMENT}
            judge.patch(f"{place}sheet/", {"values": {"points-need": need, "points-team": team, **comments}})
            judge.post(f"{place}hand-in/")
    manager = by("call_manager")
    [paper] = manager.get(f"calls/{call.uuid}/review/")["rounds"]
    manager.post(f"review-rounds/{paper['uuid']}/close/")


def a_selection_is_told(by: Any, call: Call) -> list[tuple[str, str]]:
    """Proposed, two words, told; each letter's company and outcome."""
    manager, moment = by("call_manager"), clock.now() + timedelta(seconds=3)
    made = manager.post(f"calls/{call.uuid}/ranking/propose/", {"publish_at": moment.isoformat(), "note": ""})
    by("panel_chair").post(f"selections/{made['uuid']}/confirm/", {"no_conflict": True})
    by("ministry_approver").post(f"selections/{made['uuid']}/approve/", {"no_conflict": True})
    wait_until(lambda: clock.now() >= moment)
    publication.publish_due(at=clock.now())
    return [(who, by(who).get("letters/")["results"][0]["outcome"]) for who in (FIRST, SECOND)]


def an_objection_is_upheld(by: Any) -> None:
    letter = Letter.objects.get(decision__application=application_of(SECOND))
    body = {"ground": "error", "text": "첫째 기업의 제재 이력이 감점에 들어가지 않았습니다."}
    filed = by(SECOND).post(f"letters/{letter.uuid}/object/", body)
    place = f"objections/{filed['uuid']}/"
    by("agency_officer").post(f"{place}assign/", {"handler": "auditor@cast.example"})
    by("auditor").post(
        f"{place}decide/", {"outcome": "uphold", "reason": "제재 공문을 확인했습니다.", "no_conflict": True}
    )
    granted = {"key": "sanction", "is_granted": True, "evidence": "2026-3호"}
    by("panel_chair").post(f"applications/{application_of(FIRST).uuid}/panel/adjust/", granted)


@pytest.mark.feature("B36", "B1", "B10", "B15", "B19", "B24", "B25", "B27")
def test_the_whole_call_through_the_api_alone(by: Any, cast: Any):
    a_problem_finds_a_laboratory(by)
    call = a_call_is_announced(by)
    for who in (FIRST, SECOND):
        somebody_applies(by, call, who)
    both_pass_screening(by, call)
    reviewers_are_seated_without_the_shareholder(by, call)
    every_sheet_is_handed_in(by, call)
    asked = application_of(FIRST).submissions.get().asked_won
    Call.objects.filter(pk=call.pk).update(budget_won=asked)
    what_if = by("panel_chair").post(f"calls/{call.uuid}/ranking/what-if/", {"budget_won": 10 * asked})
    assert [(row["before"], row["after"]) for row in what_if["moved"]] == [("reserve", "selected")]
    assert a_selection_is_told(by, call) == [(FIRST, "selected"), (SECOND, "reserve")]
    an_objection_is_upheld(by)
    assert a_selection_is_told(by, call) == [(FIRST, "reserve"), (SECOND, "selected")]
    causes = list(Selection.objects.order_by("number").values_list("cause", "status"))
    assert causes == [("first", "superseded"), ("objection", "published")]
