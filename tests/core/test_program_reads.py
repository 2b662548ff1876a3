"""What a program reads with a token goes past everything that is for browsers, and answers as before."""

import pytest

pytestmark = pytest.mark.django_db

KEPT = ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "X-Request-ID", "Content-Length")


@pytest.fixture
def program(api):
    caller = api("institute_admin", scopes=("read",))

    def ask(path, **headers):
        return caller.get(path, headers=headers)

    return ask


def test_it_is_protected_like_a_page_and_stricter(program):
    response = program("/api/v1/labs/")
    assert response.status_code == 200
    assert [name for name in KEPT if name not in response] == []
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response["Cache-Control"] == "private, no-cache"
    assert not response.cookies


def test_a_wrong_condition_is_named(program):
    refused = program("/api/v1/labs/?nonsense=1")
    assert (refused.status_code, refused["Content-Language"]) == (400, "ko")
    assert list(refused.json()["errors"]) == ["nonsense"]


def test_an_unknown_address_and_host_are_refused(program):
    unknown = program("/api/v1/nowhere/")
    assert (unknown.status_code, "default-src 'none'" in unknown["Content-Security-Policy"]) == (404, True)
    assert program("/api/v1/labs/", Host="evil.example").status_code == 400


def test_who_has_no_token_goes_the_usual_way(client):
    assert client.get("/api/v1/labs/")["Content-Security-Policy"].count("default-src 'self'") == 1


def test_a_wrong_token_is_refused(client):
    assert client.get("/api/v1/labs/", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_three_statements_tell_that_nothing_changed(program, django_assert_num_queries):
    tag = program("/api/v1/labs/")["ETag"]
    with django_assert_num_queries(3):  # token, scope, mark
        assert program("/api/v1/labs/", **{"If-None-Match": tag}).status_code == 304
