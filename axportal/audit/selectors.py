"""Reads of the log: the chain's state, and what broke it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from axportal.audit.models import Act
from axportal.audit.rules import GENESIS, chain_hash


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    seq: int
    reason: str


def first_break(*, anchors: dict[int, str] | None = None) -> Break | None:
    """Walk the chain from its beginning; None when whole. `anchors` maps seq → hash kept outside the database."""
    expected, previous = 1, GENESIS
    anchors = dict(anchors or {})
    for act in _sealed():
        if act.seq != expected:
            return Break(expected, "missing")
        if act.prev_hash != previous or act.hash != chain_hash(previous, act):
            return Break(expected, "changed")
        if anchors.pop(expected, act.hash) != act.hash:
            return Break(expected, "differs from the anchor")
        expected, previous = expected + 1, act.hash
    if anchors:
        return Break(min(anchors), "cut off before an anchor")
    return None


def _sealed() -> Iterator[Act]:
    return Act.objects.filter(seq__isnull=False).order_by("seq").iterator(chunk_size=2000)


def unsealed_age() -> float:
    """Seconds since the oldest act that has no place in the chain yet; 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0), 0)"
            " FROM audit_act WHERE seq IS NULL"
        )
        return float(cursor.fetchone()[0])
