"""The bench's arithmetic: medians, ratios, growth, verdicts and the table. Times are never asserted."""

import pytest

from benchmarks import figures, report
from benchmarks.figures import Line, Spread


def test_a_spread_is_the_median_and_both_ends():
    assert figures.spread([3.0, 1.0, 8.0]) == Spread(3.0, 1.0, 8.0)
    with pytest.raises(ValueError, match="no rounds"):
        figures.spread([])


def test_ratios_are_taken_round_by_round():
    """A round in which the whole machine was slow moves floor and portal alike."""
    assert figures.ratios([4.0, 40.0, 6.0], [2.0, 20.0, 2.0]) == Spread(2.0, 2.0, 3.0)


@pytest.mark.parametrize(("share", "value"), [(0.5, 10), (0.95, 19), (1.0, 20), (0.001, 1)])
def test_a_percentile_is_the_nearest_rank(share, value):
    assert figures.percentile(list(range(20, 0, -1)), share) == value


@pytest.mark.parametrize(("value", "text"), [(0.8, "0.80"), (12.34, "12.3"), (1234.5, "1,234")])
def test_numbers_keep_three_digits(value, text):
    assert figures.number(value) == text


def line(**changed):
    return Line(**({"goal": "P1", "work": "list", "rows": 10_000, "limit": 3.0, "unit": "R"} | changed))


def test_a_goal_is_met_by_the_median():
    assert line(figure=Spread(3.0, 2.0, 9.0)).is_met
    assert not line(figure=Spread(3.1, 2.0, 9.0)).is_met
    assert line(figure=Spread(99.0, 99.0, 99.0), limit=None).is_met


def test_growth_compares_the_most_rows_with_the_fewest():
    lines = [
        line(figure=Spread(2.0, 2.0, 2.0)),
        line(figure=Spread(9.0, 9.0, 9.0), rows=100_000),
        line(figure=Spread(3.0, 3.0, 3.0), rows=1_000_000),
        line(figure=Spread(5.0, 5.0, 5.0), work="file", unit="×"),
    ]
    (grown,) = figures.growth(lines, limit=1.2)
    assert (grown.figure.median, grown.limit, grown.is_met) == (1.5, 1.2, False)
    assert figures.growth(lines[:1], limit=1.2) == []


def test_the_table_says_goal_figure_and_verdict():
    text = figures.table([line(figure=Spread(4.0, 3.5, 5.0), statements=4, cost="3 + 1", latency="5 / 9")])
    assert text.splitlines()[2] == (
        "| P1 | list | 10,000 | 4.00 (3.50–5.00) R | ≤ 3.00 R | **missed** | 4.0 | 3 + 1 | 5 / 9 |"
    )


def test_a_page_keeps_what_stands_around_its_markers():
    page = "before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n"
    assert report.replaced(page, "bench", "new") == "before\n<!-- bench -->\n\nnew\n<!-- /bench -->\nafter\n"
    with pytest.raises(ValueError, match="no markers"):
        report.replaced("nothing\n", "bench", "new")
