"""`python -m benchmarks.reviews`, within `manage.py embedded --throwaway run`: conflicts over ties, seating, ranking.

Each is printed with its ratio to a baseline on the same machine: the conflict check to reading its ties by index,
the seating to its goal, the ranking to parsing the stored scores. TIES says how many ties there are.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import django

from axportal.core.embedded import paths

django.setup()

from django.db import connection, connections  # noqa: E402

from axportal.core import clock  # noqa: E402

APPLICATIONS, REVIEWERS, SEATS = 300, 60, 5
CHECKED = 1000
RANKED, SHEETS = 1000, 7
GOAL_CHECK, GOAL_SEATING, GOAL_RANKING = 0.2, 10.0, 1.0


def main() -> None:
    """Fill, measure, print."""
    ties = int(os.environ.get("TIES", "1000000"))
    subprocess.run([sys.executable, str(paths.REPOSITORY / "manage.py"), "prepare", "--verbosity", "0"], check=True)
    reviewer, applications = _fill(ties)
    checked, read = _conflicts(reviewer, applications), _reading(reviewer)
    print(f"| conflicts of 1 reviewer × {CHECKED} applications over {ties:,} ties | {checked * 1000:.1f} ms "
          f"| {checked / read:.1f}× reading the reviewer's ties | goal {GOAL_CHECK * 1000:.0f} ms |")  # fmt: skip
    seated = _seating()
    print(f"| seating {APPLICATIONS} applications × {REVIEWERS} reviewers, {SEATS} each | {seated:.2f} s "
          f"| {seated / GOAL_SEATING:.2f}× the goal | goal {GOAL_SEATING:.0f} s |")  # fmt: skip
    ranked, parsed = _ranking()
    print(f"| ranking {RANKED:,} applications × {SHEETS} sheets from what is stored | {ranked:.3f} s "
          f"| {ranked / parsed:.1f}× parsing them as JSON | goal {GOAL_RANKING:.0f} s |")  # fmt: skip


def _median(work: Callable[[], object], *, times: int = 9) -> float:
    taken = []
    work()
    for _round in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _fill(ties: int) -> tuple[int, list[int]]:
    """A call of a thousand companies, at most fifty thousand people, ties drawn at random, one reviewer."""
    from axportal.accounts.models import User
    from axportal.calls.models import Application, Call
    from axportal.reviews.models import Participant, Person, Reviewer
    from regions.models import Organisation

    user = User.objects.create(email="bench@bench.invalid", name="bench")
    companies = Organisation.objects.bulk_create(
        Organisation(kind="company", name_ko=f"bench {number}") for number in range(CHECKED)
    )
    call = Call.objects.create(
        number="BENCH", title_ko="bench", programme="gpu", organisation=companies[0], opens_at=clock.now()
    )
    applications = Application.objects.bulk_create(
        Application(call=call, organisation=company, started_by=user) for company in companies
    )
    people = min(max(ties // 5, 5000), 50_000)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(_PEOPLE, [people])
        for first in range(1, ties + 1, _BATCH):  # a connection that is silent for long is taken for dead
            last = min(first + _BATCH - 1, ties)
            cursor.execute(_TIES, {"first": first, "last": last, "people": people})
    known = list(Person.objects.filter(name__startswith="bench ").order_by("pk")[: CHECKED + 1])
    Participant.objects.bulk_create(
        Participant(application=application, role=role, person=person, organisation=application.organisation)
        for application, one in zip(applications, known[1:], strict=True)
        for role, person in (("pi", one), ("member", None))
    )
    reviewer = Reviewer.objects.create(user=user, person=known[0])
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return reviewer.pk, [application.pk for application in applications]


_BATCH = 100_000
_PEOPLE = (
    "INSERT INTO reviews_person (uuid, name, researcher_no, unit_name)"
    " SELECT gen_random_uuid(), 'bench ' || n, '', '' FROM generate_series(1, %s) n"
)
#: Half between people, half from people to companies; every thousandth is the reviewer's.
_TIES = """
    WITH p AS (SELECT min(id) AS first FROM reviews_person WHERE name LIKE 'bench %%'),
         o AS (SELECT min(id) AS first FROM regions_organisation
         WHERE name_ko LIKE 'bench %%'),
    n AS (SELECT n, CASE WHEN n %% 1000 = 0 THEN 0 ELSE n %% %(people)s END AS one,
                 (n::bigint * 7919 + 13) %% %(people)s AS other, n %% 2 = 0 AS is_person
          FROM generate_series(%(first)s, %(last)s) n)
    INSERT INTO reviews_tie (uuid, kind, person_id, other_id, organisation_id, unit_name, starts_on, source, as_of)
    SELECT gen_random_uuid(), CASE WHEN is_person THEN 'co_author' ELSE 'shareholding' END, p.first + one,
           CASE WHEN is_person THEN p.first + other END,
           CASE WHEN NOT is_person THEN o.first + n %% 1000 END, n::text, '2025-06-01', 'bench', '2026-11-01'
    FROM n, p, o WHERE NOT is_person OR one <> other
