"""Approvers and those who hear objections: what ties them to who takes part keeps them out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.decisions.models import Decider, Decision
from axportal.decisions.selectors.impartiality import impediment
from axportal.decisions.services import deciders, objections, selections
from axportal.reviews.models import Person
from tests.decisions import factories
from tests.reviews import factories as reviews

pytestmark = [pytest.mark.feature("B25"), pytest.mark.feature("N8")]


@pytest.fixture
def approver(cast, judged):
    """The ministry's approver, known as a person."""
    return deciders.name_decider(
        email="ministry_approver@cast.example", values={"organisation": reviews.employer(70)},
        actor=cast.agency_officer, at=judged.at,
    )  # fmt: skip


def confirmed(cast, judged):
    selection = factories.propose(cast, judged)
    return selections.confirm_selection(
        selection=selection, reason="", no_conflict=True, actor=cast.panel_chair, at=judged.at
    )


@pytest.mark.feature("B25")
@pytest.mark.parametrize(
    ("kind", "words"), [("shareholding", "지분 관계"), ("advisory", "자문 관계"), ("employment", "최근 소속 기관")]
)
def test_shares_advice_and_a_former_employer_keep_an_approver_out(cast, judged, approver, kind, words):
    ended = {"ends_on": clock.seoul_date(judged.at - timedelta(days=200))} if kind == "employment" else {}
    reviews.tie(kind, approver.person, organisation=judged.second.organisation, **ended)
    selection = confirmed(cast, judged)
    with pytest.raises(NotAllowed) as refusal:
        selections.approve_selection(
            selection=selection, reason="", no_conflict=True, actor=cast.ministry_approver, at=judged.at
        )
    assert refusal.value.code == "conflict_of_interest"
    assert words in refusal.value.message


def test_a_relative_among_the_researchers(cast, judged, approver):
    reviews.tie("relative", approver.person, other=reviews.lead_of(judged.first))
    selection = confirmed(cast, judged)
    assert "친족" in impediment(cast.ministry_approver, selection, at=judged.at)
    assert impediment(cast.agency_officer, selection, at=judged.at) == ""


@pytest.mark.parametrize("is_known", [True, False])
def test_a_delegate_of_an_applicant_approves_nothing(cast, judged, request, is_known):
    if is_known:
        request.getfixturevalue("approver")
    reviews.delegate(judged.second.organisation, cast.ministry_approver, days=-30)
    selection = confirmed(cast, judged)
    assert "자문 관계" in impediment(cast.ministry_approver, selection, at=clock.now())


def test_without_a_tie_one_approves(cast, judged, approver):
    selection = confirmed(cast, judged)
    done = selections.approve_selection(
        selection=selection, reason="", no_conflict=True, actor=cast.ministry_approver, at=judged.at
    )
    assert done.status == "approved"


def test_whom_no_list_knows_states_to_have_no_conflict(cast, judged, sign_in, api):
    selection = factories.propose(cast, judged)
    address = reverse("decisions:selection-step", kwargs={"uuid": selection.uuid, "step": "confirm"})
    chair = sign_in("panel_chair")
    assert 'name="no_conflict"' in chair.get(selection.get_absolute_url()).content.decode()
    refused = chair.post(address, {"reason": ""})
    assert (refused.status_code, "직접 확인하거나" in refused.content.decode()) == (400, True)
    assert chair.post(address, {"reason": "", "no_conflict": "on"}).status_code == 302
    assert "이해관계가 없다고 확인함" in chair.get(selection.get_absolute_url()).content.decode()
    place = reverse("api:selections-detail", kwargs={"uuid": selection.uuid})
    ministry = api("ministry_approver")
    assert ministry.get(place).json()["needs_statement"] is True
    silent = ministry.post(f"{place}approve/", {}, format="json")
    assert (silent.status_code, silent.json()["code"], list(silent.json()["errors"])) == (
        400, "no_conflict_not_stated", ["no_conflict"],
    )  # fmt: skip
    told = ministry.post(f"{place}approve/", {"no_conflict": True}, format="json").json()
    assert [one["no_conflict"] for one in told["approvals"]] == [True, True]


