"""The same lines lead to the same rows, whatever the order, however often, whatever was lost and sent again."""

import random
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from axportal.core import invariants
from gpu.models import Cluster, DirtyBucket
from gpu.services import rollups
from tests.gpu.ingesting import AT, after, event, give, job, make_site, node, rolled, rows, run, sample, standing

pytestmark = pytest.mark.feature("E14", "E31")
NODES = ("g01", "g02", "g03")
TIMES = st.integers(0, 30).map(lambda n: n * 40)
REASONS = st.sampled_from(["", "점검", "팬"])
STATES = st.sampled_from([(True, ""), (True, ""), (False, ""), (False, ""), (None, ""), (None, "UNKNOWN")])


@st.composite
def a_list(draw):
    """A list of servers, whole or not; each says something of its own."""
    at, whole = draw(TIMES), draw(st.booleans())
    names = draw(st.sets(st.sampled_from(NODES), min_size=1))
    states = {name: draw(STATES) for name in sorted(names)}
    return "inventory", at, whole, [
        node(name, allocated=draw(st.integers(0, 8)), in_service=in_service, state=state, reason=draw(REASONS))
        for name, (in_service, state) in states.items()
    ]  # fmt: skip


@st.composite
def a_queue(draw):
    """Jobs, whole or not."""
    keys = sorted(draw(st.sets(st.sampled_from("123"))))
    return "queue", draw(TIMES), draw(st.booleans()), [job(key, reason=draw(st.sampled_from("ab"))) for key in keys]


@st.composite
def a_run(draw):
    """A run as it was at some time."""
    at = draw(TIMES)
    start = draw(st.integers(-3000, at))
    end = draw(st.none() | st.integers(start, max(start, at)))
    return "attempts", at, False, [run(draw(st.sampled_from(["1@0", "2@0"])), start=start, end=end)]


@st.composite
def an_event(draw):
    """A time out of service by the scheduler's record."""
    start = draw(TIMES)
    end = draw(st.none() | st.integers(start + 1, 1800))
    return (
        "events",
        0,
        False,
        [event(draw(st.sampled_from(NODES)), start=start, end=end, reason=draw(st.sampled_from(["??", "fan"])))],
    )


@st.composite
def some_samples(draw):
    """Samples of GPUs; those of one GPU and time may disagree."""
    found = draw(st.lists(st.tuples(st.sampled_from("AB"), TIMES, st.none() | st.integers(0, 1000)), max_size=4))
    return "samples", 0, False, [sample(uid, at=at, active=active, node="g01") for uid, at, active in found]


CALLS = st.lists(st.one_of(a_list(), a_list(), a_queue(), a_run(), an_event(), some_samples()), min_size=1, max_size=14)


@pytest.fixture
def sites(cast):
    return make_site(), make_site(name_ko="같은 말을 다르게 들은 사이트")


@st.composite
def a_long_time_out(draw):
    """Reports on one server that is out of service for most of an hour, few of which say why."""
    said = draw(
        st.lists(st.tuples(st.sampled_from([False, False, False, None, True]), REASONS), min_size=4, max_size=24)
    )
    return [
        ("inventory", 40 * place, False, [
            node("g01", allocated=0, in_service=works, state="UNKNOWN" if works is None else "", reason=reason)
        ])
        for place, (works, reason) in enumerate(said)
    ]  # fmt: skip


def forget(sites) -> None:
    for site in sites:
        for related in ("outages", "jobs", "attempts", "usage_hours", "devices", "nodes", "snapshots", "rollups"):
            getattr(site, related).all().delete()
        rows("DELETE FROM gpu_nodesample WHERE cluster_id = %s RETURNING 1", site.pk)
        rows("DELETE FROM gpu_gpusample WHERE cluster_id = %s RETURNING 1", site.pk)
    DirtyBucket.objects.all().delete()


def known(site: Cluster) -> None:
    """Servers are known before the scheduler's record speaks of them."""
    give(site, "inventory", [node(name) for name in NODES], at=-600)


