"""Handing out files."""

from datetime import datetime
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from axportal.audit import services as audit
from axportal.reports.models import ReportFile


@transaction.atomic
def open_file(*, file: ReportFile, actor: Any, at: datetime) -> File:
    """The file's content, after the record of who took it."""
    detail = {"format": file.format, "sha256": file.sha256}
    audit.record(actor=actor, action="reports.file.downloaded", target=file, detail=detail, at=at)
    return default_storage.open(file.name)
