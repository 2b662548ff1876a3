"""The schema says what the API does: valid, current, complete, and true of real rows."""

import io
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.urls import URLPattern, get_resolver
from jsonschema import Draft202012Validator

from tests import rows

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
SCHEMA = yaml.load(DOCUMENT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
LISTS = sorted(
    path for path, methods in SCHEMA["paths"].items() if methods.get("get", {}).get("operationId", "").endswith("_list")
)
#: Lists whose rows come of a whole call, and who reads some of each.
OF_CALLS = {
    "/api/v1/challenges/": "company_representative",
    "/api/v1/deciders/": "agency_officer",
    "/api/v1/letters/": "rival_representative",
    "/api/v1/not-arrived-notices/": "agency_officer",
    "/api/v1/notices/": "rival_representative",
    "/api/v1/objections/": "rival_representative",
    "/api/v1/retention-holds/": "platform_admin",
    "/api/v1/retention-runs/": "platform_admin",
    "/api/v1/review-assignments/": "reviewer",
    "/api/v1/review-ties/": "agency_officer",
    "/api/v1/reviewers/": "agency_officer",
    "/api/v1/selections/": "call_manager",
}
VERBS = {"get", "post", "patch"}


@pytest.fixture
def every_row(cast):
    rows.make_missing(cast)


def component(path, status="200"):
    """The component that the GET of this path answers with."""
    schema = SCHEMA["paths"][path]["get"]["responses"][status]["content"]["application/json"]["schema"]
    return schema["$ref"].rpartition("/")[2]


def ensure_conforms(body, name):
    schema = {"$ref": f"#/components/schemas/{name}", "components": SCHEMA["components"]}
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(body)] == []


def properties(name):
    return set(SCHEMA["components"]["schemas"][name]["properties"])


def parameters(path, method="get"):
    return {found["name"]: found for found in SCHEMA["paths"][path][method]["parameters"]}


@pytest.mark.feature("G1")
def test_the_document_is_valid_and_current():
    output = io.StringIO()
    call_command("spectacular", "--api-version", "v1", "--validate", "--fail-on-warn", stdout=output)
    assert output.getvalue().rstrip() == DOCUMENT.read_text(encoding="utf-8").rstrip()
    assert SCHEMA["openapi"] == "3.1.0"


@pytest.mark.feature("G1")
@pytest.mark.api10("API9")
def test_every_route_is_described():
    described = {path.removeprefix("/api/v1/") for path in SCHEMA["paths"]}
    assert set(routes(get_resolver("axportal.api_urls"))) - {"schema/", "docs/"} == described


def routes(resolver, prefix=""):
    for entry in resolver.url_patterns:
        address = prefix + re.sub(r"<\w+:(\w+)>", r"{\1}", str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield address
        else:
            yield from routes(entry, address)


def test_operations_have_stable_names():
    names = {methods[verb]["operationId"] for methods in SCHEMA["paths"].values() for verb in VERBS & set(methods)}
    assert {"labs_list", "labs_retrieve", "labs_create", "labs_partial_update", "labs_agree", "gpu_pools_list"} <= names
    assert len(names) == sum(len(VERBS & set(methods)) for methods in SCHEMA["paths"].values())


@pytest.mark.feature("G1")
@pytest.mark.parametrize("path", sorted(set(LISTS) - set(OF_CALLS)))
@pytest.mark.api10("API3", "API9")
def test_documented_fields_are_the_fields_of_real_rows(path, api, every_row):
    ensure_rows_are_as_documented(api("company_representative"), path)


@pytest.mark.feature("G9", "G10")
@pytest.mark.parametrize("path", sorted(set(LISTS) - set(OF_CALLS)))
def test_documented_parameters_work(path, api, every_row):
    ensure_parameters_work(api("company_representative"), path)


@pytest.mark.feature("G1", "G9", "G10")
@pytest.mark.api10("API3", "API9")
def test_lists_of_a_whole_call_are_as_documented(api, cast):
    """One test for all: the call is made once."""
    rows.make_rows_of_calls(cast)
    for path, reader in OF_CALLS.items():
        ensure_rows_are_as_documented(api(reader), path)
        ensure_parameters_work(api(reader), path)


def ensure_rows_are_as_documented(client, path):
    page = client.get(path, {"count": "true", "page_size": 200}).json()
    ensure_conforms(page, component(path))
    assert set(page) == properties(component(path)), path
    assert page["results"], path
    row = page["results"][0]
    assert set(row) == properties(component(path).removesuffix("Page")), path
    one = f"{path}{{uuid}}/"
    if one in SCHEMA["paths"]:
        record = client.get(f"{path}{row['uuid']}/").json()
        ensure_conforms(record, component(one))
        assert set(record) == properties(component(one)), path


def ensure_parameters_work(client, path):
    known = parameters(path)
    for name in known["ordering"]["schema"]["enum"]:
        assert client.get(path, {"ordering": name, "page_size": 1}).status_code == 200, name
    for name in known["fields"]["schema"]["items"]["enum"] if "fields" in known else ():
        assert list(client.get(path, {"fields": name}).json()["results"][0]) == [name]
    for name, found in known.items():
        for value in found["schema"].get("items", found["schema"]).get("enum", []):
            response = client.get(path, {name: value})
            assert response.status_code == 200, (path, name, value)
            assert b"".join(response) or name == "format"


@pytest.mark.feature("G32")
def test_a_problem_has_the_documented_form(api):
    response = api().get("/api/v1/labs/?page=21")
    ensure_conforms(response.json(), "Problem")
    assert set(response.json()) <= properties("Problem")


@pytest.mark.feature("G14")
def test_writes_say_their_preconditions():
    patch, post = SCHEMA["paths"]["/api/v1/labs/{uuid}/"]["patch"], SCHEMA["paths"]["/api/v1/labs/"]["post"]
    assert parameters("/api/v1/labs/{uuid}/", "patch")["If-Match"]["required"] is True
    assert {"412", "428"} <= set(patch["responses"])
    assert "Idempotency-Key" in parameters("/api/v1/labs/", "post")
    assert set(post["responses"]["201"]["headers"]) == {"X-Request-ID", "ETag", "Location", "Idempotent-Replay"}
    assert (patch["security"], post["security"]) == ([{"token": []}], [{"token": []}])
    assert SCHEMA["paths"]["/api/v1/labs/"]["get"]["security"] == [{"token": []}, {}]


@pytest.mark.feature("G1")
@pytest.mark.parametrize("kind", ["yaml", "json"])
@pytest.mark.api10("API9")
def test_the_served_schema_is_the_document(api, kind):
    accept = {"yaml": "application/vnd.oai.openapi", "json": "application/vnd.oai.openapi+json"}[kind]
    response = api().get("/api/v1/schema/", headers={"Accept": accept})
    assert yaml.load(response.content, Loader=yaml.CSafeLoader) == SCHEMA
