"""The workbook of a report: the numbers first, then each list; the same bytes for the same snapshot."""

from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from axportal.core import clock, formats
from axportal.reports.selectors import wording

HEAD_ROWS = 5


def write_xlsx(snapshot: dict[str, Any]) -> bytes:
    """The finished workbook, written in constant memory. Text stays text: no formula comes from data."""
    output = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(output, options)
    taken = datetime.fromisoformat(snapshot["taken_at"]).astimezone(clock.SEOUL)
    book.set_properties({"title": wording.title(snapshot), "created": taken.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F5F6", "text_wrap": True})
    _figures_sheet(book, snapshot, head)
    for listed in snapshot["lists"]:
        _list_sheet(book, snapshot, listed, head)
    _about_sheet(book, snapshot)
    book.close()
    return output.getvalue()


def _new_sheet(book: Any, snapshot: dict[str, Any], name: str, heads: list[str], head: Any) -> Any:
    """A sheet whose first lines say what it is, as of when and how sure."""
    sheet = book.add_worksheet(name[:31])
    sheet.freeze_panes(HEAD_ROWS, 0)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, len(heads), 16)
    marks = [_("잠정"), *([_("시연 값 포함")] if snapshot["is_demo"] else [])]
    sheet.write_string(0, 0, wording.title(snapshot), book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, wording.as_of_text(snapshot) + " · " + " · ".join(marks))
    taken = formats.moment(datetime.fromisoformat(snapshot["taken_at"]), seconds=True)
    revision = _("개정 {n}").format(n=snapshot["revision"])
    sheet.write_string(2, 0, _("{taken} KST 집계 · {revision}").format(taken=taken, revision=revision))
    for position, title in enumerate(heads):
        sheet.write_string(HEAD_ROWS - 1, position, title, head)
    return sheet


def _figures_sheet(book: Any, snapshot: dict[str, Any], head: Any) -> None:
    zones = {zone["slug"]: zone["name"] for zone in snapshot["zones"]}
    heads = [_("과제"), _("지표"), _("권역"), _("값"), _("단위"), _("계획"), _("시연"), _("알림")]
    sheet = _new_sheet(book, snapshot, _("과제별 현황"), heads, head)
    number = HEAD_ROWS
    for row in snapshot["figures"]:
        lines = [(zones[cell["zone"]], cell["value"], cell["is_demo"], "") for cell in row["cells"]]
        if len(zones) > 1:
            is_demo = any(cell["is_demo"] for cell in row["cells"])
            lines.append((_("합계"), row["total"], is_demo, ", ".join(row["left_out"])))
        for place, value, is_demo, note in lines:
            mark = _("시연") if is_demo else ""
            plan = str(formats.ABSENT["no_plan"])
            _write_row(sheet, number, [row["title"], row["label"], place, value, row["unit"], plan, mark, note])
            number += 1


def _list_sheet(book: Any, snapshot: dict[str, Any], listed: dict[str, Any], head: Any) -> None:
    sheet = _new_sheet(book, snapshot, listed["title"], [*listed["heads"], _("시연")], head)
    for number, row in enumerate(listed["rows"], start=HEAD_ROWS):
        _write_row(sheet, number, [*row["cells"], _("시연") if row["is_demo"] else ""])


def _about_sheet(book: Any, snapshot: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_("이 파일"))
    sheet.set_column(0, 0, 100)
    lines = [text for _mark, text in wording.notes(snapshot)]
    lines += [
        ", ".join(filter(None, [source["title"], source["publisher"], source["date"], source["url"]]))
        for source in snapshot["sources"]
    ]
    for number, text in enumerate(lines):
        sheet.write_string(number, 0, text)


def _write_row(sheet: Any, number: int, values: list[Any]) -> None:
    for position, value in enumerate(values):
        if value is None:
            sheet.write_string(number, position, str(formats.ABSENT["unknown"]))
        elif isinstance(value, int):
            sheet.write_number(number, position, value)
        else:
            sheet.write_string(number, position, value)
