"""The catalogue: one list over all types, facets, map, pages, states."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import Client

from axportal.search.selectors import catalogue as module
from axportal.search.selectors.catalogue import catalogue
from labs.models import JointLab
from tests.search import makers
from tests.search.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.feature("A4")]


def titles(found) -> list[str]:
    return ["".join(part.text for part in row.title) for row in found.rows]


def ask(user, address: str = ""):
    return catalogue(user, QueryDict(address))


def facet(found, name: str) -> dict[str, int]:
    return {value.choice.value: value.count for value in found.facets[name]}


def test_one_list_over_all_types_by_name(cast):
    makers.one_of_each(1)
    found = ask(cast.outsider, "q=시연")
    assert titles(found) == ["시연 GPU 1", "시연 공동연구소 1", "시연 에너지 창업 1", "시연 영재학교 1", "시연기업 1"]
    assert [row.kind for row in found.rows] == ["GPU 묶음", "공동연구소", "창업기업", "영재학교", "기관"]
    assert facet(found, "type") == {"labs": 1, "schools": 1, "startups": 1, "gpu-pools": 1, "organisations": 1}


def test_facets_count_under_the_other_conditions(cast):
    makers.lab("가")
    makers.lab("나", status="reviewing")
    makers.lab("다", institute="kaist")
    found = ask(cast.outsider, "type=labs&zone=honam")
    assert (found.total, titles(found)) == (2, ["가", "나"])
    assert facet(found, "zone") == {"jungbu": 1, "honam": 2}
    assert facet(found, "status") == {"reviewing": 1, "operating": 1}
    assert facet(ask(cast.outsider, "type=labs&zone=honam&status=operating"), "zone") == {"jungbu": 1, "honam": 1}


@pytest.mark.parametrize(
    "address",
    ["", "type=schools", "zone=honam", "zone=none&type=schools", "status=planned", "industry=energy", "q=과학고"],
)
def test_counts_agree_with_the_rows(cast, address):
    makers.one_of_each(1)
    found = ask(cast.outsider, address)
    counted, rows, following = found.total, list(found.rows), found.next
    while following:
        page = ask(cast.outsider, following.removeprefix("?"))
        rows += page.rows
        following = page.next
    assert len(rows) == counted
    assert len({row.url for row in rows}) == counted


def test_pages_go_forth_and_back_without_loss(cast, monkeypatch):
    monkeypatch.setattr(module, "PAGE_SIZE", 2)
    for number in range(1, 4):
        makers.lab("같은 이름")
        makers.lab(f"이름 {number}")
    first = ask(cast.outsider, "type=labs")
    second = ask(cast.outsider, first.next.removeprefix("?"))
    third = ask(cast.outsider, second.next.removeprefix("?"))
    assert titles(first) + titles(second) + titles(third) == ["같은 이름"] * 3 + ["이름 1", "이름 2", "이름 3"]
    assert (first.previous, third.next) == ("", "")
    back = ask(cast.outsider, third.previous.removeprefix("?"))
    assert [row.url for row in back.rows] == [row.url for row in second.rows]


def test_types_of_the_same_name_share_a_page(cast, monkeypatch):
    monkeypatch.setattr(module, "PAGE_SIZE", 1)
    makers.one_of_each(1)
    for model in ("labs", "startups", "schools"):
        assert ask(cast.outsider, f"type={model}&q=시연").total == 1
    seen, address = [], "q=시연"
    while address:
        page = ask(cast.outsider, address)
        seen += titles(page)
        address = page.next.removeprefix("?")
    assert seen == ["시연 GPU 1", "시연 공동연구소 1", "시연 에너지 창업 1", "시연 영재학교 1", "시연기업 1"]


def test_drafts_are_for_their_keepers(cast, sign_in):
    makers.lab("작성 중인 연구소", publication="draft")
    address = "/catalogue/?q=작성"
    assert "작성 중인 연구소" not in text_of(Client().get(address))
    assert "작성 중인 연구소" not in text_of(sign_in("dgist_admin").get(address))
    assert "작성 중인 연구소 작성 중" in text_of(sign_in("institute_admin").get(address))
    assert [ask(cast[name], "type=labs").total for name in ("outsider", "dgist_admin", "institute_admin")] == [0, 0, 1]


def test_the_address_keeps_every_condition():
    html = Client().get("/catalogue/?q=과학&zone=honam&type=schools").content.decode()
    assert '<input type="hidden" name="zone" value="honam">' in html
    assert '<input type="hidden" name="type" value="schools">' in html
    assert 'value="과학"' in html


def test_the_map_has_the_same_counts_as_the_list_beside_it():
    text = text_of(Client().get("/catalogue/?view=map&type=schools"))
    assert "호남권 2건" in text
    assert "권역 밖·모름 3건" in text


def test_only_the_results_for_a_filter_that_asks_while_typing():
    response = Client().get("/catalogue/?q=과학", headers={"HX-Request": "true", "HX-Target": "results"})
    html = response.content.decode()
    assert html.strip().startswith('<div id="results"')
    assert "<html" not in html
    assert "HX-Request" in response.headers["Vary"]


def test_nothing_found_says_what_to_drop(cast):
    found = ask(cast.outsider, "type=schools&zone=honam&status=sought")
    assert found.total == 0
    assert [(drop.label, drop.count) for drop in found.drops] == [("영재학교", 0), ("호남권", 3), ("추진", 2)]
    text = text_of(Client().get("/catalogue/?type=schools&zone=honam&status=sought"))
    assert "조건에 모두 맞는 기록이 없습니다" in text
    assert "‘호남권’ 빼기 3건" in text
    assert "‘영재학교’ 빼기" not in text


def test_nothing_found_whatever_is_dropped_begins_anew():
    text = text_of(Client().get("/catalogue/?type=schools&zone=honam&status=sought&industry=energy&q=없는말"))
    assert "조건을 모두 지우고 처음부터 찾기" in text


def test_nothing_found_for_words_says_how_many_there_are_without_them(cast):
    found = ask(cast.outsider, "q=없는말&type=schools")
    assert [(drop.dimension, drop.count) for drop in found.drops] == [("text", 13), ("type", 0)]


def test_too_many_says_so_and_how_to_narrow(monkeypatch):
    monkeypatch.setattr(module, "COUNT_CAP", 10)
    text = text_of(Client().get("/catalogue/"))
    assert "한 화면에 다 보이지 않습니다" in text
    assert "종류나 권역을 골라 좁히면 빠릅니다." in text


def test_a_capped_count_does_not_pretend_to_be_exact(cast, monkeypatch):
    monkeypatch.setattr(module, "COUNT_CAP", 2)
    makers.lab("가 연구")
    makers.lab("나 연구")
    makers.lab("다 연구")
    found = ask(cast.outsider, "q=연구&type=labs")
    assert (found.is_exact, found.is_too_many) == (False, True)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("q=과학고", "과학고"), ("q=gifted", "Gifted"), ("q=ㄱㅈㄱㅎㄱ", "광주과학고")],
)
def test_hits_are_marked(address, expected):
    client = Client(headers={"Accept-Language": "ko"})
    html = (
        client.get(f"/catalogue/?{address}").content.decode() + client.get(f"/en/catalogue/?{address}").content.decode()
    )
    assert f"<mark>{expected}</mark>" in html


@pytest.mark.parametrize("address", ["", "q=시연", "zone=honam", "type=labs&status=operating"])
def test_the_page_costs_the_same_whatever_it_shows(statements, address):
    visitor = AnonymousUser()
    makers.one_of_each(1)
    ask(visitor, address)
    one = statements(lambda: ask(visitor, address))
    makers.one_of_each(2)
    makers.one_of_each(3)
    assert statements(lambda: ask(visitor, address)) == one
    assert one <= 7


def test_an_unknown_industry_of_a_lab_is_not_a_condition(cast):
    makers.lab("가", industry=None)
    assert JointLab.objects.get().industry is None
    assert ask(cast.outsider, "type=labs&industry=energy").total == 0
