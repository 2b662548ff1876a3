"""The manifest of a backup: what it holds, from when, under which settings, and the SHA-256 of each of its files."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from axportal.backups.encryption import put
from axportal.backups.errors import BackupError

FILE = "manifest.json"
FORMAT = 1
#: Settings that say how the installation was run. Those that are or hold a secret are named without their value.
TOLD = (
    "SITE_URL", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "AXPORTAL_BIND", "PORT", "AXPORTAL_DEMO", "DEFAULT_FROM_EMAIL",
    "S3_BUCKET", "S3_ENDPOINT", "AXPORTAL_ANCHORS", "AXPORTAL_WEB_WORKERS", "AXPORTAL_TASK_WORKERS", "API_RATE",
    "API_DATABASE_SECONDS", "AXPORTAL_BACKUP", "AXPORTAL_BACKUP_RECIPIENTS",
)  # fmt: skip
SECRET = (
    "AXPORTAL_SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_READ_URL", "REDIS_URL", "EMAIL_URL",
    "METRICS_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
)  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """What is told about one backup. `rows_until` is the earliest second that it can be restored to."""

    name: str
    rows_until: datetime
    server: str
    #: The first segment of WAL that has to follow the base; empty where there is none (somebody else's server).
    segment: str
    stored_files: int
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    set_secrets: list[str] = field(default_factory=list)

    @property
    def has_base(self) -> bool:
        """Whether it can be followed by the stream of changes."""
        return "base.tar.gz.age" in self.files

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a backup. Raises `BackupError` when it is none of ours."""
        try:
            fields = json.loads((folder / FILE).read_text(encoding="utf-8"))
            if fields.pop("format") != FORMAT:
                raise BackupError(f"{folder} was made by a version of the portal that writes another format.")
            return cls(**{**fields, "rows_until": datetime.fromisoformat(fields["rows_until"])})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BackupError(f"{folder} is no backup: {error}") from error

    def write(self, folder: Path) -> None:
        """Put the manifest into the folder; a backup counts from then on."""
        fields = {"format": FORMAT, **asdict(self), "rows_until": self.rows_until.isoformat()}
        with put(folder / FILE) as handle:
            handle.write(json.dumps(fields, ensure_ascii=False, indent=1).encode())

    def faults(self, folder: Path) -> list[str]:
        """The files that are not as they were written; empty when all are."""
        now = digests(folder)
        return [name for name, wanted in self.files.items() if now.get(name) != wanted]


def digests(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of each file of a folder but its manifest."""
    found = {}
    for file in sorted(folder.iterdir()):
        if file.name != FILE and file.is_file():
            with file.open("rb") as handle:
                sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
            found[file.name] = {"bytes": file.stat().st_size, "sha256": sha256}
    return found


def told_settings() -> tuple[dict[str, str], list[str]]:
    """The settings that are no secret with their values, and the names of the secret ones that are set."""
    told = {name: os.environ[name] for name in TOLD if os.environ.get(name)} | {"SITE_URL": settings.SITE_URL}
    return told, [name for name in SECRET if os.environ.get(name)]
