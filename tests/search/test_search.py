"""Search over everything one may see."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from axportal.search.selectors.search import search
from tests.search import makers
from tests.search.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.feature("F26")]


def found(user, text: str) -> dict[str, list[str]]:
    return {
        group.title: ["".join(part.text for part in hit.title) for hit in group.hits]
        for group in search(user, text).groups
    }


def every_title(user, text: str) -> set[str]:
    return {title for titles in found(user, text).values() for title in titles}


@pytest.fixture
def labs(db):
    makers.lab(
        "조선해양플랜트 AX 공동연구소",
        name_en="Shipbuilding and Offshore AX Joint Lab",
        summary_ko="배의 소음을 줄입니다.",
    )
    makers.lab("배터리 공정 인공지능 연구소", name_en="Battery Process Lab")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("해양", "조선해양플랜트 AX 공동연구소"),
        ("플랜트", "조선해양플랜트 AX 공동연구소"),
        ("ㅈㅅㅎㅇ", "조선해양플랜트 AX 공동연구소"),
        ("shipbuilding", "조선해양플랜트 AX 공동연구소"),
        ("소음", "조선해양플랜트 AX 공동연구소"),
        ("AI", "배터리 공정 인공지능 연구소"),
        ("배터리 연구", "배터리 공정 인공지능 연구소"),
        ("gifted", "광주 AI 영재학교"),
        ("영재학교", "세종과학예술영재학교"),
        ("ㄷㅇㅌㅅㅌ", "국가AI데이터센터"),
        ("kentech", "한국에너지공과대학교"),
        ("에너지", "호남권"),
        ("반도체", "중부권"),
        ("과기원", "광주과학기술원"),
        ("한전", "한국전력공사"),
        ("출처", "출처"),
    ],
)
def test_finds(labs, cast, text, expected):
    titles = every_title(cast.outsider, text)
    assert expected in titles or any(title.startswith(expected) for title in titles)


@pytest.mark.parametrize("text", ["없는말", "?!&|:*'", "ㅈ", "ai해양은없다"])
def test_finds_nothing(labs, cast, text):
    assert found(cast.outsider, text) == {}


def test_ai_is_not_found_inside_kaist(cast):
    makers.lab("무관한 연구소", name_en="Something of KAIST")
    assert "무관한 연구소" not in every_title(cast.outsider, "ai")


def test_drafts_are_found_by_their_keepers_only(cast):
    makers.lab("비밀연구소", publication="draft")
    finders = {
        name for name in ("outsider", "institute_admin", "dgist_admin", "ministry_viewer") if found(cast[name], "비밀")
    }
    assert finders == {"institute_admin", "ministry_viewer"}


def test_calls_are_found_once_announced(cast):
    makers.call("바다 공동연구소 공모", closes_in=timedelta(days=3))
    makers.call("바다 공모 초안", closes_in=timedelta(days=3), status="draft")
    assert found(cast.outsider, "바다") == {"공고": ["바다 공동연구소 공모"]}
    assert set(found(cast.call_manager, "바다")["공고"]) == {"바다 공동연구소 공모", "바다 공모 초안"}
    assert "접수 중" in text_of(Client().get("/search/?q=바다"))


def test_groups_show_a_few_and_link_to_all(cast):
    for number in range(7):
        makers.lab(f"파도 연구소 {number}")
    response = Client().get("/search/?q=파도")
    group = response.context["found"].groups[0]
    assert (len(group.hits), group.total, group.more_url) == (5, 7, "/labs/?q=%ED%8C%8C%EB%8F%84")
    assert len(Client().get(group.more_url).context["listing"].page.rows) == 7


def test_hits_are_marked_also_outside_the_title(labs):
    html = Client().get("/search/?q=소음").content.decode()
    assert "배의 <mark>소음</mark>을 줄입니다." in html


def test_what_is_asked_is_escaped(labs):
    makers.lab("<script>alert(1)</script> 연구소")
    html = Client().get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>(<mark>1</mark>)&lt;/<mark>script</mark>&gt;" in html


def test_an_empty_question_explains_instead_of_listing():
    response = Client().get("/search/")
    assert response.context["found"] is None
    assert "이렇게 찾을 수 있습니다" in text_of(response)


def test_nothing_found_says_what_to_try():
    text = text_of(Client().get("/search/?q=없는말"))
    assert "‘없는말’에 맞는 것이 없습니다" in text
    assert "모두 보기에서 조건으로 찾기" in text


def test_what_is_asked_is_logged_nowhere(caplog):
    with caplog.at_level(logging.DEBUG):
        Client().get("/search/?q=비밀스러운질문")
    assert "비밀스러운" not in caplog.text


def test_the_page_costs_the_same_whatever_it_finds(statements):
    visitor = AnonymousUser()
    makers.one_of_each(1)
    search(visitor, "시연")
    one = statements(lambda: search(visitor, "시연"))
    makers.one_of_each(2)
    makers.one_of_each(3)
    assert statements(lambda: search(visitor, "시연")) == one
