"""The PDF of a report: tagged (PDF/UA-1), from our own fonts, the same bytes for the same snapshot."""

import json
import unicodedata
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from axportal.core import formats
from axportal.core.embedded import paths
from axportal.reports.selectors import wording

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "zone_status.typ"


def write_pdf(snapshot: dict[str, Any]) -> bytes:
    """The finished document. Data goes in as JSON, never as source; no system font, package or network is used."""
    content = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(paths.fonts_dir())],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(_taken_at(snapshot).timestamp()),
        sys_inputs={"report": _drawable(json.dumps(_document(snapshot), ensure_ascii=False))},
    )
    return bytes(content)


def _drawable(text: str) -> str:
    """The text with the printers' geta mark for characters no font of ours has: PDF/UA allows no empty boxes."""
    known = _characters()
    return "".join(char if ord(char) in known or _is_invisible(char) else "\N{GETA MARK}" for char in text)


def _is_invisible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf"}


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """The characters that our fonts have."""
    return frozenset(code for file in paths.fonts_dir().glob("*.ttf") for code in TTFont(file).getBestCmap())


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
