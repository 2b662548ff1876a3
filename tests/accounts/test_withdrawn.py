"""What is taken away is away on the next request: pages, tokens, downloads, reports that wait for a worker."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from axportal.accounts.models import ApiToken, User
from axportal.core import clock
from axportal.reports.services import making
from regions.models import Membership
from tests import rows
from tests.reports.ordering import order, owed, work_off

pytestmark = [pytest.mark.goal("R29"), pytest.mark.feature("I7")]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def withdraw(user: User) -> None:
    """The role ended yesterday."""
    yesterday = clock.seoul_date(clock.now()) - timedelta(days=1)
    Membership.objects.filter(user=user).update(starts_on=yesterday, ends_on=yesterday)


def lock(user: User) -> None:
    """The person may not sign in any more."""
    User.objects.filter(pk=user.pk).update(is_active=False)


def status_of(client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.parametrize("address", ["/dashboard/", "/dashboard/export.csv", "/reports/", "/reports/order/"])
def test_pages_of_staff_close(sign_in, cast, address):
    client = sign_in("ministry_viewer")
    assert status_of(client, address) == 200
    withdraw(cast["ministry_viewer"])
    assert status_of(client, address) == 404


@pytest.mark.api10("API5")
def test_a_token_loses_the_right_with_its_person(api, cast):
    rows.make_missing(cast)
    client = api("institute_admin")
    address = "/api/v1/labs/?fields=uuid"
    lab = client.get(address).json()["results"][0]["uuid"]
    withdraw(cast["institute_admin"])
    answer = client.post("/api/v1/labs/", {"name_ko": "나", "institute": lab, "zone": lab}, format="json")
    assert answer.status_code in {400, 403}
    tag = client.get(f"/api/v1/labs/{lab}/").headers["ETag"]
    answer = client.patch(f"/api/v1/labs/{lab}/", {"name_ko": "나"}, format="json", headers={"If-Match": tag})
    assert answer.status_code == 403


def test_a_list_that_a_token_kept_is_not_confirmed_as_unchanged(api, cast):
    """Its ETag carried the old rights, so that a 304 cannot stand for rows that are hidden now."""
    client = api("auditor")
    tag = client.get("/api/v1/applications/").headers["ETag"]
    assert client.get("/api/v1/applications/", headers={"If-None-Match": tag}).status_code == 304
    withdraw(cast["auditor"])
    answer = client.get("/api/v1/applications/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["results"]) == (200, [])


@pytest.mark.parametrize(
    "end",
    [
        lambda user: ApiToken.objects.filter(user=user).update(revoked_at=clock.now()),
        lambda user: ApiToken.objects.filter(user=user).update(expires_at=clock.now()),
        lock,
    ],
    ids=["revoked", "expired", "person locked"],
)
@pytest.mark.api10("API2")
def test_a_token_ends(api, cast, end):
    client = api("auditor")
    assert client.get("/api/v1/applications/").status_code == 200
    end(cast["auditor"])
    assert client.get("/api/v1/applications/").status_code == 401


def test_a_locked_person_is_signed_out(sign_in, cast):
    client = sign_in("auditor")
    assert client.get("/me/").status_code == 200
    lock(cast["auditor"])
    assert client.get("/me/").status_code == 302


def test_a_report_that_was_made_is_no_longer_handed_out(committed_db, sign_in, cast):
    run, _is_new = order(cast["ministry_viewer"], formats=["xlsx"])
    work_off(run)
    client = sign_in("ministry_viewer")
    addresses = [f"/reports/{run.uuid}/", f"/reports/{run.uuid}/files/xlsx/"]
    assert [status_of(client, address) for address in addresses] == [200, 200]
    withdraw(cast["ministry_viewer"])
    assert [status_of(client, address) for address in addresses] == [404, 404]


@pytest.mark.parametrize("end", [withdraw, lock], ids=["role ended", "person locked"])
def test_a_report_that_waits_is_not_made_for_who_may_no_longer_have_it(sign_in, cast, end):
    run, _is_new = order(cast["ministry_viewer"], formats=["xlsx"])
    end(cast["ministry_viewer"])
    run = work_off(run)
    assert (run.status, run.failures, run.files.count(), run.snapshot) == ("failed", {"run": "not_allowed"}, 0, None)
    assert owed(run).done_at is not None
    told = sign_in("agency_officer")
    assert "신청한 사람의 권한이 끝나 만들지 않았습니다." in told.get(f"/reports/{run.uuid}/").content.decode()
    assert "may no longer" in told.get(f"/en/reports/{run.uuid}/").content.decode()


def test_a_report_is_not_kept_when_the_right_ends_while_it_is_written(committed_db, cast, monkeypatch):
    run, _is_new = order(cast["ministry_viewer"], formats=["xlsx"])
    writer = making.WRITERS["xlsx"]

    def write(snapshot):
        withdraw(cast["ministry_viewer"])
        return writer(snapshot)

    monkeypatch.setitem(making.WRITERS, "xlsx", write)
    run = work_off(run)
    assert (run.status, run.failures, run.files.count()) == ("failed", {"run": "not_allowed"}, 0)
    folder = f"reports/{run.uuid}"
    assert not default_storage.exists(folder) or default_storage.listdir(folder)[1] == []


def test_a_report_of_an_institute_is_not_made_for_who_went_to_another(cast):
    run, _is_new = order(cast["institute_admin"], formats=["xlsx"])
    elsewhere = Membership.objects.get(user=cast["dgist_admin"]).organisation
    Membership.objects.filter(user=cast["institute_admin"]).update(organisation=elsewhere)
    assert work_off(run).failures == {"run": "not_allowed"}
