"""What is typed stays text, forms and sessions cannot be used from elsewhere, faults tell nothing."""

import json

import pytest
from django.test import Client, RequestFactory
from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.errors import ParseException

from axportal.core import mail
from axportal.core.models import MailDelivery
from axportal.core.requests import client_address
from axportal.search.views.home import HomeView
from labs.models import JointLab
from tests.people import PASSWORD
from tests.search import makers

pytestmark = pytest.mark.django_db
TYPED = "<script>alert(1)</script>{{7*7}}{% debug %}'\"&"


@pytest.mark.parametrize(
    "address", ["/labs/", "/labs/{uuid}/", "/labs/{uuid}/edit/", "/catalogue/", "/labs/{uuid}/history/"]
)
def test_text_of_a_record_is_shown_as_text(sign_in, address):
    lab = makers.lab(TYPED)
    page = sign_in("institute_admin").get(address.format(uuid=lab.uuid)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page.replace("&#x27;", "'")
    assert "<script>alert" not in page


def test_text_of_a_record_is_text_in_json_and_in_attributes(client, sign_in):
    lab = makers.lab(TYPED)
    answer = client.get(f"/api/v1/labs/{lab.uuid}/")
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)["name_ko"] == TYPED
    page = sign_in("institute_admin").get(f"/labs/{lab.uuid}/edit/").content.decode()
    assert 'value="&lt;script&gt;' in page or "&lt;script&gt;" in page
    assert "'\"&" not in page


def test_a_form_from_elsewhere_changes_nothing(cast):
    lab = makers.lab("원래 이름")
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["institute_admin"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answers = [
        client.post(f"/labs/{lab.uuid}/edit/", {"name_ko": "바꾼 이름", "version": lab.version}),
        client.post("/me/tokens/", {"label": "x", "scopes": ["write"], "expires_on": "2027-01-01"}),
        client.post("/accounts/logout/"),
        client.patch(
            f"/api/v1/labs/{lab.uuid}/", {"name_ko": "바꾼 이름"}, content_type="application/json",
            headers={"If-Match": f'"{lab.version}-0000000000000000"'},
        ),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert JointLab.objects.get(pk=lab.pk).name_ko == "원래 이름"
    assert client.get("/me/").status_code == 200


def test_reading_changes_nothing(sign_in):
    lab = makers.lab()
    client = sign_in("institute_admin")
    for address in (f"/labs/{lab.uuid}/advance/agree/", "/accounts/logout/", "/preferences/"):
        client.get(address)
    assert client.get("/me/").status_code == 200
    assert JointLab.objects.get(pk=lab.pk).version == lab.version


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_signing_in_leads_to_the_portal_only(cast, wanted):
    answer = Client().post("/accounts/login/", {"login": "outsider@cast.example", "password": PASSWORD, "next": wanted})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " java\tscript:alert(1)"])
def test_an_address_that_runs_is_refused(api, cast, address):
    caller = api("company_representative")
    own = caller.get("/api/v1/organisations/?q=Cast Company A").json()["results"][0]
    url = f"/api/v1/organisations/{own['uuid']}/"
    answer = caller.patch(url, {"website": address}, format="json", headers={"If-Match": caller.get(url)["ETag"]})
    assert answer.status_code == 400
    assert "website" in answer.json()["errors"]


def test_a_fault_tells_its_request_and_nothing_else(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("canary: SELECT secret FROM somewhere")

    monkeypatch.setattr(HomeView, "get_context_data", broken)
    answer = Client(raise_request_exception=False).get("/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer["X-Request-ID"][:8] in page
    assert not [word for word in ("canary", "RuntimeError", "Traceback", "axportal/") if word in page]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.9", "203.0.113.1"),
        (1, "198.51.100.9, 192.0.2.7", "192.0.2.7"),
        (2, "198.51.100.9, 192.0.2.7, 10.0.0.1", "192.0.2.7"),
        (2, "10.0.0.1", "203.0.113.1"),
    ],
)
def test_an_address_counts_as_far_as_our_own_proxies_wrote_it(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == expected


def test_a_subject_stays_one_line():
    mail.owe(key="x", recipient="a@cast.example", subject="제목\r\nBcc: all@evil.example", body="본문")
    assert MailDelivery.objects.get().subject == "제목 Bcc: all@evil.example"


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Content-Length: 4\r\nContent-Length: 5",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Content-Length: +4",
        "X-A: b\r\n Content-Length: 4",
        "Content Length: 4",
    ],
)
def test_a_request_whose_end_is_in_doubt_is_refused(head):
    raw = f"POST / HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n0\r\n\r\n".encode()
    with pytest.raises((ParseException, NotImplementedError)):
        next(RequestParser(Config(), iter([raw]), ("192.0.2.1", 1)))
