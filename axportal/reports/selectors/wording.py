"""A report's sentences in the terse style of government papers: □ head, ○ point, - detail, ※ note."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from axportal.core import formats

HEAD, POINT, DETAIL, NOTE = "□", "○", "-", "※"
Line = tuple[str, str]


def title(snapshot: Mapping[str, Any]) -> str:
    """The report's title."""
    zones = snapshot["zones"]
    place = zones[0]["name"] if len(zones) == 1 else _("네 권역")
    return _("{place} AX 전략 추진 현황").format(place=place)


def as_of_text(snapshot: Mapping[str, Any]) -> str:
    """As of which day."""
    return _("{day} 기준").format(day=formats.day(date.fromisoformat(snapshot["as_of"]), weekday=False))


def summary_lines(snapshot: Mapping[str, Any]) -> list[Line]:
    """The whole report in a few lines."""
    rows = snapshot["figures"]
    zones = {zone["slug"]: zone["name"] for zone in snapshot["zones"]}
    totals = ", ".join(f"{row['label']} {row['total_text']}" for row in rows)
    lines = [(HEAD, totals)]
    for row in rows:
        lines.append((POINT, _point(zones, row)))
        lines += [(DETAIL, text) for text in _details(row)]
    lines.append((DETAIL, _("계획 없음: 목표가 정해지지 않아 달성률을 셈하지 않음")))
    return lines


def _point(zones: Mapping[str, str], row: Mapping[str, Any]) -> str:
    cells = " · ".join(f"{zones[cell['zone']]} {cell['text']}" for cell in row["cells"])
    return f"{row['title']}: {cells}"


def _details(row: Mapping[str, Any]) -> Iterator[str]:
    for beside in row["beside"]:
        yield f"{beside['label']} {beside['text']}"
    yield from row["left_out"][1:] if row["total"] is not None else []


def notes(snapshot: Mapping[str, Any]) -> list[Line]:
    """What a reader must know of all numbers."""
    found = [(NOTE, text) for text in snapshot["basis"]]
    if snapshot["is_demo"]:
        found.append((NOTE, _("‘시연’ 표시가 있는 값에는 지어낸 기록이 들어 있음")))
    if snapshot["is_kept_day"]:
        found.append((NOTE, _("그날 보관한 값만 실음. 기록의 목록은 보관하지 않아 싣지 않음")))
    return found
