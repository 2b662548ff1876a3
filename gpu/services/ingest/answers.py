"""What is answered to each line that a site sent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

ACCEPTED, DUPLICATE, SUPERSEDED, REJECTED = "accepted", "duplicate", "superseded", "rejected"
MOST_NAMED, LONGEST_NAME = 5, 60
MOST_AHEAD, CLAMPED_AHEAD = timedelta(minutes=10), timedelta(minutes=2)


class LineAnswer(NamedTuple):
    """What became of a line: `code` says why it was rejected, or `clamped` that its time was ahead of ours."""

    result: str
    code: str = ""


TAKEN = LineAnswer(ACCEPTED)
"""The answer to a line of which there is nothing to say."""


@dataclass(slots=True)
class Taken:
    """The answers, in the order of the lines. A superseded line is older than what is known: history alone changes."""

    lines: list[LineAnswer] = field(default_factory=list)

    def count(self, result: str) -> int:
        """Lines with this result."""
        return Counter(line.result for line in self.lines)[result]

    @property
    def accepted(self) -> int:
        """Lines that said something new."""
        return self.count(ACCEPTED)

    @property
    def duplicate(self) -> int:
        """Lines that were known already."""
        return self.count(DUPLICATE)

    @property
    def superseded(self) -> int:
        """Lines older than what is known."""
        return self.count(SUPERSEDED)

    @property
    def rejected(self) -> int:
        """Lines that cannot be used."""
        return self.count(REJECTED)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Lines that cannot be used for the same reason: how many, and the names of the first few."""

    code: str
    count: int
    keys: list[str]


def rejections(rows: Sequence[Any], taken: Taken, *, but: frozenset[str] = frozenset()) -> list[Rejection]:
    """The lines of `rows` that were rejected, by code, the most frequent first; codes in `but` are left out."""
    named: dict[str, list[str]] = {}
    for row, line in zip(rows, taken.lines, strict=True):
        if line.result == REJECTED and line.code not in but:
            named.setdefault(line.code, []).append(_name(row))
    found = [Rejection(code, len(names), names[:MOST_NAMED]) for code, names in named.items()]
    return sorted(found, key=lambda one: (-one.count, one.code))


def _name(row: Any) -> str:
    """What the line is about: a server, a job, a run or a GPU, never a person."""
    name = next(str(getattr(row, field)) for field in ("uid", "key", "name", "node") if hasattr(row, field))
    return name.replace("\0", "")[:LONGEST_NAME]


def clocked(observed_at: datetime, at: datetime) -> tuple[datetime, LineAnswer] | None:
    """The time that counts, and the answer to a good line of that time; None when it is too far ahead."""
    ahead = observed_at - at
    if ahead > MOST_AHEAD:
        return None
    if ahead > CLAMPED_AHEAD:
        return at, LineAnswer(ACCEPTED, "clamped")
    return observed_at, TAKEN


def fault_of_work(key: str, account: str, gpus: Mapping[str, int], *, most: int = 100) -> str:
    """Why a job or a run cannot be used; empty when it can. Where nobody keeps accounts, work has none."""
    if not 0 < len(key) <= most or len(account) > 100 or "\0" in key or "\0" in account:
        return "wrong_name"
    if any(len(name) > 100 or "\0" in name or not 0 <= number < 2**31 for name, number in gpus.items()):
        return "wrong_value"
    return ""
