"""Taking people out of what organisations say of themselves: delegates, contacts, answers to challenges."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import models, transaction

from axportal.challenges.models import Interest
from axportal.retention.rules import DOMAIN, ERASED
from axportal.retention.services.owner import OWNER, erasing, overwrite
from regions.models import CompanyProfile, Delegation


def erase_delegation(delegation: Delegation) -> None:
    """The power of attorney with its history; once that is certain, its document."""
    _remove(Delegation, delegation.pk, stored=delegation.stored)


def erase_profile(profile: CompanyProfile) -> None:
    """The profile with its history. Whoever comes later writes another one."""
    _remove(CompanyProfile, profile.pk)


def erase_interest(interest: Interest) -> None:
    """Who answered for the institute, and what they wrote."""
    with erasing(Interest):
        nobody = {"laboratory": f"{ERASED}{interest.uuid}", "contact": f"removed-{interest.uuid}@{DOMAIN}"}
        overwrite(Interest, [interest.pk], message=ERASED, **nobody)


def _remove(model: type[models.Model], pk: int, *, stored: str = "") -> None:
    with erasing(model):
        model.pgh_event_model._default_manager.using(OWNER).filter(pgh_obj_id=pk).delete()  # type: ignore[attr-defined]
        model._default_manager.using(OWNER).filter(pk=pk).delete()
        if stored:
            transaction.on_commit(partial(default_storage.delete, stored), using=OWNER)
