"""The dashboard's view as files."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from axportal.audit.models import Act
from tests import programme

pytestmark = pytest.mark.django_db


@pytest.mark.feature("A12")
def test_csv_holds_the_figures_of_the_view(sign_in):
    programme.lab("가", origin="demonstration")
    response = sign_in("ministry_viewer").get("/dashboard/export.csv?zone=honam")
    assert response["Content-Disposition"].startswith('attachment; filename="dashboard-')
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["과제", "지표", "권역", "값", "단위", "계획", "시연"]
    assert rows[1] == ["산·학 AX 공동연구소", "운영 중 공동연구소", "호남권", "1", "개", "계획 없음", "시연"]


@pytest.mark.feature("A12")
def test_xlsx_opens_and_numbers_are_numbers(sign_in, cast):
    programme.some_of_each(1)
    response = sign_in("ministry_viewer").get("/dashboard/export.xlsx?zone=all")
    book = load_workbook(BytesIO(response.content))
    rows = [row for row in book.worksheets[0].iter_rows(min_row=2, values_only=True) if row[1] == "운영 중 공동연구소"]
    assert [row[2:4] for row in rows] == [("중부권", 1), ("호남권", 1), ("대경권", 1), ("동남권", 1)]
    unknown = [row for row in book.worksheets[0].iter_rows(min_row=2, values_only=True) if row[3] == "모름"]
    assert unknown == []
    act = Act.objects.get(action="dashboard.view.exported")
    assert (act.actor, act.detail) == (cast["ministry_viewer"], {"view": "zone=all", "format": "xlsx"})


def test_unknown_stays_unknown_in_a_file(sign_in):
    text = sign_in("ministry_viewer").get("/dashboard/export.csv?zone=jungbu").content.decode("utf-8-sig")
    assert "GPU 공동활용,설치된 GPU,중부권,모름,장,계획 없음," in text


@pytest.mark.parametrize("path", ["export.pdf", "export.xlsx?as_of=2026-01-01", "export.csv?zone=atlantis"])
def test_what_cannot_be_exported_is_not_found(sign_in, path):
    assert sign_in("ministry_viewer").get(f"/dashboard/{path}").status_code == 404
    assert not Act.objects.filter(action="dashboard.view.exported").exists()
