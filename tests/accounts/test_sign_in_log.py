"""What the log tells of signing in, and that it tells no address and no password."""

import json
import logging

import pytest
from django.test import Client

from axportal.core.logs import JsonFormatter
from tests.people import PASSWORD
from tests.search import makers

pytestmark = pytest.mark.django_db
OUTSIDER = "outsider@cast.example"


class Kept(logging.Handler):
    """Keeps each line as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[dict] = []
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(json.loads(self.format(record)))


@pytest.fixture
def lines():
    """The lines of a logger so far."""
    kept, root = Kept(), logging.getLogger()
    root.addHandler(kept)
    yield lambda logger="axportal.security": [line for line in kept.written if line["logger"] == logger]
    root.removeHandler(kept)


def log_in(client: Client, email: str, password: str) -> None:
    client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR="203.0.113.7")


def test_success_failure_and_leaving_are_written_with_who_and_where(cast, lines):
    client, person = Client(), str(cast["outsider"].uuid)
    log_in(client, OUTSIDER, "wrong-password-1")
    log_in(client, "nobody@cast.example", "wrong-password-1")
    log_in(client, OUTSIDER, PASSWORD)
    client.post("/accounts/logout/")
    told = [(line["event"], line.get("actor") or line.get("person")) for line in lines()]
    assert told == [
        ("sign_in_failed", person),
        ("sign_in_failed", None),
        ("signed_in", person),
        ("signed_out", person),
    ]
    assert lines()[2]["factors"] == ["password"]
    assert {line["address"] for line in lines()[:3]} == {"203.0.113.7"}
    assert all(line["request_id"] and line["at"][-5] in "+-" for line in lines())


def test_being_locked_out_is_written(cast, lines):
    client = Client()
    for _attempt in range(7):
        log_in(client, OUTSIDER, "wrong-password-1")
    assert "sign_in_locked" in {line["event"] for line in lines()}


def test_a_changed_password_is_written(cast, sign_in, lines):
    new = "another-long-one-7"
    sign_in("outsider").post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert ("password_changed", str(cast["outsider"].uuid)) in [(line["event"], line.get("actor")) for line in lines()]


def test_a_refused_key_is_written_without_the_key(cast, lines):
    Client().get("/api/v1/labs/", headers={"Authorization": "Bearer axp_canary-of-a-key"})
    [line] = lines()
    assert (line["event"], line["reason"], line["key"]) == ("key_refused", "unknown or ended", None)
    assert "canary" not in json.dumps(line)


def test_a_refusal_names_actor_object_place_and_time(sign_in, lines):
    lab = makers.lab()
    sign_in("dgist_admin").get(f"/labs/{lab.uuid}/edit/")
    line = lines("axportal.request")[-1]
    assert (line["status"], line["target"], line["route"]) == (403, str(lab.uuid), "records:edit")
    assert line["actor"]
    assert line["address"]


def test_no_line_holds_an_address_or_a_password(cast, lines):
    client = Client()
    for password in ("wrong-password-1", PASSWORD):
        log_in(client, OUTSIDER, password)
    written = json.dumps([*lines(), *lines("axportal.request")], ensure_ascii=False)
    assert written.count("request_id") >= 4
    assert not [text for text in (OUTSIDER, "wrong-password-1", PASSWORD) if text in written]


def test_a_line_stays_one_line(lines):
    logging.getLogger("axportal.security").warning("one\r\ntwo", extra={"detail": "three\nfour\x1b[31m\u2028"})
    record = logging.LogRecord("x", logging.INFO, "", 0, "one\r\ntwo\x1b[31m", None, None)
    assert not [sign for sign in "\r\n\x1b" if sign in JsonFormatter().format(record)]
    assert lines()[-1]["event"] == "one\r\ntwo"
