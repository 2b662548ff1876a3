"""A question that takes too long is ended by the database, and the answer says why: programs wait less than people."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from axportal.core import clock
from axportal.records import services
from labs.models import JointLab
from labs.records import JOINT_LAB
from regions.models import Organisation

pytestmark = [pytest.mark.goal("R23"), pytest.mark.urls("tests.core.slow_urls")]


@pytest.fixture
def limits(settings):
    settings.API_STATEMENT_MS, settings.PAGE_STATEMENT_MS = 300, 900
    yield
    connection.close()  # with the limit that this test gave it


@pytest.fixture
def client(committed_db, limits):
    return Client()


def limit_in_force() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


@pytest.mark.api10("API4")
def test_a_program_is_told_that_its_question_is_too_slow(client):
    answer = client.get("/api/v1/slow/?seconds=2")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, "application/problem+json", "5")
    assert answer.json() == {
        "type": "about:blank", "status": 503, "code": "too_slow",
        "title": "정한 시간 안에 답을 찾지 못했습니다. 조건을 줄여 다시 보내 주세요.",
    }  # fmt: skip
    assert client.get("/api/v1/slow/?seconds=0").json() == {"done": True}


def test_a_page_may_take_longer_and_says_so_too(client):
    assert client.get("/slow/?seconds=0.5").content == b"done"
    answer = client.get("/slow/?seconds=3")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "조건이나 기간을 줄여" in answer.content.decode()
    assert client.get("/labs/").status_code == 200


def test_the_limit_goes_with_the_request_over_one_connection(client):
    client.get("/api/v1/slow/?seconds=0")
    assert limit_in_force() == "300ms"
    client.get("/api/v1/slow/?seconds=0&format=csv")
    client.get("/slow/?seconds=0")
    assert limit_in_force() == "900ms"


def test_who_waits_for_a_row_that_another_changes_is_told(client, cast):
    gist = Organisation.objects.get(key="gist")
    lab = services.create_record(
        record_type=JOINT_LAB, values={"name_ko": "가", "institute": gist, "zone": gist.zone},
        actor=cast["institute_admin"], at=clock.now(),
    )  # fmt: skip
    held, let_go = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            JointLab.objects.select_for_update().get(pk=lab.pk)
            held.set()
            let_go.wait(20)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 200")
    answer = client.get(f"/waiting/?pk={lab.pk}")
    let_go.set()
    other.join()
    assert answer.status_code == 503
    assert "다른 사람이 같은 것을 고치고 있습니다" in answer.content.decode()


def test_the_real_limits(settings):
    assert (settings.API_STATEMENT_MS, settings.PAGE_STATEMENT_MS) == (5_000, 15_000)
    assert "statement_timeout=15000" in settings.DATABASES["default"]["OPTIONS"]["options"]
