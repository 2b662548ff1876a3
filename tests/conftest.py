"""Fixtures of the whole suite: real PostgreSQL, real Redis protocol, a fixed cast."""

import os
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connections
from django.http import FileResponse
from django.test import Client
from django.utils import translation
from django.utils.module_loading import import_string
from rest_framework.test import APIClient

from axportal.accounts import services
from axportal.core import clock, process_cache
from tests import databases, demonstrations, once, people, servers

#: The files that take longest: begun first, so that no process of the run goes on alone in the end.
LONGEST = (
    "journeys/test_accessibility.py",
    "journeys/test_whole_way.py",
    "accounts/test_enumeration.py",
    "core/test_schemathesis.py",
    "regions/test_demonstration.py",
    "drills/test_whole_stack.py",
    "test_routes.py",
    "drills/test_broker_away.py",
    "test_isolation.py",
    "core/test_prepare.py",
    "journeys/test_company.py",
    "test_enumeration.py",
    "test_api_routes.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the others keep their order. Each test has a name of its own."""
    _name_apart(items)
    places = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def _name_apart(items: list[pytest.Item]) -> None:
    """Give the operations of schemathesis, which share one name, their own: of tests of one name xdist runs one."""
    for item in items:
        label = getattr(item, "operation_label", None)
        if label and item.id.params is None:
            item._id = item.id.with_params(label)
    shared = [name for name, times in Counter(item.nodeid for item in items).items() if times > 1]
    if shared:
        raise pytest.UsageError(f"tests that share their names, of which only one would run: {shared[:5]}")


@pytest.fixture(scope="session")
def database_names() -> tuple[str, str]:
    """The names of this process's database and of the untouched one that all processes of the run copy."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", worker)[:12]
    return f"ax_test_{worker}", f"ax_test_{run}_template"


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of the run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, database_names: tuple[str, str], shared_folder: Path) -> Iterator[None]:
    """A migrated database with reference data and the cast, made once in a run, and this process's copy of it."""
    name, template = database_names
    with django_db_blocker.unblock():
        once.in_a_run(shared_folder / "template", partial(_make_template, template))
        databases.copy(template, name)
        databases.point_to(name)
    yield
    with django_db_blocker.unblock():
        for alias in databases.ALIASES:
            connections[alias].close()
        databases.drop(name)


def _make_template(name: str) -> None:
    databases.create(name)
    for path in settings.REFERENCE_LOADERS:
        import_string(path)(at=clock.now())
    people.make_cast()
    for alias in databases.ALIASES:
        connections[alias].close()


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Pages name their static files by the manifest."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    built = settings.BASE_DIR / "frontend" / "dist"
    newest = max((file.stat().st_mtime for file in built.rglob("*") if file.is_file()), default=0.0)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _mail_goes_through_the_outbox(django_test_environment: None) -> None:
    """Django's test runner would swap the backend for one in memory; ours is real."""
    settings.EMAIL_BACKEND = "axportal.core.mail.OutboxEmailBackend"


@pytest.fixture(scope="session", autouse=True)
def _cache_of_ones_own(database_names: tuple[str, str]) -> None:
    """Each test empties the cache: never that of the tests that run beside it."""
    settings.CACHES["default"]["KEY_PREFIX"] = database_names[0]
    with suppress(AttributeError):  # not made yet
        del caches["default"]


@pytest.fixture(autouse=True)
def _clean_process() -> Iterator[None]:
    """No look-up, language or cached value survives a test."""
    process_cache.forget_all()
    translation.activate("ko")
    yield
    process_cache.forget_all()
    cache.clear()


@pytest.fixture(autouse=True)
def _files_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An answer closes the file it sends when it ends: one of which a test reads nothing ends here."""
    sent: list[FileResponse] = []
    request = Client.request

    def noting(self: Client, **asked: Any) -> Any:
        answer = request(self, **asked)
        if isinstance(answer, FileResponse):
            sent.append(answer)
        return answer

    monkeypatch.setattr(Client, "request", noting)
    yield
    for answer in sent:
        if not answer.closed:
            deque(answer.streaming_content, maxlen=0)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any, database_names: tuple[str, str]) -> Iterator[str]:
    """A database of one's own, for tests that commit or use several connections. Not to be mixed with `db`."""
    with django_db_blocker.unblock(), databases.copied(database_names[1]) as name:
        yield name


@pytest.fixture(scope="session")
def demonstration_template(
    django_db_setup: None,
    django_db_blocker: Any,
    database_names: tuple[str, str],
    shared_folder: Path,
) -> demonstrations.Loaded:
    """A database with the whole demonstration and its state folder, to make copies from: loading takes its time."""
    with django_db_blocker.unblock():
        return demonstrations.loaded_once(database_names[1], shared_folder)


@pytest.fixture
def demonstrated(
    demonstration_template: demonstrations.Loaded, django_db_blocker: Any, tmp_path: Path, settings: Any
) -> Iterator[demonstrations.Loaded]:
    """Like `committed_db`, with the demonstration loaded just before, and its state folder at `tmp_path`."""
    settings.PASSWORD_HASHERS = demonstrations.QUICK_HASHERS
    with django_db_blocker.unblock(), demonstrations.copied(demonstration_template, tmp_path) as loaded:
        yield loaded


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> people.Cast:
    """The fixed cast."""
    if not {"committed_db", "demonstrated"} & set(request.fixturenames):
        request.getfixturevalue("db")
    return people.Cast()


@pytest.fixture
def sign_in(cast: people.Cast) -> Any:
    """`sign_in("institute_admin")` gives a browser-like client signed in as that person."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(cast[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def api(cast: people.Cast) -> Any:
    """`api("institute_admin")` gives an API client with that person's token; `api()` an anonymous one."""

    def client(name: str | None = None, scopes: tuple[str, ...] = ("read", "write")) -> APIClient:
        caller = APIClient()
        if name is not None:
            at = clock.now()
            _token, key = services.issue_token(
                user=cast[name], label="test", scopes=scopes, expires_at=at + timedelta(days=1), at=at
            )
            caller.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
        return caller

    return client


@pytest.fixture
def web_server(committed_db: str) -> Iterator[str]:
    """The address of a real web server on a database of the test's own."""
    with servers.portal(committed_db) as address:
        yield address
