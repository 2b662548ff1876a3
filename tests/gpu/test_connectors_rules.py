"""Host lists, arithmetic of trackable resources, freshness: examples and properties."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpu.connectors.errors import CODES
from gpu.rules import failures, hostlists, tres
from gpu.rules.freshness import Freshness, freshness, pause, stream_seconds

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.feature("E14")
counts = st.dictionaries(st.from_regex(r"[a-z][a-z0-9._]{0,9}", fullmatch=True), st.integers(1, 500), max_size=4)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("g[03-04]", ("g03", "g04")),
        ("g01,g[07,09-10]", ("g01", "g07", "g09", "g10")),
        ("r[1-2]n[01-02]-ib", ("r1n01-ib", "r1n02-ib", "r2n01-ib", "r2n02-ib")),
        ("g[098-101]", ("g098", "g099", "g100", "g101")),
        ("None assigned", ()),
        ("", ()),
        (None, ()),
        ("(null)", ()),
    ],
)
def test_host_lists_name_every_server(text, names):
    assert hostlists.expand(text) == names


@pytest.mark.parametrize(
    "text", ["g[1-", "g]1[", "g[[1]]", "g[a-b]", "g[5-1]", "a,,b", "g[0-99999999]", "g[0-2000]", "g[]", "g[1-²]"]
)
def test_what_is_no_host_list_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - which of them does not matter
        hostlists.expand(text)


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=60, unique=True), st.integers(1, 5))
def test_a_host_list_holds_what_was_put_in(numbers, width):
    pieces = [f"{number:0{width}d}" for number in numbers]
    assert hostlists.expand(f"n[{','.join(pieces)}]") == tuple(f"n{piece}" for piece in pieces)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_host_lists(text):
    try:
        found = hostlists.expand(text)
    except ValueError:
        return
    assert len(found) <= hostlists.MOST


@given(counts, st.integers(0, 500), st.randoms())
def test_gpus_are_never_counted_twice(typed, untyped, order):
    """The total stands beside the types in any order; what the types leave over has no type."""
    total = sum(typed.values()) + untyped
    entries = [("gres/gpu", total), *((f"gres/gpu:{name}", count) for name, count in typed.items()), ("cpu", 64)]
    order.shuffle(entries)
    text = ",".join(f"{name}={count}" for name, count in entries) + ",mem=500G,gres/gpumem=40"
    found = tres.of_tres(text)
    assert sum(found.values()) == total
    assert {name: count for name, count in found.items() if name} == typed
    assert found.get("", 0) == untyped
    assert all(found.values())


@given(st.text(max_size=80))
def test_no_text_breaks_the_arithmetic(text):
    for read in (tres.of_tres, tres.of_gres):
        assert all(count > 0 for count in read(text).values())
    assert all(index >= 0 for index in tres.indexes(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gpu:h100:8(S:0-1)", {"h100": 8}),
        ("gpu:H100:2(S:0),gpu:a100:2(S:1)", {"h100": 2, "a100": 2}),
        ("gpu:4", {"": 4}),
        ("gres:gpu:h100:2", {"h100": 2}),
        ("gres/gpu:1g.10gb:7", {"1g.10gb": 7}),
        ("gpu:h100:0(IDX:N/A)", {}),
        ("shard:16", {}),
        ("craynetwork:4,gpu:a100:1", {"a100": 1}),
        (None, {}),
    ],
)
def test_configured_gpus(text, found):
    assert tres.of_gres(text) == found


def test_indexes_of_gpus():
    assert tres.indexes("gpu:h100:3(IDX:0,2-3)") == (0, 2, 3)
    assert tres.indexes("gpu:h100:0(IDX:N/A)") == ()


def test_the_more_exact_of_two_equal_counts_is_taken():
    assert tres.better_typed({"": 8}, {"h100": 8}) == {"h100": 8}
    assert tres.better_typed({"": 8}, {"h100": 6}) == {"": 8}
    assert tres.better_typed({"h100": 8}, {"": 8}) == {"h100": 8}


def test_held_gpus_stand_under_the_types_of_the_server():
    assert tres.held_of({"": 3}, {"h100": 8}) == {"h100": 3}
    assert tres.held_of({}, {"h100": 8, "a100": 2}) == {"h100": 0, "a100": 0}
    assert tres.held_of({"": 3}, {"h100": 8, "a100": 2}) is None
    assert tres.held_of({"h100": 9}, {"h100": 8}) is None


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(seconds=120), "fresh"), (timedelta(seconds=121), "late"), (timedelta(seconds=301), "stale"),
        (timedelta(hours=72), "stale"), (timedelta(hours=72, seconds=1), "lost"), (timedelta(seconds=-30), "fresh"),
    ],
)  # fmt: skip
def test_data_says_how_old_it_is(age, expected):
    assert freshness(AT - age, poll_seconds=60, at=AT) == expected
    assert freshness(AT - age, poll_seconds=5, at=AT) == expected  # read often is not late sooner


def test_what_never_came_and_what_people_keep():
    assert freshness(None, poll_seconds=60, at=AT) == Freshness.NEVER
    assert freshness(AT - timedelta(days=90), poll_seconds=None, at=AT) == Freshness.FRESH


def test_pauses_grow_to_a_quarter_of_an_hour():
    assert [pause(60, failures) for failures in (0, 1, 2, 3, 4, 50)] == [60, 120, 240, 480, 900, 900]
    assert pause(3600, 3) == 3600
    assert (stream_seconds("usage", 60), stream_seconds("events", 60), stream_seconds("events", 600)) == (300, 300, 600)


def test_each_failure_has_a_sentence_and_a_remedy():
    assert set(failures.SENTENCES) == set(failures.REMEDIES) == set(CODES)
    assert all(str(failures.sentence(code)) and str(failures.remedy(code)) for code in CODES)


@pytest.mark.parametrize("digits", [19, 40, 5000])
def test_a_count_that_nothing_has_is_not_taken_for_none(digits):
    number = "9" * digits
    for found in (tres.of_tres(f"gres/gpu={number}"), tres.of_gres(f"gpu:{number}")):
        assert found[""] >= 2**31
    assert tres.indexes(f"gpu:h100:1(IDX:{number})") == ()
