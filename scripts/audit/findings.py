"""Findings, and the list of those that are allowed with a reason (.ci/audit-allow.toml)."""

import fnmatch
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

SHORTEST_REASON = 10


@dataclass(frozen=True)
class Finding:
    """Something a check found: which rule, in which file (or package), what it says."""

    rule: str
    where: str
    text: str


@dataclass(frozen=True)
class Allowance:
    """A rule that may find something in these files, and why."""

    check: str
    rule: str
    where: str
    reason: str

    def covers(self, check: str, finding: Finding) -> bool:
        """Tell whether this finding is meant."""
        return (
            self.check == check
            and fnmatch.fnmatchcase(finding.rule, self.rule)
            and fnmatch.fnmatchcase(finding.where, self.where)
        )


@dataclass
class Outcome:
    """A check's findings, parted into those that fail the audit and those that are allowed."""

    check: str
    did: str
    open: list[Finding] = field(default_factory=list)
    allowed: list[Finding] = field(default_factory=list)
    #: Set where the check could not be made: never shown as passed.
    not_checked: str = ""

    @property
    def word(self) -> str:
        """One word for the table."""
        if self.open:
            return "FAILED"
        return "not checked" if self.not_checked else "ok"


def read_allowances(path: Path) -> list[Allowance]:
    """The allow list; every entry must say why."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["allow"]
    found = [Allowance(**entry) for entry in entries]
    for allowance in found:
        if len(allowance.reason) < SHORTEST_REASON:
            raise SystemExit(f"{path}: {allowance.check} {allowance.rule} is allowed without a reason")
    return found


def sort(check: str, did: str, found: list[Finding], allowances: list[Allowance]) -> tuple[Outcome, set[Allowance]]:
    """The outcome of a check, and the allowances that were needed."""
    outcome, used = Outcome(check, did), set()
    for finding in found:
        allowance = next((one for one in allowances if one.covers(check, finding)), None)
        if allowance is None:
            outcome.open.append(finding)
        else:
            outcome.allowed.append(finding)
            used.add(allowance)
    return outcome, used
