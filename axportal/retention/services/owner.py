"""The owner's hand: only the owner's role may change what is written once, and only to erase."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import pgtrigger
from django.db import models, transaction

OWNER = "owner"
#: Triggers that refuse UPDATE or DELETE.
GUARDS = {"append_only", "no_delete", "frozen"}


@contextmanager
def erasing(*guarded: type[models.Model]) -> Iterator[None]:
    """One transaction of the owner's role in which these tables and their histories may be changed."""
    tables = [*guarded, *(model.pgh_event_model for model in guarded if hasattr(model, "pgh_event_model"))]
    guards = [
        f"{model._meta.label}:{trigger.name}"
        for model in tables
        for trigger in getattr(model._meta, "triggers", [])
        if trigger.name in GUARDS
    ]
    # Without a name `ignore` would pass over every trigger there is.
    passed_over = pgtrigger.ignore(*guards, databases=[OWNER]) if guards else nullcontext()
    with transaction.atomic(using=OWNER), passed_over:
        yield


def overwrite(model: type[models.Model], ids: Sequence[int], **values: Any) -> int:
    """Set these columns of these rows and of all their history; the history's own ids and times stay."""
    changed = model._default_manager.using(OWNER).filter(pk__in=ids).update(**values)
    event = getattr(model, "pgh_event_model", None)
    if event is not None:
        event._default_manager.using(OWNER).filter(pgh_obj_id__in=ids).update(**values)
    return changed
