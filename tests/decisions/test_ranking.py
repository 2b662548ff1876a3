"""Ranks and the line: the exam's tie, each limit by itself, and a second way to draw the line, by brute force."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axportal.decisions.rules.ranking import Candidate, Ground, Outcome, Terms, ranked, select, ties_at_the_line
from axportal.decisions.rules.scoring import Failure, Score

pytestmark = [pytest.mark.feature("B24"), pytest.mark.feature("N11")]


def candidate(key, final, *, asked=100, zone="honam", applicant=None, criteria=None, failures=()):
    means = {name: Decimal(value) for name, value in (criteria or {}).items()}
    zero = Decimal(0)
    made = Score(key, {}, Decimal(final), zero, zero, zero, Decimal(final), means, tuple(failures))
    return Candidate(made, receipt=key, zone=zone, applicant=applicant or key, asked_won=asked)


def outcomes(candidates, **terms):
    return {
        place.candidate.key: (place.outcome.value, place.ground.value) for place in select(candidates, Terms(**terms))
    }


def test_the_tie_of_the_public_exam_goes_to_the_higher_technical_score():
    """丙 and 丁 have 84 in all, of which 69 and 70 are technical."""
    third = candidate("丙", 84, criteria={"technical": 69})
    fourth = candidate("丁", 84, criteria={"technical": 70})
    order = ranked([third, fourth], Terms(tie_order=("technical",)))
    assert [(rank, one.key) for rank, one in order] == [(1, "丁"), (2, "丙")]


def test_what_nothing_tells_apart_shares_its_rank_until_a_panel_settles_it():
    both = [candidate("b", 80), candidate("a", 80), candidate("c", 70)]
    places = select(both, Terms(most=1))
    assert [(place.candidate.key, place.rank, place.is_tied) for place in places] == [
        ("a", 1, True), ("b", 1, True), ("c", 3, False),
    ]  # fmt: skip
    assert [[place.candidate.key for place in group] for group in ties_at_the_line(places)] == [["a", "b"]]
    settled = select(both, Terms(most=1, settled=("b", "a")))
    assert [(place.candidate.key, place.rank) for place in settled] == [("b", 1), ("a", 2), ("c", 3)]
    assert ties_at_the_line(settled) == []


def test_behind_the_line_nobody_is_selected_however_little_they_ask_for():
    three = [candidate("a", 90, asked=300), candidate("b", 80, asked=300), candidate("c", 70, asked=10)]
    assert outcomes(three, budget_won=400, reserve=1) == {
        "a": ("selected", "rank"), "b": ("reserve", "budget"), "c": ("not_selected", "budget"),
    }  # fmt: skip


def test_those_who_failed_come_last_and_are_neither_selected_nor_in_reserve():
    two = [candidate("a", 95, failures=[Failure.ABSENT]), candidate("b", 61)]
    assert outcomes(two, most=0, reserve=5) == {"a": ("not_selected", "failed"), "b": ("reserve", "number")}
    assert [one.key for _rank, one in ranked(two, Terms())] == ["b", "a"]


def test_a_zone_has_a_most_and_a_promised_least():
    four = [
        candidate("a", 90), candidate("b", 80), candidate("c", 70), candidate("d", 65, zone="dongnam"),
    ]  # fmt: skip
    assert outcomes(four, most=3, zone_most={"honam": 1}) == {
        "a": ("selected", "rank"), "b": ("not_selected", "zone_most"), "c": ("not_selected", "zone_most"),
        "d": ("selected", "rank"),
    }  # fmt: skip
    assert outcomes(four, most=2, zone_least={"dongnam": 1}) == {
        "a": ("selected", "rank"), "b": ("not_selected", "number"), "c": ("not_selected", "number"),
        "d": ("selected", "zone_least"),
    }  # fmt: skip


def test_one_company_gets_no_more_than_its_cap():
    three = [candidate("a", 90, applicant="x"), candidate("b", 80, applicant="x"), candidate("c", 70)]
    assert outcomes(three, most_per_applicant=1)["b"] == ("not_selected", "concentration")
    assert outcomes(three, most_per_applicant=1)["c"] == ("selected", "rank")


CANDIDATES = st.lists(
    st.tuples(st.integers(50, 70), st.integers(1, 9), st.sampled_from(["honam", "dongnam"]), st.booleans()), max_size=9
).map(
    lambda rows: [
        candidate(f"{n:02}", final, asked=asked, zone=zone, failures=() if passes else (Failure.ABSENT,))
        for n, (final, asked, zone, passes) in enumerate(rows)
    ]
)
TERMS = st.builds(
    Terms,
    budget_won=st.none() | st.integers(0, 40),
    most=st.none() | st.integers(0, 6),
    zone_most=st.just({}) | st.builds(lambda n: {"honam": n}, st.integers(0, 3)),
    reserve=st.integers(0, 3),
)


def reference(candidates, terms):
    """The longest beginning of the ranking that money and places allow, without what a zone has too many of."""
    passing = sorted((one for one in candidates if one.score.passes), key=lambda one: (-one.score.final, one.receipt))
    for zone, most in terms.zone_most.items():
        of_zone = [one for one in passing if one.zone == zone]
        passing = [one for one in passing if one not in of_zone[most:]]
    for length in range(len(passing), -1, -1):
        beginning = passing[:length]
        fits = terms.budget_won is None or sum(one.asked_won for one in beginning) <= terms.budget_won
        if fits and (terms.most is None or length <= terms.most):
            return {one.key for one in beginning}, {one.key for one in passing[length : length + terms.reserve]}
    raise AssertionError("the empty beginning always fits")


@settings(max_examples=400, deadline=None)
@given(candidates=CANDIDATES, terms=TERMS)
def test_the_line_is_where_a_second_way_draws_it(candidates, terms):
    places = select(candidates, terms)
    selected = {place.candidate.key for place in places if place.outcome == Outcome.SELECTED}
    assert selected == reference(candidates, terms)[0]
    spent = [0, *(place.sum_won for place in places)]
    assert spent[-1] == sum(one.asked_won for one in candidates if one.key in selected)
    assert spent == sorted(spent)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), candidates=CANDIDATES, terms=TERMS)
def test_the_order_of_applications_changes_nothing(data, candidates, terms):
    assert select(candidates, terms) == select(data.draw(st.permutations(candidates)), terms)


@settings(max_examples=200, deadline=None)
@given(candidates=CANDIDATES, terms=TERMS, more=st.integers(0, 20))
def test_more_money_takes_nothing_from_anybody(candidates, terms, more):
    if terms.budget_won is None:
        return
    richer = Terms(terms.budget_won + more, terms.most, terms.zone_least, terms.zone_most, reserve=terms.reserve)
    before = {place.candidate.key for place in select(candidates, terms) if place.outcome == Outcome.SELECTED}
    after = {place.candidate.key for place in select(candidates, richer) if place.outcome == Outcome.SELECTED}
    assert before <= after


def test_every_ground_has_been_seen():
    assert {one.value for one in Ground} == {
        "rank", "zone_least", "failed", "budget", "number", "zone_most", "concentration",
    }  # fmt: skip
