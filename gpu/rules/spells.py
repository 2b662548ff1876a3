"""When a server counts as out of service: two reports open a time out of service, three good ones end it.

A report whose state is unknown (a controller that was restarted says so for some seconds) counts only once it has
lasted for a minute. One that leaves open whether the server works says nothing, neither good nor bad. The result
depends on the reports alone, not on the order in which they came in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TO_OPEN, TO_CLOSE = 2, 3
UNKNOWN_FOR = timedelta(seconds=60)
SLACK = timedelta(minutes=2)
"""How far the scheduler's own times and ours may lie apart for the same time out of service."""


def says_something(in_service: bool | None, state: str) -> bool:
    """Whether a report is good, bad, or of a scheduler that has lost sight of the server."""
    return in_service is not None or "UNKNOWN" in state.upper()


@dataclass(frozen=True, slots=True)
class Report:
    """A server at one moment, of which something is said. `in_service` is None where its state is unknown."""

    at: datetime
    in_service: bool | None
    state: str = ""
    reason: str = ""
    gpus: int = 0


@dataclass(slots=True)
class Spell:
    """A time out of service. `state` is None where no report of it was read."""

    started_at: datetime
    ended_at: datetime | None = None
    state: str | None = None
    reason: str = ""
    gpus: int = 0

    def take(self, report: Report, reason: str) -> None:
        """What the newest report says of it; a reason stays until there is another."""
        self.state, self.gpus = report.state, report.gpus
        self.reason = reason or self.reason

    def overlaps(self, started_at: datetime, ended_at: datetime | None) -> bool:
        """It is the same time out of service, as far as clocks and polls can tell."""
        return (ended_at is None or self.started_at <= ended_at + SLACK) and (
            self.ended_at is None or self.ended_at >= started_at - SLACK
        )


@dataclass(slots=True)
class Told:
    """What reports tell: times out of service, and how many reports in a row were bad or good at the end."""

    spells: list[Spell]
    bad: int = 0
    good: int = 0


def replay(reports: Iterable[Report], *, open_since: datetime | None = None, given: str = "") -> Told:
    """Read reports in the order of their times; `open_since` when the server was out of service before the first.

    `given` is the reason that was told of that by then.
    """
    told = Told([Spell(open_since, reason=given)] if open_since else [])
    spell = told.spells[0] if open_since else None
    run_since, reason = None, ""
    for report in reports:
        if report.in_service:
            run_since = report.at if told.good == 0 else run_since
            told.good, told.bad, reason = min(told.good + 1, TO_CLOSE), 0, ""
            if spell and told.good == TO_CLOSE:
                spell.ended_at, spell = run_since, None
            continue
        if told.good or run_since is None:
            run_since, told.good = report.at, 0
        if report.in_service is False:
            told.bad = min(told.bad + 1, TO_OPEN)
        if report.at - run_since >= UNKNOWN_FOR:
            told.bad = TO_OPEN
        reason = report.reason or reason
        if spell is None and told.bad >= TO_OPEN:
            spell = Spell(run_since)
            told.spells.append(spell)
        if spell:
            spell.take(report, reason)
    return told


def last_certain(reports: Sequence[Report]) -> tuple[int, bool] | None:
    """Where a replay may begin as late as possible: the place, and whether the server is out of service there.

    Three good reports in a row, or two bad ones, settle how it stands whatever was before; else a minute without a
    good one.
    """
    for end in range(len(reports), 0, -1):
        if end >= TO_CLOSE and all(report.in_service for report in reports[end - TO_CLOSE : end]):
            return end - TO_CLOSE, False
        if end >= TO_OPEN and all(report.in_service is False for report in reports[end - TO_OPEN : end]):
            return end - TO_OPEN, True
    return _minute_without_good(reports)


def _minute_without_good(reports: Sequence[Report]) -> tuple[int, bool] | None:
    last = len(reports) - 1
    for place in range(len(reports) - 1, -1, -1):
        if reports[place].in_service:
            last = place - 1
        elif reports[last].at - reports[place].at >= UNKNOWN_FOR:
            return place, True
    return None


def good_again(reports: Sequence[Report], *, after: datetime) -> int | None:
    """The place of the first of three good reports in a row after that time."""
    later = [place for place, report in enumerate(reports) if report.at > after]
    for place in later[: len(later) - TO_CLOSE + 1]:
        if all(report.in_service for report in reports[place : place + TO_CLOSE]):
            return place
    return None


def is_garbled(garbled: str, reason: str) -> bool:
    """The first text is the second with some characters written as "?": an accounting database without Korean."""
    return (
        "?" in garbled
        and garbled != reason
        and len(garbled) == len(reason)
        and all(a in (b, "?") for a, b in zip(garbled, reason, strict=True))
    )
