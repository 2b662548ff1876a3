"""The arithmetic: medians with spread, ratios round by round, growth, and the table of goals."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The median of some rounds, and the least and greatest of them."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{number(self.median)} ({number(self.least)}–{number(self.most)})"


def spread(values: Sequence[float]) -> Spread:
    """The median and the ends. Raises ValueError without values."""
    if not values:
        raise ValueError("no rounds")
    return Spread(statistics.median(values), min(values), max(values))


def ratios(measured: Sequence[float], floor: Sequence[float]) -> Spread:
    """Each round's figure over the floor's of the same round."""
    return spread([value / least for value, least in zip(measured, floor, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * round(share * 1000) // 1000))
    return ordered[rank - 1]


def number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


@dataclass(frozen=True)
class Line:
    """One line of the table. A goal of None is a figure without a limit."""

    goal: str
    work: str
    rows: int
    figure: Spread
    limit: float | None
    unit: str
    cost: str = ""
    statements: float | None = None
    latency: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the median keeps the limit."""
        return self.limit is None or self.figure.median <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        limit = "–" if self.limit is None else f"≤ {number(self.limit)} {self.unit}"
        verdict = "" if self.limit is None else "met" if self.is_met else "**missed**"
        statements = "" if self.statements is None else f"{self.statements:.1f}"
        rows = f"{self.rows:,}" if self.rows else ""
        measured = f"{self.figure} {self.unit}"
        return (self.goal, self.work, rows, measured, limit, verdict, statements, self.cost, self.latency)


HEAD = ("", "work", "rows", "measured", "goal", "", "SQL", "CPU-ms app + PostgreSQL", "30 clients: p50 / p95 ms")


def growth(lines: Sequence[Line], *, limit: float) -> list[Line]:
    """How much dearer each piece of work is with the most rows than with the fewest."""
    grown = []
    for work in dict.fromkeys((line.goal, line.work) for line in lines if line.unit == "R"):
        same = sorted((line for line in lines if (line.goal, line.work) == work), key=lambda line: line.rows)
        first, last = same[0], same[-1]
        if first.rows < last.rows:
            figure = last.figure.median / first.figure.median
            name = f"{last.work}: growth from {first.rows:,} rows"
            grown.append(Line(last.goal, name, last.rows, Spread(figure, figure, figure), limit, "×"))
    return grown


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    rows = [HEAD, tuple("---" for _title in HEAD), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
