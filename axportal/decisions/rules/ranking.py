"""From scores to ranks, and from ranks to who is selected: pass line, shares of zones, concentration, budget, reserve.

Everything that changes an outcome is in `Terms`, so that a what-if is the same call with other terms.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from axportal.decisions.rules.scoring import Score


class Outcome(StrEnum):
    """What becomes of an application."""

    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"


class Ground(StrEnum):
    """Why its outcome is what it is."""

    RANK = "rank"
    ZONE_LEAST = "zone_least"
    FAILED = "failed"
    BUDGET = "budget"
    NUMBER = "number"
    ZONE_MOST = "zone_most"
    CONCENTRATION = "concentration"


@dataclass(frozen=True)
class Candidate:
    """One application with its score and what the line looks at. `receipt` orders what nothing else tells apart."""

    score: Score
    receipt: str
    zone: str
    applicant: str
    asked_won: int

    @property
    def key(self) -> str:
        """The application."""
        return self.score.key


@dataclass(frozen=True)
class Terms:
    """Where the line runs. None means without limit."""

    budget_won: int | None = None
    most: int | None = None
    zone_least: Mapping[str, int] = field(default_factory=dict)
    zone_most: Mapping[str, int] = field(default_factory=dict)
    most_per_applicant: int | None = None
    reserve: int = 0
    tie_order: tuple[str, ...] = ()
    #: What a panel decided where the rules leave a tie: applications, the better first.
    settled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """One line of a ranking. `rank` is by score alone and shared in a tie; `sum_won` is what is spent down to here."""

    candidate: Candidate
    rank: int
    is_tied: bool
    outcome: Outcome
    ground: Ground
    sum_won: int


def ranked(candidates: Iterable[Candidate], terms: Terms) -> list[tuple[int, Candidate]]:
    """By score, then by the criteria of the tie order; what is still equal shares its rank, those that failed last."""
    ordered = sorted(candidates, key=lambda one: (*_merit(one, terms), _settled(one, terms), one.receipt))
    ranks: list[tuple[int, Candidate]] = []
    for _merits, group in groupby(ordered, key=lambda one: (*_merit(one, terms), _settled(one, terms))):
        rank = len(ranks) + 1
        ranks.extend((rank, one) for one in group)
    return ranks


def _merit(candidate: Candidate, terms: Terms) -> tuple[bool, Decimal, tuple[Decimal, ...]]:
    score = candidate.score
    return not score.passes, -score.final, tuple(-score.by_criterion[key] for key in terms.tie_order)


def _settled(candidate: Candidate, terms: Terms) -> int:
    return terms.settled.index(candidate.key) if candidate.key in terms.settled else len(terms.settled)


def select(candidates: Iterable[Candidate], terms: Terms) -> list[Place]:
    """Ranks and outcomes of all candidates, best first."""
    ranks = ranked(candidates, terms)
    shared = Counter(rank for rank, _candidate in ranks)
    chosen = _guaranteed([one for _rank, one in ranks], terms)
    grounds = _walk([one for _rank, one in ranks], terms, guaranteed=chosen)
    reserve = _reserve([one for _rank, one in ranks], grounds, terms)
    places, spent = [], 0
    for rank, one in ranks:
        ground = grounds[one.key]
        outcome = _outcome(one, ground, reserve)
        if outcome == Outcome.SELECTED:
            spent += one.asked_won
        places.append(Place(one, rank, shared[rank] > 1, outcome, ground, spent))
    return places


def _outcome(candidate: Candidate, ground: Ground, reserve: set[str]) -> Outcome:
    if ground in {Ground.RANK, Ground.ZONE_LEAST}:
        return Outcome.SELECTED
    return Outcome.RESERVE if candidate.key in reserve else Outcome.NOT_SELECTED


def _guaranteed(ordered: Sequence[Candidate], terms: Terms) -> set[str]:
    """The best of each zone that is promised a number of places."""
    passing = [one for one in ordered if one.score.passes]
    return {
        one.key
        for zone, least in terms.zone_least.items()
        for one in [candidate for candidate in passing if candidate.zone == zone][:least]
    }


def _walk(ordered: Sequence[Candidate], terms: Terms, *, guaranteed: set[str]) -> dict[str, Ground]:
    """Give out the places from the top. Money and number of promised places are set aside before anybody's else.

    The budget's line is a line: behind the first that it does not reach nobody is selected by rank, however little
    they ask for.
    """
    purse = _Purse(terms, [one for one in ordered if one.key in guaranteed])
    grounds: dict[str, Ground] = {}
    line: Ground | None = None  # what drew it, once it is drawn
    for one in ordered:
        if not one.score.passes:
            grounds[one.key] = Ground.FAILED
        elif one.key in guaranteed:
            grounds[one.key] = Ground.ZONE_LEAST if line else Ground.RANK
        elif limit := purse.limit(one):
            grounds[one.key] = limit
        else:
            line = line or purse.short_of(one)
            grounds[one.key] = line or purse.take(one)
    return grounds


class _Purse:
    """What is left to give: money, places, places of a zone, places of an applicant."""

    def __init__(self, terms: Terms, promised: Iterable[Candidate]) -> None:
        self._terms = terms
        self._money = terms.budget_won
        self._places = terms.most
        self._zones: Counter[str] = Counter()
        self._applicants: Counter[str] = Counter()
        for one in promised:
            self.take(one)

    def take(self, candidate: Candidate) -> Ground:
        """Give a place."""
        if self._money is not None:
            self._money -= candidate.asked_won
        if self._places is not None:
            self._places -= 1
        self._zones[candidate.zone] += 1
        self._applicants[candidate.applicant] += 1
        return Ground.RANK

    def limit(self, candidate: Candidate) -> Ground | None:
        """A limit of this candidate's own zone or company: whoever comes after may still be selected."""
        most = self._terms.zone_most.get(candidate.zone)
        if most is not None and self._zones[candidate.zone] >= most:
            return Ground.ZONE_MOST
        cap = self._terms.most_per_applicant
        if cap is not None and self._applicants[candidate.applicant] >= cap:
            return Ground.CONCENTRATION
        return None

    def short_of(self, candidate: Candidate) -> Ground | None:
        """What is used up: here the line is drawn."""
        if self._places is not None and self._places < 1:
            return Ground.NUMBER
        if self._money is not None and candidate.asked_won > self._money:
            return Ground.BUDGET
        return None


def _reserve(ordered: Sequence[Candidate], grounds: Mapping[str, Ground], terms: Terms) -> set[str]:
    """The first that the line stopped: they move up when a selected one falls away."""
    waiting = [one.key for one in ordered if grounds[one.key] in {Ground.BUDGET, Ground.NUMBER}]
    return set(waiting[: terms.reserve])


def ties_at_the_line(places: Sequence[Place]) -> list[list[Place]]:
    """Groups of equal rank that the line parts: a panel has to settle them before anything is decided."""
    groups = [list(group) for _rank, group in groupby(places, key=lambda place: place.rank)]
    passing = [group for group in groups if group[0].candidate.score.passes]
    return [group for group in passing if len({place.outcome for place in group}) > 1]
