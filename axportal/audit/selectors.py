"""Reads of the log: the chain's state, what broke it, and the anchors kept outside the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from axportal.audit.models import Act
from axportal.audit.rules import GENESIS, Anchor, chain_hash


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    seq: int
    reason: str


def first_break(*, anchors: Iterable[Anchor] = ()) -> Break | None:
    """Walk the chain from its beginning; None when it is whole and goes through every anchor."""
    expected, previous = 1, GENESIS
    held: dict[int, set[str]] = {}
    for anchor in anchors:
        held.setdefault(anchor.seq, set()).add(anchor.hash)
    for act in _sealed():
        if act.seq != expected:
            return Break(expected, "missing")
        if act.prev_hash != previous or act.hash != chain_hash(previous, act):
            return Break(expected, "changed")
        if held.pop(expected, {act.hash}) != {act.hash}:
            return Break(expected, "differs from the anchor")
        expected, previous = expected + 1, act.hash
    if held:
        return Break(expected, f"cut off before the anchor at seq {min(held)}")
    return None


def _sealed() -> Iterator[Act]:
    return Act.objects.filter(seq__isnull=False).order_by("seq").iterator(chunk_size=2000)


def anchor_file() -> Path:
    """Where this installation keeps its anchors: `AXPORTAL_ANCHORS`, best on another machine's volume."""
    return settings.ANCHOR_DIR / "audit-anchors.jsonl"


def read_anchors(file: Path) -> list[Anchor]:
    """The anchors of a file, oldest first."""
    return list(_anchors(file.read_text(encoding="utf-8").splitlines()))


def newest_anchor() -> Anchor | None:
    """The last anchor of this installation, None when there is none yet."""
    try:
        lines = anchor_file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    return next(_anchors(reversed(lines)), None)


def _anchors(lines: Iterable[str]) -> Iterator[Anchor]:
    return (anchor for anchor in map(Anchor.read, lines) if anchor is not None)


def unsealed_age() -> float:
    """Seconds since the oldest act that has no place in the chain yet; 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0), 0)"
            " FROM audit_act WHERE seq IS NULL"
        )
        return float(cursor.fetchone()[0])
