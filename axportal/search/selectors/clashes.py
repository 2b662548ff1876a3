"""Points on which sources disagree: every value beside its source, none chosen, none averaged."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regions.models import FactModel, Statement


@dataclass(frozen=True)
class Claim:
    """What one source says on a point. Claims of one group are about the same point; `compared` tells them apart."""

    group: str
    label: str
    text: str
    compared: Any
    fact: FactModel


@dataclass(frozen=True)
class Clash:
    """A point with claims that differ, the oldest first."""

    label: str
    claims: tuple[Claim, ...]


def clashes(claims: Iterable[Claim]) -> tuple[Clash, ...]:
    """The groups whose claims differ."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.group:
            groups[claim.group].append(claim)
    return tuple(
        Clash(members[0].label, tuple(sorted(members, key=lambda claim: (claim.fact.as_of is None, claim.fact.as_of))))
        for members in groups.values()
        if len({claim.compared for claim in members}) > 1
    )


def of_statements(rows: Iterable[Statement]) -> list[Claim]:
    """Statements as claims: told apart by their value, without one by their words."""
    return [
        Claim(row.source_group, row.label, row.text, row.text_ko if row.value is None else row.value, row)
        for row in rows
    ]
