"""From the points of the reviewers to one score: trimmed means, rounds by weight, bonus and penalty, pass lines.

Decimals throughout; a mean is rounded half up to the call's number of places, and nothing else is rounded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from axportal.calls.rules.content import Criterion
from axportal.calls.rules.selection import ReviewRules

Points = Mapping[str, Decimal]
HUNDRED = Decimal(100)


class Failure(StrEnum):
    """Why an application cannot be selected whatever its rank."""

    TOO_FEW_SHEETS = "too_few_sheets"
    BELOW_THRESHOLD = "below_threshold"
    BELOW_AFTER_PENALTY = "below_after_penalty"
    BELOW_IN_CRITERION = "below_in_criterion"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_NEW = "not_new"
    ABSENT = "absent"


@dataclass(frozen=True)
class Given:
    """What is known of one application before it is scored. `sheets`: round → the points of each reviewer."""

    key: str
    sheets: Mapping[str, Sequence[Points]]
    adjustments: Mapping[str, Decimal] = field(default_factory=dict)
    findings: tuple[Failure, ...] = ()
    is_regional: bool = False


@dataclass(frozen=True)
class RoundScore:
    """One round: every reviewer's total in the order they came, which of them count, and their mean."""

    totals: tuple[Decimal, ...]
    counted: tuple[bool, ...]
    mean: Decimal
    by_criterion: Mapping[str, Decimal]


@dataclass(frozen=True)
class Score:
    """One application's score and what it is made of. `final` is what ranks."""

    key: str
    rounds: Mapping[str, RoundScore]
    mean: Decimal
    bonus: Decimal
    penalty: Decimal
    regional: Decimal
    final: Decimal
    by_criterion: Mapping[str, Decimal]
    failures: tuple[Failure, ...]

    @property
    def passes(self) -> bool:
        """May be selected."""
        return not self.failures


def trimmed(totals: Sequence[tuple[Decimal, ...]], *, trim_from: int) -> tuple[bool, ...]:
    """Which sheets count: without one highest and one lowest where there are `trim_from` and more, else all.

    Each sheet is its total followed by its points in the criteria's order: of sheets with equal totals the points
    decide which is left out, never the order in which reviewers come.
    """
    if len(totals) < max(trim_from, 3):
        return (True,) * len(totals)
    highest = max(range(len(totals)), key=lambda place: totals[place])
    lowest = min((place for place in range(len(totals)) if place != highest), key=lambda place: totals[place])
    return tuple(place not in {highest, lowest} for place in range(len(totals)))


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up: 68.125 becomes 68.13 with two places."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def score_round(sheets: Sequence[Points], *, criteria: Sequence[Criterion], rules: ReviewRules) -> RoundScore:
    """The trimmed mean of one round, and each criterion's over the same sheets. There is at least one sheet."""
    totals = tuple(sum((sheet[one.key] for one in criteria), Decimal(0)) for sheet in sheets)
    told_apart = [(total, *(sheet[one.key] for one in criteria)) for total, sheet in zip(totals, sheets, strict=True)]
    counted = trimmed(told_apart, trim_from=rules.trim_from)
    kept = [sheet for sheet, counts in zip(sheets, counted, strict=True) if counts]
    by_criterion = {
        one.key: rounded(sum((sheet[one.key] for sheet in kept), Decimal(0)) / len(kept), rules.decimals)
        for one in criteria
    }
    total = sum((total for total, counts in zip(totals, counted, strict=True) if counts), Decimal(0))
    return RoundScore(totals, counted, rounded(total / len(kept), rules.decimals), by_criterion)


def score(given: Given, *, criteria: Sequence[Criterion], rules: ReviewRules, regional_points: Decimal) -> Score:
    """One application's score under these rules."""
    rounds = {
        one.key: score_round(sheets, criteria=criteria, rules=rules)
        for one in rules.rounds
        if (sheets := given.sheets.get(one.key, ()))
    }
    by_criterion = {
        one.key: _weighted({key: part.by_criterion[one.key] for key, part in rounds.items()}, rules) for one in criteria
    }
    mean = _weighted({key: part.mean for key, part in rounds.items()}, rules)
    bonus, penalty = _adjustments(given, rules)
    regional = regional_points if given.is_regional else Decimal(0)
    return Score(
        key=given.key,
        rounds=rounds,
        mean=mean,
        bonus=bonus,
        penalty=penalty,
        regional=regional,
        final=mean + bonus + regional - penalty,
        by_criterion=by_criterion,
        failures=tuple(_failures(given, criteria, by_criterion, mean, penalty, rules)),
    )


def _weighted(means: Mapping[str, Decimal], rules: ReviewRules) -> Decimal:
    """The rounds by their weight; one that has no sheet yet counts nothing."""
    total = sum((means.get(one.key, Decimal(0)) * one.weight for one in rules.rounds), Decimal(0))
    return rounded(total / HUNDRED, rules.decimals)


def _adjustments(given: Given, rules: ReviewRules) -> tuple[Decimal, Decimal]:
    """Bonus, at most what the notice allows, and penalty, both positive."""
    bonus = sum((points for points in given.adjustments.values() if points > 0), Decimal(0))
    penalty = -sum((points for points in given.adjustments.values() if points < 0), Decimal(0))
    return min(bonus, rules.most_bonus), penalty


def _failures(
    given: Given,
    criteria: Sequence[Criterion],
    by_criterion: Mapping[str, Decimal],
    mean: Decimal,
    penalty: Decimal,
    rules: ReviewRules,
) -> Iterable[Failure]:
    yield from given.findings
    if any(len(given.sheets.get(one.key, ())) < rules.fewest for one in rules.rounds):
        yield Failure.TOO_FEW_SHEETS
    if mean < rules.threshold:
        yield Failure.BELOW_THRESHOLD
    elif mean - penalty < rules.threshold:
        yield Failure.BELOW_AFTER_PENALTY
    if any(by_criterion[one.key] < one.threshold for one in criteria):
        yield Failure.BELOW_IN_CRITERION
