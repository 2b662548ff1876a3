"""Where things lie in the folder of the backups (`AXPORTAL_BACKUP`).

sets/20261122T163000Z/   one backup each: base.tar.gz.age, pg_wal.tar.gz.age, dump.age, state.tar.age, manifest.json
wal/                     the stream of changes since, a segment a file; the newest is `….partial.gz.age`
files/                   the stored files under their names, shared by all backups
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from axportal.backups.errors import BackupError
from axportal.core.embedded import paths

NAME_FORMAT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Layout:
    """The folder of the backups."""

    root: Path

    @property
    def sets(self) -> Path:
        """The backups."""
        return self.root / "sets"

    @property
    def wal(self) -> Path:
        """The stream of changes."""
        return self.root / "wal"

    @property
    def files(self) -> Path:
        """The stored files."""
        return self.root / "files"

    @property
    def restored(self) -> Path:
        """A line for each time that a backup was put back and held."""
        return self.root / "restored.jsonl"

    def names(self) -> list[str]:
        """The complete backups, oldest first."""
        return sorted(file.parent.name for file in self.sets.glob("[0-9]*/manifest.json"))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One backup at a time in this folder. Raises `BackupError` while another is being made."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise BackupError("Another backup is being made in this folder.") from error
        finally:
            os.close(descriptor)


def configured() -> Layout:
    """The folder in force. Raises `BackupError` when none is set."""
    folder = paths.backup_dir()
    if folder is None:
        raise BackupError("AXPORTAL_BACKUP is not set: the folder of the backups, on another volume than the data.")
    return Layout(folder)


def staging() -> Path:
    """A folder beside the data for what is not encrypted yet; closed to other accounts."""
    folder = paths.state_dir() / "backup-staging"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def name_of(at: datetime) -> str:
    """The name of a backup begun now."""
    return at.astimezone(UTC).strftime(NAME_FORMAT)


def time_of(name: str) -> datetime:
    """When the backup of this name was begun."""
    return datetime.strptime(name, NAME_FORMAT).replace(tzinfo=UTC)
