"""The home page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from axportal.core import clock
from axportal.search.selectors.home import home
from tests.search import makers
from tests.search.reading import text_of

pytestmark = pytest.mark.django_db


def test_says_what_the_portal_is_with_the_strategy_as_its_basis():
    text = text_of(Client().get("/"))
    assert "네 과학기술원과 AI로 풉니다" in text
    assert (
        "과학기술정보통신부가 2026년 3월 11일 제5회 과학기술관계장관회의에서 4대 과학기술원 AX 전략을 발표했다" in text
    )
    assert "2026. 3. 11. · 헤럴드경제 · 전략 발표문" in text


@pytest.mark.feature("A1")
def test_the_map_and_the_list_say_the_same():
    html = Client().get("/").content.decode()
    for slug, name, lead in [
        ("jungbu", "중부권", "KAIST"),
        ("honam", "호남권", "GIST"),
        ("daegyeong", "대경권", "DGIST"),
        ("dongnam", "동남권", "UNIST"),
    ]:
        assert f'<a href="/zones/{slug}/" class="z-{slug}" aria-label="{name} ({lead})">' in html
        assert f'<li id="{slug}"><a href="/zones/{slug}/">' in html


def test_a_planned_merger_is_told_and_changes_no_zone():
    text = text_of(Client().get("/"))
    assert "예정, 미확인 전남광주통합특별시" in text
    assert "광주 · 전남" in text
    assert "광주특별시 ·" not in text


def test_open_calls_by_deadline_with_the_days_left():
    day = timedelta(days=1)
    makers.call("먼 공고", closes_in=20 * day, zone="")
    makers.call("곧 닫힐 공고", closes_in=2 * day, summary_ko="<b>요약</b>")
    makers.call("지난 공고", closes_in=-timedelta(hours=1))
    makers.call("아직 열리지 않은 공고", closes_in=9 * day, opens_at=clock.now() + day)
    makers.call("쓰고 있는 공고", closes_in=9 * day, status="draft")
    shown = home(AnonymousUser(), at=clock.now()).calls
    assert [(row.call.title, row.days_left, row.is_soon) for row in shown.rows] == [
        ("곧 닫힐 공고", 2, True),
        ("먼 공고", 20, False),
    ]
    response = Client().get("/")
    text = text_of(response)
    assert "열린 공고 2건 보기" in text
    assert "2일 남음" in text
    assert "네 권역 모두" in text
    assert b"<b>\xec\x9a\x94" not in response.content


def test_without_an_open_call_the_way_to_the_list_is_shown():
    assert "지금 열린 공고가 없습니다" in text_of(Client().get("/"))


def test_the_four_tasks_are_the_strategys_with_counts_of_records():
    makers.lab("에너지 공동연구소", origin="demonstration")
    makers.lab("심의 중인 공동연구소", status="reviewing")
    response = Client().get("/")
    shown = response.context["home"]
    assert [task.statement.label for task in shown.tasks] == [
        "산업 AX 혁신",
        "AX 인재 양성",
        "AI 창업 거점",
        "AI 캠퍼스",
    ]
    labs = shown.tasks[0].figure
    assert (labs.count, labs.url, labs.is_demo) == (1, "/labs/?status=operating", True)
    assert shown.tasks[1].figure.count == 13
    assert "시연" in text_of(response).split("네 가지 일, 하나의 흐름")[1].split("AX 인재 양성")[0]


def test_figures_of_records_lead_to_exactly_these_rows():
    makers.lab("에너지 공동연구소")
    makers.lab("심의 중인 공동연구소", status="reviewing")
    shown = home(AnonymousUser(), at=clock.now())
    listing = Client().get(shown.tasks[0].figure.url).context["listing"]
    assert [record.name_ko for record in listing.page.rows] == ["에너지 공동연구소"]


def test_the_chart_states_its_finding():
    assert "아직 운영 중인 공동연구소가 없습니다" in text_of(Client().get("/"))
    makers.lab("가", institute="kaist")
    makers.lab("나")
    makers.lab("다")
    assert "호남권에서 가장 많은 2개가 운영되고 있습니다" in text_of(Client().get("/"))


def test_published_figures_stand_apart_with_their_sources():
    text = text_of(Client().get("/")).split("공개 자료에서")[1]
    assert "4,224장 1차 배분 GPU 4,224장. 2026. 3. 3. · 뉴시스 · 공개 보도·자료" in text
    assert "공개된 값 없음" in text


def test_what_sources_say_differently_is_not_averaged():
    text = text_of(Client().get("/")).split("출처마다 다른 값")[1]
    for total in ("789억원", "890억원", "1,082억원"):
        assert total in text


def test_drafts_are_counted_for_their_keepers_only(cast):
    makers.lab("작성 중인 공동연구소", publication="draft")
    counts = {
        name: home(cast[name], at=clock.now()).labs.rows[1].value
        for name in ("outsider", "institute_admin", "dgist_admin")
    }
    assert counts == {"outsider": 0, "institute_admin": 1, "dgist_admin": 0}


def test_the_page_costs_the_same_whatever_it_shows(statements):
    visitor = AnonymousUser()
    makers.one_of_each(1)
    home(visitor, at=clock.now())
    one = statements(lambda: home(visitor, at=clock.now()))
    makers.one_of_each(2)
    makers.one_of_each(3)
    assert statements(lambda: home(visitor, at=clock.now())) == one
