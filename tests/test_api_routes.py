"""Every API route × every method it takes × every member of the cast → the expected status. A new one must be listed.

Writes are sent what would succeed for who may do it, and are taken back after each try.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from axportal.core.api.throttling import CallerThrottle
from axportal.records import registry
from regions.models import Organisation
from tests.route_objects import Objects, make_objects
from tests.test_routes import (
    DRAFT_READERS,
    EVERYBODY,
    GIST_EDITORS,
    RIVAL,
    SIGNED_IN,
    SUBMITTED_READERS,
    VISITOR,
    WRITERS,
    draft,
    handed_in,
    published,
    writing,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.goal("R3", "R20")]
ONLY_READERS = DRAFT_READERS - GIST_EDITORS


@dataclass(frozen=True)
class Case:
    """What a method of a route answers: `otherwise`, but for the people named by status."""

    method: str
    otherwise: int
    but: dict[int, frozenset[str]] = field(default_factory=dict)
    kwargs: Callable[[Objects], dict[str, Any]] = lambda objects: {}
    body: Callable[[Objects], dict[str, Any]] = lambda objects: {}

    def expected(self, person: str) -> int:
        return next((status for status, people in self.but.items() if person in people), self.otherwise)


def uuid_of(kwargs: Callable[[Objects], dict[str, Any]]) -> Callable[[Objects], dict[str, Any]]:
    return lambda objects: {"uuid": kwargs(objects)["uuid"]}


def new_lab(objects: Objects) -> dict[str, Any]:
    gist = Organisation.objects.get(key="gist")
    return {"name_ko": "새 연구소", "institute": str(gist.uuid), "zone": str(gist.zone.uuid)}


def application(objects: Objects) -> dict[str, Any]:
    company = Organisation.objects.get(key="cast-company")
    return {"call": str(objects.call.uuid), "organisation": str(company.uuid)}


def part(objects: Objects) -> dict[str, Any]:
    return {**writing(objects), "step": "project", "organisation": Organisation.objects.get(key="cast-company").uuid}


def name(objects: Objects) -> dict[str, Any]:
    return {"name_ko": "다른 이름"}


LAB, HIDDEN = uuid_of(published), uuid_of(draft)
STEPS = {f"labs-{step}" for step in registry.get("labs").workflow.rows}
ROUTES: dict[str, list[Case]] = {
    "schema": [Case("get", 200)],
    "docs": [Case("get", 200)],
    "zones-list": [Case("get", 200)],
    "calls-list": [Case("get", 200)],
    "calls-detail": [Case("get", 200, kwargs=lambda objects: {"uuid": objects.call.uuid})],
    "labs-list": [
        Case("get", 200),
        Case("post", 403, {401: VISITOR, 201: GIST_EDITORS, 400: frozenset({"dgist_admin"})}, body=new_lab),
    ],
    "labs-detail": [
        Case("get", 200, kwargs=LAB),
        Case("get", 404, {200: DRAFT_READERS}, kwargs=HIDDEN),
        Case("patch", 403, {401: VISITOR, 200: GIST_EDITORS}, kwargs=LAB, body=name),
        Case("patch", 404, {401: VISITOR, 200: GIST_EDITORS, 403: ONLY_READERS}, kwargs=HIDDEN, body=name),
    ],
    "labs-agree": [Case("post", 403, {401: VISITOR, 200: GIST_EDITORS | {"agency_officer"}}, kwargs=LAB)],
    "applications-list": [
        Case("get", 200),
        Case("post", 403, {401: VISITOR, 201: WRITERS}, body=application),
    ],
    "applications-detail": [
        Case("get", 404, {200: WRITERS}, kwargs=writing),
        Case("get", 404, {200: SUBMITTED_READERS | RIVAL}, kwargs=handed_in),
    ],
    "applications-submit": [
        Case("post", 404, {401: VISITOR, 400: WRITERS}, kwargs=writing),  # told first what is missing
    ],
    "applications-withdraw": [
        Case("post", 404, {401: VISITOR, 200: RIVAL, 403: SUBMITTED_READERS}, kwargs=handed_in),
    ],
    "application-parts-detail": [
        Case("get", 404, {200: WRITERS}, kwargs=part),
        Case("patch", 404, {401: VISITOR, 200: WRITERS}, kwargs=part, body=lambda objects: {"fields": {}}),
    ],
}  # fmt: skip


def routes() -> Iterator[tuple[str, set[str]]]:
    """The name of each API route with its methods."""

    def walk(resolver: URLResolver) -> Iterator[Any]:
        for pattern in resolver.url_patterns:
            yield from walk(pattern) if isinstance(pattern, URLResolver) else [pattern]

    api = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "api")
    for pattern in walk(api):
        yield pattern.name, set(getattr(pattern.callback, "actions", None) or {"get": ""}) - {"head"}


def listed() -> dict[str, set[str]]:
    """What is tried: by the table, and of every record type by its form."""
    found = {route: {case.method for case in cases} for route, cases in ROUTES.items()}
    for slug, record_type in registry.all_types().items():
        writes = bool(record_type.editable)
        found[f"{slug}-list"] = {"get", *(["post"] if writes else [])}
        found[f"{slug}-detail"] = {"get", *(["patch"] if writes else [])}
    return found | {step: {"post"} for step in STEPS} | {"zones-detail": {"get"}}


@pytest.mark.api10("API9")
def test_every_api_route_and_method_is_listed():
    assert dict(routes()) == listed()


@pytest.fixture
def callers(api, monkeypatch):
    monkeypatch.setattr(CallerThrottle, "allow_request", lambda *args: True)
    return {person: api(person if person in SIGNED_IN else None) for person in sorted(EVERYBODY)}


def ask(client: Any, address: str, case: Case, objects: Objects, tag: str) -> int:
    """The status; whatever was written is taken back."""
    with transaction.atomic():
        headers = {"If-Match": tag} if case.method == "patch" else {}
        answer = getattr(client, case.method)(address, case.body(objects) or None, format="json", headers=headers)
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.api10("API1", "API5")
def test_api_routes(cast, callers):
    """One test for all: the objects are made once, and no route's answer depends on another's."""
    objects, wrong = make_objects(cast), []
    for route, cases in ROUTES.items():
        for case in cases:
            address = reverse(f"api:{route}", kwargs=case.kwargs(objects))
            owner = "company_representative" if "application" in route else "platform_admin"
            tag = callers[owner].get(address).headers.get("ETag", "") if case.method == "patch" else ""
            for person, client in callers.items():
                status = ask(client, address, case, objects, tag)
                if status != case.expected(person):
                    wrong.append(f"{case.method} {address} {person}: {status}, not {case.expected(person)}")
    assert wrong == []


@pytest.mark.api10("API5")
def test_who_may_not_write_a_record_type_writes_nothing(cast, callers):
    """Whatever they send: those without a role for records get no further than a refusal."""
    nobodies = ("visitor", "outsider", "company_representative", "company_member", "delegate", "reviewer", "auditor")
    for slug, record_type in registry.all_types().items():
        row = record_type.model._default_manager.first()
        addresses = [("post", f"/api/v1/{slug}/")]
        addresses += [("patch", f"/api/v1/{slug}/{row.uuid}/")] if row is not None else []
        for method, address in addresses:
            for person in nobodies:
                answer = getattr(callers[person], method)(address, {"name_ko": "x"}, format="json")
                assert answer.status_code in {400, 401, 403, 404, 405, 428}, (person, method, address)
