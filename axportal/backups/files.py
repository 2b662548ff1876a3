"""The stored files in the backup: each copied once, under its name, encrypted; shared by all backups.

SHA256SUMS beside them says what each copy was when it was written, as sha256sum --check reads it.

A row is published only after its file: whoever publishes rows (a segment of WAL, a base, a dump) fixes what it will
publish first, then calls `ship`, then publishes.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import FileSystemStorage, Storage, default_storage

from axportal.backups import encryption, retention
from axportal.core import clock, stored_files

logger = logging.getLogger(__name__)
#: A file written to less than this ago may still grow; it is copied and looked at again.
SETTLED_AFTER = timedelta(seconds=60)
REMOVED = "removed.json"
SUMS = "SHA256SUMS"


class FilePool:
    """The folder of the stored files' copies, and what one process knows of it."""

    def __init__(self, folder: Path, storage: Storage = default_storage) -> None:
        self.folder = folder
        self.storage = storage
        self._settled: set[str] = set()

    def ship(self) -> int:
        """Copy what is new; returns how many files were copied."""
        return sum(self._ship(name) for name in stored_files.names(self.storage) if name not in self._settled)

    def _ship(self, name: str) -> bool:
        target = self._target(name)
        try:
            written = self._written_at(name)
            copied = target.exists() and (written is None or _modified(target) > written)
            if not copied:
                with self.storage.open(name) as stored:
                    sha256 = encryption.seal(stored, target)
                self._note(name, sha256)
        except FileNotFoundError:  # removed while we looked
            return False
        if written is None or clock.now() - written > SETTLED_AFTER:
            self._settled.add(name)
        return not copied

    def _written_at(self, name: str) -> datetime | None:
        """When a file was last written to; None where a file appears whole and never changes, as in S3."""
        local = isinstance(getattr(self.storage, "_wrapped", self.storage), FileSystemStorage)
        return self.storage.get_modified_time(name) if local else None

    def _target(self, name: str) -> Path:
        return self.folder / f"{name}{encryption.SUFFIX}"

    def names(self) -> Iterator[str]:
        """The names of all copies."""
        for file in self.folder.rglob(f"*{encryption.SUFFIX}"):
            yield str(file.relative_to(self.folder)).removesuffix(encryption.SUFFIX)

    def _note(self, name: str, sha256: str) -> None:
        """Add a copy to the sums; of two lines with one name the later counts."""
        with (self.folder / SUMS).open("a", encoding="utf-8") as sums:
            sums.write(f"{sha256}  {name}{encryption.SUFFIX}\n")

    def sums(self) -> dict[str, str]:
        """The SHA-256 that each copy had when it was written, by name."""
        file = self.folder / SUMS
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        split = (line.partition("  ") for line in lines)
        return {name.removesuffix(encryption.SUFFIX): sha256 for sha256, _between, name in split}

    def faults(self) -> list[str]:
        """The names of the copies that are gone or are not as they were written."""
        return sorted(name for name, sha256 in self.sums().items() if _sha256(self._target(name)) != sha256)

    def _settle_sums(self) -> None:
        """One line for each copy that is there; one without gets it now."""
        known = self.sums()
        with encryption.put(self.folder / SUMS) as handle:
            for name in sorted(self.names()):
                sha256 = known.get(name) or _sha256(self._target(name))
                handle.write(f"{sha256}  {name}{encryption.SUFFIX}\n".encode())

    def prune(self, *, at: datetime) -> int:
        """Remove the copies of files that have been gone for four weeks; returns how many."""
        record = self.folder / REMOVED
        noted: dict[str, str] = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
        present = set(stored_files.names(self.storage))
        gone = {name: noted.get(name, at.isoformat()) for name in self.names() if name not in present}
        old = [name for name, since in gone.items() if at - datetime.fromisoformat(since) > retention.KEEP_REMOVED]
        for name in old:
            self._target(name).unlink(missing_ok=True)
            del gone[name]
        with encryption.put(record) as handle:
            handle.write(json.dumps(gone, ensure_ascii=False).encode())
        self._settle_sums()
        return len(old)


def _sha256(file: Path) -> str:
    """Of a file's content; empty when it is not there."""
    try:
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _modified(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, tz=clock.SEOUL)
