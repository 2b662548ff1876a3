"""Sessions: made anew when signing in, ended by time, by their owner, by an administrator, by a changed password."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from axportal.accounts import services
from axportal.accounts.models import SignIn, User
from axportal.audit.models import Act
from axportal.core import clock
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
OUTSIDER = "outsider@cast.example"


def entered(email: str = OUTSIDER, password: str = PASSWORD) -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"login": email, "password": password}).status_code == 302
    client.get("/me/")
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_signing_in_gives_a_new_key_and_the_old_one_is_worth_nothing(cast):
    client = Client()
    client.post("/accounts/password/reset/", {"email": OUTSIDER})  # something that keeps a session
    session = client.session
    session["kept"] = 1
    session.save()
    client.cookies["ax_session"] = client.cookies["__Host-ax_session"] = before = session.session_key
    client.post("/accounts/login/", {"login": OUTSIDER, "password": PASSWORD})
    assert client.session.session_key not in {before, None}
    assert len(client.session.session_key) >= 32
    thief = Client()
    thief.cookies["ax_session"] = thief.cookies["__Host-ax_session"] = before
    assert not is_in(thief)


def test_signing_out_ends_it_on_the_server_and_clears_the_browser(cast):
    client = entered()
    stolen = Client()
    stolen.cookies.update(client.cookies)
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)
    assert not is_in(stolen)


def test_use_prolongs_a_session_but_not_beyond_twelve_hours_from_signing_in(cast, settings):
    client = entered()
    session = client.session
    session["signed_in_at"] = (clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE - 60)).isoformat()
    session.save()
    assert is_in(client)
    session["signed_in_at"] = (clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)).isoformat()
    session.save()
    assert not is_in(client)


def test_a_closed_account_is_out_at_once_with_its_sessions_and_tokens(cast):
    at = clock.now()
    _token, key = services.issue_token(
        user=cast["outsider"], label="x", scopes=["read"], expires_at=at + timedelta(days=1), at=at
    )
    client = entered()
    User.objects.filter(email=OUTSIDER).update(is_active=False)
    assert not is_in(client)
    assert Client().get("/api/v1/labs/", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    answer = Client().post("/accounts/login/", {"login": OUTSIDER, "password": PASSWORD})
    assert "_auth_user_id" not in answer.client.session


def test_every_page_of_ones_own_has_a_way_out(sign_in):
    staff, company = sign_in("institute_admin"), sign_in("company_representative")
    for client, address in (
        (staff, "/dashboard/"), (staff, "/labs/new/"), (staff, "/reports/"), (staff, "/me/tokens/"),
        (company, "/applications/"), (company, "/me/"), (company, "/me/sessions/"),
    ):  # fmt: skip
        assert 'action="/accounts/logout/"' in client.get(address).content.decode()


def test_a_changed_password_ends_every_session(cast):
    here, there = entered(), entered()
    new = "another-long-one-7"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert not is_in(there)
    assert not is_in(here)


def test_all_others_are_ended_once_the_password_is_given_again(cast):
    here, there = entered(), entered()
    asked = here.post("/me/sessions/", {"others": "1"})
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert is_in(there)
    assert here.post(asked["Location"], {"password": "wrong-password-1"}).status_code == 200
    assert is_in(there)
    assert here.post(asked["Location"], {"password": PASSWORD}).status_code == 302
    assert not is_in(there)
    assert is_in(here)
    assert SignIn.objects.filter(user=cast["outsider"]).count() == 1


def test_another_address_is_added_only_with_the_password(cast):
    client = entered()
    answer = client.post("/accounts/email/", {"action_add": "", "email": "second@cast.example"})
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_an_administrator_ends_the_sessions_of_one_or_of_all(cast, capsys):
    one, other = entered(), entered("auditor@cast.example")
    call_command("sign_out", OUTSIDER.upper())
    assert (is_in(one), is_in(other)) == (False, True)
    call_command("sign_out", everybody=True)
    assert not is_in(other)
    actions = Act.objects.filter(action__startswith="accounts.").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["accounts.sessions.ended", "accounts.sessions.ended"]


def test_an_administrator_closes_an_account(cast):
    client = entered()
    call_command("sign_out", OUTSIDER, close=True)
    assert not is_in(client)
    assert cast["outsider"].is_active is False
    with pytest.raises(CommandError, match=r"nobody@cast\.example"):
        call_command("sign_out", "nobody@cast.example")
    with pytest.raises(CommandError):
        call_command("sign_out")
