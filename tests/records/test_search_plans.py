"""Searched lists: the text index finds the matches, in every order, and cursors lose none of them."""

from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from axportal.core import clock, fastread, paging
from axportal.records import registry, selectors
from labs.models import JointLab
from labs.records import JOINT_LAB
from labs.services import bulk_demonstration
from regions.models import Organisation

ORDERS = [sign + name for name in JOINT_LAB.orderings for sign in ("", "-")]
RARE, COMMON = "1234", "시연용"  # in one row, in every row


@pytest.fixture
def many_labs(committed_db):
    bulk_demonstration.load_rows(rows=2000, at=clock.now())


def plans(call) -> list[str]:
    """The plans of the statements of a call that search joint labs."""
    with CaptureQueriesContext(connection) as captured:
        call()
    found = [query["sql"] for query in captured if '"labs_jointlab"."search_words" @@' in query["sql"]]
    with connection.cursor() as cursor:
        return [_plan(cursor, sql) for sql in found]


def _plan(cursor, sql: str) -> str:
    cursor.execute(f"EXPLAIN {sql}")
    return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.feature("F26")
def test_few_matches_are_found_by_the_text_index_in_every_order(many_labs, api):
    addresses = [f"/labs/?q={RARE}&sort={order}" for order in ORDERS]
    addresses += [f"/api/v1/labs/?q={RARE}&ordering={order}" for order in ORDERS]
    for address in [*addresses, f"/search/?q={RARE}", f"/catalogue/?q={RARE}"]:
        found = plans(partial(Client().get, address))
        assert found
        assert all("labs_jointlab_search" in plan for plan in found), (address, found)


def test_the_first_of_very_many_matches_are_read_in_order(many_labs, monkeypatch):
    monkeypatch.setattr(selectors, "COUNT_CAP", 100)
    for address, index in (
        (f"/labs/?q={COMMON}&sort=name", "Index Scan using labs_jointlab_name"),
        (f"/labs/?q={COMMON}", "Index Scan Backward using labs_jointlab_updated"),
    ):
        *_counts, page = plans(partial(Client().get, address))
        assert index in page
        assert "Sort" not in page


@pytest.mark.parametrize("asked", ["", "&sort=nonsense"])
def test_matches_come_newest_first_and_other_rows_by_name(api, asked):
    make_labs()
    newest, *_rest = JointLab.objects.filter(name_ko__contains="로봇").order_by("-updated_at", "-id")
    assert ask(f"q=로봇{asked}").page.rows[0] == newest
    assert ask(f"q=로봇{asked}").sort == "-updated_at"
    assert api().get("/api/v1/labs/?q=로봇").json()["results"][0]["uuid"] == str(newest.uuid)
    assert ask(asked.lstrip("&")).sort == "name"


def test_of_very_many_matches_that_stand_far_away_the_text_index_finds_all_first(many_labs, monkeypatch):
    monkeypatch.setattr(selectors, "COUNT_CAP", 10)
    monkeypatch.setattr(paging, "NEAR", 20)
    *_counts, page = plans(partial(Client().get, "/labs/?q=협동로봇&sort=name"))
    assert "Sort Key: (COALESCE(labs_jointlab.name_ko" in page


def ask(address: str) -> selectors.Listing:
    return selectors.listing(JOINT_LAB, AnonymousUser(), QueryDict(address))


@pytest.mark.parametrize("cap", [1, 10_000])
@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_matches_go_forth_and_back_without_loss(db, monkeypatch, order, cap):
    monkeypatch.setattr(selectors, "COUNT_CAP", cap)
    monkeypatch.setattr(selectors, "PAGE_SIZES", (2,))
    make_labs()
    first = ask(f"q=로봇&sort={order}")
    second = ask(f"q=로봇&sort={order}&cursor={first.page.next}")
    third = ask(f"q=로봇&sort={order}&cursor={second.page.next}")
    back = ask(f"q=로봇&sort={order}&cursor={third.page.previous}")
    rows = [lab for found in (first, second, third) for lab in found.page.rows]
    expected = JointLab.objects.filter(name_ko__contains="로봇").order_by(
        *selectors.ordering_of(JOINT_LAB, QueryDict(f"sort={order}"))[1].fields
    )
    assert rows == list(expected)
    assert (first.page.previous, third.page.next) == (None, None)
    assert back.page.rows == second.page.rows


@pytest.mark.parametrize("order", ORDERS)
def test_the_api_pages_through_matches_without_loss(api, order):
    make_labs()
    client, found, address = api(), [], f"/api/v1/labs/?q=로봇&page_size=2&ordering={order}"
    while address:
        body = client.get(address).json()
        found += [row["name_ko"] for row in body["results"]]
        address = body["next"]
    expected = JointLab.objects.filter(name_ko__contains="로봇").order_by(
        *selectors.ordering_of(JOINT_LAB, QueryDict(f"sort={order}"))[1].fields
    )
    assert found == [lab.name_ko for lab in expected]


def make_labs() -> None:
    """Five that match and one that does not, in an order of their own by each column."""
    gist = Organisation.objects.get(key="gist")
    for name in ("로봇 다", "로봇 가", "에너지", "로봇 나", "로봇 가", "로봇 마"):
        JointLab.objects.create(
            name_ko=name, institute=gist, zone=gist.zone, publication="published", status="operating"
        )


def test_facets_count_what_matches(db):
    make_labs()
    found = ask("q=로봇")
    assert (found.total, found.total_is_exact) == (5, True)
    assert [
        (value.value, value.count) for group in found.facets if group.filter == "zone" for value in group.values
    ] == [("honam", 5)]
    assert ask("q=로봇&zone=jungbu").total == 0


def test_facets_of_too_many_matches_show_no_numbers(db, monkeypatch):
    monkeypatch.setattr(selectors, "COUNT_CAP", 2)
    make_labs()
    found = ask("q=로봇")
    assert (found.total, found.total_is_exact) == (2, False)
    assert {value.count for group in found.facets for value in group.values} == {None}


def test_the_api_counts_matches_once(api, monkeypatch):
    make_labs()
    with CaptureQueriesContext(connection) as captured:
        body = api().get("/api/v1/labs/?q=로봇&count=true").json()
    assert (body["count"], body["count_is_exact"]) == (5, True)
    assert len([query for query in captured if "COUNT(" in query["sql"]]) == 1
    assert fastread.capped_count(JointLab.objects.all(), cap=3) == (3, False)


#: Types of a few dozen rows at most, that nobody adds to by the thousand.
SMALL = {"provinces", "industries", "gpu-models", "startup-centres", "data-centres"}


@pytest.mark.parametrize("slug", sorted(set(registry.all_types()) - SMALL))
def test_every_order_that_a_list_offers_has_an_index(slug):
    record_type = registry.get(slug)
    indexed = {tuple(index.fields) for index in record_type.model._meta.indexes}
    assert {ordering.names for ordering in record_type.orderings.values()} <= indexed
