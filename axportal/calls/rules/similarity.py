"""Which words two projects share, field by field: runs of the same words in a row, and how much they make up."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from zlib import crc32

#: The texts of a project that a duplicate would repeat.
FIELDS = ("title_ko", "necessity", "goal", "method", "use_plan")
SHORTEST_RUN = 6  # words in a row; shorter ones are how people write
LEAST_PERCENT = 20
LONGEST_SUMMARY = 2000


@dataclass(frozen=True)
class Likeness:
    """How much of the first project's words stand in the second, and where."""

    percent: int
    passages: tuple[dict[str, str], ...]

    @property
    def is_worth_a_look(self) -> bool:
        """More than two projects of one field share by themselves."""
        return self.percent >= LEAST_PERCENT


def project_of(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a submission's project."""
    for part in snapshot["parts"]:
        if part["step"] == "project" and part["organisation"] == snapshot["applicant"]:
            return {name: str(part["fields"].get(name, "")) for name in FIELDS}
    return {}


def summary_of(project: Mapping[str, str]) -> str:
    """Title and goal: what candidates are found by."""
    return f"{project.get('title_ko', '')} {project.get('goal', '')}".strip()[:LONGEST_SUMMARY]


def runs_of(project: Mapping[str, str]) -> list[int]:
    """A number for each run of words that `likeness` would find at least, and for each field that is shorter.

    Projects that have no number in common share nothing: an index of numbers finds all candidates.
    """
    return sorted(
        {crc32(run.encode()) - 2**31 for name in FIELDS for run in _runs(name, project.get(name, "").split())}
    )


def _runs(name: str, words: list[str]) -> list[str]:
    if len(words) < SHORTEST_RUN:
        return [" ".join([name, *words])] if words else []
    return [" ".join([name, *words[at : at + SHORTEST_RUN]]) for at in range(len(words) - SHORTEST_RUN + 1)]


def likeness(mine: Mapping[str, str], theirs: Mapping[str, str]) -> Likeness:
    """Compare two projects. Words are compared, not letters: a thousand words cost milliseconds."""
    words = matched = 0
    passages: list[dict[str, str]] = []
    for name in FIELDS:
        ours, others = mine.get(name, "").split(), theirs.get(name, "").split()
        words += len(ours)
        if ours and ours == others:
            matched += len(ours)
            passages.append({"field": name, "mine": " ".join(ours), "theirs": " ".join(others)})
            continue
        for ours_at, others_at, size in SequenceMatcher(None, ours, others, autojunk=False).get_matching_blocks():
            if size >= SHORTEST_RUN:
                matched += size
                run = {"mine": " ".join(ours[ours_at : ours_at + size])}
                passages.append({"field": name, **run, "theirs": " ".join(others[others_at : others_at + size])})
    return Likeness(matched * 100 // words if words else 0, tuple(passages))
