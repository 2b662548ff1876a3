"""Arithmetic of Slurm's trackable resources: how many GPUs of which type, never counted twice.

A text such as `gres/gpu=8,gres/gpu:h100=6` holds the total and the types beside each other: six H100 and two of which
no type is named. Counts are by type in lower case; the empty name stands for GPUs without a type; none of them is 0.
"""

import re
from collections.abc import Iterable, Mapping

GPU = "gpu"
UNTYPED = ""
BEYOND = 10**18
"""What stands for a count of more digits than any has: not zero, and refused where it is taken in."""

_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4, "p": 1024**5}
_COUNT = re.compile(r"(\d+)([kmgtp]?)", re.IGNORECASE)
_GRES = re.compile(r"(?:gres[:/])?gpu(?::(?P<type>[^:(),=]+))?:(?P<count>\d+[kmgtp]?)(?:\((?P<notes>[^()]*)\))?", re.I)
_INDEXES = re.compile(r"IDX:([\d,-]+)")


def of_tres(text: str | None) -> dict[str, int]:
    """GPUs by type of `cpu=64,mem=500G,gres/gpu=8,gres/gpu:h100=8`."""
    return of_entries(_pairs(text or ""))


def of_entries(entries: Iterable[tuple[str, int]]) -> dict[str, int]:
    """GPUs by type of pairs such as `("gres/gpu", 8), ("gres/gpu:h100", 8)`; other resources are passed over."""
    total = 0
    typed: dict[str, int] = {}
    for name, count in entries:
        kind, _slash, resource = name.strip().lower().partition("/")
        if kind != "gres" or count <= 0:
            continue
        resource, _colon, type_name = resource.partition(":")
        if resource != GPU:
            continue
        if type_name:
            typed[type_name] = typed.get(type_name, 0) + count
        else:
            total = max(total, count)
    rest = total - sum(typed.values())
    return {**typed, **({UNTYPED: rest} if rest > 0 else {})}


def of_gres(text: str | None) -> dict[str, int]:
    """GPUs by type of a configuration or request: `gpu:h100:8(S:0-1)`, `gpu:4`, `gres/gpu:h100:2`."""
    found: dict[str, int] = {}
    for match in _GRES.finditer(text or ""):
        name, count = (match["type"] or UNTYPED).lower(), _number(match["count"])
        if count:
            found[name] = found.get(name, 0) + count
    return found


def indexes(text: str | None) -> tuple[int, ...]:
    """The numbers of the GPUs in `gpu:h100:7(IDX:0-6)`, in order; empty where none are named."""
    found: set[int] = set()
    for ranges in _INDEXES.findall(text or ""):
        for piece in ranges.split(","):
            first, _dash, last = piece.partition("-")
            is_range = len(piece) <= 11 and first.isdigit() and (last.isdigit() or not last)
            if is_range and int(last or first) - int(first) < 1024:
                found.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(found))


def better_typed(counts: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """`counts`, or `other` where that says the same number and names more types."""
    same = sum(counts.values()) == sum(other.values())
    return dict(other) if same and other.get(UNTYPED, 0) < counts.get(UNTYPED, 0) else dict(counts)


def total(text: str) -> int | None:
    """The total that a text such as `gres/gpu=8,gres/gpu:h100=6` names beside the types; None where it names none."""
    return max((count for name, count in _pairs(text) if name.strip().lower() == "gres/gpu"), default=None)


def of_used(text: str, by_gres: Mapping[str, int]) -> dict[str, int]:
    """GPUs in use by type on a server where both are tracked, total and types; `by_gres` is what `gres_used` says.

    A controller of 22.05 that was started again counts the types in `tres_used` wrongly, `gres/gpu=4,gres/gpu:a100=8`
    or `gres/gpu:a100=4` where nothing runs any more, and the total rightly: types count up to the total.
    """
    counts, most = of_tres(text), total(text) or 0
    if sum(counts.values()) > most:
        counts = {UNTYPED: most} if most else {}
    return better_typed(counts, by_gres)


def held_of(held: Mapping[str, int], installed: Mapping[str, int]) -> dict[str, int] | None:
    """Held GPUs under the types that stand in the server, each of them present; zero where none is held.

    GPUs held under no type belong to the server's only type where it has but one. None where the two do not fit
    together: then nobody knows which are held.
    """
    if len(installed) == 1:
        held = {name: sum(held.values()) for name in installed}
    if any(count > installed.get(name, 0) for name, count in held.items()):
        return None
    return {**dict.fromkeys(installed, 0), **held}


def _pairs(text: str) -> Iterable[tuple[str, int]]:
    for item in text.split(","):
        name, equals, count = item.partition("=")
        if equals:
            yield name, _number(count)


def _number(text: str) -> int:
    match = _COUNT.fullmatch(text.strip())
    if match is None:
        return 0
    return int(match[1]) * _UNITS[match[2].lower()] if len(match[1]) <= 18 else BEYOND
