"""Headers and cookies of every kind of answer, methods nobody uses, and programs that come in clear."""

import re

import pytest
from django.conf import settings as project
from django.core.checks import run_checks
from django.test import Client

from axportal.core import checks
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
KINDS = {
    "page": "/",
    "form": "/accounts/login/",
    "list": "/labs/",
    "missing page": "/none/",
    "program": "/api/v1/labs/",
    "missing object": "/api/v1/labs/00000000-0000-7000-8000-000000000000/",
    "documentation": "/api/v1/docs/",
    "csv": "/labs/export.csv",
    "health": "/livez",
    "signed out": "/me/",
}


@pytest.fixture
def secure(settings):
    """As behind TLS at the outside address."""
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.fixture
def ask(client):
    """`ask(kind)` gives the answer, its body read and closed."""

    def answered(kind: str, **more):
        answer = client.get(KINDS[kind], **more)
        if answer.streaming:
            b"".join(answer.streaming_content)
        answer.close()
        return answer

    return answered


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_tells_browsers_what_they_may_do(ask, kind):
    answer = ask(kind)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert {policy[name] for name in ("object-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert not re.search(r"unsafe-(inline|eval)", policy.get("script-src", ""))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("kind", KINDS)
def test_every_body_says_its_kind_and_its_characters(ask, kind):
    answer = ask(kind)
    if answer.status_code == 302:
        return
    kind_of_body = answer["Content-Type"]
    assert kind_of_body.startswith(("text/", "application/json", "application/problem+json"))
    assert not kind_of_body.startswith("text/") or "charset=utf-8" in kind_of_body


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_no_other_origin_may_read(client, origin):
    for address in ("/api/v1/labs/", "/"):
        answer = client.get(address, headers={"Origin": origin})
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
    asked = client.options("/api/v1/labs/", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert not [name for name in asked.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("kind", KINDS)
def test_encryption_is_asked_for_a_year_and_for_subdomains(ask, secure, kind):
    answer = ask(kind, secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_pages_lead_to_the_encrypted_address_but_programs_are_refused(client, secure):
    assert client.get("/labs/")["Location"].startswith("https://")
    answer = client.get("/api/v1/labs/", headers={"Authorization": "Bearer axp_x"})
    assert (answer.status_code, "Location" in answer) == (403, False)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG"])
def test_methods_nobody_uses_are_refused(client, method):
    for address in ("/", "/livez", "/api/v1/labs/"):
        assert client.generic(method, address).status_code == 405


def test_every_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts(cast):
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "outsider@cast.example", "password": PASSWORD})
    client.post("/me/language/", {"language": "ko", "next": "/me/"})
    client.post("/preferences/", {"theme": "dark", "next": "/"})
    assert len(client.cookies) >= 3
    for name, cookie in client.cookies.items():
        assert name.startswith("__Host-")
        assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_what_a_signed_in_person_sees_is_kept_nowhere(sign_in):
    client = sign_in("outsider")
    for address in ("/", "/me/", "/applications/", "/me/tokens/"):
        assert client.get(address)["Cache-Control"] == "private, no-store"


def test_every_address_of_a_static_file_is_checked_and_no_folder_is_listed(client):
    for address in ("/static/", "/static/../manage.py", "/.git/config", "/manage.py", "/var/secret-key"):
        assert client.get(address).status_code == 404


def test_the_passwords_of_the_example_are_refused(settings):
    settings.EMAIL_HOST_PASSWORD = "change-me"
    assert "core.E007" in {message.id for message in run_checks(tags=["security"], include_deployment_checks=True)}


@pytest.mark.parametrize(
    ("name", "value", "warned"),
    [
        ("CELERY_BROKER_URL", "redis://redis:6379/0", True),
        ("CELERY_BROKER_URL", "rediss://redis:6379/0", False),
        ("CELERY_BROKER_URL", "redis://127.0.0.1:6379/0", False),
        ("CELERY_BROKER_URL", "redis+socket:///run/valkey.sock", False),
        ("EMAIL_HOST", "mail.example", True),
        ("STORAGES", {"default": {"OPTIONS": {"endpoint_url": "http://store:8333"}}}, True),
        ("STORAGES", {"default": {"OPTIONS": {"endpoint_url": "https://store"}}}, False),
        ("DATABASES", {"default": {"HOST": "db", "OPTIONS": {"sslmode": "require"}}}, True),
        ("DATABASES", {"default": {"HOST": "db", "OPTIONS": {"sslmode": "verify-full"}}}, False),
        ("DATABASES", {"default": {"HOST": "", "OPTIONS": {"host": "/run/postgres"}}}, False),
    ],
)
def test_a_plain_way_to_another_machine_is_told(monkeypatch, name, value, warned):
    monkeypatch.setattr(project, name, value)
    found = checks.connections_to_other_machines_are_encrypted(None)
    assert ([message.id for message in found] == ["core.W008"]) is warned
