"""Unpacking an archive of a backup: files and folders below one place, and nothing else.

The first releases of Python 3.11, Debian 12's among them, have no extraction filters, so this is looked at here.
"""

import tarfile
from pathlib import Path, PurePosixPath
from typing import IO

from axportal.backups.errors import BackupError


def unpack(plain: IO[bytes], target: Path) -> None:
    """Unpack a tar archive, compressed or not, into `target`. Raises `BackupError` before anything is written."""
    with tarfile.open(fileobj=plain, mode="r:*") as archive:
        members = archive.getmembers()
        for member in members:
            _ensure_harmless(member)
        archive.extraction_filter = _as_it_is  # newer versions ask for one
        archive.extractall(target, members)  # noqa: S202 - each has been looked at


def _ensure_harmless(member: tarfile.TarInfo) -> None:
    place = PurePosixPath(member.name)
    if place.is_absolute() or ".." in place.parts or not (member.isreg() or member.isdir()):
        raise BackupError(f"the archive holds what no backup holds: {member.name}")


def _as_it_is(member: tarfile.TarInfo, _target: str) -> tarfile.TarInfo:
    return member
