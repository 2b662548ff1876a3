"""Korean search: two-syllable pieces in a tsvector, initial consonants by trigrams, Latin words whole.

Two SQL functions (core migration) do the splitting, so that indexes, pages and the API agree:
`ax_search_vector(text)` and `ax_chosung(text)`.
"""

import re
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, TextField, Value

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


class ToQuery(Func):
    """A query in PostgreSQL's syntax, made by `tsquery`."""

    function = "to_tsquery"
    template = "%(function)s('simple', %(expressions)s)"
    output_field = SearchVectorField()


class Chosung(Func):
    """The initial consonants of a text column, as the index stores them."""

    function = "ax_chosung"
    output_field = TextField()


def _joined(*fields: str) -> Func:
    return Func(*(F(name) for name in fields), function="ax_join", output_field=TextField())


def search_index(*fields: str, name: str) -> GinIndex:
    """The index that `matching` uses for these columns."""
    return GinIndex(SearchVector(_joined(*fields)), name=name)


def chosung_index(field: str, *, name: str) -> GinIndex:
    """The index that `matching` uses for initial consonants."""
    return GinIndex(OpClass(Chosung(F(field)), name="gin_trgm_ops"), name=name)


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


def matching(text: str, *fields: str, chosung: str) -> Q:
    """The condition that rows match the query; `fields` and `chosung` as in the model's indexes.

    A query of which nothing can be asked (punctuation, one consonant) matches nothing.
    """
    stripped = text.strip()[:100]
    if is_chosung(stripped):
        return Q(_compare(Chosung(F(chosung)), "LIKE", Value(f"%{stripped.replace(' ', '')}%")))
    query = tsquery(stripped)
    if not query:
        return Q(pk__in=[])
    return Q(_compare(SearchVector(_joined(*fields)), "@@", ToQuery(Value(query))))


def _compare(left: Any, operator: str, right: Any) -> Func:
    return Func(
        left,
        right,
        template="(%(expressions)s)",
        arg_joiner=f" {operator} ",
        output_field=models.BooleanField(),
    )
