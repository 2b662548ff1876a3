"""The PDF of a report: the same bytes for the same snapshot."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from axportal.core import formats
from axportal.core.typesetting import compile_pdf
from axportal.reports.selectors import wording

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "zone_status.typ"


def write_pdf(snapshot: dict[str, Any]) -> bytes:
    """The finished document."""
    return compile_pdf(TEMPLATE, name="report", data=_document(snapshot), at=_taken_at(snapshot))


def _taken_at(snapshot: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(snapshot["taken_at"])


def _document(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Everything the template shows, all words included."""
    revision = _("개정 {n}").format(n=snapshot["revision"])
    taken = formats.moment(_taken_at(snapshot), seconds=True)
    return {
        "lang": snapshot["language"],
        "title": wording.title(snapshot),
        "as_of": wording.as_of_text(snapshot),
        "meta": _("{taken} KST 집계 · {revision}").format(taken=taken, revision=revision),
        "portal": _("AX 포털"),
        "provisional": _("잠정"),
        "demo": _("시연") if snapshot["is_demo"] else "",
        "summary_title": _("요약"),
        "summary": wording.summary_lines(snapshot),
        "figures_title": _("과제별 현황"),
        "unit": _("(단위: {units})").format(units=", ".join(dict.fromkeys(row["unit"] for row in snapshot["figures"]))),
        "figures": _figures_table(snapshot),
        "notes": wording.notes(snapshot),
        "lists": [_list_table(listed) for listed in snapshot["lists"]],
        "none": _("기록 없음"),
        "sources_title": _("출처"),
        "sources": [_source_line(source) for source in snapshot["sources"]],
        "end": _("끝."),
    }


def _figures_table(snapshot: dict[str, Any]) -> dict[str, Any]:
    zones = snapshot["zones"]
    heads = [_("과제 · 지표"), *(f"{zone['name']}\n{zone['lead']}" for zone in zones)]
    if len(zones) > 1:
        heads.append(_("합계"))
    rows = []
    for row in snapshot["figures"]:
        cells = [_figure(row, cell["value"], is_demo=cell["is_demo"]) for cell in row["cells"]]
        if len(zones) > 1:
            cells.append({"value": _value(row["total"]), "note": ", ".join(row["left_out"])})
        rows.append({"title": row["title"], "label": f"{row['label']} ({row['unit']})", "cells": cells})
    return {"heads": heads, "rows": rows}


def _figure(row: dict[str, Any], value: int | None, *, is_demo: bool) -> dict[str, str]:
    note = str(formats.ABSENT["no_plan"])
    return {"value": _value(value), "note": f"{note} · {_('시연')}" if is_demo else note}


def _value(value: int | None) -> str:
    return str(formats.ABSENT["unknown"]) if value is None else formats.number(value)


def _list_table(listed: dict[str, Any]) -> dict[str, Any]:
    rows = []
    for row in listed["rows"]:
        cells = [formats.number(cell) if isinstance(cell, int) else cell for cell in row["cells"]]
        rows.append({"cells": cells, "demo": row["is_demo"]})
    more = listed["total"] - len(rows)
    return {
        "title": listed["title"],
        "count": _("{n}건").format(n=formats.number(listed["total"])),
        "heads": listed["heads"],
        "numeric": _numeric(listed),
        "rows": rows,
        "more": _("이하 {n}건 생략. 전체는 포털의 목록에 있음").format(n=formats.number(more)) if more else "",
    }


def _numeric(listed: dict[str, Any]) -> list[int]:
    """The positions of columns that hold numbers."""
    return sorted({at for row in listed["rows"] for at, cell in enumerate(row["cells"]) if isinstance(cell, int)})


def _source_line(source: dict[str, str]) -> str:
    return ", ".join(filter(None, [source["title"], source["publisher"], source["date"]]))
