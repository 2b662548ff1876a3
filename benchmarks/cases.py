"""What is measured: the addresses of each goal, asked of a portal that holds a given number of labs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from axportal.records.registry import get
from benchmarks import callers
from benchmarks.load import Target, ask
from benchmarks.programs import Program

API, PAGE = "/api/v1/labs/", "/labs/"
WORD = quote("에너지")
TWO_WORDS = quote("자율주행 실증")


@dataclass(frozen=True)
class Case:
    """One kind of request with its goal: at most `limit` R."""

    goal: str
    work: str
    target: Target
    limit: float


def all_cases(portal: Program) -> list[Case]:
    """Every case, with callers of its own and the address of an object that is there."""
    token, session = callers.token_headers(), callers.session_headers()
    newest = get("labs").visible_to(callers.person()).latest("id")
    unchanged = ask(Target(portal.port, API, token)).headers["ETag"]

    def case(goal: str, work: str, path: str, limit: float, headers: Mapping[str, str]) -> Case:
        return Case(goal, work, Target(portal.port, path, headers), limit)

    known = case("P6", "304 on an unchanged list", API, 0.8, {**token, "If-None-Match": unchanged})
    return [
        case("P1", "API list, 100 nested rows, token", API, 3, token),
        case("P2", "API one object, token", f"{API}{newest.uuid}/", 1.5, token),
        case("P3", "HTML list of 25 with facets, session", PAGE, 10, session),
        case("P4", "API search, Korean word", f"{API}?q={WORD}", 5, token),
        case("P4", "API search, two Korean words", f"{API}?q={TWO_WORDS}", 5, token),
        case("P4", "API filter, zone and two stages", f"{API}?zone=honam&status=operating&status=agreeing", 5, token),
        case("P5", "national dashboard, session", "/dashboard/", 12, session),
        replace(known, target=replace(known.target, status=304)),
    ]
