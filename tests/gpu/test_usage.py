"""GPU-seconds of runs, hour by hour: each second once, whatever is told how often."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axportal.core import invariants
from gpu.models import Attempt, UsageHour
from tests.gpu.ingesting import AT, after, give, make_site, results, run, statements

pytestmark = [pytest.mark.django_db, pytest.mark.feature("E14")]
HOUR = 3600


@pytest.fixture
def site(cast):
    return make_site()


def seconds(site) -> dict[tuple[str, str, int], int]:
    """GPU-seconds by account, type and number of the hour."""
    return {
        (row.account.name, row.type_name, int((row.hour - AT).total_seconds()) // HOUR): row.gpu_seconds
        for row in UsageHour.objects.filter(cluster=site).select_related("account")
    }


def broken() -> list[str]:
    return [name for name in invariants.violations() if name.startswith("G1")]


def test_a_run_is_clipped_to_the_hours_it_touches(site):
    give(site, "attempts", [run(start=3000, end=3000 + 2 * HOUR, gpus={"h100": 2, "a100": 1})], at=3 * HOUR)
    expected = {0: 600, 1: HOUR, 2: 3000}
    assert seconds(site) == {
        ("kaist", name, hour): count * part
        for hour, part in expected.items()
        for name, count in (("h100", 2), ("a100", 1))
    }  # fmt: skip
    assert broken() == []


def test_a_run_that_goes_on_counts_to_when_it_was_seen(site):
    for at in (100, 200, 200, 150, 4000):
        give(site, "attempts", [run(start=40)], at=at)
    assert seconds(site) == {("kaist", "h100", 0): 2 * 3560, ("kaist", "h100", 1): 2 * 400}
    assert results(give(site, "attempts", [run(start=40, end=100)], at=5000)) == ["accepted"]
    assert seconds(site) == {("kaist", "h100", 0): 120}
    assert results(give(site, "attempts", [run(start=40, end=100)], at=6000)) == ["duplicate"]
    assert results(give(site, "attempts", [run(start=40)], at=5500)) == ["superseded"]
    assert Attempt.objects.get().observed_at == after(6000)


def test_both_runs_of_a_job_that_was_queued_again_count(site):
    give(site, "attempts", [run("7@0", start=0, end=60), run("7@60", start=100, end=160)], at=200)
    assert seconds(site) == {("kaist", "h100", 0): 240}


def test_a_correction_moves_gpu_seconds_to_the_other_account(site):
    give(site, "attempts", [run(start=0, end=60, account="gist")], at=100)
    give(site, "attempts", [run(start=4000, end=4060, gpus=3)], at=200)
    assert seconds(site) == {("kaist", "h100", 1): 180}
    assert broken() == []


def test_bad_lines_are_answered_and_the_others_kept(site):
    bad = [run("1@0", start=60, end=0), run("2@0", start=0, end=60), run("3@0", start=None), run("", start=0)]
    assert results(give(site, "attempts", bad, at=100)) == [
        "rejected ends_before_it_starts", "accepted", "accepted", "rejected wrong_name",
    ]  # fmt: skip
    assert sum(seconds(site).values()) == 120


def test_a_run_without_an_account_counts(site):
    assert results(give(site, "attempts", [run(start=0, end=60, account="")], at=100)) == ["accepted"]
    assert seconds(site) == {("", "h100", 0): 120}


def test_two_sites_with_the_same_jobs_do_not_mix(site):
    other = make_site(name_ko="다른 사이트")
    give(site, "attempts", [run(start=0, end=60)], at=100)
    give(other, "attempts", [run(start=0, end=30)], at=100)
    assert (seconds(site), seconds(other)) == ({("kaist", "h100", 0): 120}, {("kaist", "h100", 0): 60})


@st.composite
def a_told_run(draw):
    """A run as the accounting had it at some time: begun before, perhaps ended before."""
    at = draw(st.integers(1, 4 * HOUR))
    start = draw(st.none() | st.integers(-2 * HOUR, at))
    end = None if start is None else draw(st.none() | st.integers(start, max(start, at)))
    gpus = draw(st.dictionaries(st.sampled_from(["h100", "a100"]), st.integers(0, 8), max_size=2))
    key, account = draw(st.sampled_from(["1@0", "1@9", "2@0"])), draw(st.sampled_from(["kaist", "gist"]))
    return at, run(key, start=start, end=end, gpus=gpus, account=account)


@given(told=st.lists(a_told_run(), max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hours_equal_a_count_of_every_second(site, told):
    Attempt.objects.all().delete()
    UsageHour.objects.all().delete()
    for at, reading in told:
        give(site, "attempts", [reading], at=at)
    counted: dict[tuple[str, str, int], int] = {}
    for attempt in Attempt.objects.select_related("account"):
        if attempt.started_at is None:
            continue
        first = int((attempt.started_at - AT).total_seconds())
        last = int(((attempt.ended_at or attempt.observed_at) - AT) / timedelta(seconds=1))
        for second in range(first, last):
            for name, count in attempt.gpus.items():
                key = (attempt.account.name, name, second // HOUR)
                counted[key] = counted.get(key, 0) + count
    assert seconds(site) == {key: count for key, count in counted.items() if count}
    assert broken() == []


def test_500_runs_cost_as_many_statements_as_one(cast):
    def rounds(count):
        site = make_site(name_ko=f"사이트 {count}")
        going = [run(f"{number}@0", start=0, account=f"a{number}") for number in range(count)]
        ended = [run(f"{number}@0", start=0, end=4000, account=f"a{number}") for number in range(count)]
        calls = [(going, 100), (going, 5000), (ended, 6000), (ended, 7000), (going, 50)]
        return [statements(lambda rows=rows, at=at: give(site, "attempts", rows, at=at)) for rows, at in calls]

    assert rounds(1) == rounds(500)


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ({"start": 0, "end": 24 * HOUR}, "future"),
        ({"start": 24 * HOUR}, "future"),
        ({"start": -401 * 24 * HOUR, "end": 0}, "too_long"),
        ({"start": -401 * 24 * HOUR}, "too_long"),
    ],
)
def test_runs_that_cannot_be_are_refused(site, times, code):
    """Their hours would be counted, one by one; the others are."""
    assert results(give(site, "attempts", [run(**times), run("2@0", end=60)], at=100)) == [
        f"rejected {code}", "accepted",
    ]  # fmt: skip
    assert seconds(site) == {("kaist", "h100", 0): 120}
