"""Which parts of a text a query hits."""

import pytest

from axportal.search.selectors.marking import marked


def hits(text: str, query: str) -> list[str]:
    return [part.text for part in marked(text, query) if part.hit]


@pytest.mark.feature("F26")
@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("조선해양플랜트연구실", "해양", ["해양"]),
        ("조선해양플랜트연구실", "ㅈㅅㅎㅇ", ["조선해양"]),
        ("국가 AI 데이터센터", "ㄱㄱ", ["국가"]),
        ("GIST HPC-AI 공용인프라", "ai", ["AI"]),
        ("KAIST", "ai", []),
        ("인공지능전환지원단", "ai", ["인공지능"]),
        ("해양과 조선", "조선해양", ["해양", "조선"]),
        ("Gwangju AI Gifted School", "gifted school", ["Gifted", "School"]),
        ("<script>alert(1)</script>", "script", ["script", "script"]),
        ("가나다", "(가[", ["가"]),
        ("İstanbul 연구소", "연구", ["연구"]),
        ("아무거나", "", []),
        ("아무거나", "?!", []),
    ],
)
def test_hits(text, query, expected):
    assert hits(text, query) == expected


@pytest.mark.parametrize("query", ["해양", "ㅈㅅ", "a.b*c", "없음"])
def test_the_parts_make_the_text_again(query):
    text = "조선해양 플랜트 A.B*C 연구실"
    assert "".join(part.text for part in marked(text, query)) == text
