"""Who judges what: a minimum-cost flow, solved exactly by HiGHS as a linear programme.

Load flows from each reviewer through the pairs and the organisations of an application to its seats. The matrix of a
flow is totally unimodular: the simplex method ends in whole numbers, so that no branching is needed.

Hard: only the pairs that are allowed, no more than a reviewer can take, no more than an application needs.
Weighed: how well the person fits, an even load, reviewers of different organisations. A seat that cannot be filled
stays empty and is told, rather than making the whole unsolvable.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EMPTY_SEAT = 10_000.0
SAME_ORGANISATION = 40.0
EACH_MORE = 3.0
MOST_SECONDS = 40.0


@dataclass(frozen=True)
class Pair:
    """A reviewer who may judge an application, and what speaks for it."""

    reviewer: int
    application: int
    worth: float


@dataclass(frozen=True)
class Problem:
    """What is to be seated. `room`: how many more a reviewer takes; `busy`: how many they have already."""

    pairs: Sequence[Pair]
    needs: Mapping[int, int]
    room: Mapping[int, int]
    busy: Mapping[int, int]
    organisation: Mapping[int, int | None]


@dataclass(frozen=True)
class Seating:
    """The pairs that were chosen and the seats left empty by application."""

    chosen: tuple[Pair, ...]
    empty: Mapping[int, int]


def seat(problem: Problem) -> Seating:
    """The best seating. Raises `RuntimeError` should the solver give none, which no problem of this form allows."""
    model = _Model()
    at_application, at_reviewer, alike = defaultdict(list), defaultdict(list), defaultdict(list)
    for pair in problem.pairs:
        column = model.column(-pair.worth, most=1.0)
        at_application[pair.application].append(column)
        at_reviewer[pair.reviewer].append(column)
        organisation = problem.organisation.get(pair.reviewer)
        if organisation is not None:
            alike[pair.application, organisation].append(column)
    for application, need in problem.needs.items():
        empty = model.column(EMPTY_SEAT, most=float(need))
        model.row([*at_application[application], empty], least=need, most=need)
    for reviewer, columns in at_reviewer.items():
        _load(model, columns, room=problem.room[reviewer], busy=problem.busy.get(reviewer, 0))
    for columns in alike.values():
        if len(columns) > 1:
            excess = model.column(SAME_ORGANISATION, most=float(len(columns)))
            model.row(columns, least=-float(len(columns)), most=1.0, minus=excess)
    values = model.solve()
    chosen = tuple(pair for pair, value in zip(problem.pairs, values, strict=False) if value > 0.5)
    return Seating(chosen, _empty(problem, chosen))


def _load(model: "_Model", columns: list[int], *, room: int, busy: int) -> None:
    """Each further application costs more than the one before: the load evens out by itself."""
    steps = [model.column(EACH_MORE * (busy + step), most=1.0) for step in range(min(room, len(columns)))]
    model.row(columns, least=0.0, most=0.0, minus_all=steps)


def _empty(problem: Problem, chosen: Sequence[Pair]) -> dict[int, int]:
    filled: dict[int, int] = defaultdict(int)
    for pair in chosen:
        filled[pair.application] += 1
    left = {application: need - filled[application] for application, need in problem.needs.items()}
    return {application: number for application, number in left.items() if number > 0}


class _Model:
    """Columns and rows of the programme, gathered until it is solved."""

    def __init__(self) -> None:
        self._costs: list[float] = []
        self._most: list[float] = []
        self._bounds: list[tuple[float, float]] = []
        self._entries: list[tuple[int, int, float]] = []

    def column(self, cost: float, *, most: float) -> int:
        """A variable between 0 and `most`; its number."""
        self._costs.append(cost)
        self._most.append(most)
        return len(self._costs) - 1

    def row(
        self,
        columns: Sequence[int],
        *,
        least: float,
        most: float,
        minus: int | None = None,
        minus_all: Sequence[int] = (),
    ) -> None:
        """A sum of variables, less some others, within bounds."""
        number = len(self._bounds)
        self._bounds.append((least, most))
        self._entries.extend((number, column, 1.0) for column in columns)
        taken = [minus] if minus is not None else minus_all
        self._entries.extend((number, column, -1.0) for column in taken)

    def solve(self) -> list[float]:
        """The best values, in the order of the columns."""
        if not self._costs:
            return []
        # Costs half a second and 60 MB: only the process that solves pays for it.
        import numpy
        from scipy.optimize import linprog  # type: ignore[import-untyped]
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

        rows, columns, values = zip(*self._entries, strict=True)
        matrix = csr_matrix((values, (rows, columns)), shape=(len(self._bounds), len(self._costs)))
        least, most = (numpy.array(side) for side in zip(*self._bounds, strict=True))
        equal = least == most
        result = linprog(
            numpy.array(self._costs),
            A_ub=matrix[~equal] if not equal.all() else None,
            b_ub=most[~equal] if not equal.all() else None,
            A_eq=matrix[equal],
            b_eq=most[equal],
            bounds=numpy.column_stack([numpy.zeros(len(self._most)), self._most]),
            method="highs-ds",
            options={"time_limit": MOST_SECONDS},
        )
        if result.x is None:
            raise RuntimeError(f"no seating: {result.message}")
        return [float(value) for value in result.x]