def test_who_is_known_states_nothing(cast, judged, approver, sign_in):
    selection = confirmed(cast, judged)
    assert 'name="no_conflict"' not in sign_in("ministry_approver").get(selection.get_absolute_url()).content.decode()
    done = selections.approve_selection(selection=selection, reason="", actor=cast.ministry_approver, at=judged.at)
    assert done.approvals.get(level=2).no_conflict is False


def test_a_namesake_at_ones_own_institute_is_oneself(cast, judged):
    gist = judged.call.organisation
    chair = Person.objects.create(name="panel_chair", organisation=gist)
    reviews.tie("shareholding", chair, organisation=judged.first.organisation)
    selection = factories.propose(cast, judged)
    with pytest.raises(NotAllowed):
        selections.confirm_selection(
            selection=selection, reason="", no_conflict=True, actor=cast.panel_chair, at=judged.at
        )
    selections.confirm_selection(
        selection=selection, reason="", no_conflict=True, actor=cast.agency_officer, at=judged.at
    )


@pytest.mark.feature("N7")
def test_who_holds_shares_hears_no_objection(cast, judged):
    factories.told(cast, judged)
    judged.call.refresh_from_db()
    at = judged.call.notified_at + timedelta(days=1)
    handler = deciders.name_decider(
        email="auditor@cast.example", values={"researcher_no": "12345678"}, actor=cast.agency_officer, at=at
    )
    reviews.tie("shareholding", handler.person, organisation=judged.first.organisation)
    objection = objections.file_objection(
        decision=Decision.objects.get(application=judged.second), ground="error", text="오류",
        actor=cast.rival_representative, at=at,
    )  # fmt: skip
    for named, panel in ((cast.auditor, []), (cast.reviewer, [cast.auditor])):
        with pytest.raises(InvalidInput) as refusal:
            objections.assign_objection(
                objection=objection, handler=named, panel=panel, actor=cast.agency_officer, at=at
            )
        assert refusal.value.fields == {"handler": ["auditor: 이해관계가 있어 맡을 수 없습니다(지분 관계)."]}


def test_the_page_says_why_one_may_not(sign_in, api, cast, judged, approver):
    reviews.tie("shareholding", approver.person, organisation=judged.second.organisation)
    selection = confirmed(cast, judged)
    page = sign_in("ministry_approver").get(selection.get_absolute_url()).content.decode()
    assert ("이해관계가 확인되어 승인할 수 없습니다: 지분 관계." in page, "최종 승인하기" in page) == (True, False)
    read = api("ministry_approver").get(reverse("api:selections-detail", kwargs={"uuid": selection.uuid})).json()
    assert (read["available_actions"], read["why_not"]) == (
        ["return"], "이해관계가 확인되어 승인할 수 없습니다: 지분 관계.",
    )  # fmt: skip


def test_the_agency_says_who_decides(sign_in, api, cast, judged):
    officer, address = sign_in("agency_officer"), reverse("decisions:decider-list")
    assert "아직 적은 사람이 없습니다" in officer.get(address).content.decode()
    assert officer.post(address, {"email": "company_member@cast.example"}).status_code == 400
    assert officer.post(address, {"email": "panel_chair@cast.example", "researcher_no": "87654321"}).status_code == 302
    assert "87654321" in sign_in("auditor").get(address).content.decode()
    assert sign_in("auditor").post(address, {"email": "auditor@cast.example"}).status_code == 403
    assert sign_in("panel_chair").get(address).status_code == 404
    body = {"email": "panel_chair@cast.example", "researcher_no": "87654322"}
    again = api("agency_officer").post(reverse("api:deciders-list"), body, format="json")
    assert (again.status_code, again.json()["researcher_no"]) == (201, "87654322")
    assert [one.person.researcher_no for one in Decider.objects.select_related("person")] == ["87654322"]


def test_two_accounts_are_not_one_person(cast, judged):
    common = {"values": {"researcher_no": "11112222"}, "at": judged.at}
    with pytest.raises(NotAllowed):
        deciders.name_decider(email="auditor@cast.example", actor=cast.call_manager, **common)
    deciders.name_decider(email="auditor@cast.example", actor=cast.agency_officer, **common)
    with pytest.raises(InvalidInput) as taken:
        deciders.name_decider(email="panel_chair@cast.example", actor=cast.agency_officer, **common)
    assert taken.value.code == "person_taken"
