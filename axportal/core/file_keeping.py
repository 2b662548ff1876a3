"""Storing an upload under a name of the portal's own, whole or not at all, and its fingerprint."""

import hashlib
import uuid
from pathlib import PurePosixPath

from django.core.files.base import File
from django.core.files.storage import default_storage

from axportal.core import room


def store(folder: str, kind: str, upload: File) -> str:
    """Write the file; the name it is stored under. Raises `Unavailable` when the disk is full."""
    name = f"{folder}/{uuid.uuid4().hex}.{kind}"
    try:
        with room.for_file(upload.size):
            return default_storage.save(name, upload)
    except BaseException:
        default_storage.delete(name)
        raise


def clean_name(name: str) -> str:
    """The last part of the name without control characters, its ending kept."""
    path = PurePosixPath(name.replace("\\", "/"))
    stem = "".join(letter for letter in path.stem if letter.isprintable()).strip()
    return f"{stem[:150] or 'file'}{path.suffix[:10]}"


def fingerprint(upload: File) -> str:
    """SHA-256 in hexadecimal of a file, read in pieces."""
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
