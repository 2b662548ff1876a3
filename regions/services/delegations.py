"""Naming somebody to act for an organisation, by document and for a time, and taking that back at once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.core import outbox, scanning
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.core.file_keeping import clean_name, fingerprint, store
from axportal.core.file_kinds import kind_of
from axportal.core.personal_numbers import refuse_personal_numbers
from regions import permissions, rules, tasks
from regions.models import Delegation, Organisation

_SCAN = Delegation.Scan


def name_delegate(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    acts: Collection[str],
    starts_at: datetime,
    ends_at: datetime,
    proof: File,
    actor: User,
    at: datetime,
) -> Delegation:
    """Give somebody these acts for this span, by the document that says so. The same once more is no second one.

    Raises `NotAllowed` for all but representatives, `InvalidInput` at the field.
    """
    _ensure_speaks(actor, organisation)
    refuse_personal_numbers({"name": name})
    rules.ensure_delegation(acts=acts, starts_at=starts_at, ends_at=ends_at, at=at)
    email = email.strip().lower()
    if email == actor.email:
        sentence = _("자기 자신에게는 위임하지 않습니다.")
        raise InvalidInput(sentence, code="delegate_oneself", fields={"email": [sentence]})
    values: dict[str, Any] = {
        "organisation": organisation, "email": email, "name": name, "starts_at": starts_at, "ends_at": ends_at,
        "edits": "edit" in acts, "signs": "sign" in acts, "submits": "submit" in acts, **_proof(proof),
    }  # fmt: skip
    same = Delegation.objects.filter(**values, revoked_at=None).first()
    return same or _keep(values, proof, actor=actor, at=at)


def _proof(proof: File) -> dict[str, Any]:
    name = clean_name(proof.name or "")
    kind = kind_of(name, proof, proof.size)
    rules.ensure_proof(kind)
    return {"proof_name": name, "kind": kind, "size": proof.size, "sha256": fingerprint(proof)}


def _keep(values: dict[str, Any], proof: File, *, actor: User, at: datetime) -> Delegation:
    stored = store("delegations", values["kind"], proof)
    try:
        with transaction.atomic():
            delegation = Delegation.objects.create(**values, stored=stored, named_by=actor, named_at=at)
            detail = {"acts": sorted(delegation.acts), "sha256": delegation.sha256}
            audit.record(actor=actor, action="regions.delegate.named", target=delegation, at=at, detail=detail)
            key = f"regions.notify_named:{delegation.uuid}"
            outbox.enqueue(tasks.notify_named, key=key, delegation_id=delegation.pk)
            if scanning.is_there():
                key = f"regions.scan_proof:{delegation.uuid}"
                outbox.enqueue(tasks.scan_proof, key=key, delegation_id=delegation.pk)
    except BaseException:
        default_storage.delete(stored)
        raise
    return delegation


@transaction.atomic
def revoke_delegation(*, delegation: Delegation, actor: User, at: datetime) -> Delegation:
    """End it now; an act that is being committed is waited for. A second click changes nothing."""
    delegation = Delegation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=delegation.pk)
    _ensure_speaks(actor, delegation.organisation)
    if delegation.revoked_at is not None:
        return delegation
    Delegation.objects.filter(pk=delegation.pk).update(revoked_at=at, revoked_by=actor)
    delegation.refresh_from_db()
    audit.record(actor=actor, action="regions.delegate.revoked", target=delegation, at=at)
    key = f"regions.notify_revoked:{delegation.uuid}"
    outbox.enqueue(tasks.notify_revoked, key=key, delegation_id=delegation.pk)
    return delegation


@transaction.atomic
def scan_proof(*, delegation_id: int, at: datetime) -> None:
    """Keep the scanner's verdict. Raises `ScanFailed` without one, so that it is tried again."""
    delegation = Delegation.objects.select_for_update().get(pk=delegation_id)
    if delegation.scan != _SCAN.NOT_SCANNED:
        return
    with default_storage.open(delegation.stored) as stored:
        verdict = _SCAN.CLEAN if scanning.is_clean(stored.chunks()) else _SCAN.INFECTED
    Delegation.objects.filter(pk=delegation.pk).update(scan=verdict)
    audit.record(actor=None, action="regions.proof.scanned", target=delegation, at=at, detail={"scan": str(verdict)})


def _ensure_speaks(actor: User, organisation: Organisation) -> None:
    if not permissions.speaks_for(actor, organisation.pk):
        raise NotAllowed(_("대표 담당자만 위임하거나 위임을 거둘 수 있습니다."), code="not_representative")
