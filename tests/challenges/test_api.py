"""Challenges through the API: the pages' services, and the pages' silence about the confidential part."""

import json

import pytest

from axportal.challenges import tasks
from axportal.challenges.models import Challenge, ConfidentialPart, Interest
from axportal.challenges.services import challenges
from axportal.core import clock
from axportal.core.models import MailDelivery, OutboxRow
from regions.models import Organisation
from tests.challenges.factories import SECRET, make_challenge
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B1")]
LIST = "/api/v1/challenges/"
NAMED = {"company_representative", "company_member", "institute_admin", "gist_colleague", "call_manager"}


def at_of(challenge, rest=""):
    return f"{LIST}{challenge.uuid}/{rest}"


@pytest.fixture
def gist():
    return Organisation.objects.get(key="gist")


def answer(gist):
    return {
        "organisation": str(gist.uuid),
        "laboratory": "비전 연구실",
        "contact": "lab@gist.example",
        "message": "관심",
    }


def test_the_whole_way_through_the_api(api, cast, gist):
    company, institute = api("company_representative"), api("institute_admin")
    own = Organisation.objects.get(key="cast-company")
    body = {"organisation": str(own.uuid), "title_ko": "난제", "summary_ko": "요약",
            "confidential": {"text": SECRET, "readers": [str(gist.uuid)]}}  # fmt: skip
    made = company.post(LIST, body, format="json")
    challenge = Challenge.objects.get()
    said = made.json()
    assert (made.status_code, made["Location"]) == (201, f"http://testserver{at_of(challenge)}")
    assert said.pop("updated_at")
    assert said == {
        "uuid": str(challenge.uuid), "version": challenge.version, "title_ko": "난제", "title_en": "",
        "summary_ko": "요약", "summary_en": "", "data_state": "partly", "data_kind": "", "data_place": "on_site",
        "data_personal": "none", "data_secrecy": "none", "status": "draft", "organisation": str(own.uuid),
        "organisation_name_ko": own.name_ko, "organisation_name_en": own.name_en, "origin": "entered",
        "available_actions": ["post", "withdraw"],
    }  # fmt: skip
    assert institute.get(at_of(challenge)).status_code == 404
    changed = company.patch(
        at_of(challenge), {"title_ko": "고친 난제"}, format="json", headers={"If-Match": made["ETag"]}
    )
    assert (changed.status_code, changed.json()["title_ko"]) == (200, "고친 난제")
    assert company.post(at_of(challenge, "publish/")).json()["status"] == "open"
    assert institute.get(at_of(challenge, "confidential/")).json() == {
        "version": 1, "text": SECRET, "readers": [str(gist.uuid)],
    }  # fmt: skip
    assert institute.post(at_of(challenge, "interests/offer/"), answer(gist), format="json").status_code == 200
    assert institute.post(at_of(challenge, "interests/offer/"), answer(gist), format="json").status_code == 400
    interest = Interest.objects.get()
    accept = at_of(challenge, f"interests/{interest.uuid}/accept/")
    assert institute.post(accept).status_code == 403
    assert company.post(accept).json()["interests"] == [{
        "uuid": str(interest.uuid), "organisation": str(gist.uuid), "organisation_name_ko": gist.name_ko,
        "organisation_name_en": gist.name_en, "laboratory": "비전 연구실", "contact": "lab@gist.example",
        "message": "관심", "status": "accepted", "available_actions": [],
    }]  # fmt: skip
    assert company.post(at_of(challenge, "close/")).json()["status"] == "closed"


@pytest.mark.goal("R3")
@pytest.mark.api10("API1", "API3")
def test_the_confidential_part_leaves_only_to_those_named(api, cast):
    challenge = make_challenge(cast, at=clock.now())
    confidential = at_of(challenge, "confidential/")
    for person in (None, *Cast.names):
        client = api(person)
        assert (client.get(confidential).status_code == 200) == (person in NAMED), person
        for place in (LIST, f"{LIST}?format=csv", at_of(challenge), at_of(challenge, "interests/")):
            found = client.get(place)
            content = b"".join(found.streaming_content) if found.streaming else found.content
            assert SECRET not in content.decode(), (person, place)


