"""The API of calls and applications: open calls, applications in scope, the rules of the pages."""

import json
from datetime import timedelta

import pytest

from axportal.audit.models import Access
from axportal.calls.models import Application, Submission
from axportal.calls.services import calls
from axportal.core import clock
from tests.calls.factories import BODY, company, make_call, ready, start, submit, write

CALLS, APPLICATIONS = "/api/v1/calls/", "/api/v1/applications/"


@pytest.fixture
def call(cast):
    return make_call(cast, closes_at=clock.now() + timedelta(days=3))


def problem(response, *, status, code):
    assert response.status_code == status, response.content
    body = json.loads(response.content)
    assert (body["status"], body["code"]) == (status, code)
    return body


def iso(moment):
    return moment.astimezone(clock.SEOUL)


def test_a_call_in_full_without_a_token(api, call):
    body = api().get(f"{CALLS}{call.uuid}/").json()
    gist, zone = call.organisation, call.zone
    times = {name: body.pop(name) for name in ("announced_at", "opens_at", "closes_at", "updated_at")}
    assert all(times.values())
    assert body == {
        "uuid": str(call.uuid), "version": call.version, "number": "AXL-2026-HN1",
        "title_ko": "호남권 공동연구소 공모", "title_en": "Honam joint lab call", "summary_ko": "", "summary_en": "",
        "programme": "joint_lab", "status": "announced",
        "zone": {"uuid": str(zone.uuid), "code": "honam", "name_ko": zone.name_ko, "name_en": zone.name_en},
        "institute": {"uuid": str(gist.uuid), "code": "gist", "name_ko": gist.name_ko, "name_en": gist.name_en},
        "budget_won": None, "years_max": 1, "origin": "entered", "phase": "open",
        "briefing_at": None, "briefing_ko": "", "briefing_en": "",
        "rules": {"number": 1, "body": {**BODY, "terms": {"budget_won": None, "years_max": 1}}},
        "challenges": [], "available_actions": [],
    }  # fmt: skip


@pytest.mark.parametrize(("phase", "found"), [("open", 1), ("closed", 0), ("announced", 0), ("cancelled", 0)])
def test_calls_by_phase(api, call, phase, found):
    assert len(api().get(CALLS, {"phase": phase, "zone": "honam"}).json()["results"]) == found


