"""Hostile bodies at the doors that take JSON or forms: a refusal that says why, never a fault, never a flood."""

import gzip
import json
import urllib.error
import urllib.request
import zlib
from datetime import timedelta

import pytest
from django.test import Client

from axportal.core import clock
from labs.models import JointLab
from regions.models import Organisation
from tests import rows
from tests.calls import factories
from tests.hostile.cost import bounded

pytestmark = [pytest.mark.goal("R22"), pytest.mark.feature("I16")]
JSON = "application/json"
DEEP = b"[" * 100_000
BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", JSON),
    "deep lists": (DEEP + b"]" * 100_000, JSON),
    "deep lists without end": (DEEP, JSON),
    "deep objects": (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, JSON),
    "deep value": (b'{"name_ko": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", JSON),
    "half an object": (b'{"name_ko": "', JSON),
    "a list": (b"[1, 2]", JSON),
    "a number": (b"1", JSON),
    "null": (b"null", JSON),
    "a huge number": (b'{"name_ko": ' + b"9" * 100_000 + b"}", JSON),
    "a huge exponent": (b'{"name_ko": 1e999999}', JSON),
    "not a number": (b'{"name_ko": NaN}', JSON),
    "a NUL": (b'{"name_ko": "a\\u0000b"}', JSON),
    "half a letter": (b'{"name_ko": "\\ud800"}', JSON),
    "half a letter in a name": (b'{"\\ud800": 1}', JSON),
    "no UTF-8": (b'{"name_ko": "\xff\xfe"}', JSON),
    "UTF-16": ('{"name_ko": "가"}'.encode("utf-16"), JSON),
    "a bomb by charset": (zlib.compress(b" " * 512 * 1024 * 1024), f"{JSON}; charset=zlib"),
    "rot13 by charset": (b'{"name_ko": "x"}', f"{JSON}; charset=rot13"),
    "an unknown charset": (b'{"name_ko": "x"}', f"{JSON}; charset=klingon"),
    "gzip": (gzip.compress(b" " * 32 * 1024 * 1024), JSON),
    "the same name twice": (b'{"name_ko": "a", "name_ko": {"b": 1}}', JSON),
    "100,000 names": (json.dumps({f"n{n}": 1 for n in range(100_000)}).encode(), JSON),
    "a name of 1 MiB": (json.dumps({"n" * 1024 * 1024: 1}).encode(), JSON),
    "6 MiB": (b'{"name_ko": "' + b"a" * 6 * 1024 * 1024 + b'"}', JSON),
    "XML": (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "application/xml"),
    "YAML": (b"!!python/object/apply:os.system [id]", "application/yaml"),
    "a form": (b"name_ko=x", "application/x-www-form-urlencoded"),
    "parts": (b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n--b--', "multipart/form-data; boundary=b"),
    "parts without a border": (b"x", "multipart/form-data"),
}  # fmt: skip


#: These may be taken for what they are: no body, the last of two values, JSON in UTF-8 whatever the header says.
HARMLESS = {"nothing", "the same name twice", "an unknown charset", "rot13 by charset"}


@pytest.fixture
def world(cast):
    rows.make_missing(cast)
    return cast


def doors(cast):
    """Every kind of write of the API, each by somebody who may do it: method, address, person, headers."""
    application = factories.ready(
        cast, factories.make_call(cast, number="X-2", closes_at=clock.now() + timedelta(days=3))
    )
    lab, company = JointLab.objects.get(), Organisation.objects.get(key="cast-company")
    part = f"applications/{application.uuid}/parts/project/{company.uuid}"
    return [
        ("post", "labs", "institute_admin"),
        ("patch", f"labs/{lab.uuid}", "institute_admin"),
        ("post", f"labs/{lab.uuid}/agree", "agency_officer"),
        ("post", "applications", "company_representative"),
        ("post", f"applications/{application.uuid}/submit", "company_representative"),
        ("post", f"applications/{application.uuid}/withdraw", "company_representative"),
        ("patch", part, "company_representative"),
    ]


@pytest.mark.parametrize("case", BODIES)
@pytest.mark.api10("API4")
def test_a_hostile_body_of_the_api(world, api, case):
    body, kind = BODIES[case]
    for method, path, person in doors(world):
        client = api(person)
        tag = client.get(f"/api/v1/{path}/").headers.get("ETag", "") if method == "patch" else ""
        with bounded():
            answer = client.generic(method.upper(), f"/api/v1/{path}/", body, content_type=kind, HTTP_IF_MATCH=tag)
        harmless = case in HARMLESS
        assert answer.status_code in ({200, 201, 400, 409} if harmless else {400, 409, 413, 415}), (
            path,
            answer.content,
        )
        assert len(answer.content) < 64 * 1024, path
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["title"]


FIELDS = [
    b'{"fields": {"title": "a\\u0000b"}}', b'{"fields": {"title": "\\ud800"}}', b'{"fields": {"title": {"a": [1]}}}',
    b'{"fields": {"\\u0000": "x"}}', b'{"fields": {"\\ud800": "x"}}', b'{"fields": [1]}', b'{"fields": null}',
    b'{"fields": {"title": ' + b"9" * 4000 + b"}}", b'{"fields": {"title": 1e400}}',
]  # fmt: skip


@pytest.mark.parametrize("body", FIELDS, ids=range(len(FIELDS)))
def test_hostile_values_of_a_part(world, api, body):
    part = next(path for method, path, _person in doors(world) if "/parts/" in path)
    client = api("company_representative")
    tag = client.get(f"/api/v1/{part}/").headers["ETag"]
    answer = client.generic("PATCH", f"/api/v1/{part}/", body, content_type=JSON, HTTP_IF_MATCH=tag)
    assert answer.status_code == 400, answer.content
    assert answer.json().get("errors") or answer.json()["code"] == "parse_error"


FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"


def part(header: str, content: str = "1") -> bytes:
    """One part of a multipart body."""
    return f"--b\r\nContent-Disposition: form-data; {header}\r\n\r\n{content}\r\n".encode()


FORMS: dict[str, tuple[bytes, str]] = {
    "a NUL": (b"login=a%00b&password=a%00b&name_ko=%00&q=%00&label=%00", FORM),
    "no UTF-8": (b"login=%ff%fe&password=%ff&name_ko=%ff&label=%ff", FORM),
    "half a letter": (b"login=%ED%A0%80&name_ko=%ED%A0%80&label=%ED%A0%80", FORM),
    "100,000 fields": (b"&".join(b"a%d=1" % n for n in range(100_000)), FORM),
    "a field of 6 MiB": (b"login=" + b"a" * 6 * 1024 * 1024, FORM),
    "parts without a border": (b"x", "multipart/form-data"),
    "parts without an end": (part('name="x"; filename="y"')[:-3], PARTS),
    "a header without end": (b"--b\r\n" + b"A" * 100_000, PARTS),
    "10,000 parts": (b"".join(part(f'name="x{n}"') for n in range(10_000)) + b"--b--", PARTS),
    "1,000 files": (b"".join(part(f'name="x"; filename="f{n}"') for n in range(1000)) + b"--b--", PARTS),
    "base64 that is none": (part('name="x"\r\nContent-Transfer-Encoding: base64', "!") + b"--b--", PARTS),
    "a file name in no known charset": (part("name=\"x\"; filename*=klingon''a") + b"--b--", PARTS),
    "a file name in zlib": (part("name=\"x\"; filename*=zlib''a") + b"--b--", PARTS),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_hostile_form(world, sign_in, case):
    body, kind = FORMS[case]
    lab = JointLab.objects.get()
    places = [
        (Client(), "/accounts/login/"), (Client(), "/accounts/signup/"), (Client(), "/accounts/password/reset/"),
        (Client(), "/preferences/"), (sign_in("outsider"), "/me/tokens/"), (sign_in("outsider"), "/me/language/"),
        (sign_in("outsider"), "/companies/register/"), (sign_in("institute_admin"), "/labs/new/"),
        (sign_in("institute_admin"), f"/labs/{lab.uuid}/edit/"), (sign_in("ministry_viewer"), "/reports/order/"),
    ]  # fmt: skip
    for client, address in places:
        with bounded():
            answer = client.generic("POST", address, body, content_type=kind)
        assert answer.status_code < 500, address
        assert answer.status_code in {200, 302, 400, 403, 413, 415}, (address, answer.status_code)


def test_a_charset_named_by_the_caller_is_left_unread(web_server):
    """Django decodes the address by it before any middleware: a name that stands for a packing ended in a fault."""
    wrong = []
    for charset in ("zlib", "rot13", "euc-kr", "klingon"):
        for kind, body in (("text/plain", b"x"), (FORM, b"login=x"), (PARTS, part('name="login"') + b"--b--")):
            for method, path in (
                ("GET", "/labs/?q=a"),
                ("GET", "/api/v1/labs/?q=a"),
                ("POST", "/accounts/login/?next=/"),
            ):
                headers = {"Content-Type": f"{kind}; charset={charset}"}
                request = urllib.request.Request(web_server + path, data=body, headers=headers, method=method)
                expected = 200 if method == "GET" else 403  # without the form's token
                status = status_of(request)
                wrong += [(charset, kind, path, status)] if status != expected else []
    assert wrong == []


def status_of(request):
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code
