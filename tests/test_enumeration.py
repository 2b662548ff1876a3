"""Another company knows the ids of a company's objects, of each kind, and tries them in every route: it learns nothing,
not even that they exist; and no list, feed, export or search that it may open names any of them (R3, R22)."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from axportal.calls.models import Application, ApplicationPart
from axportal.core.api.throttling import CallerThrottle
from axportal.records import registry
from tests.people import Cast
from tests.route_objects import Objects, make_objects
from tests.test_api_routes import ROUTES
from tests.test_routes import PAGES

#: Decision 0012: other tests send these statements on both kinds of servers.
pytestmark = pytest.mark.same_everywhere

RIVAL = "rival_representative"
SECRET = "용광로비밀칠삼구"
ASKED = SECRET[:5]  # pages repeat what they were asked for
#: Rows of these apps that hang on an application are the applicant's own.
PRIVATE_APPS = ("calls", "reviews", "decisions")
Asked = tuple[str, str, dict[str, Any]]


def belonging_to(found: set[Model]) -> set[Model]:
    """These rows and every row of the private apps that points at one of them, however far."""
    new = found
    while new:
        pointing = {row for one in new for row in _rows_at(one)} - found
        found, new = found | pointing, pointing
    return found


def _rows_at(target: Model) -> Iterator[Model]:
    for model in apps.get_models():
        if model._meta.app_label not in PRIVATE_APPS or not hasattr(model, "uuid"):
            continue
        for field in model._meta.fields:
            if isinstance(field, ForeignKey) and isinstance(target, field.related_model):
                yield from model._default_manager.filter(**{field.attname: getattr(target, field.target_field.attname)})


@pytest.fixture
def objects(cast: Cast) -> Objects:
    """With words in the company's applications that stand nowhere else."""
    made = make_objects(cast)
    for part in ApplicationPart.objects.filter(application__organisation__key="cast-company", step="project"):
        part.fields["title_ko"] = SECRET
        part.save(update_fields=["fields"])
    return made


@pytest.fixture
def private(objects: Objects) -> dict[uuid.UUID, str]:
    """The ids of everything that belongs to the company's applications, with the kind of each."""
    applications: set[Model] = set(Application.objects.filter(organisation__key="cast-company"))
    rows = belonging_to(applications)
    assert len({type(row) for row in rows}) >= 15
    return {row.uuid: type(row).__name__ for row in rows}  # type: ignore[attr-defined]


@pytest.fixture
def callers(cast: Cast, api: Any, monkeypatch: Any) -> dict[str, Any]:
    """The other company's person, on pages and with a token."""
    monkeypatch.setattr(CallerThrottle, "allow_request", lambda *args: True)
    pages = Client()
    pages.force_login(cast[RIVAL], backend="allauth.account.auth_backends.AuthenticationBackend")
    return {"pages": pages, "api": api(RIVAL)}


def routes(objects: Objects) -> Iterator[tuple[str, str, str, dict[str, Any], Any]]:
    """Caller, method, name, kwargs and body of each route that takes an id, once for each method."""
    for name, cases in PAGES.items():
        for is_post, case in {case.post: case for case in cases}.items():
            yield "pages", "post" if is_post else "get", name, case.kwargs(objects), None
    for name, cases in ROUTES.items():
        for method, case in {case.method: case for case in cases}.items():
            yield "api", method, f"api:{name}", case.kwargs(objects), case.body(objects)


def addresses(name: str, kwargs: dict[str, Any], first: uuid.UUID, every: list[uuid.UUID]) -> list[str]:
    """The route with these ids in the places of ids; with two places, the first is an application."""
    places = [key for key, value in kwargs.items() if _is_id(value)]
    tried = [{places[0]: one} for one in every]
    if len(places) > 1:
        tried = [{places[0]: first, **dict.fromkeys(places[1:], one)} for one in every]
    return [reverse(name, kwargs={**kwargs, **ids}) for ids in tried]


def _is_id(value: Any) -> bool:
    try:
        uuid.UUID(str(value))
    except ValueError:
        return False
    return True


def ask(callers: dict[str, Any], caller: str, method: str, address: str, body: Any) -> int:
    """The status; what was written is taken back."""
    more = {"format": "json", "headers": {"If-Match": '"1"'}} if caller == "api" and method != "get" else {}
    with transaction.atomic():
        answer = getattr(callers[caller], method)(address, body or None, **more)
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.goal("R3", "R22")
@pytest.mark.timeout(600)
def test_no_id_of_another_company_opens_anything(objects, private, callers):
    own = Application.objects.get(organisation__key="cast-company", call=objects.call).uuid
    of_each_kind = list({kind: one for one, kind in private.items()}.values())
    told = []
    for caller, method, name, kwargs, body in routes(objects):
        if not any(_is_id(value) for value in kwargs.values()):
            continue
        nothing = uuid.uuid4()
        (unknown,) = addresses(name, kwargs, nothing, [nothing])
        expected = ask(callers, caller, method, unknown, body)
        for address in addresses(name, kwargs, own, of_each_kind):
            status = ask(callers, caller, method, address, body)
            if status != expected:
                told.append(f"{method} {address} ({name}): {status}, for an unknown id {expected}")
    assert told == []


@pytest.mark.goal("R3", "R22")
def test_no_list_feed_or_export_names_one(objects, private, callers):
    told = []
    for caller, address in open_addresses():
        answer = callers[caller].get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = readable(content)
        told += [f"{address} names {one}" for one in private if str(one) in text]
        told += [f"{address} holds the secret words"] if SECRET in text else []
    assert told == []


def open_addresses() -> Iterator[tuple[str, str]]:
    """Everything without an id: lists with the secret words as question, exports, the calendar, the search."""
    names = [*PAGES, *(f"api:{name}" for name in ROUTES)]
    names += [f"api:{slug}-list" for slug in registry.all_types()]
    for name in names:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        caller = "api" if name.startswith("api:") else "pages"
        yield caller, address
        yield caller, f"{address}?q={ASKED}&search={ASKED}"


def readable(content: bytes) -> str:
    """The text, also that of a workbook."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")
