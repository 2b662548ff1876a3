"""One browser for all journeys, one running portal for each file, and a page for each person who visits it.

A file names the processes it needs beside the web server in `PROCESSES`. Tests stand on one database of the file's
own, in the order of the file; each makes what it needs.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests import databases, people, servers
from tests.journeys.watching import Watch
from tests.mailbox import receiving

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, without any access to the network that it would take by itself.

    Playwright keeps an event loop in this thread, in which Django would refuse its database; it ends with the folder.
    """
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
        chromium = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=flags)
        yield chromium
        chromium.close()


@dataclass
class Portal:
    """A running portal: where it is, its database, the mails it has sent, and who has signed in so far."""

    address: str
    database: str
    mails: list[Message]
    signed_in: dict[str, StorageState] = field(default_factory=dict)


@pytest.fixture(scope="module")
def portal(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, database_names: tuple[str, str]
) -> Iterator[Portal]:
    """The portal of this file, on a copy of the database that the test itself reads and writes too."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        name = stack.enter_context(databases.copied(database_names[1]))
        smtp = servers.free_port()
        mails = stack.enter_context(receiving(smtp))
        processes = getattr(request.module, "PROCESSES", ())
        address = stack.enter_context(servers.portal(name, *processes, EMAIL_URL=f"smtp://127.0.0.1:{smtp}"))
        yield Portal(address, name, mails)


@pytest.fixture
def cast(portal: Portal) -> people.Cast:
    """The fixed cast, in the portal's database."""
    return people.Cast()


@pytest.fixture
def watch(portal: Portal) -> Iterator[Watch]:
    """The watch over all pages of the test; it fails the test if one of them misbehaved."""
    watching = Watch(portal.address)
    yield watching
    assert watching.faults == []


@pytest.fixture
def visit(browser: Browser, portal: Portal, watch: Watch) -> Iterator[Callable[..., Page]]:
    """`visit("institute_admin")` gives a page of that person in a browser of their own; `visit()` a visitor's.

    The first time in a file the person signs in by the form. `scripts=False` switches JavaScript off; further
    options are Playwright's for a context.
    """
    with ExitStack() as stack:

        def opened(name: str | None = None, *, scripts: bool = True, **options: Any) -> Page:
            if name and name not in portal.signed_in:
                portal.signed_in[name] = _sign_in(browser, portal.address, f"{name}@cast.example")
            context = browser.new_context(
                base_url=portal.address,
                locale="ko-KR",
                timezone_id="Asia/Seoul",
                java_script_enabled=scripts,
                storage_state=portal.signed_in.get(name or ""),
                **options,
            )
            stack.callback(context.close)
            context.set_default_timeout(15_000)
            watch.over(context)
            return context.new_page()

        yield opened


def _sign_in(browser: Browser, address: str, email: str) -> StorageState:
    """The cookies of somebody who has signed in by the form."""
    context = browser.new_context(base_url=address, locale="ko-KR")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("이메일").fill(email)
    page.get_by_label("비밀번호").fill(people.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="로그인").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    state = context.storage_state()
    context.close()
    return state
