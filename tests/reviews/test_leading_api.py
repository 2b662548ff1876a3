"""Leading a review through the API alone: pool, ties, rounds, plans, conflicts, challenges, discussion, corrections."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from axportal.accounts import services as accounts
from axportal.audit.models import Access
from axportal.core import clock
from axportal.reviews.models import Assignment, Correction, Recusal, Reviewer, ScoreSheet, Tie
from axportal.reviews.selectors.scores import scores_of
from axportal.reviews.services import solving
from tests.reviews.factories import COMMENT, judged, make_reviewing

API = "/api/v1/"
ENTRY = {
    "version": 1,
    "name": "평가자1",
    "email": "judge1@cast.example",
    "organisation": None,
    "unit_name": "전산학부",
    "researcher_no": "10023456",
    "industry_codes": [],
    "keywords": ["적은", "내용"],
    "available_from": None,
    "available_until": None,
    "most_at_once": 10,
    "is_active": True,
}
TIES = "kind,person,other,organisation,starts_on\nadvisory,평가자1,,cast-company,2025-01-01\n"


class Caller:
    """A client that posts JSON, each time with a key of its own."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def get(self, address: str) -> Any:
        return self.client.get(API + address)

    def post(self, address: str, body: dict[str, Any] | None = None, *, key: str = "") -> Any:
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.post(API + address, body or {}, format="json", headers=headers)


@pytest.fixture
def manager(api):
    return Caller(api("call_manager"))


def enter(manager: Caller, number: int, **values: Any) -> dict[str, Any]:
    """A new entry of the pool."""
    email = f"judge{number}@cast.example"
    accounts.create_person(email=email, name=f"평가자{number}", password=None)
    answer = manager.post("reviewers/", {"email": email, "keywords": ["적은", "내용"], **values})
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.mark.feature("B14", "B22")
def test_the_pool(api, manager):
    made = enter(manager, 1, unit_name="전산학부", researcher_no="10023456")
    assert made == {"uuid": made["uuid"], **ENTRY}
    again = manager.post("reviewers/", {"email": "judge1@cast.example"})
    assert again.json()["errors"] == {"email": ["이미 평가위원 명단에 있는 사람입니다."]}
    address = f"{API}reviewers/{made['uuid']}/"
    read = manager.client.get(address)
    assert read.json() == made
    assert Access.objects.filter(what="reviews.reviewer.read").count() == 1
    change = {"available_from": "2027-02-01", "keywords": ["열화상"]}
    changed = manager.client.patch(address, change, format="json", headers={"If-Match": read["ETag"]})
    assert changed.json() == {**made, **change, "version": 2}
    stale = manager.client.patch(address, change, format="json", headers={"If-Match": read["ETag"]})
    assert stale.status_code == 412
    wrong = {"available_until": "2027-01-01"}
    early = manager.client.patch(address, wrong, format="json", headers={"If-Match": changed["ETag"]})
    assert list(early.json()["errors"]) == ["available_until"]
    listed = manager.get("reviewers/").json()["results"]
    assert listed == [changed.json()]
    [habits] = manager.get("reviewers/workload/").json()["rows"]
    assert habits == {"reviewer": made["uuid"], "open": 0, "overdue": 0, "handed_in": 0, "late": 0, "missed": 0,
                      "lean": None, "spread": None}  # fmt: skip
    assert Caller(api("auditor")).post("reviewers/", {"email": "x@cast.example"}).status_code == 403


@pytest.mark.feature("B18", "B19")
def test_ties_are_brought_in_once(manager):
    enter(manager, 1)
    client, key = manager.client, {"Idempotency-Key": str(uuid.uuid4())}

    def send() -> Any:
        body = {"file": SimpleUploadedFile("ties.csv", TIES.encode()), "source": "시험", "as_of": "2026-11-01"}
        return client.post(f"{API}review-ties/import/", body, format="multipart", headers=key)

    assert send().json() == send().json() == {"added": 1, "by_name_alone": [2]}
    [row] = client.get(f"{API}review-ties/?count=true").json()["results"]
    tie = Tie.objects.get()
    assert row == {
        "uuid": str(tie.uuid), "kind": "advisory", "unit_name": "", "starts_on": "2025-01-01", "ends_on": None,
        "source": "시험", "as_of": "2026-11-01", "person": "평가자1", "holder": None, "other": "",
        "organisation": str(tie.organisation.uuid),
    }  # fmt: skip
    assert Access.objects.filter(what="reviews.ties.read").count() == 1
    wrong = {"file": SimpleUploadedFile("x.csv", b"kind\nfriend\n"), "source": "x", "as_of": "2026-11-01"}
    refused = client.post(f"{API}review-ties/import/", wrong, format="multipart")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["file"])


