"""The page of sources."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from axportal.search.selectors.provenance import cited_sources, fact_models
from tests.search import makers
from tests.search.reading import text_of

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[2] / "regions" / "data" / "sources.json"


def test_every_source_with_title_publisher_date_and_note():
    text = text_of(Client().get("/sources/"))
    rows = json.loads(DATA.read_text())["rows"]
    assert len(rows) >= 85
    for row in rows:
        assert " ".join(row["title"].split()) in text
    assert "4대 과학기술원 AX 전략 발표 헤럴드경제 2026. 3. 11." in text
    assert "발행일 모름" in text


def test_links_leave_without_telling_where_from():
    html = Client().get("/sources/").content.decode()
    assert 'href="https://biz.heraldcorp.com/article/10692124" rel="noopener noreferrer external"' in html
    assert 'id="source-A1"' in html


def test_the_facts_that_rest_on_a_source(cast):
    cited = {each.source.key: each for each in cited_sources(cast.outsider)}
    texts = [fact.text for fact in cited["A2"].facts]
    assert "호남권 · 한국에너지공과대학교" in texts
    assert any(text.startswith("회의 이름의 다른 표기: 같은 회의를 제5차로") for text in texts)
    assert cited["C7b"].facts


def test_sources_stand_in_their_natural_order(cast):
    keys = [each.source.key for each in cited_sources(cast.outsider)]
    assert keys.index("A2") < keys.index("A4a") < keys.index("A4b") < keys.index("A10a") < keys.index("B1")


def test_each_reference_fact_rests_on_exactly_one_source(cast):
    resting = sum(len(each.facts) for each in cited_sources(cast.outsider))
    assert resting == sum(model._default_manager.filter(origin="reference").count() for model in fact_models())


def test_demonstration_rests_on_no_source(cast):
    makers.one_of_each(1)
    assert not any("시연" in fact.text for each in cited_sources(cast.outsider) for fact in each.facts)


def test_the_page_costs_one_query_a_kind_of_fact(statements):
    assert statements(lambda: cited_sources(AnonymousUser())) == len(list(fact_models())) + 1
