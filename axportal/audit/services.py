"""Recording acts and accesses, sealing acts into the chain, and anchoring the chain outside the database."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.db import connection, models, transaction

from axportal.audit.models import Access, Act
from axportal.audit.rules import GENESIS, Anchor, chain_hash
from axportal.audit.selectors import anchor_file, newest_anchor, read_anchors
from axportal.core import clock, metrics

SEAL_BATCH = 1000
ANCHOR_EVERY = timedelta(hours=1)
_LOCK = "audit.sealer"


class AnchorLost(Exception):
    """The chain no longer goes through its newest anchor: it was cut, rewritten, or restored from a backup."""


def record(
    *,
    actor: Any,
    action: str,
    target: models.Model | None = None,
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Act:
    """Insert one act in the transaction of what it tells.

    `action` reads `app.object.verb_past`; `detail` holds no personal data.
    """
    context = structlog.contextvars.get_contextvars()
    metrics.AUDIT_ACTS.labels(action=action).inc()
    return Act.objects.create(
        at=at or clock.now(),
        actor=actor if actor is not None and actor.pk else None,
        request_id=context.get("request_id") or None,
        action=action,
        target_model=target._meta.label_lower if target is not None else "",
        target_id=target.pk if target is not None else None,
        target_uuid=getattr(target, "uuid", None),
        organisation_id=_scope_id(target, "organisation"),
        zone_id=_scope_id(target, "zone"),
        detail=detail or {},
    )


def _scope_id(target: models.Model | None, kind: str) -> int | None:
    """The organisation or zone a target belongs to: `audit_organisation_id()` where it is not simply its own field."""
    if target is None:
        return None
    method = getattr(target, f"audit_{kind}_id", None)
    return method() if method is not None else getattr(target, f"{kind}_id", None)


def record_access(
    *, actor: Any, subject: models.Model, what: str, address: str, reason: str = "", at: datetime | None = None
) -> None:
    """Log that `actor` looked at personal data of `subject` (a person, or a record that holds people's data)."""
    context = structlog.contextvars.get_contextvars()
    Access.objects.create(
        at=at or clock.now(),
        actor=actor,
        address=address or None,
        request_id=context.get("request_id") or None,
        subject_model=subject._meta.label_lower,
        subject_uuid=subject.uuid,  # type: ignore[attr-defined]
        organisation_id=_scope_id(subject, "organisation"),
        what=what,
        reason=reason,
    )


@transaction.atomic
def seal() -> int:
    """Give committed acts their place in the chain; returns how many. One sealer at a time; others return 0."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    head = Act.objects.filter(seq__isnull=False).order_by("-seq").first()
    seq, previous = (head.seq, head.hash) if head is not None else (0, GENESIS)
    acts = list(Act.objects.filter(seq__isnull=True).order_by("id")[:SEAL_BATCH])
    for act in acts:
        seq += 1
        act.seq, act.prev_hash = seq, previous
        act.hash = previous = chain_hash(previous, act)
    Act.objects.bulk_update(acts, ["seq", "prev_hash", "hash"])
    return len(acts)


def anchor_head(*, at: datetime) -> Anchor | None:
    """Note the chain's head outside the database, once an hour at most and never twice; None when there is no need.

    Raises `AnchorLost` rather than noting a head that would cover what was done to the chain.
    """
    newest = newest_anchor()
    if newest is not None:
        if not Act.objects.filter(seq=newest.seq, hash=newest.hash).exists():
            raise AnchorLost(f"the chain does not go through the anchor at seq {newest.seq} of {newest.time}")
        if at - newest.time < ANCHOR_EVERY:
            return None
    head = Act.objects.filter(seq__isnull=False).order_by("-seq").first()
    if head is None or (newest is not None and head.seq == newest.seq):
        return None
    anchor = Anchor(head.seq, head.hash, at)
    _append(anchor_file(), anchor.line())
    return anchor


def set_aside_lost_anchors(*, at: datetime) -> int:
    """After a restore: move anchors beyond the chain's head out of the way, into a file that stays as evidence.

    Returns how many. Anchors up to the head stay and must hold.
    """
    file = anchor_file()
    head = Act.objects.filter(seq__isnull=False).aggregate(seq=models.Max("seq"))["seq"] or 0
    anchors = read_anchors(file) if file.exists() else []
    lost = [anchor for anchor in anchors if anchor.seq > head]
    if lost:
        aside = file.with_name(f"{file.stem}.lost-{at:%Y%m%dT%H%M%SZ}{file.suffix}")
        file.rename(aside)
        for anchor in anchors:
            if anchor.seq <= head:
                _append(file, anchor.line())
    return len(lost)


def _append(file: Path, line: str) -> None:
    """Add a line and see it onto the disk; one that a crash cut off before stays on a line of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = file.read_bytes() if file.exists() else b""
    start = "\n" if kept and not kept.endswith(b"\n") else ""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, f"{start}{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