def opened(manager: Caller, call: Any, key: str = "paper") -> dict[str, Any]:
    """The round, open for ten days."""
    due = (clock.now() + timedelta(days=10)).isoformat()
    answer = manager.post(f"calls/{call.uuid}/review/rounds/", {"key": key, "due_at": due})
    assert answer.status_code == 201, answer.content
    return next(one for one in answer.json()["rounds"] if one["key"] == key)


@pytest.mark.feature("B15", "N9")
def test_a_plan_is_worked_out_changed_and_confirmed(cast, manager):
    call, (first, second) = make_reviewing(cast, at=clock.now() - timedelta(days=2))
    entries = [enter(manager, number) for number in range(1, 5)]
    paper = opened(manager, call)
    assert (paper["is_anonymous"], paper["assigned"], paper["plan"]) == (True, 0, None)
    made = manager.post(f"review-rounds/{paper['uuid']}/plans/")
    assert (made.status_code, made.json()["status"], made.json()["available_actions"]) == (201, "wanted", ["drop"])
    plan = f"review-plans/{made.json()['uuid']}/"
    assert made["Location"].endswith(f"{API}{plan}")
    solving.solve_plan(plan_id=call.review_rounds.get().plans.get().pk, at=clock.now())
    ready = manager.get(plan).json()
    assert (ready["status"], len(ready["seats"]), ready["empty"]) == ("ready", 6, [])
    assert ready["seats"][0]["grounds"] == {"words": ["적은", "내용"], "industries": [], "knows_it": False,
                                           "late_percent": 0}  # fmt: skip
    taken = {seat["reviewer"] for seat in ready["seats"] if seat["application"] == str(first.uuid)}
    [free] = [entry for entry in entries if entry["uuid"] not in taken]
    seat = {"application": str(first.uuid), "reviewer": free["uuid"], "seated": True}
    by_hand = manager.post(f"{plan}seats/", seat).json()
    assert [(one["reviewer"], one["grounds"]) for one in by_hand["seats"] if one["by_hand"]] == [(free["uuid"], None)]
    assert len(manager.post(f"{plan}seats/", {**seat, "seated": False}).json()["seats"]) == 6
    missing = manager.post(f"{plan}seats/", {**seat, "application": str(uuid.uuid4())})
    assert list(missing.json()["errors"]) == ["application"]
    key = str(uuid.uuid4())
    assert manager.post(f"{plan}confirm/", key=key).json() == manager.post(f"{plan}confirm/", key=key).json()
    assert manager.post(f"{plan}drop/").status_code == 409
    review = manager.get(f"calls/{call.uuid}/review/").json()
    assert [(one["number"], one["assigned"], one["status"]) for one in review["applications"]] == [
        (first.number, 3, "under_review"), (second.number, 3, "under_review"),
    ]  # fmt: skip


@pytest.mark.feature("N8")
def test_conflicts_exceptions_and_challenges(api, cast, manager, reviewed):
    judge, other = reviewed.pool[:2]
    case = f"applications/{reviewed.first.uuid}/review/"
    kept = {"reviewer": str(judge.uuid), "kind": "relative", "reason": "사촌입니다"}
    [recusal] = manager.post(f"{case}exclude/", kept).json()["recusals"]
    assert (recusal["way"], recusal["kind"], recusal["is_excusable"]) == ("excluded", "relative", True)
    own = {**kept, "kind": "participant", "reviewer": str(other.uuid)}
    rows = manager.post(f"{case}exclude/", own).json()["recusals"]
    excused = manager.post(f"review-recusals/{recusal['uuid']}/excuse/", {"reason": "다른 전문가가 없습니다"})
    assert [one["excuse"] for one in excused.json()["recusals"]] == ["다른 전문가가 없습니다", ""]
    never = manager.post(f"review-recusals/{rows[1]['uuid']}/excuse/", {"reason": "다른 전문가가 없습니다"})
    assert never.json()["code"] == "never_excused"
    filed_at = f"applications/{reviewed.first.uuid}/reviewer-challenges/"
    body = {"person_name": judge.person.name, "reason": "소송 중입니다"}
    filed = Caller(api("company_representative")).post(filed_at, body)
    assert (filed.status_code, len(filed.json()["challenges"])) == (201, 1)
    [challenge] = manager.get(case).json()["challenges"]
    assert challenge["person_name"] == judge.person.name
    decision = {"reviewer": str(judge.uuid), "accepted": True, "reason": "소송이 확인됩니다"}
    decided = manager.post(f"review-challenges/{challenge['uuid']}/decide/", decision)
    assert decided.json()["recusals"][-1]["accepted"] is True
    assert Recusal.objects.filter(reviewer=judge).count() == 2
    assert Caller(api("company_representative")).get(filed_at).json() == filed.json()


