"""What is answered to each line that a site sent."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ACCEPTED, DUPLICATE, SUPERSEDED, REJECTED = "accepted", "duplicate", "superseded", "rejected"
MOST_AHEAD, CLAMPED_AHEAD = timedelta(minutes=10), timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What became of a line: `code` says why it was rejected, or `clamped` that its time was ahead of ours."""

    result: str
    code: str = ""


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


def clocked(observed_at: datetime, at: datetime) -> tuple[datetime, LineAnswer] | None:
    """The time that counts, and the answer to a good line of that time; None when it is too far ahead."""
    ahead = observed_at - at
    if ahead > MOST_AHEAD:
        return None
    if ahead > CLAMPED_AHEAD:
        return at, LineAnswer(ACCEPTED, "clamped")
    return observed_at, LineAnswer(ACCEPTED)


def fault_of_work(key: str, account: str, gpus: Mapping[str, int], *, most: int = 100) -> str:
    """Why a job or a run cannot be used; empty when it can. Where nobody keeps accounts, work has none."""
    if not 0 < len(key) <= most or len(account) > 100 or "\0" in key or "\0" in account:
        return "wrong_name"
    if any(len(name) > 100 or "\0" in name or not 0 <= number < 2**31 for name, number in gpus.items()):
        return "wrong_value"
    return ""
