"""The dashboard's view as a file: the matrix as rows, and what it rests on."""

import csv
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from axportal.audit import services as audit
from axportal.core import clock, formats
from axportal.dashboard.selectors.matrix import flat_rows, matrix
from axportal.dashboard.selectors.view import View
from axportal.indicators.selectors import TASKS, Figures

BOM = "\ufeff".encode()
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Sheet = tuple[Sequence[str], list[Sequence[Any]], list[tuple[str, str]]]


@transaction.atomic
def export_view(*, actor: Any, view: View, figures: Figures, extension: str) -> bytes:
    """The view's figures as CSV or XLSX, with a record of who took them away."""
    detail = {"view": view.query, "format": extension}
    audit.record(actor=actor, action="dashboard.view.exported", detail=detail, at=figures.taken_at)
    return EXTENSIONS[extension](_sheet(view, figures))


def _sheet(view: View, figures: Figures) -> Sheet:
    """Heads, rows, and what is to be known of the whole."""
    heads = [_("과제"), _("지표"), _("권역"), _("값"), _("단위"), _("계획"), _("시연")]
    rows: list[Sequence[Any]] = [
        (
            row["task"],
            row["measure"],
            row["zone"],
            formats.ABSENT["unknown"] if row["value"] is None else row["value"],
            row["unit"],
            formats.ABSENT["no_plan"],
            _("시연") if row["demo"] else "",
        )
        for row in flat_rows(matrix(figures, view.zones, ()))
    ]
    taken = figures.taken_at.astimezone(clock.SEOUL).strftime("%Y-%m-%d %H:%M:%S KST")
    about = [
        (_("내용"), _("권역·과제 추진 현황")),
        (_("기준일"), figures.day.isoformat()),
        (_("집계한 때"), taken),
        (_("상태"), _("잠정")),
        *((str(task.title), str(task.basis)) for task in TASKS),
        (_("알림"), _("‘시연’이라고 적힌 값에는 지어낸 기록이 들어 있습니다.")),
    ]
    return heads, rows, about


def _csv(sheet: Sheet) -> bytes:
    heads, rows, about = sheet
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(heads)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    writer.writerow([])
    writer.writerows([_harmless(name), _harmless(text)] for name, text in about)
    return BOM + output.getvalue().encode()


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe."""
    text = str(value)
    return f"'{text}" if not isinstance(value, int) and text.startswith(FORMULA_STARTS) else value


def _xlsx(sheet: Sheet) -> bytes:
    heads, rows, about = sheet
    output = BytesIO()
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(output, options)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F5F6"})
    page = book.add_worksheet(_("현황판"))
    page.freeze_panes(1, 0)
    page.set_column(0, 1, 24)
    for position, title in enumerate(heads):
        page.write_string(0, position, title, head)
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row):
            write = page.write_number if isinstance(value, int) else page.write_string
            write(number, position, value if isinstance(value, int) else str(value))
    notes = book.add_worksheet(_("이 파일"))
    notes.set_column(0, 1, 40)
    for number, (name, text) in enumerate(about):
        notes.write_string(number, 0, name)
        notes.write_string(number, 1, text)
    book.close()
    return output.getvalue()


EXTENSIONS: dict[str, Callable[[Sheet], bytes]] = {"csv": _csv, "xlsx": _xlsx}
