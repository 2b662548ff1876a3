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


@pytest.mark.feature("I8")
@pytest.mark.goal("R3")
@pytest.mark.parametrize("name", sorted(PAGES))
def test_pages(cast, objects, name, settings):
    settings.DEMONSTRATION = True
    wrong = []
    for case in PAGES[name]:
        address = reverse(name, kwargs=case.kwargs(objects))
        for person in sorted(EVERYBODY):
            client = Client()
            if person != "visitor":
                client.force_login(cast[person], backend="allauth.account.auth_backends.AuthenticationBackend")
            response = client.post(address) if case.post else client.get(address)
            response.close()
            if response.status_code != case.expected(person):
                wrong.append(f"{person}: {response.status_code}, not {case.expected(person)} ({address})")
    assert wrong == []
