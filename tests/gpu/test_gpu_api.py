"""The read API of GPU sites: what it tells whom, that unknown is null, tags, files, refusals."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from axportal.core import clock
from gpu.models import Attempt, Job, Outage, SiteAccount
from gpu.selectors.rates import last_hours
from regions.models import Organisation
from tests.gpu.figures_world import MINUTE, cards, open_site, rollup, server

pytestmark = pytest.mark.django_db
LISTS = ("sites", "nodes", "jobs", "attempts", "outages")
NAMED = {"ministry_viewer", "ministry_approver", "agency_officer", "auditor", "platform_admin", "institute_admin",
         "gist_colleague", "gpu_operator"}  # fmt: skip


@pytest.fixture
def at(cast):
    return clock.now()


def read(client, path, status=200):
    response = client.get(f"/api/v1/gpu/{path}")
    assert response.status_code == status, response.content
    return response.json()


def rows(client, path):
    return read(client, path)["results"]


def world(at):
    """A site with a server, a job, two runs and an outage; another that said how many GPUs it has, and no more."""
    site = open_site("gist", "GIST", at - MINUTE)
    node = server(site, "g01", at, 8, 6)
    cards(node, at - MINUTE, 1000, 500)
    dgist = Organisation.objects.get(key="dgist")
    account = SiteAccount.objects.create(cluster=site, name="lab7", organisation=dgist)
    shared = {"cluster": site, "account": account, "person": "kim", "observed_at": at, "nodes": ["g01"]}
    Job.objects.create(key="11", state="RUNNING", is_running=True, gpus={"h100": 6}, **shared)
    Job.objects.create(key="12", state="PENDING", is_running=False, gpus={"h100": 64}, **shared)
    run = {**shared, "gpus": {"h100": 3, "": 1}, "job_id": "11", "digest": ""}
    Attempt.objects.create(key="a", state="COMPLETED", started_at=at - 2 * MINUTE, ended_at=at - MINUTE, **run)
    Attempt.objects.create(key="b", state="RUNNING", started_at=at - MINUTE / 2, **run)
    Attempt.objects.create(key="c", state="PENDING", **run)
    Outage.objects.create(cluster=site, node=node, started_at=at - timedelta(days=1), gpus=8, cause="power")
    hand = open_site("dgist", "손", at, "inventory", connector="hand")
    server(hand, "h01", at, 2, None, in_service=None, model=None)
    return site, hand


@pytest.mark.feature("E1", "E3", "E31")
def test_lists_tell_what_sites_report(at, api):
    site, hand = world(at)
    assert {row["uuid"]: len(row["streams"]) for row in rows(api(), "sites/")} == {str(site.uuid): 5, str(hand.uuid): 1}
    first, second = rows(api(), "nodes/")
    assert first["gpus"] == [{"type": "h100", "model": "H100", "installed": 8, "allocated": 6}]
    assert second["gpus"] == [{"type": "", "model": None, "installed": 2, "allocated": None}]
    assert second["in_service"] is None
    assert [(row["key"], row["gpus"]) for row in rows(api(), "jobs/")] == [("11", {"h100": 6}), ("12", {"h100": 64})]
    assert [row["gpu_seconds"] for row in rows(api(), "attempts/")] == [240, 120, None]
    (outage,) = rows(api(), "outages/")
    assert (outage["cause"], outage["ended_at"], outage["node_name"]) == ("power", None, "g01")


@pytest.mark.feature("E14")
def test_figures_tell_null_for_what_is_not_known(at, api):
    site, hand = world(at)
    lost = open_site("unist", "UNIST", at - timedelta(hours=80), "inventory")
    server(lost, "u01", at - timedelta(hours=80), 32, 32)
    found = read(api(), "figures/")
    by_site = {row["site"]: row for row in found["results"]}
    assert by_site[str(site.uuid)]["active"] == 1.5
    assert by_site[str(site.uuid)]["idle_held"] == 0
    told = [by_site[str(hand.uuid)][name] for name in ("installed", "in_service", "allocated", "active", "stranded")]
    assert told == [2, None, None, None, None]
    assert (by_site[str(lost.uuid)]["installed"], by_site[str(lost.uuid)]["is_counted"]) == (None, False)
    assert (found["total"]["installed"], found["total"]["allocated"]) == (10, 6)
    assert found["total"]["unknown_at"]["allocated"] == ["손"]
    assert {row["site_name"]: row["freshness"] for row in found["sites"]} == {
        "GIST": "fresh", "손": "fresh", "UNIST": "lost"
    }  # fmt: skip
    assert [rate["percent"] for rate in found["rates"]] == [None] * 5
    (one,) = rows(api(), f"figures/?site={site.uuid}")
    assert one["allocated"] == 6


@pytest.mark.feature("E15", "E16")
def test_a_history_tells_gaps_as_null(at, api):
    site, _hand = world(at)
    since, until = last_hours(at, 30)
    rollup(site, since, allocated=8 * 1800)
    query = f"history/?site={site.uuid}&since={since:%Y-%m-%dT%H:%M:%SZ}&until={until:%Y-%m-%dT%H:%M:%SZ}&model=H100"
    found = read(api(), query)
    assert (len(found["results"]), found["seconds"]) == (30, 3600)
    first, second = found["results"][:2]
    assert (first["operating_percent"], first["allocation_percent"], first["activity_percent"]) == (100.0, 50.0, None)
    assert (second["is_gap"], second["allocation_percent"], second["allocated_gpu_hours"]) == (True, None, None)


@pytest.mark.parametrize(
    ("path", "field", "text"),
    [
        ("jobs/", "person", "kim"),
        ("attempts/", "person", "kim"),
        ("jobs/", "account", "lab7"),
        ("attempts/", "account", "lab7"),
        ("nodes/?site={site}", "reason", "홍길동 확인"),
        ("outages/", "reason", "홍길동 확인"),
    ],
)
def test_names_and_what_people_wrote_are_for_keepers_and_national_staff(at, api, cast, path, field, text):
    site, _hand = world(at)
    site.nodes.update(reason="홍길동 확인")
    Outage.objects.update(reason="홍길동 확인")
    path = path.format(site=site.uuid)
    assert {name for name in cast.names if {row[field] for row in rows(api(name), path)} == {text}} == NAMED
    assert {row[field] for row in rows(api(), path)} == {""}


@pytest.mark.parametrize("name", [*LISTS, "figures"])
def test_a_draft_site_is_for_its_people(at, api, cast, name):
    site, hand = world(at)
    hand.delete()
    site.publication = "draft"
    site.save()
    seen = {person for person in cast.names if rows(api(person), f"{name}/")}
    assert seen == NAMED
    assert rows(api(), f"{name}/") == []


@pytest.mark.parametrize("name", [*LISTS, "figures", "history"])
def test_what_has_not_changed_answers_304(at, api, name):
    site, _hand = world(at)
    client, path = api("gpu_operator"), f"/api/v1/gpu/{name}/"
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    if again.status_code == 200:  # a minute passed
        again = client.get(path, headers={"If-None-Match": again.headers["ETag"]})
    assert again.status_code == 304
    for related in (site.nodes, site.jobs, site.attempts, site.outages):
        related.update(state="other")
    site.streams.update(clock_offset_ms=7)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("name", [*LISTS, "figures", "history"])
def test_each_comes_as_csv(at, api, name):
    world(at)
    response = api().get(f"/api/v1/gpu/{name}/?format=csv")
    assert response.headers["Content-Type"].startswith("text/csv")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    found = list(csv.DictReader(StringIO(body.decode("utf-8-sig"))))
    assert found
    if name == "figures":
        assert [row["allocated"] for row in found if row["site_name"] == "손"] == [""]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("figures/?sites=x", "sites"),
        ("figures/?site=x", "site"),
        ("history/?model=none", "model"),
        ("history/?since=yesterday", "since"),
        ("history/?since=2026-11-20T00:00:00", "since"),
        ("history/?since=2026-11-20T00:00:00Z&until=2026-11-19T00:00:00Z", "since"),
        ("history/?since=2001-01-01T00:00:00Z&until=2026-11-19T00:00:00Z", "since"),
        ("nodes/?site=x", "site"),
        ("jobs/?who=kim", "who"),
    ],
)
def test_what_is_wrong_is_named(at, api, path, field):
    assert field in read(api(), path, status=400)["errors"]


def test_filters_and_cursors(at, api):
    site, hand = world(at)
    assert [row["name"] for row in rows(api(), f"nodes/?site={hand.uuid}")] == ["h01"]
    assert [row["name"] for row in rows(api(), "nodes/?model=H100&in_service=true")] == ["g01"]
    assert [row["key"] for row in rows(api(), "jobs/?is_running=false")] == ["12"]
    assert len(rows(api("gpu_operator"), "attempts/?job=11&account=lab7")) == 3
    assert rows(api(), "attempts/?job=11&account=lab7") == []  # not even by guessing
    assert len(rows(api(), "outages/?is_open=true&cause=power")) == 1
    first = read(api(), f"nodes/?page_size=1&site={site.uuid}")
    assert first["next"] is None
    both = read(api(), "nodes/?page_size=1")
    assert [row["name"] for row in api().get(both["next"]).json()["results"]] == ["h01"]
