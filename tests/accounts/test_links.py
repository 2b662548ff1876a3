"""The keys in mailed links: signed, for one purpose, for a while, once."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.test import Client

from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "another-long-one-7"


@pytest.fixture
def unconfirmed(cast) -> EmailAddress:
    EmailAddress.objects.filter(user=cast["outsider"]).update(verified=False)
    return EmailAddress.objects.get(user=cast["outsider"])


def confirm(key: str) -> None:
    Client().post(f"/accounts/confirm-email/{key}/")


def test_a_link_confirms_its_own_address(unconfirmed):
    confirm(EmailConfirmationHMAC(unconfirmed).key)
    assert EmailAddress.objects.get(pk=unconfirmed.pk).verified


def test_a_changed_key_or_one_for_another_purpose_confirms_nothing(unconfirmed, cast):
    key = EmailConfirmationHMAC(unconfirmed).key
    other = EmailAddress.objects.get(user=cast["auditor"])
    stolen = EmailConfirmationHMAC(other).key
    for forged in (
        key[:-1] + ("A" if key[-1] != "A" else "B"),
        key.split(":")[0] + ":" + ":".join(stolen.split(":")[1:]),
        signing.dumps(obj=unconfirmed.pk, salt="another purpose"),
        signing.dumps(obj=unconfirmed.pk, salt="account", key="not the secret key"),
    ):
        confirm(forged)
        assert not EmailAddress.objects.get(pk=unconfirmed.pk).verified


def test_a_confirmation_ends_after_three_days(unconfirmed, monkeypatch):
    key = EmailConfirmationHMAC(unconfirmed).key
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + timedelta(days=3, minutes=1).total_seconds())
    confirm(key)
    assert not EmailAddress.objects.get(pk=unconfirmed.pk).verified


def reset_link(user) -> str:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    return f"/accounts/password/reset/key/{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}/"


def use(link: str, password: str = NEW) -> Client:
    client = Client()
    shown = client.get(link)
    if shown.status_code == 302:
        client.post(shown["Location"], {"password1": password, "password2": password})
    return client


def test_a_reset_works_once_and_takes_its_key_out_of_the_address(cast):
    link = reset_link(cast["outsider"])
    assert Client().get(link)["Location"].endswith("-set-password/")
    use(link)
    assert cast["outsider"].check_password(NEW)
    use(link, "a-third-long-one-5")
    assert cast["outsider"].check_password(NEW)


def test_a_reset_link_is_for_one_person_and_unchanged(cast):
    mine, other = reset_link(cast["outsider"]), reset_link(cast["auditor"])
    person = other.split("/key/")[1].split("-", 1)[0]
    forged = f"/accounts/password/reset/key/{person}-{mine.split('/key/')[1].split('-', 1)[1]}"
    use(forged)
    use(mine[:-2] + ("0" if mine[-2] != "0" else "1") + "/")
    assert cast["auditor"].check_password(PASSWORD)
    assert cast["outsider"].check_password(PASSWORD)


@pytest.mark.parametrize(("minutes", "changed"), [(59, True), (61, False)])
def test_a_reset_link_ends_after_an_hour(cast, monkeypatch, minutes, changed):
    link = reset_link(cast["outsider"])
    later = datetime.now() + timedelta(minutes=minutes)  # noqa: DTZ005 - as Django counts
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    use(link)
    assert cast["outsider"].check_password(NEW) is changed


def test_a_password_that_was_changed_ends_its_links(cast):
    person = cast["outsider"]
    link = reset_link(person)
    person.set_password("changed-meanwhile-1")
    person.save()
    use(link)
    assert cast["outsider"].check_password("changed-meanwhile-1")
