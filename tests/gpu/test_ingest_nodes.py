"""Reports on servers: what stands where, who is still listed, what is out of service since when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gpu.models import GpuModel, GpuModelAlias, Node, NodeGpus, Outage, SiteAccount
from gpu.selectors.queue import jobs_on
from gpu.services import outages
from tests.gpu.ingesting import after, event, give, job, make_site, node, results, rows, statements

pytestmark = [pytest.mark.django_db, pytest.mark.feature("E14")]


@pytest.fixture
def site(cast):
    return make_site()


def installed(site) -> dict[str, int]:
    return {f"{g.node.name} {g.type_name}": g.installed for g in NodeGpus.objects.filter(node__cluster=site)}


@pytest.mark.feature("E1")
def test_a_server_stands_with_its_gpus_and_their_models(site):
    GpuModelAlias.objects.create(kind="slurm", name="NVIDIA H200 SXM", gpu_model=GpuModel.objects.get(code="H200"))
    readings = [node(gpus={"h100": 4, "nvidia-h200-sxm": 4, "odd": 1}, allocated=1)]
    assert results(give(site, "inventory", readings)) == ["accepted"]
    models = dict(NodeGpus.objects.values_list("type_name", "gpu_model__code"))
    assert models == {"h100": "H100", "nvidia-h200-sxm": "H200", "odd": None}
    give(site, "inventory", [node(gpus={"h100": 4}, allocated=None)], at=60)
    assert list(NodeGpus.objects.values_list("type_name", "installed", "allocated")) == [("h100", 4, None)]


def test_answers_tell_new_repeated_older_and_bad_lines(site):
    assert results(give(site, "inventory", [node(), node("g02"), node("g02")], at=60)) == [
        "accepted", "accepted", "duplicate",
    ]  # fmt: skip
    assert results(give(site, "inventory", [node()], at=60)) == ["duplicate"]
    assert results(give(site, "inventory", [node()])) == ["superseded"]
    assert results(give(site, "inventory", [node()])) == ["duplicate"]
    bad = [node(""), node("a\0b"), node(gpus={"h100": 1}, allocated=2), node("g03")]
    assert results(give(site, "inventory", bad, at=120)) == [
        "rejected wrong_name", "rejected wrong_name", "rejected more_than_there_are", "accepted",
    ]  # fmt: skip
    assert Node.objects.get(name="g01").observed_at == after(60)
    assert Node.objects.get(name="g01").first_seen_at == after(0)


def test_a_clock_ahead_of_ours_counts_as_now_or_not_at_all(site):
    now = after(0)
    assert results(give(site, "inventory", [node()], at=180, now=now)) == ["accepted clamped"]
    assert Node.objects.get().observed_at == now
    assert results(give(site, "inventory", [node()], at=660, now=now)) == ["rejected future"]


def test_idle_gpus_of_a_server_without_free_cpus_are_stranded(site):
    give(site, "inventory", [
        node("full", cpus=64, cpus_allocated=64), node("free", cpus=64, cpus_allocated=32), node("unknown"),
        node("down", cpus=64, cpus_allocated=64, in_service=False),
    ])  # fmt: skip
    found = dict(rows("SELECT n.name, s.stranded FROM gpu_nodesample s JOIN gpu_node n ON n.id = s.node_id"))
    assert found == {"full": 6, "free": 0, "unknown": None, "down": 0}


def test_a_server_missing_in_three_whole_lists_is_unlisted_until_it_reports(site):
    give(site, "inventory", [node(), node("g02")], whole=True)
    for minute in (1, 2):
        give(site, "inventory", [node("g02")], at=60 * minute, whole=True)
    give(site, "inventory", [node("g02")], at=170)
    gone = Node.objects.get(name="g01")
    assert (gone.missed, gone.unlisted_at) == (2, None)
    give(site, "inventory", [node("g02")], at=180, whole=True)
    assert Node.objects.get(name="g01").unlisted_at == after(180)
    assert installed(site) == {"g01 h100": 8, "g02 h100": 8}
    give(site, "inventory", [node()], at=240)
    back = Node.objects.get(name="g01")
    assert (back.missed, back.unlisted_at) == (0, None)


def test_an_empty_list_or_one_with_bad_lines_retires_nobody(site):
    give(site, "inventory", [node()], whole=True)
    for minute in range(1, 6):
        give(site, "inventory", [], at=60 * minute, whole=True)
        give(site, "inventory", [node("g02"), node("")], at=60 * minute + 30, whole=True)
    assert Node.objects.get(name="g01").missed == 0


def test_two_bad_reports_open_an_outage_and_three_good_ones_end_it(site):
    states = [True, False, True, False, False, True, True, False, True, True, True]
    seen = []
    for minute, state in enumerate(states):
        give(
            site, "inventory", [node(in_service=state, state="" if state else "DOWN", reason="팬 교체")], at=60 * minute
        )
        seen.append(Outage.objects.filter(ended_at=None).count())
    assert seen == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0]
    (outage,) = Outage.objects.values_list("started_at", "ended_at", "gpus", "state", "reason")
    assert outage == (after(180), after(480), 8, "DOWN", "팬 교체")


def test_a_controller_that_was_restarted_opens_no_outage(site):
    for second, state in ((0, True), (5, None), (10, None), (15, True), (20, True)):
        give(site, "inventory", [node(in_service=state, state="UNKNOWN")], at=second)
    assert not Outage.objects.exists()
    for second in (30, 60, 91):
        give(site, "inventory", [node(in_service=None, state="UNKNOWN")], at=second)
    assert Outage.objects.get().started_at == after(30)


def test_a_site_that_never_says_whether_its_servers_work_has_no_outages(site):
    for minute in range(6):
        give(site, "inventory", [node(in_service=None, state="idle")], at=60 * minute)
    assert not Outage.objects.exists()
    assert list(Node.objects.values_list("bad_polls", "good_polls")) == [(0, 0)]


def test_what_says_nothing_neither_opens_an_outage_nor_ends_one(site):
    for minute, state in enumerate([True, False, None, False, True, None, True, None, True, None]):
        give(site, "inventory", [node(in_service=state, reason="" if state else "팬")], at=60 * minute)
    assert list(Outage.objects.values_list("started_at", "ended_at")) == [(after(60), after(240))]


@pytest.mark.parametrize("seconds", [5, 60])
def test_a_long_time_of_unknown_states_is_one_outage_and_is_not_read_from_its_beginning(site, seconds):
    for number in range(30):
        give(site, "inventory", [node(in_service=None, state="UNKNOWN")], at=seconds * number)
    with CaptureQueriesContext(connection) as captured:
        give(site, "inventory", [node(in_service=None, state="UNKNOWN")], at=seconds * 30)
    read = [query["sql"] for query in captured if "gpu_nodesample n WHERE" in query["sql"]]
    assert 1 <= len(read) <= 2
    assert not any(str(outages.ALL) in query for query in read)
    assert list(Outage.objects.values_list("started_at", "ended_at")) == [(after(0), None)]
    for number in (31, 32, 33):
        give(site, "inventory", [node()], at=seconds * number)
    assert Outage.objects.get().ended_at == after(seconds * 31)


def test_the_schedulers_record_corrects_times_and_keeps_readable_reasons(site):
    for minute, state in enumerate([True, False, False, False]):
        give(site, "inventory", [node(in_service=state, reason="" if state else "팬 교체")], at=60 * minute)
    assert results(give(site, "events", [event(start=41, reason="? ??"), event("cpu9", start=0)])) == [
        "accepted", "rejected unknown_server",
    ]  # fmt: skip
    outage = Outage.objects.get()
    assert (outage.started_at, outage.ended_at, outage.reason, outage.is_confirmed) == (
        after(41),
        None,
        "팬 교체",
        True,
    )
    for minute in (4, 5, 6):
        give(site, "inventory", [node()], at=60 * minute)
    outage.refresh_from_db()
    assert (outage.ended_at, outage.ends_by_report) == (after(240), True)
    assert results(give(site, "events", [event(start=41, reason="? ??")])) == ["duplicate"]
    assert results(give(site, "events", [event(start=41, end=225, reason="? ??")])) == ["accepted"]
    outage = Outage.objects.get()
    assert (outage.ended_at, outage.ends_by_report, outage.reason) == (after(225), False, "팬 교체")
    assert results(give(site, "events", [event(start=41, reason="? ??")])) == ["superseded"]


def test_a_record_is_known_again_among_others_of_its_server(site):
    give(site, "inventory", [node()])
    told = [event(start=-4000, end=-3000), event(start=-2000, end=-1000)]
    assert results(give(site, "events", told)) == ["accepted", "accepted"]
    assert results(give(site, "events", told[1:])) == ["duplicate"]
    assert results(give(site, "events", [])) == []
    assert Outage.objects.count() == 2


def test_a_cause_that_somebody_wrote_stays(site):
    for minute in (1, 2):
        give(site, "inventory", [node(in_service=False)], at=60 * minute)
    Outage.objects.update(cause="cooling")
    give(site, "inventory", [node(in_service=False)], at=0)
    (outage,) = Outage.objects.values_list("started_at", "cause")
    assert outage == (after(0), "cooling")


def test_a_report_older_than_raw_rows_are_kept_counts_without_them(site):
    month = -30 * 86_400
    assert results(give(site, "inventory", [node(allocated=None)], at=month)) == ["accepted"]
    assert rows("SELECT count(*) FROM gpu_nodesample") == [(0,)]
    assert Node.objects.get().observed_at == after(month)


def test_a_retired_server_that_reports_is_one_again(site):
    give(site, "inventory", [node()])
    Node.objects.update(retired_at=after(30))
    give(site, "inventory", [node()], at=60)
    assert Node.objects.get().retired_at is None


@pytest.mark.feature("E15")
def test_the_queue_is_what_the_newest_whole_list_says(site):
    give(site, "queue", [job("1"), job("2", state="PENDING", is_running=False)], whole=True)
    assert results(give(site, "queue", [job("3")], at=60)) == ["accepted"]
    assert results(give(site, "queue", [job("2")], at=120, whole=True)) == ["accepted"]
    assert results(give(site, "queue", [job("1"), job("2"), job("")], at=90)) == [
        "superseded", "superseded", "rejected wrong_name",
    ]  # fmt: skip
    assert results(give(site, "queue", [job("2")], at=120, whole=True)) == ["duplicate"]
    assert list(site.jobs.values_list("key", flat=True)) == ["2"]
    give(site, "queue", [], at=180, whole=True)
    assert not site.jobs.exists()
    assert results(give(site, "queue", [job("2")], at=150)) == ["superseded"]


@pytest.mark.feature("E15")
def test_work_without_an_account_is_work(site):
    assert results(give(site, "queue", [job("1", account=""), job("2")], whole=True)) == ["accepted", "accepted"]
    give(site, "queue", [job("1", account="")], at=60, whole=True)
    assert list(site.jobs.values_list("key", "account__name")) == [("1", "")]
    assert jobs_on([(site.pk, "g01")]) == {}
    give(site, "queue", [job("1", account="", nodes=("g01",))], at=120, whole=True)
    assert jobs_on([(site.pk, "g01")]) == {(site.pk, "g01"): ("계정 없음",)}


@pytest.mark.feature("E15")
def test_a_line_that_cannot_be_used_keeps_its_job_and_no_other(site):
    give(site, "queue", [job("1"), job("2"), job("3")], whole=True)
    bad = [job("1", gpus={"h100": -1}), job("2"), job("a\0b")]
    assert results(give(site, "queue", bad, at=60, whole=True)) == [
        "rejected wrong_value", "accepted", "rejected wrong_name",
    ]  # fmt: skip
    assert set(site.jobs.values_list("key", flat=True)) == {"1", "2"}
    assert results(give(site, "queue", [job("3")], at=30)) == ["superseded"]


@pytest.mark.parametrize(("people", "shown"), [("hidden", ""), ("shown", "kim")])
def test_names_of_people_are_kept_as_the_site_sets(cast, people, shown):
    site = make_site(people=people)
    give(site, "queue", [job()])
    assert site.jobs.get().person == shown
    assert SiteAccount.objects.get(cluster=site).organisation is None


def test_a_pseudonym_holds_within_one_site(cast):
    one, other = make_site(people="hashed"), make_site(name_ko="다른 사이트", people="hashed")
    for site in (one, other):
        give(site, "queue", [job("1"), job("2"), job("3", user="lee")])
    names = [dict(site.jobs.values_list("key", "person")) for site in (one, other)]
    assert names[0]["1"] == names[0]["2"] != names[0]["3"]
    assert "kim" not in str(names)
    assert names[0]["1"] != names[1]["1"]


@pytest.mark.parametrize("whole", [True, False])
def test_one_server_costs_as_many_statements_as_500(site, whole):
    def rounds(count, at):
        good = [node(f"n{number}") for number in range(count)]
        bad = [node(f"n{number}", in_service=False) for number in range(count)]
        calls = [(good, at), (bad, at + 60), (bad, at + 120), (good, at + 90), (good, at + 300)]
        return [
            statements(lambda rows=rows, t=t: give(site, "inventory", rows, at=t, whole=whole)) for rows, t in calls
        ]

    give(site, "inventory", [node("n0")], at=-60)
    one = rounds(1, 0)
    site.nodes.all().delete()
    give(site, "inventory", [node(f"n{number}") for number in range(500)], at=3540)
    assert rounds(500, 3600) == one


def test_one_job_costs_as_many_statements_as_500(cast):
    def rounds(count):
        site = make_site(name_ko=f"사이트 {count}")
        jobs = [job(str(number), account=f"a{number}") for number in range(count)]
        events = [event(f"n{number}", start=0, end=90) for number in range(count)]
        give(site, "inventory", [node(f"n{number}") for number in range(count)])
        return [
            statements(lambda: give(site, "queue", jobs, whole=True)),
            statements(lambda: give(site, "queue", jobs, at=60, whole=True)),
            statements(lambda: give(site, "events", events)),
            statements(lambda: give(site, "events", events)),
        ]

    assert rounds(1) == rounds(500)
