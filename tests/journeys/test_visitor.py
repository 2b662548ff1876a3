"""Journeys 1 and 6: a visitor goes from the map to a zone, a record and its source, and finds things by words."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from axportal.core import clock
from tests import programme
from tests.calls.factories import make_call
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
SHIPYARD = "조선해양 용접 공동연구소"


@pytest.fixture(scope="module", autouse=True)
def lab(portal):
    """A joint lab of UNIST in the shipbuilding zone."""
    return programme.lab(SHIPYARD, institute="unist", name_en="Shipyard welding lab")


@pytest.mark.feature("A1", "A20")
def test_home_to_zone_to_record_to_source(visit):
    page = visit()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("네 과학기술원과 AI로 풉니다")
    zones = page.get_by_role("main").get_by_role("link", name=re.compile("동남권 UNIST"))
    expect(zones).to_contain_text("부산 · 울산 · 경남")
    page.get_by_role("group", name=re.compile("네 권역 지도")).get_by_role("link", name="동남권 (UNIST)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("동남권")
    for part in ("중심 기관", "산업과 협력기관", "공동연구소", "영재학교", "창업", "GPU"):
        expect(page.get_by_role("main").get_by_role("heading", level=2, name=re.compile(part)).first).to_be_visible()
    page.get_by_role("link", name="한국과학영재학교").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("한국과학영재학교")
    provenance = page.get_by_role("region", name="출처")
    expect(provenance).to_contain_text("기준일")
    expect(provenance.get_by_role("link")).to_have_attribute("href", re.compile("^https?://"))


@pytest.mark.feature("A1", "A3")
def test_a_figure_of_the_home_page_opens_its_rows(visit):
    page = visit()
    page.goto("/")
    bar = page.locator("figure dd a").last
    counted = int(bar.inner_text())
    bar.click()
    expect(page.get_by_role("status")).to_have_text(f"{counted}건")
    expect(page.locator("tbody tr")).to_have_count(counted)
    expect(page.get_by_role("link", name=SHIPYARD)).to_be_visible()


def test_a_statement_leads_to_its_source(visit):
    page = visit()
    page.goto("/")
    page.get_by_role("link", name="헤럴드경제").first.click()
    expect(page).to_have_url(re.compile(r"/sources/#source-A1$"))
    expect(page.locator("#source-A1").get_by_role("heading")).to_be_in_viewport()


@pytest.mark.feature("A4")
def test_the_catalogue_is_narrowed_by_words_facets_and_map(visit):
    page = visit()
    page.goto("/catalogue/")
    page.get_by_label("이름으로 찾기").press_sequentially("용접")
    expect(page.get_by_role("status")).to_contain_text("1건")
    expect(page).to_have_url(re.compile("q="))
    page.goto("/catalogue/")
    page.get_by_role("region", name="종류").get_by_role("link", name=re.compile("영재학교")).click()
    expect(page.get_by_role("link", name="영재학교 조건 지우기")).to_be_visible()
    page.get_by_role("region", name="권역").get_by_role("link", name=re.compile("호남권")).click()
    expect(page.locator("tbody tr").first).to_be_visible()
    for row in page.locator("tbody tr").all():
        expect(row).to_contain_text("영재학교")
        expect(row).to_contain_text("호남권")
    page.get_by_role("link", name="지도", exact=True).click()
    expect(page.get_by_role("group", name=re.compile("네 권역 지도"))).to_be_visible()


@pytest.mark.feature("F26")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("조선", SHIPYARD, id="two syllables inside a compound"),
        pytest.param("ㅈㅅㅎㅇ", SHIPYARD, id="initial consonants"),
        pytest.param("welding", SHIPYARD, id="english"),
        pytest.param("shipyard", SHIPYARD, id="the English name"),
    ],
)
def test_search_finds(visit, words, found):
    page = visit()
    page.goto("/")
    page.get_by_role("link", name="검색").click()
    page.get_by_label("무엇을 찾으십니까").fill(words)
    page.get_by_label("무엇을 찾으십니까").press("Enter")
    page.get_by_role("main").get_by_role("link", name=found).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(found)


def test_search_that_finds_nothing_says_what_to_try(visit):
    page = visit()
    page.goto("/search/?q=없는낱말입니다")
    expect(page.get_by_role("status")).to_contain_text("맞는 것이 없습니다")
    expect(page.get_by_role("link", name="모두 보기에서 조건으로 찾기")).to_be_visible()


@pytest.mark.feature("A20")
def test_the_journey_by_keyboard_and_in_english(visit):
    page = visit()
    keys = Keyboard(page)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="본문으로 바로가기")).to_be_focused()
    page.keyboard.press("Enter")
    keys.follow(page.get_by_role("link", name="동남권 (UNIST)"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("동남권")
    keys.follow(page.get_by_role("link", name="English").first)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("/en/zones/dongnam/"))
    keys.follow(page.get_by_role("link", name="Shipyard welding lab"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shipyard welding lab")
    keys.follow(page.get_by_label("Search", exact=True))
    field = page.get_by_role("searchbox")
    keys.write(field, "energy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("energy")


def test_the_journey_without_scripts(visit, cast):
    call = make_call(cast, closes_at=clock.now() + timedelta(days=9))
    page = visit(scripts=False)
    page.goto("/")
    page.get_by_role("link", name=call.title_ko, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(call.title_ko)
    page.get_by_role("navigation", name="현재 위치").get_by_role("link", name="홈").click()
    page.get_by_role("link", name="동남권 (UNIST)").click()
    page.get_by_role("link", name=SHIPYARD).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(SHIPYARD)
    page.goto("/catalogue/")
    page.get_by_label("이름으로 찾기").fill("용접")
    page.get_by_role("search", name="목록에서 찾기").get_by_role("button", name="찾기").click()
    expect(page.get_by_role("status")).to_contain_text("1건")
    expect(page.get_by_role("link", name=SHIPYARD)).to_be_visible()
