"""What the page of a ranking shows: lines of the table with their strip of points, and the lines between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Any

from axportal.calls.models import Application
from axportal.core import formats
from axportal.decisions.rules.ranking import Outcome, Place
from axportal.decisions.rules.reckoning import places_to_json

WIDTH, MARGIN = 178.0, 4.0
STEP = 5  # points between two ends that a scale may have


@dataclass(frozen=True)
class Mark:
    """One reviewer's total on the strip; left out of the mean or not."""

    x: str
    counts: bool


@dataclass(frozen=True)
class Strip:
    """All totals of one application on the page's one scale."""

    marks: tuple[Mark, ...]
    mean_x: str
    text: str


@dataclass(frozen=True)
class Line:
    """One application in the table; below it the line may be drawn, and the line of a what-if."""

    place: dict[str, Any]
    application: Application | None
    strip: Strip | None
    reserve: int | None
    then: str
    is_end: bool
    is_then_end: bool


@dataclass(frozen=True)
class Table:
    """The whole table: its scale and lines."""

    least: int
    most: int
    lines: tuple[Line, ...]
    selected: int
    spent: int
    then_selected: int
    then_spent: int


def table_of(
    places: Sequence[Place], applications: Mapping[str, Application], *, then: Sequence[Place] | None = None
) -> Table:
    """Rows best first; `then` is the same on the terms of a what-if."""
    return stored_table(
        places_to_json(places), applications, then={one.candidate.key: one.outcome.value for one in then or ()}
    )


def stored_table(
    places: Sequence[dict[str, Any]], applications: Mapping[str, Application], *, then: Mapping[str, str] | None = None
) -> Table:
    """The same from places as they are stored with a selection."""
    totals = [Decimal(total) for place in places for part in place["rounds"].values() for total in part["totals"]]
    least = floor(min(totals, default=Decimal(0)) / STEP) * STEP
    most = ceil(max(totals, default=Decimal(100)) / STEP) * STEP
    selected = [place for place in places if place["outcome"] == Outcome.SELECTED]
    chosen = [place for place in places if (then or {}).get(place["application"]) == Outcome.SELECTED]
    lines, reserve = [], 0
    for position, place in enumerate(places):
        reserve += place["outcome"] == Outcome.RESERVE
        following = places[position + 1] if position + 1 < len(places) else None
        lines.append(
            Line(
                place=place,
                application=applications.get(place["application"]),
                strip=_strip(place, least, most),
                reserve=reserve if place["outcome"] == Outcome.RESERVE else None,
                then=_differs(place, then or {}),
                is_end=_is_end(place, following),
                is_then_end=bool(chosen) and place is chosen[-1],
            )
        )
    return Table(
        least=least,
        most=most,
        lines=tuple(lines),
        selected=len(selected),
        spent=_spent(selected),
        then_selected=len(chosen),
        then_spent=_spent(chosen),
    )


def _spent(places: Sequence[Mapping[str, Any]]) -> int:
    return sum(place["asked_won"] for place in places)


def _differs(place: Mapping[str, Any], then: Mapping[str, str]) -> str:
    other = then.get(place["application"], place["outcome"])
    return "" if other == place["outcome"] else str(other)


def _is_end(place: Mapping[str, Any], following: Mapping[str, Any] | None) -> bool:
    """The last line before somebody who is not selected by rank: there the budget's line is drawn."""
    if place["outcome"] != Outcome.SELECTED:
        return False
    return following is None or following["outcome"] != Outcome.SELECTED


def _strip(place: Mapping[str, Any], least: int, most: int) -> Strip | None:
    """The points of the last round that has any: what the ranking was last reckoned from."""
    rounds = [part for part in place["rounds"].values() if part["totals"]]
    if not rounds:
        return None
    part = rounds[-1]
    pairs = sorted(zip(map(Decimal, part["totals"]), part["counted"], strict=True))
    marks = tuple(Mark(_x(total, least, most), counts) for total, counts in pairs)
    text = ", ".join(formats.number(total) for total, _counts in pairs)
    return Strip(marks, _x(Decimal(part["mean"]), least, most), text)


def _x(points: Decimal, least: int, most: int) -> str:
    span = max(most - least, 1)
    return f"{MARGIN + float(points - least) / span * WIDTH:.1f}"
