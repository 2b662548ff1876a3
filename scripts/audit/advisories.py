"""The locks against known holes, after a proof that the check can fail.

Advisories are those of the snapshot in `.ci/advisories.json`, or of a folder of OSV files (JSON or YAML: a copy of
a public advisory database) named by ADVISORIES. A package that neither knows is "not checked", never "ok".
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import Version

from scripts.audit.findings import Finding
from scripts.audit.tools import ROOT

SNAPSHOT = ROOT / ".ci" / "advisories.json"
KNOWN_BAD = ROOT / ".ci" / "known-bad.lock"
LOCKS = ("base", "dev", "audit")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """Where the advisories come from, by package; `complete` when unnamed packages have none."""

    label: str
    advisories: Mapping[str, list[Mapping[str, Any]]]
    looked_up: frozenset[str]
    complete: bool


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: Path) -> list[tuple[str, str]]:
    """The packages of a lock with their versions."""
    return [(plain(name), version) for name, version in _PINNED.findall(lock.read_text(encoding="utf-8"))]


def read_source() -> Source:
    """The folder named by ADVISORIES, else the snapshot."""
    folder = os.environ.get("ADVISORIES", "")
    if folder:
        found = _by_package(_documents(Path(folder)))
        return Source(f"{folder} ({sum(map(len, found.values()))} entries)", found, frozenset(), complete=True)
    snapshot = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    found = _by_package(snapshot["advisories"])
    looked_up = frozenset(map(plain, snapshot["looked_up"]))
    return Source(f"snapshot of {snapshot['taken_on']}", found, looked_up, complete=False)


def _documents(folder: Path) -> Iterator[Mapping[str, Any]]:
    import yaml

    for file in folder.rglob("*"):
        if file.suffix == ".json":
            yield json.loads(file.read_text(encoding="utf-8"))
        elif file.suffix in {".yaml", ".yml"}:
            yield yaml.safe_load(file.read_text(encoding="utf-8"))


def _by_package(documents: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for document in documents:
        for affected in document.get("affected", []):
            name = plain(affected.get("package", {}).get("name", ""))
            found.setdefault(name, []).append({"id": document["id"], **affected})
    return found


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Tell whether OSV's `versions` or version ranges name this version."""
    if version in affected.get("versions", []):
        return True
    ranges = (row for row in affected.get("ranges", []) if row.get("type") == "ECOSYSTEM")
    return any(_within(Version(version), row["events"]) for row in ranges)


def _within(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    """Events in order of versions switch the state on (introduced) and off (fixed; after last_affected)."""
    inside = False
    for event in events:
        if "introduced" in event and version >= Version(event["introduced"]):
            inside = True
        is_fixed = "fixed" in event and version >= Version(event["fixed"])
        is_later = "last_affected" in event and version > Version(event["last_affected"])
        inside = inside and not is_fixed and not is_later
    return inside


def holes(packages: Iterable[tuple[str, str]], source: Source) -> list[Finding]:
    """The known holes of these packages."""
    return [
        Finding(affected["id"], f"{name}=={version}", "known hole in this version")
        for name, version in packages
        for affected in source.advisories.get(name, [])
        if is_affected(version, affected)
    ]


def check() -> tuple[str, list[Finding], str]:
    """What was done, the holes found, and what could not be checked."""
    source = read_source()
    bad = pinned(KNOWN_BAD)
    caught = {finding.where for finding in holes(bad, source)}
    missed = [f"{name}=={version}" for name, version in bad if f"{name}=={version}" not in caught]
    if missed:
        return source.label, [Finding("proof", name, "a known-bad lock was not found bad") for name in missed], ""
    packages = sorted({row for lock in LOCKS for row in pinned(ROOT / "requirements" / f"{lock}.lock")})
    known = source.looked_up | set(source.advisories)
    unknown = [] if source.complete else [name for name, _version in packages if name not in known]
    did = f"{source.label}; found the known-bad lock bad; {len(packages) - len(unknown)} of {len(packages)} packages"
    left = f"{len(unknown)} packages are in no advisory source at hand" if unknown else ""
    return did, holes(packages, source), left
