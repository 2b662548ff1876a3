"""Slurm's short form for many servers: `g[01-03,07],login` stands for g01, g02, g03, g07 and login."""

import re
from itertools import product

MOST = 2_000
"""More names than this in one text are a mistake or an attack: no more than a pushed line may hold."""

MOST_TOGETHER = 1_000_000
"""More names than this in one answer are too much to read at once, however short its texts are."""

NOWHERE = frozenset({"", "none", "none assigned", "(null)", "unknown", "n/a"})
"""What Slurm writes where there is no server."""

_PIECE = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")


class TooManyError(Exception):
    """The texts of one answer stand for more names than are read at once."""


class Reader:
    """Reads the texts of one answer and counts the names that they stand for."""

    def __init__(self) -> None:
        self._room = MOST_TOGETHER

    def expand(self, text: str | None) -> tuple[str, ...]:
        """As `expand`. Raises ValueError for what is no host list, TooManyError when the answer's room is used up."""
        names = expand(text)
        self._room -= len(names)
        if self._room < 0:
            raise TooManyError
        return names


def expand(text: str | None) -> tuple[str, ...]:
    """Every name, in the order of the text; numbers keep their zeros. Raises ValueError for what is no host list."""
    if text is None or text.strip().lower() in NOWHERE:
        return ()
    names: list[str] = []
    for item in _items(text.strip()):
        names += _names(item, room=MOST - len(names))
    return tuple(names)


def _items(text: str) -> list[str]:
    """The parts between commas that stand outside of brackets."""
    items, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "[") - (sign == "]")
        if depth not in (0, 1):
            raise ValueError("brackets")
        if sign == "," and not depth:
            items.append(text[start:place])
            start = place + 1
    if depth:
        raise ValueError("brackets")
    return [*items, text[start:]]


def _names(item: str, *, room: int) -> list[str]:
    parts: list[list[str]] = []
    for ranges, plain in _PIECE.findall(item):
        parts.append([plain] if plain else _numbers(ranges, room=room))
    count = 1
    for part in parts:
        count *= len(part)
    if not parts or count > room or not item.strip():
        raise ValueError("size")
    return ["".join(chosen) for chosen in product(*parts)]


def _numbers(ranges: str, *, room: int) -> list[str]:
    found: list[str] = []
    for piece in ranges.split(","):
        first, dash, last = piece.partition("-")
        if not dash:
            last = first
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise ValueError("range")
        low, high = int(first), int(last)
        if high < low or high - low >= room - len(found):
            raise ValueError("range")
        found += [str(number).zfill(len(first)) for number in range(low, high + 1)]
    return found
