"""The national dashboard: what it says, to whom, and what it costs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from axportal.core import clock
from axportal.indicators.services import keep_figures
from axportal.records import registry
from axportal.records.selectors import filtered
from tests import programme
from tests.dashboard.reading import figures, zone_heads

pytestmark = pytest.mark.django_db
PAGE = "/dashboard/"


def page(client, query="", status=200):
    response = client.get(PAGE + query)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.feature("A10", "A20")
def test_staff_see_the_matrix_and_others_no_such_page(sign_in):
    assert "권역·과제 추진 현황" in page(sign_in("ministry_viewer"))
    for outsider in ("company_representative", "reviewer", "outsider"):
        page(sign_in(outsider), status=404)
    assert Client().get(PAGE).url.startswith("/accounts/login/")


@pytest.mark.feature("A9")
@pytest.mark.parametrize("person", ["ministry_viewer", "dgist_admin"])
def test_every_figure_leads_to_exactly_its_rows(sign_in, cast, person):
    """Each link of the matrix is followed; its rows, as this person sees them, sum to the figure."""
    programme.some_of_each(1)
    programme.some_of_each(2)
    client = sign_in(person)
    found = figures(page(client, "?zone=all"))
    assert len(found) > 20
    for url, figure in found:
        response = client.get(url)
        path, _mark, query = url.partition("?")
        record_type = registry.get(path.strip("/"))
        rows, _found = filtered(record_type, cast[person], response.wsgi_request.GET)
        adds_up = "addable=true" in query
        assert (sum(row.count for row in rows) if adds_up else rows.count()) == figure, url


def test_unknown_is_not_zero_and_no_plan_has_no_rate(sign_in):
    html = page(sign_in("ministry_viewer"))
    assert html.count('<b class="none">모름</b>') == 3  # GPUs of three zones
    assert "대경권·동남권 제외 합" in html
    assert html.count("계획 없음") >= 20
    assert "100%" not in html
    assert "100.0%" not in html


def test_made_up_rows_are_told_at_each_figure(sign_in):
    client = sign_in("ministry_viewer")
    assert '<span class="demo">' not in page(client)
    programme.lab("시연", origin="demonstration")
    html = page(client)
    honam = html.split('class="zn z-honam"')[2]
    assert '<span class="demo">' in honam.split("</td>")[0]


@pytest.mark.feature("A15")
def test_late_waiting_and_old_things_are_named(sign_in):
    today = clock.seoul_date(clock.now())
    programme.lab("늦은 곳", next_milestone_on=today - timedelta(days=3), next_milestone_ko="중간 보고")
    programme.lab("머문 곳", status="reviewing", status_since=timezone.now() - timedelta(days=61))
    programme.lab("아직인 곳", status="reviewing", status_since=timezone.now() - timedelta(days=59))
    html = page(sign_in("ministry_viewer"))
    look = html.split('id="h-look"')[1].split("</aside>")[0]
    assert "늦은 곳" in look
    assert "3일" in look
    assert "머문 곳" in look
    assert "아직인 곳" not in look
    assert "GIST HPC-AI" in look  # the figure of 2022
    assert "마일스톤이 지난 곳 1개, 오래 머문 곳 1개" in html


@pytest.mark.feature("A10")
def test_an_institute_sees_its_zone_first_and_what_it_owes(sign_in):
    today = clock.seoul_date(clock.now())
    programme.lab("작성 중", publication="draft")
    programme.lab("남의 것", institute="dgist", publication="draft")
    programme.lab("다가오는 곳", next_milestone_on=today + timedelta(days=5))
    client = sign_in("institute_admin")
    html = page(client)
    own = html.split('id="h-own"')[1].split("</section>")[0]
    assert "광주과학기술원" in own
    assert "다가오는 곳" in own
    assert "/labs/?publication=draft&amp;institute=gist" in own
    assert "1건" in own
    assert zone_heads(html) == ["honam"]
    assert zone_heads(page(client, "?zone=all")) == ["jungbu", "honam", "daegyeong", "dongnam"]


@pytest.mark.feature("A13")
def test_a_kept_day_shows_its_figures_without_links(sign_in):
    at = clock.now()
    programme.lab("가")
    keep_figures(at=at)
    programme.lab("나")
    day = clock.seoul_date(at)
    html = page(sign_in("ministry_viewer"), f"?as_of={day}")
    assert "그날 보관한 값" in html
    assert figures(html.split('id="h-look"')[0]) == []
    assert "네 권역에서 공동연구소 1개가 운영 중입니다." in html


def test_a_day_that_was_not_kept_says_so(sign_in):
    html = page(sign_in("ministry_viewer"), "?as_of=2026-01-01")
    assert "2026. 1. 1.에 보관한 값이 없습니다" in html


@pytest.mark.parametrize(("query", "status", "says"), [
    ("?as_of=yesterday", 200, "날짜가 아닙니다"),
    ("?as_of=%3Cscript%3E", 200, "&lt;script&gt;"),
    ("?zone=atlantis", 404, ""),
])  # fmt: skip
def test_wrong_addresses_are_answered(sign_in, query, status, says):
    assert says in page(sign_in("ministry_viewer"), query, status=status)


@pytest.mark.goal("P5")
@pytest.mark.parametrize("person", ["ministry_viewer", "institute_admin"])
def test_the_page_costs_the_same_however_many_rows(sign_in, person, django_assert_max_num_queries):
    client = sign_in(person)
    counts = []
    for number in (1, 2, 3):
        programme.some_of_each(number)
        keep_figures(at=clock.now() - timedelta(days=40 * number))
        page(client)  # process caches are warm but for the one that is forgotten below
        with django_assert_max_num_queries(12) as captured:
            page(client)
        counts.append(len(captured))
    assert counts[0] == counts[2]


@pytest.mark.feature("A18")
def test_the_trend_is_drawn_and_told_as_a_table(sign_in):
    programme.lab("가")
    for months in (1, 2):
        keep_figures(at=clock.now() - timedelta(days=32 * months))
    client = sign_in("ministry_viewer")
    html = page(client)
    assert 'class="plot"' in html
    assert "운영 중 공동연구소는 호남권에 가장 많습니다" in html
    table = client.get("/dashboard/trend/?zone=all").content.decode()
    assert table.count("<tbody") == 4
    assert table.count('<th scope="row"') == 4 * 3


def test_the_english_page_speaks_english(sign_in):
    html = sign_in("ministry_viewer").get("/en/dashboard/").content.decode()
    assert "Honam" in html
    assert 'lang="en"' in html