"""


def _conflicts(reviewer: int, applications: list[int]) -> float:
    from axportal.calls.rules.selection import CONFLICT_KINDS
    from axportal.reviews.selectors.conflicts import found_conflicts

    return _median(
        lambda: found_conflicts(
            reviewers=[reviewer], applications=applications, kinds=CONFLICT_KINDS, years=3, today=date(2026, 11, 23)
        )
    )


def _reading(reviewer: int) -> float:
    """The baseline: the same reviewer's ties, by index, and nothing else."""
    from axportal.reviews.models import Reviewer, Tie

    person = Reviewer.objects.get(pk=reviewer).person_id
    return _median(lambda: list(Tie.objects.filter(person=person).values_list("id")))


def _seating() -> float:
    """Every constraint at once: a tenth of the pairs are conflicts, loads are tight, four organisations."""
    from axportal.reviews.rules.seating import Pair, Problem, seat

    chance = Random(7)
    pairs = [
        Pair(reviewer, application, chance.choice((0.0, 10.0, 20.0, 26.0, 40.0)) - 20 * chance.choice((0, 0, 0, 1)))
        for application in range(APPLICATIONS)
        for reviewer in range(REVIEWERS)
        if chance.random() > 0.1
    ]
    needs = dict.fromkeys(range(APPLICATIONS), SEATS)
    room = dict.fromkeys(range(REVIEWERS), APPLICATIONS * SEATS // REVIEWERS + 1)
    busy = {reviewer: chance.randrange(4) for reviewer in range(REVIEWERS)}
    problem = Problem(pairs, needs, room, busy, {reviewer: reviewer % 12 for reviewer in range(REVIEWERS)})
    seating = seat(problem)
    assert not seating.empty, seating.empty
    return _median(lambda: seat(problem), times=3)


def _ranking() -> tuple[float, float]:
    """Scores as a selection keeps them, to places with their reasons; and the baseline, their JSON alone."""
    from axportal.calls.rules import read_after_rules, read_rules, standard_rules
    from axportal.decisions.rules import reckoning

    body = standard_rules()
    content, after = read_rules(body), read_after_rules(body)
    stored = json.dumps([_scored(number, content, after) for number in range(RANKED)])

    def rank() -> Any:
        inputs = reckoning.from_json(json.loads(stored))
        places = reckoning.reckon(inputs, content, after, reckoning.terms_of(after, budget_won=RANKED // 3))
        return reckoning.fingerprint(reckoning.to_json(inputs), reckoning.places_to_json(places))

    return _median(rank, times=5), _median(lambda: json.loads(stored))


def _scored(number: int, content: Any, after: Any) -> dict[str, Any]:
    """One application of a budget of one, with seven sheets in each round."""
    chance = Random(number)
    sheets = [
        {one.key: str(chance.randint(0, int(one.points))) for one in content.criteria} for _sheet in range(SHEETS)
    ]
    return {
        "application": str(number), "receipt": f"R-{number:04d}", "zone": chance.choice(["honam", "dongnam"]),
        "applicant": f"c-{number}", "asked_won": 1, "is_regional": chance.random() < 0.5,
        "sheets": {one.key: sheets for one in after.review.rounds}, "adjustments": {}, "findings": [],
    }  # fmt: skip


if __name__ == "__main__":
    main()
