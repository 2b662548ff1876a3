"""Without its database a page says so, when to try again and which number to name; nothing is traced."""

import json
import logging

import pytest
from django.db import connection
from django.test import Client

from axportal.core.logs import JsonFormatter

pytestmark = pytest.mark.goal("R13")


@pytest.fixture
def signed_in(committed_db, sign_in):
    client = sign_in("company_representative")
    client.raise_request_exception = False
    return client


@pytest.fixture
def away(signed_in):
    """The server of this thread's connection is nowhere."""
    known = connection.settings_dict
    connection.close()
    connection.settings_dict = {**known, "HOST": "/nowhere"}
    yield
    connection.settings_dict = known


@pytest.mark.parametrize("path", ["/labs/", "/en/labs/", "/applications/", "/accounts/login/"])
def test_a_page(signed_in, away, caplog, path):
    caplog.set_level(logging.INFO)
    answer = signed_in.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert f"503-{answer['X-Request-ID'][:8]}" in answer.content.decode()
    assert not [record for record in caplog.records if "trace" in json.loads(JsonFormatter().format(record))]


@pytest.mark.parametrize(("phone", "told"), [("", False), ("02-0000-0000", True)])
def test_the_page_names_whom_to_call_where_one_is_set(signed_in, away, settings, phone, told):
    settings.SUPPORT_PHONE = phone
    assert ("마감이 가까운 일이 있으면 전화해 주세요: 02-0000-0000" in signed_in.get("/labs/").content.decode()) is told


def test_the_api(signed_in, away):
    answer = signed_in.get("/api/v1/labs/")
    told = (answer.status_code, answer["Retry-After"], answer["Content-Type"])
    assert told == (503, "10", "application/problem+json")
    assert answer.json() == {
        "type": "about:blank", "title": "지금은 답하지 못합니다. 잠시 뒤 다시 보내 주세요.", "status": 503,
        "code": "unavailable",
    }  # fmt: skip


def test_health_says_so(away):
    monitor = Client()
    assert monitor.get("/livez").status_code == 200
    answer = monitor.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": "away"})
