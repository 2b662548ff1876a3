"""A whole ranking from plain data and back: what is stored with a selection can be reckoned again at any time."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from axportal.calls.rules.content import Criterion, RulesContent
from axportal.calls.rules.selection import AfterRules
from axportal.decisions.rules.ranking import Candidate, Place, Terms, select
from axportal.decisions.rules.scoring import Failure, Given, score


@dataclass(frozen=True)
class Input:
    """Everything about one application that a ranking looks at."""

    given: Given
    receipt: str
    zone: str
    applicant: str
    asked_won: int


@dataclass(frozen=True)
class Altered:
    """What a what-if changes; None leaves it as the rules say."""

    budget_won: int | None = None
    most: int | None = None
    regional_points: Decimal | None = None
    most_per_applicant: int | None = None
    threshold: Decimal | None = None
    zone_least: int | None = None
    """Places promised to each zone that applied; 0 promises none to any."""
    weights: Mapping[str, Decimal] | None = None


def to_json(inputs: Sequence[Input]) -> list[dict[str, Any]]:
    """As it is stored: decimals as text, sheets in an order that tells nothing of who wrote them."""
    return [
        {
            "application": one.given.key,
            "receipt": one.receipt,
            "zone": one.zone,
            "applicant": one.applicant,
            "asked_won": one.asked_won,
            "is_regional": one.given.is_regional,
            "sheets": {key: _sheets_to_json(sheets) for key, sheets in sorted(one.given.sheets.items())},
            "adjustments": {key: str(points) for key, points in sorted(one.given.adjustments.items())},
            "findings": sorted(one.given.findings),
        }
        for one in sorted(inputs, key=lambda one: one.receipt)
    ]


def _sheets_to_json(sheets: Sequence[Mapping[str, Decimal]]) -> list[dict[str, str]]:
    plain = [{key: str(points) for key, points in sorted(sheet.items())} for sheet in sheets]
    return sorted(plain, key=lambda sheet: json.dumps(sheet, sort_keys=True))


def from_json(rows: Sequence[Mapping[str, Any]]) -> list[Input]:
    """What `to_json` wrote."""
    return [
        Input(
            Given(
                key=row["application"],
                sheets={
                    key: [{name: Decimal(points) for name, points in sheet.items()} for sheet in sheets]
                    for key, sheets in row["sheets"].items()
                },
                adjustments={key: Decimal(points) for key, points in row["adjustments"].items()},
                findings=tuple(Failure(name) for name in row["findings"]),
                is_regional=row["is_regional"],
            ),
            receipt=row["receipt"],
            zone=row["zone"],
            applicant=row["applicant"],
            asked_won=row["asked_won"],
        )
        for row in rows
    ]


def fingerprint(inputs: Sequence[Mapping[str, Any]], places: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of inputs and outcome as they are stored."""
    both = json.dumps([inputs, places], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(both.encode()).hexdigest()


def terms_of(after: AfterRules, *, budget_won: int | None, settled: Sequence[str] = ()) -> Terms:
    """Where the line runs by the rules of the call."""
    rules = after.selection
    return Terms(
        budget_won=budget_won,
        zone_least=rules.zone_least,
        zone_most=rules.zone_most,
        most_per_applicant=rules.most_per_applicant,
        reserve=rules.reserve,
        tie_order=after.review.tie_order,
        settled=tuple(settled),
    )


def altered_terms(terms: Terms, altered: Altered, *, zones: Collection[str]) -> Terms:
    """The terms of a what-if; `zones` are those that applied."""
    changes = {
        name: value
        for name in ("budget_won", "most", "most_per_applicant")
        if (value := getattr(altered, name)) is not None
    }
    if altered.zone_least is not None:
        changes["zone_least"] = {zone: altered.zone_least for zone in sorted(zones) if altered.zone_least}
    return replace(terms, **changes)


def reckon(
    inputs: Sequence[Input],
    content: RulesContent,
    after: AfterRules,
    terms: Terms,
    *,
    altered: Altered = Altered(),
) -> list[Place]:
    """Score, rank and draw the line."""
    criteria, inputs = _weighted(content.criteria, inputs, altered.weights or {})
    regional = after.selection.regional_points if altered.regional_points is None else altered.regional_points
    review = after.review if altered.threshold is None else replace(after.review, threshold=altered.threshold)
    candidates = [
        Candidate(
            score(one.given, criteria=criteria, rules=review, regional_points=regional),
            receipt=one.receipt,
            zone=one.zone,
            applicant=one.applicant,
            asked_won=one.asked_won,
        )
        for one in inputs
    ]
    return select(candidates, altered_terms(terms, altered, zones={one.zone for one in inputs if one.zone}))


def _weighted(
    criteria: Sequence[Criterion], inputs: Sequence[Input], weights: Mapping[str, Decimal]
) -> tuple[Sequence[Criterion], Sequence[Input]]:
    """Points as if the criteria had had other weights from the beginning; pass lines of criteria move with them."""
    if not weights:
        return criteria, inputs
    factors = {one.key: weights.get(one.key, Decimal(one.points)) / (one.points or 1) for one in criteria}
    moved = [replace(one, threshold=one.threshold * factors[one.key]) for one in criteria]
    return moved, [replace(one, given=_scaled(one.given, factors)) for one in inputs]


def _scaled(given: Given, factors: Mapping[str, Decimal]) -> Given:
    sheets = {
        key: [{name: points * factors[name] for name, points in sheet.items()} for sheet in sheets]
        for key, sheets in given.sheets.items()
    }
    return replace(given, sheets=sheets)


def places_to_json(places: Sequence[Place]) -> list[dict[str, Any]]:
    """As it is stored and shown."""
    return [
        {
            "application": place.candidate.key,
            "receipt": place.candidate.receipt,
            "rank": place.rank,
            "is_tied": place.is_tied,
            "outcome": place.outcome.value,
            "ground": place.ground.value,
            "asked_won": place.candidate.asked_won,
            "sum_won": place.sum_won,
            "mean": str(place.candidate.score.mean),
            "bonus": str(place.candidate.score.bonus),
            "penalty": str(place.candidate.score.penalty),
            "regional": str(place.candidate.score.regional),
            "final": str(place.candidate.score.final),
            "by_criterion": {key: str(points) for key, points in place.candidate.score.by_criterion.items()},
            "rounds": {
                key: {
                    "totals": [str(total) for total in part.totals],
                    "counted": list(part.counted),
                    "mean": str(part.mean),
                }
                for key, part in place.candidate.score.rounds.items()
            },
            "failures": [failure.value for failure in place.candidate.score.failures],
        }
        for place in places
    ]
