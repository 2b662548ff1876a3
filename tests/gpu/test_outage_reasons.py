"""Why a server is out of service: told once, it stands until something else is told, whatever comes when."""

import pytest

from gpu.models import Node, Outage
from tests.gpu.ingesting import after, give, make_site, node

pytestmark = pytest.mark.feature("E14", "E31")


@pytest.fixture
def site(cast):
    made = make_site()
    give(made, "inventory", [node()], at=-600)
    return made


def out(site, at, reason="", *, in_service=False):
    give(site, "inventory", [node(in_service=in_service, reason=reason)], at=at)


def test_reports_without_a_reason_leave_the_one_that_was_given(site):
    for number in range(30):
        out(site, 40 * number, "냉각수 교체" if number == 1 else "")
    assert Outage.objects.get().reason == "냉각수 교체"


def test_a_reason_that_comes_late_is_taken(site):
    for number in (0, 2, 3, 4, 5):
        out(site, 40 * number)
    out(site, 40, "팬")
    assert Outage.objects.get().reason == "팬"


def test_a_time_that_falls_apart_keeps_each_part_its_own_reason(site):
    """The good reports between come last: what was said of the second part is none of the first one's."""
    for number in (0, 1, 2, 3, 4, 8, 9, 10):
        out(site, 60 * number, "팬" if number == 8 else "")
    for number in (5, 6, 7):
        out(site, 60 * number, in_service=True)
    rows = Outage.objects.order_by("started_at").values_list("started_at", "reason")
    assert list(rows) == [(after(0), ""), (after(480), "팬")]


def test_a_reason_of_reports_that_are_kept_no_longer_stays(cast):
    made = make_site()
    give(made, "inventory", [node("g02", in_service=False)])
    server = Node.objects.get()
    Outage.objects.create(
        cluster=made, node=server, started_at=after(-20 * 86_400), gpus=8, state="DOWN", reason="전력 공사"
    )
    for number in range(1, 20):
        give(made, "inventory", [node("g02", in_service=False)], at=60 * number)
    assert [row.reason for row in Outage.objects.all()] == ["전력 공사"]