@pytest.mark.goal("R3")
def test_a_change_of_the_confidential_part_moves_nothing_that_others_see(api, cast):
    challenge = make_challenge(cast, at=clock.now())
    stranger, company = api("dgist_admin"), api("company_member")
    before = stranger.get(at_of(challenge))
    tag = company.get(at_of(challenge, "confidential/"))["ETag"]
    body = {"text": "다른 비공개", "readers": []}
    said = company.patch(at_of(challenge, "confidential/"), body, format="json", headers={"If-Match": tag})
    assert (said.status_code, said.json()) == (200, {"version": 2, "text": "다른 비공개", "readers": []})
    stale = company.patch(at_of(challenge, "confidential/"), body, format="json", headers={"If-Match": tag})
    assert stale.status_code == 412
    after = stranger.get(at_of(challenge))
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert api("institute_admin").get(at_of(challenge, "confidential/")).status_code == 404  # named no more
    assert ConfidentialPart.objects.get().text == "다른 비공개"


def test_only_institutes_are_named(api, cast):
    challenge = make_challenge(cast, at=clock.now())
    company = api("company_representative")
    tag = company.get(at_of(challenge, "confidential/"))["ETag"]
    rival = Organisation.objects.get(key="cast-rival")
    body = {"readers": [str(rival.uuid)]}
    said = company.patch(at_of(challenge, "confidential/"), body, format="json", headers={"If-Match": tag})
    assert (said.status_code, list(json.loads(said.content)["errors"])) == (400, ["readers"])


def test_staff_of_the_ministry_post_in_its_name(api, cast, gist):
    ministry = Organisation.objects.get(key="msit")
    body = {"organisation": str(ministry.uuid), "title_ko": "재난 영상 판독", "summary_ko": "요약",
            "confidential": {"text": SECRET}}  # fmt: skip
    assert api("agency_officer").post(LIST, body, format="json").status_code == 403
    assert api("ministry_viewer").post(LIST, body, format="json").status_code == 201
    challenge = Challenge.objects.get()
    assert api("ministry_approver").post(at_of(challenge, "publish/")).status_code == 200
    assert api("ministry_approver").get(at_of(challenge, "confidential/")).json()["text"] == SECRET
    for person in ("platform_admin", "agency_officer", "auditor", "institute_admin", "company_representative"):
        assert api(person).get(at_of(challenge, "confidential/")).status_code == 404, person


@pytest.mark.parametrize("of_ministry", [True, False])
def test_the_poster_is_told_of_an_answer_and_not_what_it_says(cast, gist, of_ministry):
    if of_ministry:
        actor = cast.ministry_viewer
        values = {"organisation": Organisation.objects.get(key="msit"), "title_ko": "난제", "summary_ko": "요약"}
        challenge = challenges.write_challenge(values=values, confidential="", readers=[], actor=actor, at=clock.now())
        challenges.advance_challenge(challenge=challenge, name="post", actor=actor, at=clock.now())
        people = {"ministry_viewer"}
    else:
        challenge = make_challenge(cast, at=clock.now())
        people = {"company_representative", "company_member"}
    challenges.offer_interest(
        challenge=challenge, organisation=gist, actor=cast.institute_admin, at=clock.now(),
        values={"laboratory": "비전 연구실", "contact": "lab@gist.example", "message": "조용히"},
    )  # fmt: skip
    for row in OutboxRow.objects.filter(done_at=None, task=tasks.notify_offered.name):
        tasks.notify_offered.celery_task(outbox_id=row.pk)
    sent = MailDelivery.objects.all()
    assert {delivery.recipient.split("@")[0] for delivery in sent} == people
    assert "난제에 관심을 전한 연구실이 있습니다" in sent[0].subject
    assert not any(word in sent[0].body for word in ("비전 연구실", "lab@gist.example", "조용히"))
