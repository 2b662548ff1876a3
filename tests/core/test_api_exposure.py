"""What the API shows of itself: no traces, no foreign origins, no forgotten doors, no trust in who answers it."""

import json
import re
import socketserver
import threading
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.test import Client
from kombu.exceptions import ContentDisallowed
from kombu.serialization import loads, register_pickle

from axportal.accounts import services as accounts
from axportal.core import clock, mail
from axportal.core.models import MailDelivery
from axportal.core.outbox import REGISTRY

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R20")]


@pytest.mark.api10("API8")
@pytest.mark.parametrize(
    "address",
    ["/api/v1/nothing/", "/api/v1/labs/nothing/", "/api/v1/labs/?cursor=%00", "/api/v1/labs/?page=x", "/api/v1/%ff/"],
)
def test_a_refusal_shows_nothing_of_the_inside(client, address):
    answer = client.get(address)
    text = answer.content.decode()
    assert 400 <= answer.status_code < 500
    assert [word for word in ("Traceback", "site-packages", "axportal.", ".py", "SELECT ") if word in text] == []
    assert "Server" not in answer.headers
    assert "X-Powered-By" not in answer.headers


@pytest.mark.api10("API8")
def test_a_fault_of_ours_shows_nothing_but_its_number(monkeypatch, api):
    from axportal.core.api.viewsets import ScopedViewSet

    def fail(self, *args, **kwargs):
        raise ZeroDivisionError("the key is in /etc/secret")

    monkeypatch.setattr(ScopedViewSet, "list", fail)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/zones/")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
    assert "Zero" not in answer.content.decode()
    assert answer.headers["X-Request-ID"]


@pytest.mark.api10("API8")
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_no_other_origin_is_let_in(api, method):
    answer = getattr(api("auditor"), method)("/api/v1/labs/", headers={"Origin": "https://evil.example"})
    assert [name for name in answer.headers if name.lower().startswith("access-control-")] == []


@pytest.mark.api10("API8")
def test_answers_are_not_guessed_framed_or_kept_by_others(api):
    answer = api("auditor").get("/api/v1/labs/")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"].startswith("private")
    assert {"Authorization", "Cookie"} <= {name.strip() for name in answer.headers["Vary"].split(",")}
    assert project.DEBUG is False


@pytest.mark.api10("API8", "API2")
@pytest.mark.parametrize("address", ["/api/v1/labs/?token={}", "/api/v1/applications/?access_token={}"])
def test_a_token_in_an_address_opens_nothing(cast, client, address):
    at = clock.now()
    _token, key = accounts.issue_token(
        user=cast["auditor"], label="x", scopes=["read"], expires_at=at + timedelta(days=1), at=at
    )
    answer = client.get(address.format(key))
    assert answer.status_code == 400
    assert key not in answer.content.decode()


@pytest.mark.api10("API9")
@pytest.mark.parametrize(
    "address",
    ["/api/", "/api/v0/labs/", "/api/v2/labs/", "/api/labs/", "/admin/", "/__debug__/", "/api/v1/swagger.json",
     "/api-auth/login/", "/.git/config", "/.env", "/static/../settings.py", "/media/", "/files/"],
)  # fmt: skip
def test_there_is_no_forgotten_door(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.api10("API10")
def test_what_the_broker_hands_over_is_read_as_json_only():
    """Who can write to the broker must not be able to run code with it."""
    assert project.CELERY_ACCEPT_CONTENT == ["json"]
    register_pickle()
    with pytest.raises(ContentDisallowed):
        loads(b"\x80\x04N.", "application/x-python-serialize", "binary", accept=project.CELERY_ACCEPT_CONTENT)
    for task in REGISTRY.values():
        assert task.celery_task.serializer == "json"


class _Chatter(socketserver.StreamRequestHandler):
    """A mail server that answers with a flood instead of a greeting."""

    def handle(self) -> None:
        """Refuse at length, with control signs."""
        self.wfile.write(b"554 " + b"\x1b[31m<script>alert(1)</script>" * 15 + b"\r\n")


@pytest.mark.api10("API10")
def test_what_a_mail_server_says_is_kept_short(cast, settings):
    with socketserver.TCPServer(("127.0.0.1", 0), _Chatter) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        mail.owe(key="x", recipient="outsider@cast.example", subject="x", body="x")
        delivery = MailDelivery.objects.get()
        mail.deliver(delivery_id=delivery.pk, at=clock.now())
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert 0 < len(delivery.last_error) <= 500


@pytest.mark.api10("API10", "API9")
def test_the_documentation_page_takes_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs/").content.decode()
    assert re.findall(r'(?:src|action|<link[^>]* href)="(?:https?:)?//[^"]*', page) == []
    assert json.loads(client.get("/api/v1/schema/?format=json").content)["openapi"].startswith("3.1")