@pytest.mark.feature("B13", "B20")
def test_sheets_are_read_corrected_and_discussed(api, cast, manager, reviewed):
    at = clock.now()
    mine = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    judged(reviewed.first, reviewed.pool[1], reviewed.round, at=at, need="20")
    case = f"applications/{reviewed.first.uuid}/review/"
    judges = manager.get(case).json()["judges"]
    assert [one["status"] for one in judges] == ["handed_in", "handed_in"]
    sheet = f"review-sheets/{judges[0]['sheet']}/"
    assert manager.get(sheet).json()["comments"] == {"need": COMMENT, "team": COMMENT}
    assert Access.objects.filter(what="reviews.sheet.read").count() == 1
    correction = {"points": {"need": "45", "team": "30"}, "reason": "합산이 틀렸습니다"}
    key = str(uuid.uuid4())
    corrected = manager.post(f"{sheet}correct/", correction, key=key).json()
    assert corrected == manager.post(f"{sheet}correct/", correction, key=key).json()
    assert (corrected["points"], corrected["corrections"][0]["points"]) == (
        {"need": "50", "team": "30"}, {"need": "45", "team": "30"},
    )  # fmt: skip
    assert Correction.objects.count() == 1
    assert str(scores_of(reviewed.call)[0].sheets[0].points["need"]) == "45"
    said = manager.post(f"{case}remarks/", {"round": "paper", "text": "예산의 근거를 봐 주세요"})
    assert said.json()["remarks"][0]["text"] == "예산의 근거를 봐 주세요"
    judge = api("outsider")
    judge.force_authenticate(mine.assignment.reviewer.user)
    discussion = Caller(judge).get(f"review-assignments/{mine.assignment.uuid}/discussion/").json()
    assert [(one["points"]["need"], one["is_own"]) for one in discussion["sheets"] if one["is_own"]] == [("45", True)]
    assert discussion["remarks"][0]["who"] == "평가를 이끄는 사람"
    told = Caller(judge).post(f"review-assignments/{mine.assignment.uuid}/remarks/", {"text": "근거가 약합니다"})
    assert [one["text"] for one in told.json()["remarks"]] == ["예산의 근거를 봐 주세요", "근거가 약합니다"]
    assert reviewed.pool[1].person.name not in told.content.decode()


def test_a_second_round_follows_the_first(manager, reviewed):
    at = clock.now()
    judged(reviewed.first, reviewed.pool[0], reviewed.round, at=at)
    Assignment.objects.create(application=reviewed.second, reviewer=reviewed.pool[0], round=reviewed.round,
                              assigned_at=at)  # fmt: skip
    paper = f"review-rounds/{reviewed.round.uuid}/"
    early = manager.post(f"calls/{reviewed.call.uuid}/review/rounds/",
                         {"key": "talk", "due_at": (at + timedelta(days=3)).isoformat()})  # fmt: skip
    assert early.status_code == 409
    due = (at + timedelta(days=20)).isoformat()
    moved = manager.post(f"{paper}due/", {"due_at": due, "reason": "모두 늦어졌습니다"})
    assert moved.status_code == 200
    refused = manager.post(f"{paper}close/")
    assert refused.json()["code"] == "sheets_missing"
    closed = manager.post(f"{paper}close/", {"reason": "한 분이 내지 않았습니다"}).json()
    assert closed["rounds"][0]["closed_at"] is not None
    assert opened(manager, reviewed.call, "talk")["is_anonymous"] is False


@pytest.mark.goal("R4")
def test_applicants_and_reviewers_reach_nothing_of_it(api, manager, reviewed):
    sheet = judged(reviewed.first, reviewed.pool[0], reviewed.round, at=clock.now())
    places = [
        f"calls/{reviewed.call.uuid}/review/", f"applications/{reviewed.first.uuid}/review/",
        f"review-sheets/{sheet.uuid}/", f"reviewers/{reviewed.pool[0].uuid}/",
    ]  # fmt: skip
    for person in ("company_representative", "rival_representative", "reviewer", "outsider", "institute_admin"):
        caller = Caller(api(person))
        assert [caller.get(place).status_code for place in places] == [404] * len(places)
        assert caller.get("review-ties/").json()["results"] == []
        assert caller.get("reviewers/").json()["results"] == []
    assert Reviewer.objects.count() == 6
    assert ScoreSheet.objects.count() == 1
