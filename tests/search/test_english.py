"""The English pages are English."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.search import makers

pytestmark = pytest.mark.django_db
HANGUL = re.compile("[가-힣ㄱ-ㅎ]+")
#: Statements about Korean words quote them: the meeting's ordinal, ministries that were renamed.
QUOTED = re.compile("제5[차회]|[가-힣]+ → [가-힣]+")
PAGES = (
    "/en/",
    "/en/zones/",
    "/en/zones/honam/",
    "/en/zones/dongnam/",
    "/en/catalogue/",
    "/en/catalogue/?view=map&zone=honam",
    "/en/catalogue/?q=zzzz",
    "/en/search/",
    "/en/search/?q=energy",
    "/en/search/?q=zzzz",
    "/en/sources/",
)


class _Korean(HTMLParser):
    """Collects Korean text and attributes outside elements that say they are Korean."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[bool] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        """Remember the language of the element."""
        values = dict(attrs)
        korean = (bool(self.stack) and self.stack[-1]) or values.get("lang") == "ko"
        if tag not in {"meta", "link", "input", "br", "img", "path", "rect", "circle", "use"}:
            self.stack.append(korean)
        if not korean:
            told = (values.get(name) or "" for name in ("aria-label", "placeholder", "title", "content", "alt"))
            self.found += [text for text in told if HANGUL.search(text)]

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        if self.stack:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        """Keep Korean that nobody announced."""
        if HANGUL.search(QUOTED.sub("", data)) and not (self.stack and self.stack[-1]):
            self.found.append(data.strip())


@pytest.mark.parametrize("page", PAGES)
def test_no_korean_but_names(page):
    makers.lab("바다 연구소", name_en="Sea Lab", laboratory_ko="", summary_ko="")
    response = Client().get(page)
    assert response.status_code == 200
    reader = _Korean()
    reader.feed(response.content.decode())
    assert reader.found == []


@pytest.mark.parametrize("page", ["/", "/zones/honam/", "/catalogue/?zone=honam", "/search/?q=energy", "/sources/"])
def test_each_page_names_its_other_language_and_what_it_is_about(page):
    html = Client().get(page).content.decode()
    assert f'hreflang="en" href="http://testserver/en{page}"' in html
    assert f'hreflang="ko" href="http://testserver{page}"' in html
    assert '<meta name="description" content="' in html
    assert re.search(r"<title>[^<]{2,} · AX 포털</title>", html)
