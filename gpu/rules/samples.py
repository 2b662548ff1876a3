"""Samples of GPUs as columns: they are by far the most lines, so that nothing is made for each of them.

`read_together` holds lines to every check that `strict_json.loads` and `lines.sample` make, but over columns. Where one
of them fails it does not say which: the lines are then read one by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Self

import orjson

from gpu.readings import SampleReading
from gpu.rules.lines import MOST_INTEGER, MOST_SMALL, SAMPLE, observed
from gpu.rules.strict_json import Wrong

LONGEST = 4096
"""Bytes of a line that is read with others; a good one with the longest names has less."""
_NEEDED = frozenset({"kind", "key", "node", "observed_at"})
_TEXTS = {"kind": (1, 100), "key": (1, 100), "node": (1, 100), "model_name": (0, 100), "mig_profile": (0, 30)}
"""Least and most characters."""
_NUMBERS = {
    "active": 1000, "memory_used_mib": MOST_INTEGER, "memory_total_mib": MOST_INTEGER, "power_mw": MOST_INTEGER,
    "index": MOST_SMALL, "seq": 2**63,
}  # fmt: skip
"""The most; the least is 0, and None is unknown."""
_Fields = Sequence[dict[str, Any]]


@dataclass(slots=True)
class Samples:
    """Columns of the same length, named as the fields of `SampleReading` and holding what those do."""

    node: list[str] = field(default_factory=list)
    uid: list[str] = field(default_factory=list)
    observed_at: list[datetime] = field(default_factory=list)
    active: list[int | None] = field(default_factory=list)
    memory_used_mib: list[int | None] = field(default_factory=list)
    memory_total_mib: list[int | None] = field(default_factory=list)
    power_mw: list[int | None] = field(default_factory=list)
    index: list[int | None] = field(default_factory=list)
    model_name: list[str] = field(default_factory=list)
    mig_profile: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, readings: Iterable[SampleReading]) -> Self:
        """The columns of these readings."""
        found = cls()
        for reading in readings:
            found.append(reading)
        return found

    def append(self, reading: SampleReading) -> None:
        """One more line."""
        for name in _COLUMNS:
            getattr(self, name).append(getattr(reading, name))

    def extend(self, others: "Samples") -> None:
        """More lines."""
        for name in _COLUMNS:
            getattr(self, name).extend(getattr(others, name))

    def at(self, places: Sequence[int]) -> "Samples":
        """The lines at these places, in their order."""
        columns = {name: getattr(self, name) for name in _COLUMNS}
        return Samples(**{name: [column[place] for place in places] for name, column in columns.items()})

    def __len__(self) -> int:
        return len(self.uid)


_COLUMNS = tuple(column.name for column in fields(Samples))


def read_together(lines: Sequence[bytes], *, at: datetime) -> tuple[Samples, list[int]] | None:
    """The samples that the lines tell of and the places of those whose time is clamped; None unless all are good."""
    if b'"gpu_sample"' not in lines[0] or max(map(len, lines)) > LONGEST:
        return None
    text = b"".join(lines)
    if b"\\" in text:  # so that a quote in the text is always one around a string
        return None
    try:
        found = list(map(orjson.loads, lines))
    except orjson.JSONDecodeError:
        return None
    columns = _columns(found, text) if set(map(type, found)) == {dict} else None
    if columns is None or set(columns.pop("kind")) != {"gpu_sample"}:
        return None
    try:
        times = {told: observed({"observed_at": told}, at=at) for told in set(columns["observed_at"])}
    except Wrong:
        return None
    told_times = columns.pop("observed_at")
    clamped = {told for told, (_moment, is_clamped) in times.items() if is_clamped}
    places = [place for place, told in enumerate(told_times) if told in clamped] if clamped else []
    columns.pop("seq", None)
    return Samples(uid=columns.pop("key"), observed_at=[times[told][0] for told in told_times], **columns), places


def _columns(found: _Fields, text: bytes) -> dict[str, list[Any]] | None:
    """Every field as a column, None unless each value is good and no key stands twice in a line.

    Of a key that stands twice the parser keeps the last: then the text holds quotes of strings that are not there.
    """
    names: set[str] = set().union(*found)
    if not _NEEDED <= names <= SAMPLE:
        return None
    nothing = [None] * len(found)
    columns: dict[str, list[Any]] = dict.fromkeys(_NUMBERS, nothing)
    columns |= dict.fromkeys(("model_name", "mig_profile"), [""] * len(found))
    strings = sum(map(len, found))
    are_alike = strings == len(names) * len(found)
    for name in names:
        told = [one[name] for one in found if are_alike or name in one]
        kind = _kind_of(name, told)
        if kind is None:
            return None
        strings += len(told) if kind is str else 0
        if len(told) == len(found):
            columns[name] = told
        elif name in _NEEDED:
            return None
        else:
            columns[name] = [one.get(name, "" if name in _TEXTS else None) for one in found]
    return columns if text.count(b'"') == 2 * strings else None


def _kind_of(name: str, told: list[Any]) -> type | None:
    """Of what kind the values are, None unless each is good."""
    kinds = set(map(type, told))
    if name == "observed_at":
        return kinds.pop() if kinds in ({str}, {int}) else None
    if name in _TEXTS:
        least, most = _TEXTS[name]
        lengths = set(map(len, told)) if kinds == {str} else {-1}
        return str if least <= min(lengths) and max(lengths) <= most else None
    if not kinds <= {int, type(None)}:
        return None
    known = [value for value in told if value is not None] if type(None) in kinds else told
    return int if not known or (min(known) >= 0 and max(known) <= _NUMBERS[name]) else None
