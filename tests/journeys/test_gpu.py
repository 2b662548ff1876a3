"""A reader goes from the GPU page to a model, its servers, one server and the history; the page keeps itself new."""

import re
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from axportal.core import clock
from gpu.models import Node, StreamState
from gpu.selectors.rates import last_hours
from tests.gpu.figures_world import MINUTE, cards, open_site, rollup, server

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (1440, 360)


@pytest.fixture(scope="module", autouse=True)
def site(portal):
    """A fresh site with a monitor and a history with a hole, and one that is a day old."""
    at = clock.now()
    gist = open_site("gist", "GIST 시험", at)
    node = server(gist, "g01", at, 8, 6, state="mixed")
    cards(node, at, 900, 800, 0, 0, 500, 300, 0, 0)
    server(gist, "g02", at, 4, 4, model="A100")
    first = last_hours(at)[0]
    for hour in (*range(8), *range(14, 24)):
        rollup(gist, first + timedelta(hours=hour), allocated=3600 * 6)
    for day in range(1, 20):
        if day not in (8, 9):
            midnight = clock.seoul_date(at) - timedelta(days=day)
            rollup(gist, _korean(midnight), 86_400, allocated=86_400 * 6)
    old = open_site("dgist", "DGIST 시험", at - timedelta(hours=26), "inventory")
    server(old, "d01", at - timedelta(hours=26), 16, 10)
    return gist


def _korean(day):
    return datetime(day.year, day.month, day.day, tzinfo=clock.SEOUL)


@pytest.mark.feature("E1", "E3", "E15")
@pytest.mark.parametrize("scripts", [True, False])
def test_national_page_to_model_to_server_to_history(visit, scripts):
    page = visit(scripts=scripts)
    page.goto("/gpu/")
    expect(page.get_by_role("heading", level=1)).to_have_text("GPU 공동활용")
    expect(page.get_by_text(re.compile("DGIST 시험 값은 .*것입니다"))).to_be_visible()
    models = page.get_by_role("region", name="모델별", exact=True)
    models.get_by_role("row", name=re.compile("A100")).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("GPU 서버")
    expect(page.get_by_role("link", name="g02")).to_be_visible()
    expect(page.get_by_role("link", name="g01")).to_have_count(0)
    page.get_by_role("link", name="모두 지우기").click()
    page.get_by_role("link", name="g01").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("g01")
    expect(page.get_by_role("table", name="이 서버의 GPU")).to_contain_text("90.0%")
    page.get_by_role("link", name="사이트의 이력").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("GPU 이력")
    page.get_by_role("group", name="기간").get_by_role("link", name="30일").click()
    expect(page.get_by_role("img", name=re.compile("운영률")).first).to_be_visible()
    expect(page.get_by_role("table", name="시간별 비율과 수집률")).to_contain_text("모름")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_axe_finds_nothing(visit, site, width, scheme):
    page = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    node = Node.objects.get(name="g01")
    for url in ("/gpu/", f"/gpu/sites/{site.uuid}/", "/gpu/nodes/", f"/gpu/nodes/{node.uuid}/", "/gpu/jobs/",
                "/gpu/outages/", "/gpu/history/", "/gpu/public/"):  # fmt: skip
        page.goto(url)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (url, width)
        assert Axe().run(page, options=RULES).response["violations"] == [], (url, width, scheme)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_history_is_gone_nearer_into_by_keys_and_the_library_comes_only_then(visit, scripts):
    page = visit(scripts=scripts)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/gpu/history/?range=30d")
    expect(page.get_by_role("table", name="Rates and coverage over time")).to_be_visible()
    assert not [url for url in asked if "zoom-chart" in url]
    opener = page.get_by_role("button", name="Zoom in")
    if not scripts:
        expect(opener).to_have_count(0)
        return
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Closer")).to_be_focused()
    expect(page.locator("[data-zoom-plot] svg")).to_be_visible()
    seen = page.locator("[data-zoom-span]")
    whole = seen.inner_text()
    page.keyboard.press("Enter")
    expect(seen).not_to_have_text(whole)
    page.get_by_role("button", name="All", exact=True).click()
    expect(seen).to_have_text(whole)
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_pages_fit_a_phone_in_english(visit, site):
    page = visit(viewport={"width": 360, "height": 900})
    for url in ("/en/gpu/", f"/en/gpu/sites/{site.uuid}/", "/en/gpu/history/", "/en/gpu/public/"):
        page.goto(url)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, url


def test_the_page_keeps_itself_new_and_asks_for_nothing_while_paused(visit, site):
    page = visit()
    page.clock.install()
    page.goto("/gpu/")
    value = page.locator(".funnel .f-alloc b")
    expect(value).to_have_text("20")
    at = clock.now()
    StreamState.objects.filter(cluster=site).update(observed_at=at + MINUTE)
    Node.objects.get(name="g01").gpus.update(allocated=8)
    page.clock.run_for("00:10")
    expect(value).to_have_text("22")
    pause = page.get_by_role("button", name="멈추기")
    pause.click()
    expect(pause).to_have_attribute("aria-pressed", "true")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for("01:00")
    assert asked == []
    with page.expect_request("**/gpu/"):
        pause.click()
