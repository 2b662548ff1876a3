"""From when on something is told: every threshold of the watch over sites, with its reason (docs/decisions/0014)."""

from datetime import timedelta

PERMILLE = 1000

COVERAGE_WINDOW = timedelta(hours=1)
COVERAGE_LEAST = 500
"""Thousandths of the GPU-seconds in service that are measured. Below half a mean tells of the gap, not of the GPUs."""
COVERAGE_BUCKETS = 6
"""Of the twelve spans of five minutes in the hour so many must be known before anything is said of it."""

IDLE_WINDOW = timedelta(hours=24)
IDLE_HELD_MOST = 500
"""Thousandths of the GPU-seconds that jobs held and that were measured. From half on, more GPUs stand idle in
somebody's hands than compute: asking the holders gains more than any purchase. A day, so that one slow start of a
large job tells nobody anything."""
IDLE_HELD_LEAST = 24 * 3600
"""GPU-seconds that must have been held and measured: one GPU for the whole day is no reason to write to anybody."""

QUIET = timedelta(hours=1)
"""After a message about a site, the next of the same kind comes no sooner: what comes and goes is told once an hour."""
REFUSAL_WINDOW = timedelta(hours=1)

RUNAWAY_AFTER = timedelta(minutes=10)
"""The accounting of a busy site is behind its queue by seconds, after a restart by minutes."""

ACCOUNTING_PERCENT = 1
ACCOUNTING_SECONDS = 3600
"""One GPU-hour: of a small account one per cent would be less than what rounding to whole hours may move."""


def permille(part: int, whole: int) -> int:
    """`part` of `whole` in thousandths, rounded; `whole` is more than 0."""
    return (part * PERMILLE * 2 + whole) // (2 * whole)


def are_apart(ours: int, theirs: int) -> bool:
    """Two sums of GPU-seconds differ by more than one per cent of the larger, or one GPU-hour where that is more."""
    most = max(ACCOUNTING_SECONDS, max(ours, theirs) * ACCOUNTING_PERCENT // 100)
    return abs(ours - theirs) > most
