"""Which parts of a text a query hits. Parts are plain strings: the template escapes them and marks the hits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from axportal.core import text_search

_RUN = re.compile(r"[가-힣]+|[a-z0-9]+")
_SYLLABLES_OF_ONE_INITIAL = 588  # 21 vowels × 28 endings


@dataclass(frozen=True)
class Part:
    """A piece of a text, and whether the query hits it."""

    text: str
    hit: bool


def marked(text: str, query: str) -> tuple[Part, ...]:
    """The text cut where the query hits it, whole again when the parts are joined."""
    stripped = query.strip()[:100]
    hits = _initials(text, stripped) if text_search.is_chosung(stripped) else _words(text, stripped)
    return tuple(_cut(text, sorted(hits)))


def has_hit(parts: tuple[Part, ...]) -> bool:
    """Whether any part is a hit."""
    return any(part.hit for part in parts)


def matches(text: str, query: str) -> bool:
    """Whether a text that has no index answers a query, by the rules of the index: all words, or a synonym of each."""
    if text_search.is_chosung(query):
        return bool(_initials(text, query))
    known = text_search.pieces(text)
    words = [word for word in query.lower().split() if text_search.pieces(word)]
    return bool(words) and all(
        any(_has_all(known, text_search.pieces(way)) for way in (word, *text_search.SYNONYMS.get(word, ())))
        for word in words
    )


def _has_all(known: list[str], wanted: list[str]) -> bool:
    """A single syllable begins a piece; everything else is one."""
    return all(
        piece in known or (len(piece) == 1 and not piece.isascii() and any(one.startswith(piece) for one in known))
        for piece in wanted
    )


def _cut(text: str, spans: list[tuple[int, int]]) -> Iterator[Part]:
    place = 0
    for start, end in _merged(spans):
        if start > place:
            yield Part(text[place:start], hit=False)
        yield Part(text[start:end], hit=True)
        place = end
    if place < len(text):
        yield Part(text[place:], hit=False)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _words(text: str, query: str) -> set[tuple[int, int]]:
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length in lower case, and places would not agree
        lowered = text
    found: set[tuple[int, int]] = set()
    for word in query.lower().split():
        for way in (word, *text_search.SYNONYMS.get(word, ())):
            for run in _RUN.findall(way):
                found |= _run(lowered, run)
    return found


def _run(text: str, run: str) -> set[tuple[int, int]]:
    """Where a run stands: Latin words whole, Hangul anywhere; else its two-syllable pieces, as the index has them."""
    if run.isascii():
        return {match.span() for match in re.finditer(rf"(?<![a-z0-9]){run}(?![a-z0-9])", text)}
    whole = {match.span() for match in re.finditer(run, text)}
    return whole or {match.span() for piece in text_search.pieces(run) for match in re.finditer(piece, text)}


def _initials(text: str, query: str) -> set[tuple[int, int]]:
    """Where the initial consonants stand, spaces left out as in the index."""
    wanted = query.replace(" ", "")
    places = [place for place, letter in enumerate(text) if letter != " "]
    initials = "".join(_initial(text[place]) for place in places)
    return {
        (places[match.start()], places[match.start() + len(wanted) - 1] + 1)
        for match in re.finditer(f"(?={wanted})", initials)
    }


def _initial(letter: str) -> str:
    code = ord(letter)
    if text_search.HANGUL_FIRST <= code <= text_search.HANGUL_LAST:
        return text_search.INITIALS[(code - text_search.HANGUL_FIRST) // _SYLLABLES_OF_ONE_INITIAL]
    return letter
