"""Scores against the vectors of a public exam and against a second way to reckon them, in fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axportal.calls.rules.content import Criterion
from axportal.calls.rules.selection import read_after_rules
from axportal.decisions.rules.scoring import Failure, Given, rounded, score, score_round

pytestmark = [pytest.mark.feature("B13"), pytest.mark.feature("B24")]
WHOLE = [Criterion("all", {}, points=100)]
THREE = [
    Criterion("need", {}, points=50),
    Criterion("method", {}, points=30, threshold=Decimal(12)),
    Criterion("team", {}, points=20),
]


def review_rules(**body):
    return read_after_rules({"criteria": [{"key": one.key} for one in [*WHOLE, *THREE]], "review": body}).review


@pytest.mark.parametrize(
    ("points", "mean"),
    [
        ([68, 68, 68, 68, 72], "68.00"),
        ([65, 73, 62, 65, 65], "65.00"),
        ([73, 69, 69, 65, 69], "69.00"),
        ([75, 70, 65, 65, 75], "70.00"),  # the highest comes twice: one of them is left out
        ([65, 60, 60, 70, 75], "65.00"),
    ],
)
def test_trimmed_means_of_the_public_exam(points, mean):
    sheets = [{"all": Decimal(one)} for one in points]
    found = score_round(sheets, criteria=WHOLE, rules=review_rules())
    assert found.mean == Decimal(mean)
    assert sum(found.counted) == 3


def test_fewer_than_five_give_a_plain_mean_rounded_half_up():
    sheets = [{"all": Decimal(one)} for one in ("70", "70.125", "70.25", "70.125")]
    found = score_round(sheets, criteria=WHOLE, rules=review_rules())
    assert (found.mean, found.counted) == (Decimal("70.13"), (True,) * 4)
    assert rounded(Decimal("0.005"), 2) == Decimal("0.01")


def _given(*totals, **more):
    return Given("a", {"paper": [{"all": Decimal(one)} for one in totals]}, **more)


def _score(given_, *, criteria=WHOLE, regional=0, **body):
    return score(given_, criteria=criteria, rules=review_rules(**body), regional_points=Decimal(regional))


@pytest.mark.parametrize(
    ("application", "failures"),
    [
        (_given(60, 60, 60), ()),
        (_given(59, 60, 60), (Failure.BELOW_THRESHOLD,)),
        (_given(62, 62, 62, adjustments={"sanction": Decimal(-3)}), (Failure.BELOW_AFTER_PENALTY,)),
        (
            _given(59, 59, 59, adjustments={"grade": Decimal(5)}),
            (Failure.BELOW_THRESHOLD,),
        ),  # a bonus does not lift over
        (_given(90, 90), (Failure.TOO_FEW_SHEETS,)),
        (_given(90, 90, 90, findings=(Failure.ABSENT,)), (Failure.ABSENT,)),
        (_given(), (Failure.TOO_FEW_SHEETS, Failure.BELOW_THRESHOLD)),
    ],
)
def test_what_fails(application, failures):
    if not application.sheets["paper"]:
        application = Given("a", {})
    assert _score(application).failures == failures


@pytest.mark.feature("B13")
def test_a_criterion_has_a_pass_line_of_its_own():
    sheets = [{"need": Decimal(50), "method": Decimal(one), "team": Decimal(20)} for one in (11, 11, 13)]
    found = _score(Given("a", {"paper": sheets}), criteria=THREE)
    assert found.by_criterion["method"] == Decimal("11.67")
    assert found.failures == (Failure.BELOW_IN_CRITERION,)


def test_rounds_count_by_their_weight_and_adjustments_are_bounded():
    rounds = [{"key": "paper", "weight": 60}, {"key": "talk", "weight": 40, "kind": "presentation"}]
    sheets = {"paper": [{"all": Decimal(80)}] * 3, "talk": [{"all": Decimal(70)}] * 3}
    adjustments = {"a": Decimal(4), "b": Decimal(4), "c": Decimal("-1.5")}
    found = _score(
        Given("a", sheets, adjustments=adjustments, is_regional=True), rounds=rounds, most_bonus=5, regional=2
    )
    assert (found.mean, found.bonus, found.penalty, found.regional) == (76, 5, Decimal("1.5"), 2)
    assert found.final == Decimal("81.5")


POINTS = st.tuples(st.integers(0, 100), st.integers(0, 60), st.integers(0, 40)).map(
    lambda three: {"need": Decimal(three[0]) / 2, "method": Decimal(three[1]) / 2, "team": Decimal(three[2]) / 2}
)
SHEETS = st.lists(POINTS, min_size=1, max_size=9)


def reference_mean(sheets, trim_from):
    """In fractions and by sorting: what the law's example does with pencil and paper."""
    totals = sorted(sum(Fraction(value) for value in sheet.values()) for sheet in sheets)
    if len(totals) >= max(trim_from, 3):
        totals = totals[1:-1]
    hundredths = sum(totals) / len(totals) * 100
    whole = hundredths.numerator // hundredths.denominator
    return Fraction(whole + (1 if hundredths - whole >= Fraction(1, 2) else 0), 100)


@settings(max_examples=300, deadline=None)
@given(sheets=SHEETS, trim_from=st.integers(3, 7))
def test_means_equal_those_of_a_second_way(sheets, trim_from):
    found = score_round(sheets, criteria=THREE, rules=review_rules(trim_from=trim_from))
    assert Fraction(found.mean) == reference_mean(sheets, trim_from)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), sheets=SHEETS)
def test_the_order_of_reviewers_changes_nothing(data, sheets):
    shuffled = data.draw(st.permutations(sheets))
    one, other = (score_round(some, criteria=THREE, rules=review_rules()) for some in (sheets, shuffled))
    assert (one.mean, one.by_criterion) == (other.mean, other.by_criterion)
    assert sorted(one.totals) == sorted(other.totals)
