"""Taking in files and taking them out again. The file is stored first, its row commits with its hash, or both go."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from axportal.accounts.models import User
from axportal.audit import services as audit
from axportal.calls import rules
from axportal.calls.models import Application, ApplicationFile
from axportal.calls.rules.files import ensure_room
from axportal.calls.services.applications import ensure_editable
from axportal.calls.services.previews import owe_looks
from axportal.core import locks
from axportal.core.errors import InvalidInput
from axportal.core.file_keeping import clean_name, fingerprint, store
from axportal.core.file_kinds import kind_of
from regions.models import Organisation


def add_file(
    *,
    application: Application,
    organisation: Organisation,
    document: str,
    upload: File,
    actor: User,
    at: datetime,
) -> ApplicationFile:
    """Keep an upload as one of the call's documents; the same bytes for the same document are no second file.

    Raises `InvalidInput` for what is not taken, with a sentence for the field; `Unavailable` when the disk is full.
    """
    ensure_editable(application, actor=actor, organisation_id=organisation.pk, at=at)
    _ensure_document(application, document)
    name = clean_name(upload.name or "")
    kind = kind_of(name, upload, upload.size)
    digest = fingerprint(upload)
    stored = store("applications", kind, upload)
    try:
        row = _add_row(
            application=application,
            organisation=organisation,
            actor=actor,
            at=at,
            values={
                "document": document,
                "name": name,
                "kind": kind,
                "size": upload.size,
                "sha256": digest,
                "stored": stored,
            },
        )
    except BaseException:
        default_storage.delete(stored)
        raise
    if row.stored != stored:
        default_storage.delete(stored)
    return row


@transaction.atomic
def _add_row(
    *, application: Application, organisation: Organisation, actor: User, at: datetime, values: dict[str, Any]
) -> ApplicationFile:
    application = locks.update(application)
    ensure_editable(application, actor=actor, organisation_id=organisation.pk, at=at)
    kept = application.files.kept()
    same = kept.filter(
        organisation=organisation, document=values["document"], sha256=values["sha256"], name=values["name"]
    ).first()
    if same is not None:
        return same
    held = kept.aggregate(count=Count("pk"), total=Sum("size"))
    ensure_room(count=held["count"], total=held["total"] or 0, size=values["size"])
    row = ApplicationFile.objects.create(
        application=application, organisation=organisation, uploaded_by=actor, uploaded_at=at, **values
    )
    detail = {"document": row.document, "kind": row.kind, "sha256": row.sha256}
    audit.record(actor=actor, action="calls.file.added", target=row, at=at, detail=detail)
    owe_looks(row)
    return row


@transaction.atomic
def remove_file(*, file: ApplicationFile, actor: User, at: datetime) -> None:
    """Take a file out of the draft. Its bytes stay: an earlier submission may hold them."""
    application = locks.update(file.application)
    ensure_editable(application, actor=actor, organisation_id=file.organisation_id, at=at)
    if ApplicationFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=at):
        audit.record(actor=actor, action="calls.file.removed", target=file, at=at)


def _ensure_document(application: Application, document: str) -> None:
    content = rules.read_rules(application.call.rules.latest("number").body)
    if document not in {one.key for one in content.uploads}:
        sentence = _("이 공고에서 받는 서류가 아닙니다.")
        raise InvalidInput(sentence, code="document_unknown", fields={"document": [sentence]})
