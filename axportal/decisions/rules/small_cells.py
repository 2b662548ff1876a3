"""Hiding small numbers of people or firms in a published table, so that its total does not give them away.

Every output of such a table asks `protect`, so that page, file and API hide the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

#: Fewer than these, and somebody who knows the field knows who it was.
LEAST = 3


@dataclass(frozen=True)
class Protected:
    """What may be shown: a number, or None where it is hidden; the same for the total."""

    shown: Mapping[str, int | None]
    total: int | None


def protect(values: Mapping[str, int]) -> Protected:
    """Hide numbers from 1 to 2, and beside them the smallest larger ones, since total minus the rest would tell them.

    All that are equally small are hidden, otherwise the order of the table would tell which was taken. Without a larger
    number there is nothing to hide behind: then the total is hidden, too. Whoever knows this rule is left with at least
    two possible values for each hidden number.
    """
    small = {key for key, value in values.items() if 0 < value < LEAST}
    total = sum(values.values())
    if not small:
        return Protected(dict(values), total)
    larger = [value for value in values.values() if value >= LEAST]
    cover = {key for key, value in values.items() if larger and value == min(larger)}
    hidden = small | cover
    shown = {key: None if key in hidden else value for key, value in values.items()}
    return Protected(shown, total if larger else None)
