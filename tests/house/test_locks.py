"""The locks install with any pip and on any day: what is asked of another package with an extra is pinned with it."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[([^]]*)\])?==", re.MULTILINE)


def pins(lock: Path) -> dict[str, set[str]]:
    """The extras named with each package of a lock."""
    found = PINNED.findall(lock.read_text(encoding="utf-8"))
    return {canonicalize_name(name): {one.strip() for one in extras.split(",") if one} for name, extras in found}


def asked(name: str, extras: set[str]) -> list[Requirement]:
    """What an installed package with these extras asks of others on this machine."""
    rows = (Requirement(row) for row in metadata.requires(name) or [])
    return [row for row in rows if row.marker is None or any(row.marker.evaluate({"extra": e}) for e in extras | {""})]


@pytest.mark.parametrize("lock", ["base", "dev"])
def test_extras_asked_by_packages_are_pinned(lock):
    found = pins(REQUIREMENTS / f"{lock}.lock")
    installed = {canonicalize_name(row.name) for row in metadata.distributions()}
    rows = [row for name in found.keys() & installed for row in asked(name, found[name]) if row.extras]
    missing = {f"{canonicalize_name(r.name)}[{e}]" for r in rows for e in r.extras - found[canonicalize_name(r.name)]}
    assert rows
    assert missing == set()
