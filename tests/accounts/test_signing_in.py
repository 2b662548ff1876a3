"""Signing in by e-mail address, being locked out, tokens and sessions of one's own."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from axportal.accounts import services
from axportal.accounts.models import ApiToken, SignIn
from axportal.core import clock, formats
from axportal.core.errors import InvalidInput
from axportal.core.models import MailDelivery
from regions.models import Membership
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def log_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_signing_in_with_any_case_of_the_address(cast):
    client = Client()
    assert log_in(client, "Outsider@cast.example").status_code == 302
    assert client.get("/me/").status_code == 200


@pytest.mark.feature("I16")
@pytest.mark.api10("API2")
def test_seven_wrong_passwords_lock_the_account_for_this_address(cast):
    client = Client()
    for _attempt in range(7):
        last = log_in(client, "outsider@cast.example", "wrong-password-1")
    assert last.status_code == 429
    assert log_in(client, "outsider@cast.example").status_code == 429
    assert log_in(client, "auditor@cast.example").status_code == 302


@pytest.mark.goal("R24")
def test_existing_and_missing_accounts_answer_alike(cast):
    answers = []
    for email in ("outsider@cast.example", "nobody@cast.example"):
        response = log_in(Client(), email, "wrong-password-1")
        varies = r'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+|nonce-\S+|\d\d:\d\d KST'
        page = re.sub(varies, "", response.content.decode())
        answers.append((response.status_code, page.replace(email, "")))
    assert answers[0] == answers[1]


def test_a_reset_mail_is_owed_only_to_existing_accounts_and_says_the_same(cast):
    pages = [
        Client().post("/accounts/password/reset/", {"email": email}, follow=True).status_code
        for email in ("outsider@cast.example", "nobody@cast.example")
    ]
    assert pages == [200, 200]
    assert MailDelivery.objects.filter(recipient="outsider@cast.example").exists()


def test_pages_of_ones_own_need_signing_in(client):
    for address in ("/me/", "/me/tokens/", "/me/sessions/"):
        response = client.get(address)
        assert (response.status_code, response["Location"].startswith("/accounts/login/")) == (302, True)


@pytest.mark.feature("G4")
@pytest.mark.api10("API2")
def test_a_token_is_shown_once_and_stored_as_a_hash(sign_in, cast):
    client = sign_in("outsider")
    expires = clock.seoul_date(clock.now()) + timedelta(days=30)
    page = client.post(
        "/me/tokens/", {"label": "내 스크립트", "scopes": ["read"], "expires_on": str(expires)}
    ).content.decode()
    key = re.search(r"axp_[\w-]{40,}", page).group()
    token = ApiToken.objects.get()
    assert token.digest == services.digest_of(key)
    assert key not in client.get("/me/tokens/").content.decode()
    reader = Client()
    assert reader.get("/api/v1/labs/", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    client.post(f"/me/tokens/{token.uuid}/revoke/")
    assert reader.get("/api/v1/labs/", headers={"Authorization": f"Bearer {key}"}).status_code == 401


@pytest.mark.feature("G6")
def test_a_token_shows_when_it_was_last_used(sign_in, cast):
    at = clock.now()
    token, key = services.issue_token(
        user=cast["outsider"], label="x", scopes=["read"], expires_at=at + timedelta(days=1), at=at
    )
    client = sign_in("outsider")
    assert "아직 없음" in client.get("/me/tokens/").content.decode()
    assert Client().get("/api/v1/labs/", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    token.refresh_from_db()
    assert token.last_used_at >= at
    assert formats.moment(token.last_used_at) in client.get("/me/tokens/").content.decode()
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=at - timedelta(minutes=9))
    Client().get("/api/v1/labs/", headers={"Authorization": f"Bearer {key}"})
    token.refresh_from_db()
    assert token.last_used_at == at - timedelta(minutes=9)


@pytest.mark.feature("G4")
@pytest.mark.api10("API2")
def test_tokens_end_and_may_be_bound_to_an_address(cast):
    at = clock.now()
    with pytest.raises(InvalidInput):
        services.issue_token(
            user=cast["outsider"], label="x", scopes=["read"], expires_at=at + timedelta(days=400), at=at
        )
    token, key = services.issue_token(
        user=cast["outsider"],
        label="x",
        scopes=["read"],
        expires_at=at + timedelta(days=1),
        at=at,
        addresses=["10.1.1.1"],
    )
    answer = Client().get("/api/v1/labs/", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 401
    ApiToken.objects.filter(pk=token.pk).update(addresses=[], expires_at=at)
    assert Client().get("/api/v1/labs/", headers={"Authorization": f"Bearer {key}"}).status_code == 401


@pytest.mark.api10("API1")
def test_another_persons_token_is_not_there(sign_in, cast):
    at = clock.now()
    token, _key = services.issue_token(
        user=cast["auditor"], label="x", scopes=["read"], expires_at=at + timedelta(days=1), at=at
    )
    assert sign_in("outsider").post(f"/me/tokens/{token.uuid}/revoke/").status_code == 404


def test_sessions_are_listed_and_ended(cast):
    first, second = Client(), Client()
    for client in (first, second):
        log_in(client, "outsider@cast.example")
        client.get("/me/")
    assert SignIn.objects.filter(user=cast["outsider"]).count() == 2
    other = next(row for row in SignIn.objects.all() if row.session_key == second.session.session_key)
    asked = first.post("/me/sessions/", {"session": other.handle})
    assert first.post(asked["Location"], {"password": PASSWORD}).status_code == 302
    assert second.get("/me/").status_code == 302
    assert first.get("/me/").status_code == 200


@pytest.mark.feature("I7")
@pytest.mark.goal("R29")
def test_a_role_ends_with_its_date_on_the_next_request(sign_in, cast):
    client = sign_in("institute_admin")
    assert client.get("/labs/new/").status_code == 200
    yesterday = clock.seoul_date(clock.now()) - timedelta(days=1)
    Membership.objects.filter(user=cast["institute_admin"]).update(starts_on=yesterday, ends_on=yesterday)
    assert client.get("/labs/new/").status_code == 403


def test_staff_are_signed_out_after_half_an_hour_of_rest(cast, settings):
    client = Client()
    log_in(client, "institute_admin@cast.example")
    client.get("/me/")
    session = client.session
    session["seen_at"] = (clock.now() - timedelta(minutes=31)).isoformat()
    session.save()
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("scopes", [["read", "write"], ["read,write"], ["read, write"]])
def test_a_token_is_issued_from_the_command_line(cast, client, scopes, capsys):
    call_command("issue_token", cast.outsider.email, scopes=scopes)
    key = capsys.readouterr().out.strip()
    assert cast.outsider.tokens.get().scopes == ["read", "write"]
    assert client.get("/api/v1/zones/", headers={"authorization": f"Bearer {key}"}).status_code == 200
