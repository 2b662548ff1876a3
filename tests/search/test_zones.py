"""The zones' pages: facts with their sources, schools by place and affiliation, sources side by side."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from axportal.core import clock
from axportal.search.selectors.zone_gpus import zone_gpus
from axportal.search.selectors.zones import zone_page
from regions.selectors import zone_summary
from startups.models import Startup
from tests.search import makers
from tests.search.reading import text_of

pytestmark = pytest.mark.django_db


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return text_of(response)


@pytest.mark.feature("A1")
def test_all_zones_with_their_provinces_and_why():
    text = page("/zones/")
    for expected in (
        "중부권 KAIST",
        "국방 · 반도체 · 바이오",
        "대전 · 세종 · 충북 · 충남",
        "광주 · 전남",
        "예정, 미확인 전남광주통합특별시",
        "권역에 속한 시도의 근거",
    ):
        assert expected in text


@pytest.mark.feature("A1", "A3")
def test_facts_stand_with_their_source_and_date():
    text = page("/zones/honam/")
    assert "KENTECH 전략에 이름이 오른 협력 기관 2026. 3. 11. · 헤럴드경제 · 전략 발표문" in text
    assert "에너지 소재·공정 AI 플랫폼 2026. 3. 11. · 지디넷코리아 · 공개 보도·자료" in text
    assert "1993. 11. 17. 2013. 11. 11. · 시민의소리" in text
    assert "AX 실증밸리 규모 2026~2030년 6,000억원" in text
    assert "광주광역시 29 · 전라남도 46" in text


def test_each_fact_links_to_its_source():
    html = Client().get("/zones/honam/").content.decode()
    assert 'href="/sources/#source-A2"' in html


@pytest.mark.feature("C1")
def test_a_school_stands_in_one_zone_and_belongs_to_another():
    standing = page("/zones/dongnam/")
    assert "한국과학영재학교" in standing
    assert "KAIST 부설 · 과학영재학교 자리 부산광역시 · 동남권" in standing
    belonging = page("/zones/jungbu/")
    assert "KAIST 부설 · 과학영재학교 자리 부산광역시 · 동남권 이 권역 밖에 있음" in belonging


@pytest.mark.feature("C1")
def test_a_school_keeps_the_history_of_what_was_stated():
    text = page("/zones/honam/")
    costs = [text.index(f"총사업비: {cost}") for cost in ("약 1,000억원", "871억원", "665억원")]
    assert costs == sorted(costs)


@pytest.mark.feature("E1")
def test_sources_that_disagree_stand_side_by_side():
    gpus, clashes = page("/zones/honam/").split("출처별로 값이 다릅니다")
    assert "출처별 상이 A100 796 · H100 880 · T4 384장" in gpus
    assert "H100 1,120장 다른 출처의 수량과 맞지 않음. 2026. 1. 17. · YTN" in gpus
    for claim in (
        "모두 2,500여 장이라고 적은 출처. 2025. 1. 1. · 호남굿뉴스",
        "A100 796 · H100 880 · T4 384 2025. 1. 1. · 호남굿뉴스",
        "H100 1,120 2026. 1. 17. · YTN",
        "광주 AI 영재학교 · 총사업비 출처별 상이 약 1,000억원",
    ):
        assert claim in clashes


def test_unknown_is_said_to_be_unknown():
    jungbu, daegyeong = page("/zones/jungbu/"), page("/zones/daegyeong/")
    assert "이 권역의 GPU 시설: 모름" in jungbu
    assert "좌표 모름" in daegyeong
    assert "DGIST 슈퍼컴퓨팅·빅데이터센터" in daegyeong
    assert "GPU 수량과 모델을 찾지 못함." in daegyeong


@pytest.mark.feature("A1")
def test_records_of_the_zone_and_their_lineage():
    makers.one_of_each(1)
    text = page("/zones/honam/")
    assert "시연 공동연구소 1" in text
    assert "연구소에서 회사로" in text
    assert "시연 에너지 창업 1" in text


def test_calls_of_the_zone_and_of_all_zones():
    day = timedelta(days=1)
    makers.call("호남권 공고", closes_in=day)
    makers.call("네 권역 공고", closes_in=day, zone="")
    makers.call("동남권 공고", closes_in=day, zone="dongnam")
    text = page("/zones/honam/")
    assert "호남권 공고" in text
    assert "네 권역 공고" in text
    assert "동남권 공고" not in text


def test_a_spin_off_does_not_name_a_lab_that_is_not_public(cast, sign_in):
    makers.one_of_each(1)
    startup = Startup.objects.get(name_ko="시연 에너지 창업 1")
    type(startup.from_lab).objects.filter(pk=startup.from_lab_id).update(publication="draft")
    assert "시연 공동연구소 1" not in page("/zones/honam/")
    assert "시연 공동연구소 1" in text_of(sign_in("institute_admin").get("/zones/honam/"))
    assert "시연 공동연구소 1" not in text_of(sign_in("dgist_admin").get("/zones/honam/"))


@pytest.mark.parametrize("slug", ["seoul", "HONAM", "honam'--", "%00"])
def test_an_unknown_zone_is_not_found(slug):
    assert Client().get(f"/zones/{slug}/").status_code == 404


def test_accounts_of_one_source_belong_together(cast):
    centre = next(shown for shown in zone_gpus(cast.outsider, zone_summary("honam")) if shown.disagrees)
    assert [account.text for account in centre.accounts] == ["A100 796 · H100 880 · T4 384", "H100 1,120"]


def test_the_page_costs_the_same_whatever_it_shows(statements):
    visitor, zone = AnonymousUser(), zone_summary("honam")
    makers.one_of_each(1)
    zone_page(visitor, zone, at=clock.now())
    one = statements(lambda: zone_page(visitor, zone, at=clock.now()))
    makers.one_of_each(2)
    makers.one_of_each(3)
    assert statements(lambda: zone_page(visitor, zone, at=clock.now())) == one
