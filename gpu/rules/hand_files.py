"""Servers and their GPUs as a table that a person keeps: read from a file, written for one."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from axportal.core.errors import InvalidInput
from gpu.models import Node
from gpu.readings import NodeReading

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2000
MOST_GPUS = 100_000
COLUMNS = ("server", "type", "gpus", "allocated", "in_service", "reason")
NEEDED = ("server", "gpus")
_NAMES = {
    "server": ("server", "서버", "node", "노드", "hostname"),
    "type": ("type", "gpu 종류", "종류", "model", "모델"),
    "gpus": ("gpus", "gpu", "gpu(장)", "장수", "installed"),
    "allocated": ("allocated", "사용", "사용(장)", "used"),
    "in_service": ("in_service", "in service", "가동"),
    "reason": ("reason", "까닭", "비고", "note"),
}
_YES = {"yes", "y", "true", "1", "예", "네", "가동", "o"}
_NO = {"no", "n", "false", "0", "아니오", "아니요", "중단", "x"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LENGTHS = {"server": 100, "type": 100, "reason": 500}


class HandRow(NamedTuple):
    """GPUs of one type in one server. `None` is unknown."""

    server: str
    type_name: str
    gpus: int
    allocated: int | None
    in_service: bool | None
    reason: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file; the first line is 1."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class Table:
    """The rows of a file, and what is wrong in it."""

    rows: tuple[HandRow, ...]
    faults: tuple[Fault, ...]


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, or as Korean Excel saves it. Raises `InvalidInput`."""
    if len(content) > MOST_BYTES:
        raise InvalidInput(_("파일은 1MB까지 됩니다."))
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
        break
    raise InvalidInput(_("글자를 읽지 못했습니다. UTF-8로 저장한 CSV 파일을 올려 주세요."))


def read(text: str) -> Table:
    """The table in a text: a head that names the columns, then a line for each server and type."""
    text = text.lstrip("\ufeff")
    head = text.partition("\n")[0]
    mark = max(",\t;", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error:
        return Table((), (Fault(1, "", _("표로 읽지 못했습니다. 따옴표가 짝이 맞는지 보아 주세요.")),))
    lines = [[_as_meant(cell) for cell in line] for line in lines]
    places = {name: place for place, cell in enumerate(lines[0] if lines else []) if (name := _column(cell))}
    missing = [name for name in NEEDED if name not in places]
    if missing:
        message = _("첫 줄에 칸 이름이 없습니다: %(names)s") % {"names": ", ".join(missing)}
        return Table((), (Fault(1, "", message),))
    if len(lines) - 1 > MOST_ROWS:
        return Table((), (Fault(1, "", _("2,000줄까지 됩니다.")),))
    return _checked([(number, line) for number, line in enumerate(lines[1:], start=2) if any(line)], places)


def _column(cell: str) -> str:
    cell = cell.lower()
    return next((name for name, known in _NAMES.items() if cell in known), "")


def _checked(lines: Sequence[tuple[int, list[str]]], places: dict[str, int]) -> Table:
    rows, faults, seen = [], [], set()
    for number, line in lines:
        cells = {name: line[place] if place < len(line) else "" for name, place in places.items()}
        found = _faults(cells)
        key = (cells["server"], cells.get("type", "").lower())
        if not found and key in seen:
            found = {"server": _("같은 서버의 같은 종류가 두 번 있습니다.")}
        seen.add(key)
        faults += [Fault(number, name, message) for name, message in found.items()]
        if not found:
            rows.append(_row(cells))
    if not rows and not faults:
        faults.append(Fault(1, "", _("서버가 한 대도 없습니다. 빈 목록은 0장이라는 뜻이 아니어서 받지 않습니다.")))
    return Table(tuple(rows), tuple(faults))


def _faults(cells: dict[str, str]) -> dict[str, str]:
    found = {}
    if not cells["server"]:
        found["server"] = _("서버 이름을 적어 주세요.")
    for name, most in _LENGTHS.items():
        if len(cells.get(name, "")) > most:
            found[name] = _("%(most)s자까지 됩니다.") % {"most": most}
    if _number(cells["gpus"]) is None:
        found["gpus"] = _("0부터 100,000까지의 수를 적어 주세요.")
    allocated = cells.get("allocated", "")
    if allocated and _number(allocated) is None:
        found["allocated"] = _("수를 적거나, 모르면 비워 두세요.")
    elif allocated and (_number(allocated) or 0) > (_number(cells["gpus"]) or 0):
        found["allocated"] = _("있는 GPU보다 많습니다.")
    if cells.get("in_service", "").lower() not in {*_YES, *_NO, ""}:
        found["in_service"] = _("예, 아니오 가운데 적거나, 모르면 비워 두세요.")
    return found


def _number(text: str) -> int | None:
    text = text.replace(",", "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= 6
    return int(text) if is_number and int(text) <= MOST_GPUS else None


def _row(cells: dict[str, str]) -> HandRow:
    told = cells.get("in_service", "").lower()
    return HandRow(
        server=cells["server"],
        type_name=cells.get("type", "").lower(),
        gpus=_number(cells["gpus"]) or 0,
        allocated=_number(cells.get("allocated", "")),
        in_service=True if told in _YES else False if told in _NO else None,
        reason=cells.get("reason", ""),
    )


def written(rows: Iterable[HandRow]) -> str:
    """The rows as such a text."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        service = "" if row.in_service is None else "yes" if row.in_service else "no"
        used = "" if row.allocated is None else row.allocated
        texts = [_no_formula(text) for text in (row.server, row.type_name, row.reason)]
        writer.writerow([texts[0], texts[1], row.gpus, used, service, texts[2]])
    return output.getvalue()


def _no_formula(text: str) -> str:
    """A cell that a spreadsheet will not run."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _as_meant(cell: str) -> str:
    """A cell without the mark that keeps it from being run."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA_STARTS) else cell


def rows_of(nodes: Iterable[Node]) -> list[HandRow]:
    """What stands in a site now, as such rows. `nodes` come with their `gpus`."""
    return [
        HandRow(node.name, gpus.type_name, gpus.installed, gpus.allocated, node.in_service, node.reason)
        for node in nodes
        for gpus in node.gpus.all()
    ]


def readings(rows: Iterable[HandRow]) -> list[NodeReading]:
    """The servers that the rows tell of. What jobs hold is known of a server if it is known of all its types."""
    servers: dict[str, list[HandRow]] = {}
    for row in rows:
        servers.setdefault(row.server, []).append(row)
    return [_reading(name, parts) for name, parts in servers.items()]


def _reading(name: str, parts: list[HandRow]) -> NodeReading:
    used = {part.type_name: part.allocated for part in parts if part.allocated is not None}
    told = {part.in_service for part in parts}
    service = False if False in told else None if None in told else True
    return NodeReading(
        name=name,
        gpus={part.type_name: part.gpus for part in parts},
        allocated=used if len(used) == len(parts) else None,
        in_service=service,
        reason=next((part.reason for part in parts if part.reason), ""),
    )
