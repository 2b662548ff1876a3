"""Whatever an address says, a public page answers with a page."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axportal.core.paging import Cursor

pytestmark = pytest.mark.django_db
PAGES = ("/", "/zones/", "/zones/honam/", "/catalogue/", "/search/", "/sources/")
NASTY = (
    "\x00",
    "' OR 1=1 --",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}{% debug %}",
    "%",
    "\\",
    "ㅈ" * 5000,
    "해" * 5000,
    "💩",
    "\u202e",
    "../../etc/passwd",
    "9" * 400,
    "[1]",
)
CURSORS = (
    Cursor(("가", 10**30, 1)).encoded(),
    Cursor(("가", 1, 10**30)).encoded(),
    Cursor(("가", "x", "y")).encoded(),
    Cursor((1, 1, 1)).encoded(),
    Cursor(("가",)).encoded(),
    Cursor(("가\x00", 1, 1)).encoded(),
    "=====",
    "W10",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_nasty_values(page, value):
    names = ("q", "zone", "type", "status", "industry", "view", "cursor", "page", "unknown")
    response = Client().get(page, dict.fromkeys(names, value))
    assert response.status_code == 200
    assert b"<img src=x" not in response.content


@pytest.mark.parametrize("cursor", CURSORS, ids=range(len(CURSORS)))
def test_a_cursor_that_nobody_wrote_begins_at_the_beginning(cursor):
    response = Client().get("/catalogue/", {"cursor": cursor})
    assert response.status_code == 200
    assert response.context["catalogue"].rows


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=150),
    zone=st.sampled_from(["honam", "none", "", "x"]),
    kind=st.sampled_from(["labs", "organisations", "zz"]),
    cursor=st.text(max_size=40),
)
def test_any_words(client, text, zone, kind, cursor):
    asked = {"q": text, "zone": zone, "type": kind, "cursor": cursor}
    assert client.get("/catalogue/", asked).status_code == 200
    assert client.get("/search/", {"q": text}).status_code == 200


@pytest.mark.parametrize("page", ["/", "/zones/", "/catalogue/", "/search/", "/sources/"])
def test_pages_only_read(page):
    assert Client().post(page, {"q": "x"}).status_code == 405
