"""The stream of changes: pg_receivewal writes it beside the data, `Shipper` encrypts it into the backup's folder."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from axportal.backups import encryption
from axportal.backups.files import FilePool

SUFFIX = ".gz.age"
PARTIAL = ".partial"
SEGMENT = re.compile(r"^[0-9A-F]{24}$")


@dataclass
class Shipper:
    """Brings what pg_receivewal has written into the backup: whole segments once, the growing one again and again."""

    spool: Path
    folder: Path
    pool: FilePool
    _shipped: dict[str, str] = field(default_factory=dict)

    def ship(self) -> int:
        """Publish what is new, stored files before the rows that name them; returns how many segments."""
        drafts = [(file, content) for file in self._pieces() if (content := self._changed(file)) is not None]
        self.pool.ship()
        for file, content in drafts:
            self._publish(file, content)
        return len(drafts)

    def _pieces(self) -> list[Path]:
        """Segments and histories of timelines in the order of their making, the growing segment last."""
        return sorted(file for file in self.spool.iterdir() if not file.name.startswith(".") and file.suffix != ".tmp")

    def _changed(self, file: Path) -> bytes | None:
        """What a piece holds now, or None when that is published already."""
        try:
            content = file.read_bytes()
        except FileNotFoundError:  # the growing segment has just become a whole one; the next round has it
            return None
        return None if self._shipped.get(file.name) == hashlib.sha256(content).hexdigest() else content

    def _publish(self, file: Path, content: bytes) -> None:
        with encryption.put(self.folder / f"{file.name}{SUFFIX}") as handle:
            handle.write(encryption.sealed_segment(content))
        if file.suffix == PARTIAL:
            self._shipped[file.name] = hashlib.sha256(content).hexdigest()
            return
        (self.folder / f"{file.name}{PARTIAL}{SUFFIX}").unlink(missing_ok=True)
        self._shipped.pop(f"{file.name}{PARTIAL}", None)
        file.unlink(missing_ok=True)  # pg_receivewal goes on from the slot, not from what lies here


def needed(folder: Path, *, since: str) -> list[Path]:
    """The kept pieces from a segment on, whatever their timeline, and all histories of timelines."""
    return [file for file in sorted(folder.glob(f"*{SUFFIX}")) if _is_history(file) or _place(file) >= since[8:]]


def prune(folder: Path, *, since: str) -> int:
    """Remove segments older than this one; returns how many."""
    old = [file for file in folder.glob(f"*{SUFFIX}") if not _is_history(file) and _place(file) < since[8:]]
    for file in old:
        file.unlink()
    return len(old)


def original_name(file: Path) -> str:
    """The name under which PostgreSQL asks for a kept piece."""
    return file.name.removesuffix(SUFFIX).removesuffix(PARTIAL)


def _is_history(file: Path) -> bool:
    return not SEGMENT.match(original_name(file))


def _place(file: Path) -> str:
    """Where in the stream a segment stands: its name without the timeline."""
    return original_name(file)[8:]
