"""Public results: with the notice and not before, small numbers hidden so that totals reveal nothing."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from axportal.calls.models import Application
from axportal.core import clock
from axportal.decisions.rules.small_cells import LEAST, protect
from axportal.decisions.selectors import results as selector
from axportal.decisions.selectors.results import results_of
from axportal.decisions.services import aftermath
from regions.models import Organisation
from tests.decisions import factories

pytestmark = [pytest.mark.django_db, pytest.mark.feature("B37")]


def address(call, end="results/") -> str:
    return f"/calls/{call.uuid}/{end}"


@pytest.fixture
def told(cast, judged):
    factories.told(cast, judged)
    judged.call.refresh_from_db()
    return judged


def more_applicants(call, number, *, zone=None, size="mid", kind="company") -> None:
    """Applications that were handed in and not selected."""
    person = Application.objects.filter(call=call).first().started_by
    for one in range(number):
        organisation = Organisation.objects.create(
            key=f"extra-{size}-{kind}-{one}", kind=kind, name_ko=f"추가 {one}", size_class=size, zone=zone
        )
        Application.objects.create(
            call=call, organisation=organisation, started_by=person, number=f"X-{size}-{kind}-{one}",
            status=Application.Status.EXCLUDED,
        )  # fmt: skip


@pytest.mark.feature("B37")
def test_nothing_is_public_before_the_notice(cast, judged, api):
    factories.approved(cast, judged)
    for path in (address(judged.call), address(judged.call, "results.csv")):
        assert Client().get(path).status_code == 404
    assert api().get(f"/api/v1{address(judged.call)}").status_code == 404
    assert results_of(judged.call, at=judged.at) is None


def test_the_notice_makes_projects_public_and_says_that_objections_run(told):
    at = told.call.notified_at + timedelta(hours=1)
    results = results_of(told.call, at=at)
    (project,) = results.projects
    assert (project.title, project.lead) == ("적은 내용", "시험기업 가")
    assert project.support_won == told.first.submissions.get().asked_won
    assert (results.selected, results.is_objection_period) == (1, True)
    assert not results_of(told.call, at=told.call.objections_until).is_objection_period


def test_page_file_and_api_show_the_same_to_everybody(told, api, sign_in):
    for client in (Client(), sign_in("rival_representative"), sign_in("platform_admin")):
        page = client.get(address(told.call)).content.decode().split("<main", 1)[1]
        assert "시험기업 가" in page
        assert "시험기업 나" not in page  # not selected: nobody's business
    file = Client().get(address(told.call, "results.csv"))
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert "시험기업 가" in file.content.decode("utf-8-sig")
    assert "시험기업 나" not in file.content.decode("utf-8-sig")
    body = api().get(f"/api/v1{address(told.call)}").json()
    assert {row["lead"] for row in body["projects"]} == {"시험기업 가"}
    assert (body["selected"], body["applications"], body["acceptance_percent"]) == (1, None, None)  # one was not
    assert {row["applications"] for row in body["statistics"]} == {None}
    assert body["is_demonstration"] is False


def test_large_numbers_are_shown_with_the_rate(told):
    more_applicants(told.call, 7, zone=told.first.organisation.zone, size="sme")
    results = results_of(told.call, at=clock.now())
    assert (results.applications, results.selected, str(results.rate)) == (9, 1, "11.1")
    assert [(line.applications, line.selected) for table in results.breakdowns for line in table.lines] == [(9, 1)] * 3
    assert not results.hides_something


def test_one_small_group_hides_another_with_it(told):
    more_applicants(told.call, 7, zone=told.first.organisation.zone, size="sme")
    more_applicants(told.call, 1, size="large")
    more_applicants(told.call, 4, size="mid")
    results = results_of(told.call, at=clock.now())
    size = next(table for table in results.breakdowns if table.key == "size")
    assert {line.label: line.applications for line in size.lines} == {"중소기업": 9, "중견기업": None, "대기업": None}
    assert results.applications == 14
    assert results.hides_something


def test_where_one_table_must_hide_the_total_none_shows_it(told):
    """Two who were not selected: in one zone they would be two, by size one and one; any sum would tell."""
    more_applicants(told.call, 1, zone=told.first.organisation.zone, size="large")
    results = results_of(told.call, at=clock.now())
    assert results.applications is None
    assert {line.applications for table in results.breakdowns for line in table.lines} == {None}


@pytest.mark.goal("R28")
@pytest.mark.parametrize("groups", [1, 2, 3, 4])
def test_an_adversary_who_knows_the_rule_is_left_with_two_possible_values(groups):
    outputs: dict[object, list[tuple[int, ...]]] = {}
    for values in product(range(8), repeat=groups):
        found = protect({str(place): value for place, value in enumerate(values)})
        outputs.setdefault((tuple(found.shown.values()), found.total), []).append(values)
    for (shown, _total), possible in outputs.items():
        for place, value in enumerate(shown):
            if value is None:
                assert len({values[place] for values in possible}) > 1, (shown, possible)
            else:
                assert value == 0 or value >= LEAST


def test_a_place_that_is_declined_leaves_the_list_and_the_reserve_enters(cast, told):
    aftermath.decline(
        application=told.first, reason="다른 과제를 합니다", actor=cast.company_representative, at=clock.now()
    )
    assert [one.lead for one in results_of(told.call, at=clock.now()).projects] == ["시험기업 나"]


def test_a_secured_project_has_no_title(told):
    submission = told.first.submissions.get()
    for part in submission.snapshot["parts"]:
        if part["step"] == "project":
            part["fields"]["security"] = "secure"
    project = selector._project(told.first, submission)
    assert (project.title, project.partners, project.is_secured) == ("", (), True)


def test_the_page_asks_as_often_for_many_applications_as_for_few(told):
    Client().get(address(told.call))
    with CaptureQueriesContext(connection) as few:
        Client().get(address(told.call))
    more_applicants(told.call, 20)
    with CaptureQueriesContext(connection) as many:
        Client().get(address(told.call))
    assert len(few) == len(many)
