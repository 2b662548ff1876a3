"""Korean search: two-syllable words inside compounds, initial consonants, Latin words, synonyms."""

import pytest
from django.db import connection

from axportal.core import text_search
from regions.models import Organisation


@pytest.fixture
def names(db):
    for name_ko, name_en in [
        ("조선해양플랜트연구실", "Shipbuilding Lab"),
        ("인공지능전환지원단", ""),
        ("KAIST 로봇연구소", ""),
    ]:
        Organisation.objects.create(kind="other", name_ko=name_ko, name_en=name_en)


def found(text: str) -> set[str]:
    return set(
        Organisation.objects.filter(text_search.matching(text), origin="entered")
        .exclude(key__startswith="cast")
        .values_list("name_ko", flat=True)
    )


@pytest.mark.feature("F26")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("해양", {"조선해양플랜트연구실"}),
        ("플랜트", {"조선해양플랜트연구실"}),
        ("연구", {"조선해양플랜트연구실", "KAIST 로봇연구소"}),
        ("ㅈㅅㅎㅇ", {"조선해양플랜트연구실"}),
        ("shipbuilding", {"조선해양플랜트연구실"}),
        ("ai", {"인공지능전환지원단"}),
        ("로봇 연구소", {"KAIST 로봇연구소"}),
        ("조", {"조선해양플랜트연구실"}),
        ("없는말", set()),
        ("!?'&|:*", set()),
        ("'; DROP TABLE", set()),
        ("", set()),
    ],
)
def test_finds(names, text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(("text", "index"), [("해양", "organisation_search"), ("ㅈㅅㅎㅇ", "organisation_chosung")])
def test_the_index_serves_the_query(names, text, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in Organisation.objects.filter(text_search.matching(text)).order_by().explain()
