"""Korean search: two-syllable pieces in a tsvector, initial consonants by trigrams, Latin words whole.

Two SQL functions (core migration) do the splitting, so that stored columns, pages and the API agree:
`ax_search_vector(text)` and `ax_chosung(text)`. A searchable model stores what they give in two generated columns,
`search_words` and `search_initials`: made anew for each row that a search looks at, they would cost a hundred times
the rest of the statement, and PostgreSQL, which does not know that, would plan badly.
"""

import re

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, GeneratedField, Q, TextField

HANGUL_FIRST, HANGUL_LAST = 0xAC00, 0xD7A3
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_HANGUL_RUN = re.compile("[가-힣]+")
_LATIN_WORD = re.compile(r"[a-z0-9]+")
_ONLY_INITIALS = re.compile(f"^[{INITIALS}\\s]+$")

SYNONYMS: dict[str, tuple[str, ...]] = {
    "ax": ("인공지능전환", "인공지능 전환"),
    "인공지능": ("ai",),
    "ai": ("인공지능",),
    "에이엑스": ("ax",),
    "공동연구소": ("joint lab",),
    "joint": ("공동",),
    "lab": ("연구소",),
    "영재학교": ("gifted school",),
    "gifted": ("영재",),
    "과기원": ("과학기술원",),
    "창업원": ("startup centre",),
    "startup": ("창업",),
    "energy": ("에너지",),
    "mobility": ("모빌리티",),
    "semiconductor": ("반도체",),
    "robot": ("로봇",),
    "defence": ("국방",),
    "shipbuilding": ("조선해양",),
    "gpu": ("그래픽처리장치",),
}


class SearchVector(Func):
    """The search vector of some text columns, as the index stores it."""

    function = "ax_search_vector"
    output_field = SearchVectorField()


class Chosung(Func):
    """The initial consonants of a text column, as the index stores them."""

    function = "ax_chosung"
    output_field = TextField()


def _joined(*fields: str) -> Func:
    return Func(*(F(name) for name in fields), function="ax_join", output_field=TextField())


def words_of(*fields: str) -> GeneratedField:
    """The column `search_words` of a model: what these text columns are found by."""
    return GeneratedField(expression=SearchVector(_joined(*fields)), output_field=SearchVectorField(), db_persist=True)


def initials_of(field: str) -> GeneratedField:
    """The column `search_initials` of a model: the initial consonants it is found by."""
    return GeneratedField(expression=Chosung(F(field)), output_field=TextField(), db_persist=True)


#: The names of both columns: history and exports leave them out.
COLUMNS = ["search_words", "search_initials"]


def indexes(name: str) -> list[GinIndex]:
    """The indexes of both columns: `<name>_search` and `<name>_chosung`."""
    return [
        GinIndex(fields=["search_words"], name=f"{name}_search"),
        GinIndex(OpClass(F("search_initials"), name="gin_trgm_ops"), name=f"{name}_chosung"),
    ]


def pieces(text: str) -> list[str]:
    """The tokens of a query: Hangul runs in two-syllable pieces, Latin words whole."""
    lowered = text.lower()
    found = []
    for run in _HANGUL_RUN.findall(lowered):
        found += [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return found + _LATIN_WORD.findall(lowered)


def tsquery(text: str) -> str:
    """The query in PostgreSQL's syntax: all words, each by itself or by a synonym; empty when nothing can be asked."""
    words = []
    for word in text.lower().split():
        ways = [_all_of(pieces(way)) for way in (word, *SYNONYMS.get(word, ()))]
        ways = [way for way in ways if way]
        if ways:
            words.append(f"({' | '.join(ways)})")
    return " & ".join(words)


def _all_of(tokens: list[str]) -> str:
    quoted = [f"'{token}':*" if len(token) == 1 and _HANGUL_RUN.match(token) else f"'{token}'" for token in tokens]
    return f"({' & '.join(quoted)})" if quoted else ""


def is_chosung(text: str) -> bool:
    """Whether the query consists of initial consonants only, two at least."""
    return bool(_ONLY_INITIALS.match(text)) and len(text.replace(" ", "")) >= 2


def matching(text: str) -> Q:
    """The condition that rows of a searchable model match the query.

    A query of which nothing can be asked (punctuation, one consonant) matches nothing.
    """
    stripped = text.strip()[:100]
    if is_chosung(stripped):
        return Q(search_initials__contains=stripped.replace(" ", ""))
    query = tsquery(stripped)
    return Q(search_words=SearchQuery(query, config="simple", search_type="raw")) if query else Q(pk__in=[])
