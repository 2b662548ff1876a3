"""The night's work: whatever is due and not held back is erased, one thing in one transaction, and noted."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from axportal.audit import services as audit
from axportal.audit.models import Access
from axportal.notices.models import Notice
from axportal.retention.models import Erasure, Period, Run
from axportal.retention.selectors import due, held, old_bounces
from axportal.retention.services.applications import erase_application, erase_draft
from axportal.retention.services.organisations import erase_delegation, erase_interest, erase_profile
from axportal.retention.services.owner import OWNER, erasing
from axportal.retention.services.people import erase_person

logger = logging.getLogger(__name__)
#: So many in one night of one kind: the work must end within its lease, and tomorrow is another night.
MOST_A_NIGHT = 500
_ONE_BY_ONE: dict[str, Callable[..., None]] = {
    "applications": lambda target, at: erase_application(target),
    "drafts": lambda target, at: erase_draft(target),
    "people": lambda target, at: erase_person(target, at=at),
    "delegations": lambda target, at: erase_delegation(target),
    "profiles": lambda target, at: erase_profile(target),
    "interests": lambda target, at: erase_interest(target),
}


def run_due(*, period: str, at: datetime) -> Run:
    """Do what is due; a second run of the same night finds the first and goes on with what is left."""
    run, _made = Run.objects.get_or_create(period=period, defaults={"started_at": at})
    if run.finished_at is not None:
        return run
    counts = {entry.key: _do(entry, run, at=at) for entry in Period.objects.order_by("position")}
    run.counts, run.finished_at = counts, at
    run.save(update_fields=["counts", "finished_at"])
    audit.record(actor=None, action="retention.run.finished", target=run, detail=counts, at=at)
    return run


def _do(entry: Period, run: Run, *, at: datetime) -> dict[str, int]:
    if entry.key not in _ONE_BY_ONE:
        return {"done": _delete(entry, at=at), "failed": 0}
    done = failed = 0
    for target in due(entry.key, entry.months, at).order_by("begun", "pk")[:MOST_A_NIGHT]:
        try:
            done += _erase(entry.key, target, run, at=at)
        except DatabaseError:
            failed += 1
            logger.exception("retention.failed", extra={"period": entry.key, "target": str(target.uuid)})
    return {"done": done, "failed": failed}


def _erase(key: str, target: Any, run: Run, *, at: datetime) -> bool:
    """One thing. A hold that was placed since the list was made is looked for once more."""
    model = type(target)
    if model._default_manager.filter(held(key, at), pk=target.pk).exists():
        return False
    _ONE_BY_ONE[key](target, at)
    with transaction.atomic():
        label = model._meta.label_lower
        Erasure.objects.create(run=run, key=key, target_model=label, target_uuid=target.uuid, done_at=at)
        audit.record(actor=None, action=f"retention.{key}.erased", target=target, at=at)
    return True


def _delete(entry: Period, *, at: datetime) -> int:
    """All at once: rows that stand for nothing else."""
    model = {"access_log": Access, "notices": Notice}[entry.key]
    ids = due(entry.key, entry.months, at).values("pk")
    with erasing(model):
        gone, _by_model = model._default_manager.using(OWNER).filter(pk__in=ids.using(OWNER)).delete()
        if model is Notice:
            gone += old_bounces(entry.months, at).using(OWNER).delete()[0]
    return gone
