"""Who would change: two rankings of the same applications side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from axportal.decisions.rules.ranking import Outcome, Place


@dataclass(frozen=True)
class Moved:
    """One application whose outcome differs."""

    key: str
    receipt: str
    before: Outcome
    after: Outcome
    rank_before: int
    rank_after: int
    asked_won: int


@dataclass(frozen=True)
class Difference:
    """What a what-if changes, and what it costs more or less."""

    moved: tuple[Moved, ...]
    spent_before: int
    spent_after: int

    @property
    def came_in(self) -> tuple[Moved, ...]:
        """Selected only under the other terms."""
        return tuple(one for one in self.moved if one.after == Outcome.SELECTED)

    @property
    def went_out(self) -> tuple[Moved, ...]:
        """No longer selected under them."""
        return tuple(one for one in self.moved if one.before == Outcome.SELECTED)

    @property
    def more_won(self) -> int:
        """The difference in money; negative when it costs less."""
        return self.spent_after - self.spent_before


def difference(before: Sequence[Place], after: Sequence[Place]) -> Difference:
    """Compare outcomes, best first by the first ranking."""
    then = {place.candidate.key: place for place in after}
    moved = tuple(
        Moved(
            key=one.candidate.key,
            receipt=one.candidate.receipt,
            before=one.outcome,
            after=then[one.candidate.key].outcome,
            rank_before=one.rank,
            rank_after=then[one.candidate.key].rank,
            asked_won=one.candidate.asked_won,
        )
        for one in before
        if one.outcome != then[one.candidate.key].outcome
    )
    return Difference(moved, _spent(before), _spent(after))


def _spent(places: Sequence[Place]) -> int:
    return places[-1].sum_won if places else 0
