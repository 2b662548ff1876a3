"""Posting a problem without giving data away, answering it, and who sees what of both."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from axportal.challenges.models import Challenge, ConfidentialPart, Interest
from axportal.challenges.services import challenges
from axportal.core import clock
from axportal.core.errors import NotAllowed, StaleVersion, WrongState
from regions.models import Organisation
from tests.challenges.factories import SECRET, make_challenge
from tests.people import Cast

pytestmark = [pytest.mark.django_db]
LIST = reverse("challenges:list")
NAMED = {"company_representative", "company_member", "institute_admin", "gist_colleague", "call_manager"}


def url(route, challenge, **more):
    return reverse(f"challenges:{route}", kwargs={"uuid": challenge.uuid, **more})


def answer(gist, **values):
    return {"organisation": gist.pk, "laboratory": "비전 연구실", "contact": "lab@gist.example",
            "message": "해 보겠습니다",            **values}  # fmt: skip


@pytest.fixture
def gist():
    return Organisation.objects.get(key="gist")


def test_a_company_posts_an_institute_answers_and_they_match(cast, sign_in, gist):
    company, institute = sign_in("company_representative"), sign_in("institute_admin")
    form = {"organisation": Organisation.objects.get(key="cast-company").pk, "title_ko": "난제", "summary_ko": "요약",
            "data_state": "ready", "data_place": "on_site", "data_personal": "none", "data_secrecy": "trade_secret",
            "confidential": SECRET, "readers": [gist.pk]}  # fmt: skip
    wrong = company.post(reverse("challenges:create"), {**form, "title_ko": ""})
    assert wrong.status_code == 400
    assert SECRET in wrong.content.decode()
    made = company.post(reverse("challenges:create"), form)
    challenge = Challenge.objects.get()
    assert made.url == challenge.get_absolute_url()
    assert institute.get(made.url).status_code == 404  # a draft
    assert company.post(url("step", challenge, name="post")).status_code == 302
    assert SECRET in institute.get(made.url).content.decode()

    assert institute.post(url("interest", challenge), {}).status_code == 400
    assert institute.post(url("interest", challenge), answer(gist)).status_code == 302
    assert institute.post(url("interest", challenge), answer(gist)).status_code == 400  # twice
    interest = Interest.objects.get()
    assert "해 보겠습니다" in company.get(made.url).content.decode()
    step = {"interest": interest.uuid, "name": "accept"}
    assert institute.post(url("interest-step", challenge, **step)).status_code == 403
    assert company.post(url("interest-step", challenge, **step)).status_code == 302
    challenge.refresh_from_db()
    interest.refresh_from_db()
    assert (challenge.status, interest.status) == ("matched", "accepted")
    assert institute.post(url("interest", challenge), answer(gist, laboratory="다른 연구실")).status_code == 409


@pytest.mark.goal("R3")
@pytest.mark.api10("API1", "API3")
def test_the_confidential_part_is_read_by_the_named_alone(cast, sign_in):
    challenge = make_challenge(cast, at=clock.now())
    for person in Cast.names:
        page = sign_in(person).get(challenge.get_absolute_url())
        assert page.status_code == 200
        assert (SECRET in page.content.decode()) == (person in NAMED), person
    places = [LIST, challenge.get_absolute_url(), f"/search/?q={SECRET[:5]}", "/catalogue/?q=7호기", "/en/challenges/"]
    for place in places:
        assert SECRET not in Client().get(place).content.decode()
    assert "사출" not in str(list(Challenge.pgh_event_model.objects.values()))


@pytest.mark.goal("R3")
def test_the_confidential_part_changes_no_answer_to_others(cast, sign_in):
    """Whether there is one, how long it is and who is named: none of it shows."""
    challenge = make_challenge(cast, at=clock.now())
    clients = [Client(), sign_in("dgist_admin"), sign_in("rival_representative"), sign_in("platform_admin")]

    def pages():
        found = [client.get(place) for client in clients for place in (LIST, challenge.get_absolute_url())]
        texts = [page.content.decode().split("<main")[1].split("</main>")[0] for page in found]
        return [re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', "", text) for text in texts]

    before = pages()
    ConfidentialPart.objects.update(text="")
    challenge.readers.clear()
    assert pages() == before


@pytest.mark.goal("R3")
def test_answers_are_seen_by_both_sides_only(cast, sign_in, gist):
    challenge = make_challenge(cast, at=clock.now())
    values = {"laboratory": "비전 연구실", "contact": "lab@gist.example", "message": "조용히"}
    interest = challenges.offer_interest(
        challenge=challenge, organisation=gist, values=values, actor=cast.institute_admin, at=clock.now()
    )
    for person in Cast.names:
        page = sign_in(person).get(challenge.get_absolute_url()).content.decode()
        assert ("조용히" in page) == (person in NAMED), person
    step = url("interest-step", challenge, interest=interest.uuid, name="accept")
    for person in ("dgist_admin", "rival_representative", "platform_admin", "outsider"):
        assert sign_in(person).post(step).status_code == 404, person
    assert sign_in("institute_admin").post(step.replace("accept", "withdraw")).status_code == 302


@pytest.mark.goal("R3")
def test_nobody_acts_for_another_organisation(cast, sign_in, gist):
    challenge = make_challenge(cast, at=clock.now())
    for person in ("rival_representative", "dgist_admin", "outsider", "platform_admin"):
        client = sign_in(person)
        assert client.get(url("edit", challenge)).status_code == 403, person
        assert client.post(url("step", challenge, name="withdraw")).status_code == 403, person
    dgist = Organisation.objects.get(key="dgist")
    assert sign_in("institute_admin").post(url("interest", challenge), answer(dgist)).status_code == 400
    with pytest.raises(NotAllowed):
        challenges.offer_interest(challenge=challenge, organisation=dgist, values=answer(dgist),
                                  actor=cast.institute_admin, at=clock.now())  # fmt: skip
    with pytest.raises(NotAllowed):
        make_challenge(cast, at=clock.now(), organisation=gist)
    draft = make_challenge(cast, at=clock.now(), posted=False)
    assert sign_in("platform_admin").get(draft.get_absolute_url()).status_code == 404
    assert sign_in("institute_admin").get(draft.get_absolute_url()).status_code == 404  # named, but not posted


def test_two_who_edit_at_once_lose_nothing(cast, sign_in):
    challenge = make_challenge(cast, at=clock.now())
    values = {"title_ko": "고침"}
    edit = {"challenge": challenge, "values": values, "confidential": "", "readers": [],
            "actor": cast.company_member, "at": clock.now()}  # fmt: skip
    challenge.refresh_from_db()
    challenges.edit_challenge(**edit, base_version=challenge.version)
    with pytest.raises(StaleVersion):
        challenges.edit_challenge(**edit, base_version=challenge.version)
    challenges.advance_challenge(challenge=challenge, name="close", actor=cast.company_member, at=clock.now())
    with pytest.raises(WrongState):
        challenges.edit_challenge(**edit)


def test_of_two_who_name_readers_at_once_the_second_is_told(cast, gist):
    challenge = make_challenge(cast, at=clock.now())
    dgist = Organisation.objects.get(key="dgist")
    read_in = ConfidentialPart.objects.get(challenge=challenge).version
    edit = {"challenge": challenge, "values": {}, "actor": cast.company_member, "at": clock.now(),
            "base_confidential": read_in}  # fmt: skip
    challenges.edit_challenge(**edit, readers=[gist])
    assert ConfidentialPart.objects.get(challenge=challenge).version == read_in, "nobody else was named"
    challenges.edit_challenge(**edit, readers=[gist, dgist])
    with pytest.raises(StaleVersion):
        challenges.edit_challenge(**edit, readers=[])
    assert set(challenge.readers.all()) == {gist, dgist}


def test_the_list_asks_as_often_for_three_as_for_one(cast, django_assert_num_queries):
    client = Client()
    make_challenge(cast, at=clock.now())
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _more in range(2):
        make_challenge(cast, at=clock.now())
    with django_assert_num_queries(len(one)):
        client.get(LIST)
