"""What is stored with a selection gives the same ranking again, and a what-if is the same reckoning on other terms."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axportal.calls.rules import read_after_rules, read_rules
from axportal.decisions.rules.reckoning import (
    Altered,
    Input,
    fingerprint,
    from_json,
    places_to_json,
    reckon,
    terms_of,
    to_json,
)
from axportal.decisions.rules.scoring import Failure, Given

pytestmark = [pytest.mark.feature("B24"), pytest.mark.feature("N11")]
BODY = {
    "criteria": [{"key": "need", "points": 60, "name_ko": "필요성"}, {"key": "team", "points": 40, "name_ko": "역량"}],
    "review": {"tie_order": ["need"], "fewest": 3, "adjustments": [{"key": "grade", "points": "2.5"}]},
    "selection": {"reserve": 1, "regional_points": 3},
}
CONTENT, AFTER = read_rules(BODY), read_after_rules(BODY)


def sheet(need, team):
    return {"need": Decimal(need), "team": Decimal(team)}


def application(key, *sheets, asked=100, **more):
    return Input(Given(key, {"paper": list(sheets)}, **more), f"R-{key}", "honam", f"company-{key}", asked)


THREE = [
    application("a", *[sheet(50, 30)] * 5, asked=300),
    application("b", *[sheet(40, 38)] * 5, asked=200, is_regional=True),
    application("c", *[sheet(45, 32)] * 5, asked=100, adjustments={"grade": Decimal("2.5")}),
]


def outcomes(inputs, *, budget=400, altered=Altered()):  # noqa: B008 - frozen
    places = reckon(inputs, CONTENT, AFTER, terms_of(AFTER, budget_won=budget), altered=altered)
    return [(place.candidate.key, str(place.candidate.score.final), place.outcome.value) for place in places]


def test_bonus_and_regional_preference_rank_and_the_budget_draws_the_line():
    assert outcomes(THREE) == [
        ("b", "81.00", "selected"), ("a", "80.00", "reserve"), ("c", "79.50", "not_selected"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("altered", "expected"),
    [
        (Altered(budget_won=500), [("b", "selected"), ("a", "selected"), ("c", "reserve")]),
        (Altered(most=0), [("b", "reserve"), ("a", "not_selected"), ("c", "not_selected")]),
        (Altered(threshold=Decimal(79)), [("a", "selected"), ("b", "not_selected"), ("c", "not_selected")]),
        (Altered(regional_points=Decimal(0)), [("a", "selected"), ("c", "selected"), ("b", "reserve")]),
        (
            Altered(weights={"need": Decimal(90), "team": Decimal(10)}),
            [("a", "selected"), ("c", "selected"), ("b", "reserve")],
        ),
    ],
)
def test_a_what_if_moves_the_line_the_weights_and_the_preference(altered, expected):
    assert [(key, outcome) for key, _final, outcome in outcomes(THREE, altered=altered)] == expected


def test_a_what_if_promises_places_to_each_zone_or_to_none():
    far = replace(THREE[2], zone="jungbu")  # the third by points
    both = [*THREE[:2], far]
    assert [outcome for _key, _final, outcome in outcomes(both)] == ["selected", "reserve", "not_selected"]
    promised = outcomes(both, altered=Altered(zone_least=1))
    assert [(key, outcome) for key, _final, outcome in promised] == [
        ("b", "selected"), ("a", "reserve"), ("c", "selected"),
    ]  # fmt: skip
    assert outcomes(both, altered=Altered(zone_least=0)) == outcomes(both)


POINTS = st.builds(
    lambda need, team: sheet(Decimal(need) / 4, Decimal(team) / 4), st.integers(0, 240), st.integers(0, 160)
)
INPUTS = st.lists(
    st.tuples(st.lists(POINTS, max_size=6), st.integers(1, 300), st.booleans(), st.sets(st.sampled_from(Failure))),
    max_size=8,
).map(
    lambda rows: [
        application(f"{n:02}", *sheets, asked=asked, is_regional=regional, findings=tuple(sorted(findings)))
        for n, (sheets, asked, regional, findings) in enumerate(rows)
    ]
)


@settings(max_examples=200, deadline=None)
@given(inputs=INPUTS, budget=st.none() | st.integers(0, 900))
def test_what_is_stored_gives_the_same_again(inputs, budget):
    terms = terms_of(AFTER, budget_won=budget)
    stored = json.loads(json.dumps(to_json(inputs)))
    places = places_to_json(reckon(inputs, CONTENT, AFTER, terms))
    again = places_to_json(reckon(from_json(stored), CONTENT, AFTER, terms))
    assert [{**place, "rounds": None} for place in again] == [{**place, "rounds": None} for place in places]
    assert to_json(from_json(stored)) == stored
    twice = places_to_json(reckon(from_json(stored), CONTENT, AFTER, terms))
    assert fingerprint(stored, twice) == fingerprint(stored, again)


def test_what_is_stored_tells_nothing_of_the_order_in_which_reviewers_came():
    sheets = [sheet(10, 10), sheet(50, 30), sheet(20, 5)]
    assert to_json([application("a", *sheets)]) == to_json([application("a", *sheets[::-1])])
