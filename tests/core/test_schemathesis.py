"""Every operation answers as its description says, whatever it is sent."""

import itertools
import re
from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from rest_framework.test import APIClient
from schemathesis import checks
from schemathesis.config import SchemathesisConfig

from axportal.accounts import services as accounts
from axportal.core import clock
from axportal.core.api.etags import OBJECT_PATTERN
from axportal.core.api.idempotency import KEY_PATTERN
from axportal.core.api.throttling import CallerThrottle
from axportal.records import registry
from axportal.records.api.serializers import UuidRelatedField, write_serializer
from axportal.wsgi import application
from tests import databases, people, rows

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
#: Every boundary of every parameter is tried on these; the others run the same code and get random requests only.
THOROUGH = ["labs", "gpu-pools", "zones"]
CONFIG = {
    "seed": 20260311,
    "output": {"sanitization": {"enabled": False}},
    "phases": {"coverage": {"unexpected-methods": ["DELETE", "PUT"]}},
    "operations": [{"exclude-tag": THOROUGH, "phases": {"coverage": {"enabled": False}}}],
    "checks": {"missing_required_header": {"expected-statuses": ["428"]}},
}
ONCE = settings(
    max_examples=20,
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
        rows.make_missing(people.Cast()["institute_admin"])
        yield


@pytest.fixture(scope="module")
def client(own_database):
    at = clock.now()
    admin = people.Cast()["platform_admin"]
    life = {"expires_at": at + timedelta(days=1), "at": at}
    _token, key = accounts.issue_token(user=admin, label="all", scopes=["read", "write"], **life)
    caller = APIClient()
    caller.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return caller


@pytest.fixture
def unthrottled(monkeypatch):
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"caller": None})


schema = schemathesis.openapi.from_path(DOCUMENT, config=SchemathesisConfig.from_dict(CONFIG))
schema.app = application
numbers = itertools.count()


def is_uuid(value):
    return isinstance(value, str) and bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value))


def name_real_rows(case, client):
    """Where a well-formed uuid, ETag or key was made up, send a real or new one: else all would be 404, 412 and 422."""
    slug = case.path.split("/")[3]
    if re.fullmatch(KEY_PATTERN, case.headers.get("Idempotency-Key") or ""):
        case.headers["Idempotency-Key"] = f"key-{next(numbers)}"
    if is_uuid(case.path_parameters.get("uuid")):
        row = client.get(f"/api/v1/{slug}/?page_size=1&fields=uuid").json()["results"][0]
        case.path_parameters["uuid"] = row["uuid"]
        if re.fullmatch(OBJECT_PATTERN, case.headers.get("If-Match") or ""):
            case.headers["If-Match"] = client.get(f"/api/v1/{slug}/{row['uuid']}/")["ETag"]
    if isinstance(case.body, dict) and case.method in {"POST", "PATCH"} and slug in registry.all_types():
        for name, field in write_serializer(slug)().fields.items():
            if isinstance(field, UuidRelatedField) and is_uuid(case.body.get(name)):
                case.body[name] = str(field.queryset.first().uuid)


@pytest.mark.feature("G1", "G32")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # this client closes no streamed answer
@ONCE
@schema.parametrize()
def test_nothing_undocumented(case, client, unthrottled):
    name_real_rows(case, client)
    case.call_and_validate(
        headers={"Authorization": client._credentials["HTTP_AUTHORIZATION"]},
        excluded_checks=[checks.positive_data_acceptance],
    )
