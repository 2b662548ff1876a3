"""Every route × every member of the cast → the expected status. A route that is not listed fails.

GET everywhere; routes that only take POST are sent an empty one. `visitor` has not signed in. On API routes each
person comes with a token.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from axportal.accounts.scoping import NATIONAL_ROLES, STAFF_ROLES
from tests.people import Cast
from tests.route_objects import Objects, make_objects

EVERYBODY = frozenset({"visitor", *Cast.names})
SIGNED_IN = EVERYBODY - {"visitor"}
STAFF = frozenset(STAFF_ROLES) | {"gist_colleague", "dgist_admin"}
NATIONAL = frozenset(NATIONAL_ROLES)
GIST_EDITORS = frozenset({"institute_admin", "gist_colleague", "platform_admin"})
DRAFT_READERS = GIST_EDITORS | NATIONAL
REPRESENTATIVE = frozenset({"company_representative"})
WRITERS = REPRESENTATIVE | {"company_member", "delegate"}
RIVAL = frozenset({"rival_representative"})
CONTENT_READERS = frozenset({"ministry_approver", "agency_officer", "auditor", "call_manager"})
SUBMITTED_READERS = NATIONAL | {"call_manager"}


@dataclass(frozen=True)
class Case:
    """What a route answers: `otherwise`, but for the people named by status."""

    otherwise: int
    but: dict[int, frozenset[str]] = field(default_factory=dict)
    kwargs: Callable[[Objects], dict[str, Any]] = lambda objects: {}
    post: bool = False

    def expected(self, person: str) -> int:
        return next((status for status, people in self.but.items() if person in people), self.otherwise)


VISITOR = frozenset({"visitor"})


def signed_in(status: int = 200, *, visitor: int = 302, **more: Any) -> Case:
    return Case(status, {visitor: VISITOR, **more.pop("but", {})}, **more)


def published(objects: Objects) -> dict[str, Any]:
    return {"slug": "labs", "uuid": objects.lab.uuid}


def draft(objects: Objects) -> dict[str, Any]:
    return {"slug": "labs", "uuid": objects.draft.uuid}


def the_call(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.call.uuid}


def writing(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.writing.uuid}


def handed_in(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.handed_in.uuid}


def first_submission(objects: Objects) -> dict[str, Any]:
    return {**handed_in(objects), "number": 1}


def the_file(objects: Objects) -> dict[str, Any]:
    return {**handed_in(objects), "file": objects.handed_in.files.get().uuid}


def no_member(objects: Objects) -> dict[str, Any]:
    return {**writing(objects), "member": objects.lab.uuid}


def the_report(objects: Objects) -> dict[str, Any]:
    return {"uuid": objects.report.uuid}


PAGES: dict[str, list[Case]] = {
    "core:livez": [Case(200)],
    "core:readyz": [Case(200)],
    "core:metrics": [Case(200)],
    "core:demo-mail": [Case(200)],
    "core:demo-mail-detail": [Case(404, kwargs=lambda objects: {"name": "none"})],
    "core:preferences": [Case(302, post=True)],
    "parts": [Case(200)],
    "home": [Case(200)],
    "zones:list": [Case(200)],
    "zones:detail": [
        Case(200, kwargs=lambda objects: {"slug": "honam"}),
        Case(404, kwargs=lambda objects: {"slug": "x"}),
    ],
    "search:catalogue": [Case(200)],
    "search:search": [Case(200)],
    "search:sources": [Case(200)],
    "accounts:landing": [signed_in(302)],
    "accounts:profile": [signed_in()],
    "accounts:language": [signed_in(400, visitor=403, post=True)],
    "accounts:tokens": [signed_in()],
    "accounts:token-revoke": [
        signed_in(404, visitor=403, post=True, kwargs=lambda objects: {"uuid": objects.token.uuid})
    ],
    "accounts:sessions": [signed_in()],
    "records:list": [Case(200, kwargs=lambda objects: {"slug": "labs"})],
    "records:create": [
        Case(
            403,
            {302: VISITOR, 200: frozenset({"institute_admin", "gist_colleague", "dgist_admin", "platform_admin"})},
            kwargs=lambda objects: {"slug": "labs"},
        )
    ],
    "records:export": [
        Case(200, kwargs=lambda objects: {"slug": "labs", "extension": "csv"}),
        Case(200, {403: VISITOR}, kwargs=lambda objects: {"slug": "labs", "extension": "xlsx"}),
    ],
    "records:detail": [Case(200, kwargs=published), Case(404, {200: DRAFT_READERS}, kwargs=draft)],
    "records:edit": [
        Case(403, {302: VISITOR, 200: GIST_EDITORS}, kwargs=published),
        Case(404, {302: VISITOR, 200: GIST_EDITORS, 403: NATIONAL - GIST_EDITORS}, kwargs=draft),
    ],
    "records:cell": [
        Case(
            403,
            {302: VISITOR, 200: GIST_EDITORS},
            kwargs=lambda objects: {**published(objects), "name": "next_milestone_on"},
        ),
        Case(404, {302: VISITOR}, kwargs=lambda objects: {**published(objects), "name": "status"}),
    ],
    "records:history": [Case(404, {200: DRAFT_READERS}, kwargs=published)],
    "records:undo": [
        Case(403, {302: VISITOR | GIST_EDITORS}, kwargs=lambda objects: {**published(objects), "version": 1}),
    ],
    "records:advance": [
        Case(
            403,
            {302: GIST_EDITORS | {"agency_officer"}},
            post=True,
            kwargs=lambda objects: {**published(objects), "name": "agree"},
        ),
    ],
    "dashboard:national": [Case(404, {200: STAFF, 302: VISITOR})],
    "dashboard:trend": [Case(404, {200: STAFF, 302: VISITOR})],
    "dashboard:compare": [Case(404, {200: STAFF, 302: VISITOR})],
    "dashboard:export": [Case(404, {200: STAFF, 302: VISITOR}, kwargs=lambda objects: {"extension": "csv"})],
}
PAGES |= {
    "regions:company-register": [signed_in()],
    "calls:call-list": [Case(200)],
    "calls:call-detail": [Case(200, kwargs=the_call)],
    "calls:call-check": [Case(302, kwargs=the_call)],
    "calls:application-start": [signed_in(302, visitor=403, post=True, kwargs=the_call)],
    "calls:application-list": [signed_in()],
    "calls:application-detail": [
        Case(404, {302: VISITOR, 200: WRITERS}, kwargs=writing),
        Case(404, {302: VISITOR, 200: SUBMITTED_READERS | RIVAL}, kwargs=handed_in),
    ],
    "calls:application-edit": [
        Case(404, {302: VISITOR, 200: WRITERS}, kwargs=lambda objects: {**writing(objects), "step": "project"}),
        Case(404, {302: VISITOR, 200: RIVAL}, kwargs=lambda objects: {**handed_in(objects), "step": "project"}),
    ],
    "calls:partner-add": [
        Case(404, {403: VISITOR, 400: WRITERS}, post=True, kwargs=writing),
        Case(404, {403: VISITOR, 400: RIVAL}, post=True, kwargs=handed_in),
    ],
    "calls:partner-change": [Case(404, {403: VISITOR}, post=True, kwargs=no_member)],
    "calls:partner-remove": [Case(404, {403: VISITOR, 302: WRITERS}, post=True, kwargs=no_member)],
    "calls:file-add": [
        Case(404, {403: VISITOR, 400: WRITERS}, post=True, kwargs=writing),
        Case(404, {403: VISITOR, 400: RIVAL}, post=True, kwargs=handed_in),
    ],
    "calls:file-download": [Case(404, {302: VISITOR, 200: CONTENT_READERS | RIVAL}, kwargs=the_file)],
    "calls:file-remove": [Case(405, {302: VISITOR}, kwargs=the_file)],
    "calls:application-submit": [
        Case(404, {302: VISITOR, 200: REPRESENTATIVE, 403: WRITERS - REPRESENTATIVE}, kwargs=writing),
        Case(404, {302: VISITOR, 200: RIVAL}, kwargs=handed_in),
    ],
    "calls:application-withdraw": [
        Case(404, {302: VISITOR, 200: REPRESENTATIVE, 403: WRITERS - REPRESENTATIVE}, kwargs=writing),
        Case(404, {302: VISITOR, 200: RIVAL, 403: SUBMITTED_READERS}, kwargs=handed_in),
    ],
    "calls:receipt": [Case(404, {302: VISITOR, 200: CONTENT_READERS | RIVAL}, kwargs=first_submission)],
    "calls:submitted-content": [
        Case(
            404,
            {302: VISITOR, 200: CONTENT_READERS | RIVAL, 403: SUBMITTED_READERS - CONTENT_READERS},
            kwargs=first_submission,
        )
    ],
    "reports:run-list": [Case(404, {302: VISITOR, 200: STAFF})],
    "reports:run-order": [Case(404, {302: VISITOR, 200: STAFF})],
    "reports:run-detail": [Case(404, {302: VISITOR, 200: NATIONAL}, kwargs=the_report)],
    "reports:run-progress": [Case(404, {302: VISITOR, 200: NATIONAL}, kwargs=the_report)],
    "reports:run-cancel": [Case(404, {302: VISITOR, 405: STAFF}, kwargs=the_report)],
    "reports:run-file": [
        Case(404, {302: VISITOR}, kwargs=lambda objects: {**the_report(objects), "extension": "xlsx"})
    ],
}
#: allauth's own pages: open to visitors, or asking for a sign-in; their behaviour is tested by their authors.
FOREIGN = ("account_",)


def named_routes() -> Iterator[str]:
    def walk(resolver: URLResolver, namespace: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
            else:
                yield f"{namespace}{pattern.name}"

    yield from walk(get_resolver(), "")


def test_every_route_is_listed():
    pages = {name for name in named_routes() if not name.startswith(("api:", *FOREIGN))}
    assert sorted(pages ^ set(PAGES)) == []


@pytest.fixture
def objects(cast) -> Objects:
    return make_objects(cast)


@pytest.fixture
def clients(cast) -> dict[str, Client]:
    signed = {person: Client() for person in EVERYBODY}
    for person in SIGNED_IN:
        signed[person].force_login(cast[person], backend="allauth.account.auth_backends.AuthenticationBackend")
    return signed


def answers(client: Client, address: str, *, post: bool) -> int:
    response = client.post(address) if post else client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)  # ends the response, closing its file
    return response.status_code


@pytest.mark.feature("I8")
@pytest.mark.goal("R3")
@pytest.mark.api10("API1", "API5")
def test_pages(clients, objects, settings):
    """One test for all: the objects are made once, and no route's answer depends on another's."""
    settings.DEMONSTRATION = True
    wrong = []
    for name, cases in PAGES.items():
        for case in cases:
            address = reverse(name, kwargs=case.kwargs(objects))
            for person, client in clients.items():
                status = answers(client, address, post=case.post)
                if status != case.expected(person):
                    wrong.append(f"{name} {address} {person}: {status}, not {case.expected(person)}")
    assert wrong == []
