"""Every operation answers as its description says, whatever it is sent."""

import gc
import itertools
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from rest_framework.test import APIClient
from schemathesis import checks
from schemathesis.config import SchemathesisConfig

from axportal.accounts import services as accounts
from axportal.core import clock
from axportal.core.api.etags import OBJECT_PATTERN
from axportal.core.api.idempotency import KEY_PATTERN
from axportal.core.api.throttling import CallerThrottle
from tests import databases, people, rows

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
#: Who between them see a row of every resource; whoever comes first is asked with first.
CALLERS = [
    "platform_admin", "company_representative", "rival_representative", "call_manager", "institute_admin", "reviewer",
    "panel_chair", "agency_officer", "gpu_operator",
]  # fmt: skip
#: Rows that are found through other rows, never in a list.
WITHOUT_LIST = {
    "clusters": lambda objects: objects.gpu.site,
    "findings": lambda objects: objects.finding,
    "review-challenges": lambda objects: objects.review.challenge,
    "review-recusals": lambda objects: objects.review.recusal,
    "review-seats": lambda objects: objects.review.plan.seats.first(),
    "review-sheets": lambda objects: objects.review.sheet,
    "review-plans": lambda objects: objects.review.plan,
    "review-rounds": lambda objects: objects.review.round,
}
#: Every boundary of every parameter is tried on these; the others run the same code and get random requests only.
THOROUGH = ["labs", "zones", "applications"]
CONFIG = {
    "seed": 20260311,
    "output": {"sanitization": {"enabled": False}},
    "phases": {"coverage": {"unexpected-methods": ["DELETE", "PUT"]}},
    "operations": [{"exclude-tag": THOROUGH, "phases": {"coverage": {"enabled": False}}}],
    "checks": {"missing_required_header": {"expected-statuses": ["428"]}},
}
ONCE = settings(
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker, database_names):
    """A database for this module, with at least one row of every resource; the rows that have no list, by resource."""
    with django_db_blocker.unblock(), databases.copied(database_names[1]):
        cast = people.Cast()
        rows.make_records(cast)
        objects = rows.make_rows_of_calls(cast)
        yield {name: {"uuid": str(of(objects).uuid)} for name, of in WITHOUT_LIST.items()}


@pytest.fixture(scope="module")
def callers(own_database):
    """The headers of people who between them see at least one row of every resource; the first is asked first."""

    def caller(name):
        at = clock.now()
        _token, key = accounts.issue_token(
            user=people.Cast()[name], label=name, scopes=["read", "write"], expires_at=at + timedelta(days=1), at=at
        )
        return {"Authorization": f"Bearer {key}"}

    return {name: caller(name) for name in CALLERS}


@pytest.fixture
def unthrottled(monkeypatch):
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"caller": None})


@pytest.fixture
def undisturbed():
    """No garbage is collected while Hypothesis reads its own source: CPython below 3.11.8 may fail then (gh-106905)."""
    gc.disable()
    yield
    gc.enable()


@cache
def application():
    return get_wsgi_application()


def portal(environ, start_response):
    """The portal, made when it is first asked: while tests are collected there are no static files yet."""
    return application()(environ, start_response)


schemathesis.serializer.alias("application/x-ndjson", "text/plain")
schema = schemathesis.openapi.from_path(DOCUMENT, config=SchemathesisConfig.from_dict(CONFIG))
schema.app = portal
numbers = itertools.count()
_askers = {}


def remembered(address, callers):
    """Who is asked with for this address, found out once."""
    if address not in _askers:
        _askers[address] = asker(address, callers)
    return _askers[address]


def is_uuid(value):
    return isinstance(value, str) and bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value))


def collection(path):
    """The address of the list that a path's first row comes from."""
    return path.partition("{")[0]


def first_row(address, headers):
    """The first row that this caller finds there; other rows beside it by their uuid."""
    answer = APIClient().get(f"{address}?page_size=1", headers=headers)
    found = answer.json().get("results", []) if answer.status_code == 200 else []
    return {
        name: value.get("uuid") if isinstance(value, dict) else value for row in found for name, value in row.items()
    }


def asker(address, callers):
    """Who finds a row there, and the row; the first of all, with no row, where there is no such list."""
    found = ((headers, first_row(address, headers)) for headers in callers.values())
    return next(((headers, row) for headers, row in found if row), (callers[CALLERS[0]], {}))


def send_real_names(case, row, headers):
    """Where a well-formed uuid, ETag or key was made up, send a real or new one: else all would be 404, 412 and 422."""
    for sent in (case.path_parameters, case.body):
        for name in set(sent) & set(row) if isinstance(sent, dict) else ():
            if is_uuid(sent[name]) and is_uuid(row[name]):
                sent[name] = row[name]
    if re.fullmatch(KEY_PATTERN, case.headers.get("Idempotency-Key") or ""):
        case.headers["Idempotency-Key"] = f"key-{next(numbers)}"
    if re.fullmatch(OBJECT_PATTERN, case.headers.get("If-Match") or ""):
        case.headers["If-Match"] = APIClient().get(case.formatted_path, headers=headers).headers.get("ETag", "")


@pytest.mark.feature("G1", "G32")
@pytest.mark.same_everywhere  # the matrices of routes send the statements on every server
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # this client closes no streamed answer
@ONCE
@schema.parametrize()
def test_nothing_undocumented(case, own_database, callers, unthrottled, undisturbed):
    headers, row = remembered(collection(case.path), callers)
    row = row or own_database.get(case.path.split("/")[3], {})
    assert row or "{" not in case.path
    send_real_names(case, row, headers)
    case.call_and_validate(headers=headers, excluded_checks=[checks.positive_data_acceptance])
