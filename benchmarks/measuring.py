"""One case beside the floor: the same minute, round by round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks import figures, load, processes, programs
from benchmarks.cases import Case
from benchmarks.load import Target
from benchmarks.programs import Program

COUNTED = 10  # requests over which statements are averaged, so that a look-up kept in the process hardly shows
WARMING = 20
Cost = tuple[float, float]


@dataclass(frozen=True)
class Pace:
    """How long and how often to measure."""

    rounds: int = 3
    seconds: float = 2.0
    clients: int = 2
    crowd: int = 30


def cpu_of(program: Program, postgres: int, work: Callable[[], int]) -> Cost:
    """CPU-ms for each of the pieces of work done: of the program, and of PostgreSQL."""
    before = processes.cpu_seconds(program.pid), processes.cpu_seconds(postgres)
    done = work()
    after = processes.cpu_seconds(program.pid), processes.cpu_seconds(postgres)
    return (after[0] - before[0]) * 1000 / done, (after[1] - before[1]) * 1000 / done


def statements(target: Target) -> float:
    """SQL statements a request, of a server that is warm."""
    programs.forget_statements()
    for _turn in range(COUNTED):
        load.ask(target)
    return programs.statements() / COUNTED


def measure(case: Case, floor: Program, portal: Program, *, rows: int, pace: Pace) -> figures.Line:
    """Alternate between the floor and the case; then a crowd asks for both."""
    postgres, bottom = programs.postgres_pid(), Target(floor.port, "/")
    for _turn in range(WARMING):
        load.ask(bottom)
        load.ask(case.target)
    least: list[Cost] = []
    measured: list[Cost] = []
    for _round in range(pace.rounds):
        for program, target, costs in ((floor, bottom, least), (portal, case.target, measured)):
            costs.append(cpu_of(program, postgres, partial(_press, target, pace)))
    crowd = load.press(case.target, clients=pace.crowd, seconds=pace.seconds)
    app, server = (figures.spread(part).median for part in zip(*measured, strict=True))
    return figures.Line(
        goal=case.goal,
        work=case.work,
        rows=rows,
        figure=figures.ratios([sum(cost) for cost in measured], [sum(cost) for cost in least]),
        limit=case.limit,
        unit="R",
        cost=f"{figures.number(app)} + {figures.number(server)}",
        statements=statements(case.target),
        latency=f"{figures.number(figures.percentile(crowd, 0.5))} / {figures.number(figures.percentile(crowd, 0.95))}",
    )


def floor_line(floor: Program, *, rows: int, pace: Pace) -> figures.Line:
    """R itself in CPU-ms, for the record."""
    postgres, bottom = programs.postgres_pid(), Target(floor.port, "/")
    costs = [cpu_of(floor, postgres, partial(_press, bottom, pace)) for _round in range(pace.rounds)]
    crowd = load.press(bottom, clients=pace.crowd, seconds=pace.seconds)
    app, server = (figures.spread(part).median for part in zip(*costs, strict=True))
    return figures.Line(
        goal="R",
        work="the floor: raw query of 100 rows, orjson",
        rows=rows,
        figure=figures.spread([sum(cost) for cost in costs]),
        limit=None,
        unit="CPU-ms",
        cost=f"{figures.number(app)} + {figures.number(server)}",
        statements=statements(bottom),
        latency=f"{figures.number(figures.percentile(crowd, 0.5))} / {figures.number(figures.percentile(crowd, 0.95))}",
    )


def _press(target: Target, pace: Pace) -> int:
    return len(load.press(target, clients=pace.clients, seconds=pace.seconds))
