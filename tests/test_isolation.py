"""What one may not see changes nothing one can see: every list, filter, ordering, search, count, form and export.

Two worlds are compared byte by byte: one without and one with rows that are hidden from the person who asks
(tests/worlds.py). An ETag of a list may differ (docs/decisions/0002): it tells that something of this kind changed,
not what. People are asked by class; within a class each question goes to one person in turn.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
import yaml
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client

from axportal.accounts import services as accounts
from axportal.accounts.scoping import NATIONAL_ROLES, STAFF_ROLES
from axportal.core import clock, process_cache
from axportal.core.api.throttling import CallerThrottle
from tests import rows, worlds
from tests.people import Cast
from tests.test_routes import PAGES
from tests.worlds import API, API_LISTS, LATIN, WORD, Question

#: National staff, the keepers of the hidden rows and the call's people may see them.
READERS = {*NATIONAL_ROLES, "call_manager", "rival_representative"}
COMPANIES = ("company_representative", "company_member", "delegate")
INSTITUTES = tuple(name for name in Cast.names if name in {*STAFF_ROLES, "gist_colleague", "dgist_admin"} - READERS)
#: Everybody but the readers, by what they have in common.
CLASSES = {
    "visitors": ("visitor",),
    "companies": COMPANIES,
    "institutes": INSTITUTES,
    "others": tuple(name for name in Cast.names if name not in {*READERS, *COMPANIES, *INSTITUTES}),
}
#: Pages that are lists, with the parameters each reads.
LIST_PAGES: dict[str, tuple[str, ...]] = {
    "home": (),
    "zones:list": (),
    "search:catalogue": ("q", "type", "zone", "industry", "status", "view", "cursor"),
    "search:search": ("q",),
    "search:sources": (),
    "notices:notice-list": ("page",),
    "records:list": ("q", "sort", "size"),  # and the type's filters
    "records:export": ("q",),  # and the type's filters
    "calls:call-list": (),
    "calls:calendar": ("zone", "programme"),
    "calls:screening-list": ("cursor",),
    "calls:compare": ("from", "to"),
    "challenges:list": (),
    "calls:call-manage-list": (),
    "reviews:reviewer-list": ("cursor",),
    "reviews:tie-list": ("cursor",),
    "reviews:assignment-list": (),
    "decisions:objection-list": (),
    "calls:application-list": (),
    "regions:company-list": (),
    "regions:member-list": (),
    "decisions:decider-list": (),
    "dashboard:national": ("zone",),
    "dashboard:trend": ("zone",),
    "dashboard:compare": ("left", "right"),
    "dashboard:export": ("zone",),
    "reports:run-list": (),
    "accounts:tokens": (),
    "gpu:national": (),
    "gpu:public": ("format",),
    "gpu:site_list": (),
    "gpu:nodes": ("site", "model", "zone", "owner", "state", "q", "page", "format"),
    "gpu:jobs": ("site", "state", "organisation", "q", "page"),
    "gpu:outages": ("site", "day", "page", "format"),
    "gpu:history": ("range", "site", "model", "format"),
    "accounts:sessions": (),
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.same_everywhere,  # decision 0012: other tests send these statements on both kinds
    pytest.mark.goal("R3"),
    pytest.mark.feature("I8"),
]
#: Tokens, the minute a page is printed, the number that a refusal is asked about by, and the banner that tells staff
#: after a minute that no worker runs.
VARIES = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+|nonce-\S+'
    rb"|\d{4}-\d\d-\d\d \d\d:\d\d KST|\b\d{3}-[0-9a-f]{8}\b|(?s:<div class=\"msgs\">.*?\n</div>)"
)


@pytest.fixture
def world(cast, monkeypatch):
    """Rows that all may see, and one application of the askers' company. The clock stands, so that no page ticks."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(CallerThrottle, "allow_request", lambda *args: True)
    rows.make_missing(cast)
    return cast


def seen(response: Any) -> tuple[int, str, bytes]:
    """What an answer tells, without what differs between any two answers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    name = response.get("Content-Disposition", "")
    if ".xlsx" in name:
        content = b""  # carries its time; the CSV of the same rows is compared
    return response.status_code, name, VARIES.sub(b"", content)


class Asker:
    """A browser and an API caller of this person; both nobody's for the visitor."""

    def __init__(self, name: str, cast: Cast) -> None:
        self.name = name
        self.browser, self.caller = Client(), Client()
        if name != "visitor":
            self.browser.force_login(cast[name], backend="allauth.account.auth_backends.AuthenticationBackend")
            at = clock.now()
            _token, key = accounts.issue_token(
                user=cast[name], label="x", scopes=["read"], expires_at=at + timedelta(days=1), at=at
            )
            self.caller.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"

    def ask(self, question: Question) -> tuple[int, str, bytes]:
        """The answer."""
        return seen((self.caller if question.of_api else self.browser).get(question.address))


