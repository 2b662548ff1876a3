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
    """A database for this module, with at least one row of every resource."""
    with django_db_blocker.unblock(), databases.copied(database_names[1]):
        rows.make_missing(people.Cast())
        yield


@pytest.fixture(scope="module")
def callers(own_database):
    """Who sees and changes most: an administrator, and a company where only its own people do."""

    def caller(name):
        at = clock.now()
        _token, key = accounts.issue_token(
            user=people.Cast()[name], label=name, scopes=["read", "write"], expires_at=at + timedelta(days=1), at=at
        )
        return {"Authorization": f"Bearer {key}"}

    return {"": caller("platform_admin"), "applications": caller("company_representative")}


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


schema = schemathesis.openapi.from_path(DOCUMENT, config=SchemathesisConfig.from_dict(CONFIG))
schema.app = portal
numbers = itertools.count()


def is_uuid(value):
    return isinstance(value, str) and bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value))


@cache
def real_row(slug, token):
    """The first row of a resource; other rows beside it by their uuid."""
    headers = {"Authorization": token}
    row = APIClient().get(f"/api/v1/{slug}/?page_size=1", headers=headers).json()["results"][0]
    return {name: value["uuid"] if isinstance(value, dict) else value for name, value in row.items()}


def send_real_names(case, headers):
    """Where a well-formed uuid, ETag or key was made up, send a real or new one: else all would be 404, 412 and 422."""
    row = real_row(case.path.split("/")[3], headers["Authorization"])
    for sent in (case.path_parameters, case.body):
        for name in set(sent) & set(row) if isinstance(sent, dict) else ():
            if is_uuid(sent[name]) and is_uuid(row[name]):
                sent[name] = row[name]
    if re.fullmatch(KEY_PATTERN, case.headers.get("Idempotency-Key") or ""):
        case.headers["Idempotency-Key"] = f"key-{next(numbers)}"
    if re.fullmatch(OBJECT_PATTERN, case.headers.get("If-Match") or ""):
        case.headers["If-Match"] = APIClient().get(case.formatted_path, headers=headers).headers.get("ETag", "")


@pytest.mark.feature("G1", "G32")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # this client closes no streamed answer
@ONCE
@schema.parametrize()
def test_nothing_undocumented(case, callers, unthrottled, undisturbed):
    headers = callers.get(case.path.split("/")[3], callers[""])
    send_real_names(case, headers)
    case.call_and_validate(headers=headers, excluded_checks=[checks.positive_data_acceptance])