def test_the_tag_of_a_call_turns_with_its_phase(api, cast):
    """A 304 must not outlive the deadline."""
    call = make_call(cast, closes_at=clock.now() + timedelta(seconds=2))
    client = api()
    first = client.get(f"{CALLS}{call.uuid}/")
    assert client.get(f"{CALLS}{call.uuid}/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    while clock.now() < call.closes_at:
        pass
    after = client.get(f"{CALLS}{call.uuid}/", headers={"If-None-Match": first["ETag"]})
    assert (after.status_code, after.json()["phase"]) == (200, "closed")


def test_a_draft_call_is_not_there_for_others(api, cast, call):
    draft = calls.create_call(
        values={"number": "X", "title_ko": "작성 중", "programme": "gpu", "organisation": call.organisation,
                "opens_at": clock.now()},
        body={}, actor=cast.call_manager, at=clock.now(),
    )  # fmt: skip
    problem(api().get(f"{CALLS}{draft.uuid}/"), status=404, code="not_found")
    assert api("call_manager").get(f"{CALLS}{draft.uuid}/").status_code == 200


def test_a_script_applies_writes_hands_in_and_withdraws(api, cast, call):
    client = api("company_representative")
    body = {"call": str(call.uuid), "organisation": str(company().uuid)}
    created = client.post(APPLICATIONS, body, format="json")
    assert created.status_code == 201
    application = Application.objects.get()
    assert created["Location"].endswith(f"{APPLICATIONS}{application.uuid}/")
    assert created.json()["available_actions"] == ["submit"]
    assert [member["role"] for member in created.json()["members"]] == ["lead", "joint"]
    incomplete = client.post(f"{APPLICATIONS}{application.uuid}/submit/", {}, format="json")
    assert problem(incomplete, status=400, code="incomplete")["errors"]["gpu"] == ["GPU: GPU가 필요한가요?"]

    part = f"{APPLICATIONS}{application.uuid}/parts/project/{company().uuid}/"
    empty = client.get(part)
    assert empty.json() == {"step": "project", "organisation": str(company().uuid), "version": 0, "fields": {}}
    problem(client.patch(part, {"fields": {"goal": "목표"}}, format="json"), status=428, code="if_match_required")
    tag = {"If-Match": empty["ETag"]}
    kept = client.patch(part, {"fields": {"goal": "목표"}}, format="json", headers=tag)
    assert kept.json()["fields"] == {"goal": "목표"}
    problem(
        client.patch(part, {"fields": {"goal": "낡음"}}, format="json", headers=tag), status=412, code="stale_version"
    )
    newest = {"If-Match": kept["ETag"]}
    wrong = client.patch(part, {"fields": {"method": "방법", "trl_end": 12}}, format="json", headers=newest)
    assert problem(wrong, status=400, code="invalid")["errors"] == {"trl_end": ["1에서 9까지 적을 수 있습니다."]}
    assert application.parts.get(step="project").fields == {"goal": "목표"}
    unknown = client.patch(part, {"fields": {"secret": "1"}}, format="json", headers=newest)
    assert problem(unknown, status=400, code="invalid")["errors"] == {"secret": ["모르는 이름입니다."]}


@pytest.mark.goal("R6")
@pytest.mark.api10("API6")
def test_a_repeat_with_the_same_key_gets_the_same_receipt(api, cast, call):
    application = ready(cast, call)
    client, address = api("company_representative"), f"{APPLICATIONS}{application.uuid}/submit/"
    first, again = [client.post(address, {}, format="json", headers={"Idempotency-Key": "k1"}) for _time in range(2)]
    assert first.status_code == 200
    assert first.json() == again.json()
    submission = Submission.objects.get()
    assert (first.json()["number"], first.json()["sha256"]) == (1, submission.sha256)
    assert client.post(address, {}, format="json", headers={"Idempotency-Key": "k2"}).json()["number"] == 2
    withdrawn = client.post(f"{APPLICATIONS}{application.uuid}/withdraw/", {"reason": "합병"}, format="json")
    assert (withdrawn.json()["status"], withdrawn.json()["available_actions"]) == ("withdrawn", ["submit"])
    problem(api("company_member").post(address, {}, format="json"), status=403, code="not_representative")


@pytest.mark.api10("API6")
def test_after_the_deadline_the_script_is_told_when_it_closed(api, cast):
    call = make_call(cast, closes_at=clock.now() - timedelta(seconds=1))
    application = ready(cast, call)
    answer = api("company_representative").post(f"{APPLICATIONS}{application.uuid}/submit/", {}, format="json")
    assert (
        problem(answer, status=409, code="call_closed")["closed_at"]
        == call.closes_at.astimezone(clock.SEOUL).isoformat()
    )


@pytest.mark.goal("R3")
@pytest.mark.api10("API1")
def test_scopes_are_those_of_the_pages(api, cast, call):
    application = ready(cast, call)
    write(application, "budget", {"y1_gov": 1}, base=1_000_000, actor=cast.company_member, at=clock.now())
    draft = {"company_representative", "company_member", "delegate"}
    address = f"{APPLICATIONS}{application.uuid}/"
    part = f"{address}parts/budget/{company().uuid}/"
    assert {name for name in cast.names if api(name).get(address).status_code == 200} == draft
    assert {name for name in cast.names if api(name).get(part).status_code == 200} == draft
    submit(application, actor=cast.company_representative, at=clock.now())
    seen = {name for name in cast.names if api(name).get(address).status_code == 200}
    assert seen == draft | {
        "call_manager", "ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin",
    }  # fmt: skip
    assert {name for name in cast.names if api(name).get(part).status_code == 200} == draft
    assert api().get(address).status_code == 404
    assert api().get(APPLICATIONS).json()["results"] == []
    assert api("ministry_viewer").get(address).json()["submissions"] == []
    assert Access.objects.filter(what="calls.application.read").count() == len(seen - draft) + 1


@pytest.mark.api10("API3")
def test_a_partner_reaches_the_own_part_only(api, cast, call):
    application = start(cast, call)
    rival = cast.rival_representative.memberships.get().organisation
    application.members.create(organisation=rival, role="joint")
    client, address = api("rival_representative"), f"{APPLICATIONS}{application.uuid}/parts/budget/"
    assert client.get(f"{address}{rival.uuid}/").status_code == 200
    problem(client.get(f"{address}{company().uuid}/"), status=403, code="not_writer")


@pytest.mark.parametrize("query", [{"goal": "x"}, {"project_ko": "x"}, {"ordering": "organisation"}])
@pytest.mark.api10("API3")
def test_nothing_hidden_can_be_asked_for(api, call, query):
    problem(api("call_manager").get(APPLICATIONS, query), status=400, code="invalid")


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(api, cast, django_assert_max_num_queries, count):
    for n in range(count):
        one = make_call(cast, closes_at=clock.now() + timedelta(days=3 + n), number=f"AXL-2026-HN{n + 1}")
        start(cast, one)
    client = api("company_representative")
    client.get(APPLICATIONS)
    with django_assert_max_num_queries(6):
        assert len(client.get(APPLICATIONS).json()["results"]) == count
