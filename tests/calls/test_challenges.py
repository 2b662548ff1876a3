"""From a challenge to a call, and from a call's application back to the challenge it answers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from axportal.calls.models import Application, Submission
from axportal.calls.services import answers, drafts
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed
from tests.calls.factories import make_call, ready, start, submit
from tests.calls.test_management import fields_of
from tests.challenges.factories import SECRET, make_challenge

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B1")]


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def challenge(cast, at):
    return make_challenge(cast, at=at)


@pytest.fixture
def call(cast, at, challenge):
    call = make_call(cast, closes_at=at + timedelta(days=3))
    return drafts.edit_call(call=call, changes={"challenges": [challenge]}, actor=cast.call_manager, at=at)


def test_a_keeper_says_which_challenges_led_to_a_call(cast, client, sign_in, at, challenge):
    call = make_call(cast, closes_at=at + timedelta(days=3))
    keeper = sign_in("call_manager")
    edit = reverse("calls:call-edit", kwargs={"uuid": call.uuid})
    form = fields_of(keeper.get(edit).content.decode())
    assert keeper.post(edit, {**form, "challenges": [str(challenge.pk)]}).status_code == 302
    assert list(call.challenges.all()) == [challenge]
    page = client.get(call.get_absolute_url()).content.decode()
    assert challenge.title_ko in page
    assert SECRET not in page
    assert call.title_ko in client.get(challenge.get_absolute_url()).content.decode()
    draft = make_challenge(cast, at=at, posted=False)
    assert keeper.post(edit, {**form, "challenges": [str(draft.pk)]}).status_code == 400


def test_an_applicant_answers_one_of_them(cast, sign_in, at, call, challenge):
    application = start(cast, call)
    other = make_challenge(cast, at=at)
    client = sign_in("company_member")
    page = application.get_absolute_url()
    assert challenge.title_ko in client.get(page).content.decode()
    answer = reverse("calls:application-challenge", kwargs={"uuid": application.uuid})
    assert client.post(answer, {"challenge": str(other.uuid)}).status_code == 404
    assert client.post(answer, {"challenge": str(challenge.uuid)}).status_code == 302
    assert Application.objects.get(pk=application.pk).challenge == challenge
    assert client.post(answer, {"challenge": ""}).status_code == 302
    assert Application.objects.get(pk=application.pk).challenge is None
    with pytest.raises(InvalidInput):
        answers.answer_challenge(application=application, challenge=other, actor=cast.company_member, at=at)
    with pytest.raises(NotAllowed):
        answers.answer_challenge(application=application, challenge=challenge, actor=cast.rival_representative, at=at)


def test_the_answer_is_part_of_what_is_handed_in(cast, api, at, call, challenge):
    application = ready(cast, call)
    answers.answer_challenge(application=application, challenge=challenge, actor=cast.company_representative, at=at)
    submit(Application.objects.get(pk=application.pk), actor=cast.company_representative, at=at)
    assert Submission.objects.get().snapshot["challenge"] == str(challenge.uuid)
    address = f"/api/v1/applications/{application.uuid}/"
    assert api("call_manager").get(address).json()["challenge"] == str(challenge.uuid)
    assert api("ministry_viewer").get(address).json()["challenge"] is None  # that it exists, not what it says
    assert api().get(f"/api/v1/calls/{call.uuid}/").json()["challenges"] == [str(challenge.uuid)]


def test_the_same_through_the_api(cast, api, at, call, challenge):
    application = start(cast, call)
    address = f"/api/v1/applications/{application.uuid}/"
    body = {"challenge": str(challenge.uuid)}
    said = api("company_representative").post(f"{address}challenge/", body, format="json")
    assert (said.status_code, said.json()["challenge"]) == (200, str(challenge.uuid))
    assert api("rival_representative").post(f"{address}challenge/", body, format="json").status_code == 404
    keeper = api("call_manager")
    tag = keeper.get(f"/api/v1/calls/{call.uuid}/")["ETag"]
    none = keeper.patch(f"/api/v1/calls/{call.uuid}/", {"challenges": []}, format="json", headers={"If-Match": tag})
    assert (none.status_code, none.json()["challenges"]) == (200, [])
    assert none["ETag"] != tag