@given(calls=CALLS, seed=st.integers(0, 2**32))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_order_leads_to_the_same_rows(sites, calls, seed):
    forget(sites)
    straight, crooked = sites
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    for site in sites:
        known(site)
    for kind, at, whole, told in sorted(calls, key=lambda call: call[1]):
        give(straight, kind, told, at=at, whole=whole)
    lost = [call for call in calls if chance.random() < 0.3]
    arriving = [*chance.sample(calls, len(calls)), *chance.sample(lost, len(lost))]
    for kind, at, whole, told in arriving:
        if chance.random() < 0.2:
            rollups.roll_up(at=after(1200))
        give(crooked, kind, chance.sample(told, len(told)), at=at, whole=whole)
    assert standing(crooked) == standing(straight)
    rollups.roll_up(at=after(2400))
    assert rolled(crooked) == rolled(straight)
    assert {name: bad for name, bad in invariants.violations().items() if name.startswith("G")} == {}


@given(calls=a_long_time_out(), seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_reason_of_a_time_out_of_service_does_not_depend_on_the_order(sites, calls, seed):
    """Most reports give none: the one that was given last stands, however late it comes."""
    forget(sites)
    straight, crooked = sites
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    for site, order in ((straight, calls), (crooked, chance.sample(calls, len(calls)))):
        known(site)
        for kind, at, whole, told in order:
            give(site, kind, told, at=at, whole=whole)
    assert standing(crooked)["outages"] == standing(straight)["outages"]


@given(calls=st.lists(st.one_of(a_list(), some_samples()), min_size=1, max_size=10))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_rollups_equal_a_count_from_the_raw_rows(sites, calls):
    forget(sites)
    site, _other = sites
    known(site)
    for kind, at, whole, told in calls:
        give(site, kind, told, at=at, whole=whole)
        rollups.roll_up(at=after(at))
    rollups.roll_up(at=after(3600))
    expected = recomputed(site)
    found = {
        (row[1], row[2]): (row[4], row[5] or 0, row[6], row[8], row[10])
        for row in rolled(site)["rollups"]
        if row[0] == 300 and (row[4] or row[8])
    }
    assert found == expected


def recomputed(site) -> dict:
    """Seen, in service, allocated, measured and active GPU-seconds of each five minutes, from the raw rows by hand."""
    reports, measures = defaultdict(lambda: defaultdict(list)), defaultdict(lambda: defaultdict(list))
    for node_id, observed_at, in_service, installed, allocated in rows(
        "SELECT node_id, observed_at, in_service, installed, allocated FROM gpu_nodesample WHERE cluster_id = %s",
        site.pk,
    ):
        reports[bucket(observed_at)][node_id].append((in_service, installed, allocated))
    for device, observed_at, active in rows(
        "SELECT device_id, observed_at, active_permille FROM gpu_gpusample WHERE cluster_id = %s", site.pk
    ):
        if active is not None:
            measures[bucket(observed_at)][device].append(active)
    typed = rows("SELECT 1 FROM gpu_nodegpus g JOIN gpu_node n ON n.id = g.node_id WHERE n.name = 'g01' AND"
                 " n.cluster_id = %s", site.pk)  # fmt: skip
    ((holder,),) = rows("SELECT id FROM gpu_node WHERE name = 'g01' AND cluster_id = %s", site.pk)
    found: dict = {}
    for start, nodes in reports.items():
        seen = in_service = allocated = 0
        for told in nodes.values():
            states = [state for state, _installed, _allocated in told if state is not None]
            seen += 8 * 300
            in_service += 8 * 300 * sum(states) / len(states) if states else 0
            allocated += 300 * sum(count for *_rest, count in told) / len(told)
        found[start, "h100"] = [seen, in_service, allocated, None, None]
    for start, devices in measures.items():
        name = "h100" if typed else ""
        row = found.setdefault((start, name), [0, 0, None, None, None])
        row[3] = 300 * len(devices)
        if holder in reports.get(start, {}):
            row[4] = sum(300 * sum(told) / len(told) / 1000 for told in devices.values())
    return {
        key: tuple(None if value is None else pytest.approx(value, abs=0.51) for value in row)
        for key, row in found.items()
    }


def bucket(moment):
    return after((moment - AT).total_seconds() // 300 * 300)
