"""A score sheet as the page draws it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from axportal.calls.rules.content import Criterion
from axportal.calls.selectors import rules_in_force
from axportal.core.errors import DomainError
from axportal.reviews.models import Assignment, ScoreSheet
from axportal.reviews.services.sheets import OVERALL, Outcome, Typed, total, value_of

BANDS = 4


@dataclass(frozen=True)
class Entry:
    """One field: what it shows, what it started from, and its sentence."""

    name: str
    value: str
    base: str
    error: str = ""
    theirs: str | None = None


@dataclass(frozen=True)
class Row:
    """One criterion. `band` is 1 to 4, 0 while there are no points; `is_current` is the first still open."""

    key: str
    number: int
    criterion: Criterion
    points: Entry
    comment: Entry
    band: int
    written: int
    is_current: bool


@dataclass(frozen=True)
class Board:
    """The whole sheet with its sum so far."""

    rows: list[Row]
    overall: Entry
    sum: Decimal
    of: int
    given: int
    least: int
    most: int

    @property
    def is_whole(self) -> bool:
        """Nothing is missing."""
        return all(row.points.base and not row.points.error and row.written >= self.least for row in self.rows)


def criteria_of(sheet: ScoreSheet) -> tuple[Criterion, ...]:
    """The criteria of the call."""
    return rules_in_force(sheet.assignment.application.call).content.criteria


def board_of(
    sheet: ScoreSheet, typed: Mapping[str, Typed], outcome: Outcome | None = None, error: DomainError | None = None
) -> Board:
    """What the page shows: what was typed where it could not be kept, else what is kept."""
    rules = rules_in_force(sheet.assignment.application.call)
    least, criteria = rules.after.review.comment_least, rules.content.criteria
    refused = {name: sentences[0] for name, sentences in error.fields.items()} if error is not None else {}

    def entry(name: str) -> Entry:
        return _entry(sheet, name, typed, outcome, refused)

    pairs = [(one, entry(f"points-{one.key}"), entry(f"comment-{one.key}")) for one in criteria]
    waiting = [one.key for one, points, comment in pairs if not points.base or len(comment.base) < least]
    current = next((one.key for one, points, _c in pairs if points.error), waiting[0] if waiting else "")
    rows = [
        Row(
            key=one.key,
            number=number,
            criterion=one,
            points=points,
            comment=comment,
            band=_band(points.base, one),
            written=len(comment.base),
            is_current=one.key == current,
        )
        for number, (one, points, comment) in enumerate(pairs, start=1)
    ]
    given = [one for one in criteria if one.key in sheet.points]
    most = sum(one.points for one in criteria)
    return Board(rows, entry(OVERALL), total(sheet.points), sum(one.points for one in given), len(given), least, most)


def _entry(
    sheet: ScoreSheet,
    name: str,
    typed: Mapping[str, Typed],
    outcome: Outcome | None,
    refused: Mapping[str, str],
) -> Entry:
    kept = value_of(sheet, name)
    sentence = refused.get(name, "") or (outcome.errors.get(name, "") if outcome is not None else "")
    theirs = outcome.conflicts.get(name) if outcome is not None else None
    if name in typed and (sentence or theirs is not None or outcome is None):
        return Entry(name, str(typed[name].value), kept, sentence, theirs)
    return Entry(name, kept, kept, sentence, theirs)


def _band(points: str, criterion: Criterion) -> int:
    """In which quarter of the criterion the points lie."""
    if not points:
        return 0
    share = Decimal(points) / criterion.points if criterion.points else Decimal(1)
    return min(int(share * BANDS) + 1, BANDS)


def place_of(assignment: Assignment) -> dict[str, Any]:
    """Which of one's applications of the round this is, and its neighbours: one query."""
    mine = Assignment.objects.live().filter(round=assignment.round, reviewer=assignment.reviewer)
    rows = list(mine.select_related("application").order_by("application__number"))
    at = next(place for place, row in enumerate(rows) if row.pk == assignment.pk)
    return {
        "number": at + 1,
        "of": len(rows),
        "before": rows[at - 1] if at else None,
        "after": rows[at + 1] if at + 1 < len(rows) else None,
    }
