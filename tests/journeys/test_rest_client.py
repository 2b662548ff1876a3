"""Journey 5: somebody makes a token in the browser, and a script reads, pages and writes with it."""

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from labs.models import JointLab
from regions.models import Organisation, Zone
from tests import programme
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser


@dataclass
class Answer:
    """What the API answered."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Client:
    """A script with nothing but the standard library."""

    address: str
    token: str = ""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One request; refusals are answers too."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["Content-Type"] = "application/json"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", data=data, headers=sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers, refusal.read())

    def pages(self, path: str) -> list[dict[str, Any]]:
        """All rows of a list, by its cursor links."""
        rows: list[dict[str, Any]] = []
        following: str | None = path
        while following:
            page = self.call("GET", following.removeprefix(f"{self.address}/api/v1/")).json()
            rows += page["results"]
            following = page["next"]
        return rows


@pytest.fixture(scope="module", autouse=True)
def labs(portal):
    """Seven labs to page through."""
    return [programme.lab(f"연구소 {number}") for number in range(7)]


def make_token(page: Page, *scopes: str) -> str:
    """Make a token by the form; the key is shown once."""
    page.goto("/me/tokens/")
    page.get_by_label("이름").fill("밤마다 도는 스크립트")
    for box in page.get_by_role("checkbox").all():
        box.set_checked(box.get_attribute("value") in scopes)
    page.get_by_role("button", name="토큰 만들기").click()
    return page.locator("#new-token").inner_text()


@pytest.mark.feature("G4")
def test_a_token_made_in_the_browser_reads_and_ends_there(visit, portal):
    page = visit("institute_admin", permissions=["clipboard-read", "clipboard-write"])
    key = make_token(page, "read")
    page.get_by_role("button", name="베끼기").click()
    expect(page.get_by_role("button", name="베꼈습니다")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == key
    client = Client(portal.address, key)
    assert client.call("GET", "labs/").status == 200
    refused = client.call("POST", "labs/", {"name_ko": "쓰기"})
    assert (refused.status, refused.headers["Content-Type"]) == (403, "application/problem+json")
    page.goto("/me/tokens/")
    expect(page.get_by_role("main")).not_to_contain_text(key)
    page.get_by_role("button", name="밤마다 도는 스크립트 없애기").click()
    expect(page.get_by_text("토큰을 없앴습니다.")).to_be_visible()
    assert client.call("GET", "labs/").status == 401


@pytest.mark.feature("G8", "G16", "G17", "G26")
def test_a_script_pages_asks_again_and_takes_csv(portal, labs):
    client = Client(portal.address)
    rows = client.pages("labs/?page_size=3&institute=gist&fields=uuid,name_ko&ordering=name")
    assert [row["name_ko"] for row in rows] == [lab.name_ko for lab in labs]
    for path in (f"labs/{labs[0].uuid}/", "zones/"):
        first = client.call("GET", path)
        again = client.call("GET", path, If_None_Match=first.headers["ETag"])
        assert (first.status, again.status, again.body) == (200, 304, b"")
    table = client.call("GET", "labs/?format=csv&institute=gist")
    assert table.headers.get_content_type() == "text/csv"
    assert len(table.body.decode("utf-8-sig").splitlines()) == 1 + len(labs)


@pytest.mark.feature("G14", "G32")
def test_a_script_writes_once_and_not_over_a_colleague(visit, portal):
    client = Client(portal.address, make_token(visit("institute_admin"), "read", "write"))
    gist = Organisation.objects.get(key="gist")
    new = {"name_ko": "스크립트가 만든 연구소", "institute": str(gist.uuid),
           "zone": str(Zone.objects.get(lead=gist).uuid)}  # fmt: skip
    made = [client.call("POST", "labs/", new, Idempotency_Key='"nightly-1"') for _time in range(2)]
    assert [answer.status for answer in made] == [201, 201]
    assert JointLab.objects.filter(name_ko="스크립트가 만든 연구소").count() == 1
    lab, tag = made[0].json(), made[0].headers["ETag"]
    path, change = f"labs/{lab['uuid']}/", {"next_milestone_ko": "첫 회의"}
    assert client.call("PATCH", path, change).status == 428
    assert client.call("PATCH", path, change, If_Match=tag).json()["next_milestone_ko"] == "첫 회의"
    stale = client.call("PATCH", path, {"next_milestone_ko": "둘째 회의"}, If_Match=tag)
    assert (stale.status, stale.headers["Content-Type"]) == (412, "application/problem+json")
    assert JointLab.objects.get(uuid=lab["uuid"]).next_milestone_ko == "첫 회의"


@pytest.mark.feature("G1")
def test_the_documentation_page_is_ours_and_quiet(visit):
    page = visit()
    page.goto("/api/v1/docs/")
    expect(page.get_by_text(re.compile("/api/v1/zones/")).first).to_be_visible()


def test_a_token_by_keyboard(visit, portal):
    page = visit("institute_admin")
    keys = Keyboard(page)
    page.goto("/dashboard/")
    keys.follow(page.locator("details.mine summary"))
    keys.follow(page.locator("details.mine").get_by_role("link", name="API 토큰"))
    keys.write(page.get_by_label("이름"), "keyboard")
    page.keyboard.press("Enter")
    key = page.locator("#new-token").inner_text()
    assert Client(portal.address, key).call("GET", "zones/").status == 200


def test_a_token_without_scripts(visit, portal):
    key = make_token(visit("company_representative", scripts=False), "read")
    assert Client(portal.address, key).call("GET", "zones/").status == 200
