"""Where a run's files lie. Names follow from run and format, so that a second try replaces what the first left."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from axportal.reports.models import ReportFile, ReportRun


def file_name(run: ReportRun, extension: str) -> str:
    """The name within the storage."""
    return f"reports/{run.uuid}/{run.uuid}.{extension}"


def store(run: ReportRun, extension: str, content: bytes) -> ReportFile:
    """Put the content in its place and return its unsaved row."""
    name = file_name(run, extension)
    default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        default_storage.delete(saved)
        raise RuntimeError(f"{name} is being written by another worker")
    return ReportFile(
        run=run, format=extension, name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )


def is_whole(file: ReportFile) -> bool:
    """Whether what the storage gives back is what was written."""
    with default_storage.open(file.name) as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest() == file.sha256


def remove_all(run: ReportRun) -> None:
    """Leave nothing behind of a run that has no result."""
    for extension in ReportFile.Format.values:
        default_storage.delete(file_name(run, extension))
