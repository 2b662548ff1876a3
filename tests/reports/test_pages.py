"""The pages of reports: order, progress, files, and who may open them."""

import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from axportal.audit.models import Act
from axportal.core import clock
from axportal.reports import services
from axportal.reports.models import ReportRun
from tests import programme
from tests.reports.ordering import order, work_off

GIST = ("institute_admin", "gist_colleague", "call_manager", "gpu_operator")
STRANGERS = ("dgist_admin", "ministry_viewer", "agency_officer")
ORDER = {"zone": "honam", "formats": ["pdf", "xlsx"]}


def test_ordering_leads_to_the_run_and_again_to_the_same(db, sign_in):
    client = sign_in("ministry_viewer")
    first = client.post("/reports/order/", ORDER)
    again = client.post("/reports/order/", ORDER, follow=True)
    run = ReportRun.objects.get()
    assert first.url == run.get_absolute_url()
    assert "같은 조건의 보고서가 이미 있습니다(개정 1)" in again.content.decode()


def test_the_form_is_filled_from_the_dashboards_link(db, sign_in):
    html = sign_in("ministry_viewer").get("/reports/order/?zone=honam&as_of=2026-09-30").content.decode()
    assert re.search(r'<option value="honam"\s+selected', html)
    assert 'value="2026-09-30"' in html


@pytest.mark.parametrize(("values", "says"), [
    ({"as_of": "2026-01-01"}, "그날에는 보관한 값이 없습니다"),
    ({"formats": []}, "형식을 하나 이상 골라 주세요"),
    ({"zone": "atlantis"}, "올바르게 선택"),
    ({"as_of": "어제"}, "날짜"),
])  # fmt: skip
def test_wrong_orders_are_told_at_their_field_and_kept(db, sign_in, values, says):
    response = sign_in("ministry_viewer").post("/reports/order/", {**ORDER, **values})
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not ReportRun.objects.exists()


@pytest.mark.goal("R3")
def test_runs_are_for_whoever_ordered_and_their_colleagues(db, cast, sign_in):
    run, _new = order(cast["institute_admin"])
    address = run.get_absolute_url()
    for person in (*GIST, "auditor", "platform_admin"):
        assert sign_in(person).get(address).status_code == 200, person
        assert address in sign_in(person).get("/reports/").content.decode()
    for person in STRANGERS:
        assert sign_in(person).get(address).status_code == 404, person
        assert address not in sign_in(person).get("/reports/").content.decode()
    for person in ("company_representative", "reviewer", "outsider"):
        assert sign_in(person).get(address).status_code == 404, person
        assert sign_in(person).get("/reports/").status_code == 404
    assert Client().get(address).url.startswith("/accounts/login/")


def test_progress_is_asked_for_until_the_run_has_ended(db, cast, sign_in):
    run, _new = order(cast["ministry_viewer"])
    client = sign_in("ministry_viewer")
    page = client.get(run.get_absolute_url()).content.decode()
    part = client.get(f"{run.get_absolute_url()}progress/", headers={"HX-Request": "true"})
    for html in (page, part.content.decode()):
        assert f'hx-get="/reports/{run.uuid}/progress/" hx-trigger="every 2s"' in html
        for label in ("값 굳히기", "맞춰 보기", "문서 쓰기", "확인과 보관"):
            assert label in html
    assert "HX-Refresh" not in part
    assert f'href="{run.get_absolute_url()}">새로 고침' in page
    services.cancel_run(run=run, actor=cast["ministry_viewer"], at=clock.now())
    ended = client.get(f"{run.get_absolute_url()}progress/")
    assert ended["HX-Refresh"] == "true"
    assert "hx-trigger" not in ended.content.decode()


def test_stopping_is_for_whoever_ordered(db, cast, sign_in):
    run, _new = order(cast["institute_admin"])
    address = f"{run.get_absolute_url()}cancel/"
    assert "멈추기" not in sign_in("gist_colleague").get(run.get_absolute_url()).content.decode()
    assert sign_in("gist_colleague").post(address).status_code == 403
    assert sign_in("dgist_admin").post(address).status_code == 404
    assert sign_in("institute_admin").post(address).status_code == 302
    run.refresh_from_db()
    assert run.status == "cancelled"


@pytest.mark.feature("H9", "H10", "H11")
def test_a_finished_run_shows_and_hands_out_its_files(committed_db, cast, sign_in, tmp_path):
    programme.some_of_each(1)
    run = work_off(order(cast["institute_admin"])[0])
    client = sign_in("gist_colleague")
    html = client.get(run.get_absolute_url()).content.decode()
    for file in run.files.all():
        assert file.sha256 in html
    assert run.fingerprint[:16] in html
    assert "현황판의 값 28개가 기록과 모두 같음" in html
    response = client.get(f"{run.get_absolute_url()}files/xlsx/")
    assert response["Content-Disposition"] == f'attachment; filename="zone_status-{run.as_of}-r1.xlsx"'
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(b"".join(response.streaming_content))
    assert load_workbook(copy).worksheets[0]["A1"].value == "네 권역 AX 전략 추진 현황"
    act = Act.objects.get(action="reports.file.downloaded")
    assert (act.actor, act.detail["format"], act.organisation_id) == (
        cast["gist_colleague"],
        "xlsx",
        run.organisation_id,
    )
    assert sign_in("dgist_admin").get(f"{run.get_absolute_url()}files/xlsx/").status_code == 404
    assert client.get(f"{run.get_absolute_url()}files/exe/").status_code == 404


def test_a_snapshot_of_an_older_form_is_kept_and_not_told_anew(committed_db, cast, sign_in):
    run = work_off(order(cast["ministry_viewer"], formats=["xlsx"])[0])
    ReportRun.objects.filter(pk=run.pk).update(snapshot={"version": 0, "is_demo": False, "figures": []})
    html = sign_in("ministry_viewer").get(run.get_absolute_url()).content.decode()
    assert "받기" in html
    assert "미리보기 <" not in html


def test_revisions_tell_what_changed(committed_db, cast, sign_in):
    work_off(order(cast["ministry_viewer"])[0])
    programme.lab("새 연구소")
    second = work_off(order(cast["ministry_viewer"])[0])
    html = sign_in("ministry_viewer").get(second.get_absolute_url()).content.decode()
    assert "첫 개정" in html
    assert "1개 값" in html
    assert "0 → 1" in html


@pytest.mark.parametrize("path", ["/reports/", "{run}", "{run}progress/"])
def test_pages_cost_the_same_however_many_runs(db, cast, sign_in, path, django_assert_max_num_queries):
    client = sign_in("ministry_viewer")
    counts = []
    for number in (1, 2, 3):
        programme.lab(f"연구소 {number}")
        run, _new = order(cast["ministry_viewer"])
        address = path.format(run=run.get_absolute_url())
        client.get(address)
        with django_assert_max_num_queries(12) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[2]


def test_an_empty_list_says_how_to_begin(db, sign_in):
    assert "아직 만든 보고서가 없습니다" in sign_in("ministry_viewer").get("/reports/").content.decode()