def all_questions(cast: Cast) -> list[Question]:
    """The questions, aimed at hidden rows that are then taken away again."""
    with transaction.atomic():
        asked = worlds.questions(worlds.make_hidden(cast))
        transaction.set_rollback(True)
    return asked


def answers(askers: list[Asker], asked: list[Question]) -> dict[tuple[str, str], tuple[int, str, bytes]]:
    """What these people are told now, question by question in turn."""
    process_cache.forget_all()
    turns = [(askers[number % len(askers)], question) for number, question in enumerate(asked)]
    return {(asker.name, question.address): asker.ask(question) for asker, question in turns}


def differing(before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any]) -> list[str]:
    """Who is told something else where, with the first place at which the answers part."""
    told = []
    for key, (status, name, content) in after.items():
        if before[key] != (status, name, content):
            old = before[key][2]
            place = next((n for n, (a, b) in enumerate(zip(old, content, strict=False)) if a != b), 0)
            excerpts = [text[max(place - 60, 0) : place + 60].decode(errors="replace") for text in (old, content)]
            told.append(f"{' '.join(key)}: {before[key][:2]} {excerpts[0]!r} -> {(status, name)} {excerpts[1]!r}")
    return told


@pytest.mark.parametrize("of_api", [True, False], ids=["api", "pages"])
@pytest.mark.parametrize("group", CLASSES)
@pytest.mark.api10("API1", "API3")
def test_hidden_rows_change_no_answer(world, group, of_api):
    asked = [question for question in all_questions(world) if question.of_api == of_api]
    askers = [Asker(name, world) for name in CLASSES[group]]
    answers(askers, asked[: len(askers)])  # a session's first answer differs from its later ones
    without = answers(askers, asked)
    worlds.make_hidden(world)
    with_hidden = answers(askers, asked)
    assert differing(without, with_hidden) == []
    assert sum(status == 200 for status, _name, _content in without.values()) > len(asked) / 2
    assert [key for key, (status, _name, _content) in with_hidden.items() if status >= 500] == []


def test_the_comparison_sees_what_a_reader_of_drafts_sees(world):
    """The same questions of somebody who may see the hidden rows differ: the questions do reach them."""
    aimed = (f"q={WORD}", f"q={LATIN}&count", "?count=true", "/calls/", "/applications/", "/gpu/")
    asked = [question for question in all_questions(world) if any(text in question.address for text in aimed)]
    askers = [Asker("auditor", world)]
    without = answers(askers, asked)
    hidden = worlds.make_hidden(world)
    with_hidden = answers(askers, asked)
    reached = {address for (name, address), answer in with_hidden.items() if answer != without[name, address]}
    places = [f"{API}{slug}/" for slug in hidden]
    shown = set(hidden) - {"calls", "challenges"}  # their pages show announced and posted ones alone
    shown -= {"gpu/attempts", "gpu/outages"}  # parts of other pages
    places = [place for place in places if place != f"{API}challenges/"]  # a draft is its company's, not the auditor's
    places += [f"/{slug}/" for slug in sorted(shown)]
    places += ["/labs/export.csv", "/search/", "/catalogue/"]
    assert [place for place in places if not any(address.startswith(place) for address in reached)] == []


def test_every_parameter_is_aimed(world):
    """A parameter that is added, to the API or to a page, must be asked about in tests/worlds.py."""
    asked = "\n".join(question.address.replace("?", "&") for question in all_questions(world))
    schema = yaml.safe_load((django_settings.BASE_DIR / "docs" / "openapi.yaml").read_text(encoding="utf-8"))
    for slug in API_LISTS:
        parameters = schema["paths"][f"{API}{slug}/"]["get"]["parameters"]
        declared = {row["name"] for row in parameters if row["in"] == "query"}
        own = "\n".join(line for line in asked.splitlines() if line.startswith(f"{API}{slug}/"))
        assert {name for name in declared if f"&{name}=" not in own} <= {"cursor"}, slug
    for page, parameters in LIST_PAGES.items():
        assert [name for name in parameters if f"&{name}=" not in asked] == [], page


def test_a_new_list_must_name_its_parameters():
    endings = (":list", "-list", ":export", ":search", ":catalogue", ":national", ":trend", ":compare", ":tokens")
    assert {name for name in PAGES if name.endswith(endings)} <= set(LIST_PAGES) <= set(PAGES)
