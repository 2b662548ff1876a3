"""Making a backup: rows and stored files into a set of its own, complete when its manifest is written."""

import json
import shutil
import tarfile
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from axportal.audit.selectors import anchor_file
from axportal.backups import encryption, layout, manifest, retention, stream, tools
from axportal.backups.files import FilePool
from axportal.backups.layout import Layout
from axportal.core import clock, services
from axportal.core.embedded import paths
from axportal.core.models import Upkeep
from axportal.core.scheduling import latest_period

DAILY = "daily 01:30"
DUMP_EVERY = timedelta(days=7)
DUMP = "dump.age"
STATE = "state.tar.age"


def is_due(folder: Layout, *, at: datetime) -> bool:
    """Whether the newest backup is older than the newest 01:30 in Korea."""
    names = folder.names()
    return not names or layout.time_of(names[-1]) < datetime.fromisoformat(latest_period(DAILY, at=at))


def make(folder: Layout, *, at: datetime) -> manifest.Manifest:
    """Make one backup and remove those that are too old. Raises `BackupError`; what is there stays then."""
    encryption.recipients()
    with folder.alone(), tempfile.TemporaryDirectory(dir=layout.staging()) as plain:
        folder.sets.mkdir(mode=0o700, exist_ok=True)
        draft = folder.sets / f".{layout.name_of(at)}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        made = _fill(folder, draft, Path(plain), at=at)
        made.write(draft)
        draft.rename(folder.sets / made.name)
        prune(folder, at=at)
    _note(folder, at=clock.now())
    return made


def _fill(folder: Layout, draft: Path, plain: Path, *, at: datetime) -> manifest.Manifest:
    """Rows first, then the stored files: what is published later never names a file that is not there."""
    segment = ""
    if paths.uses_embedded_postgres():
        segment = _copy_cluster(plain, draft)
    if not segment or _dump_is_due(folder, at=at):
        _dump(plain, draft)
    rows_until = _server_time()
    _keep_state(plain, draft)
    pool = FilePool(folder.files)
    pool.ship()
    told, secrets = manifest.told_settings()
    return manifest.Manifest(
        name=layout.name_of(at),
        rows_until=rows_until,
        server=_server_version(),
        segment=segment,
        stored_files=sum(1 for _name in pool.names()),
        files=manifest.digests(draft),
        told=told,
        set_secrets=secrets,
    )


def _copy_cluster(plain: Path, draft: Path) -> str:
    """Copy the embedded server's data as it stands, verified; returns the segment with which the copy begins."""
    target = plain / "base"
    tools.run(
        "pg_basebackup", "--pgdata", target, "--format", "tar", "--wal-method", "stream", "--checkpoint", "fast",
        "--compress", "client-gzip:1", "--no-password", env=tools.replication_environment(),
    )  # fmt: skip
    tools.run("pg_verifybackup", "--no-parse-wal", target, env=tools.replication_environment())
    ranges = json.loads((target / "backup_manifest").read_text(encoding="utf-8"))["WAL-Ranges"]
    for file in sorted(target.iterdir()):
        with file.open("rb") as source:
            encryption.seal(source, draft / f"{file.name}{encryption.SUFFIX}")
        file.unlink()
    return _segment_of(ranges[0]["Timeline"], ranges[0]["Start-LSN"])


def _segment_of(timeline: int, position: str) -> str:
    """The name of the 16 MiB segment that holds a position such as `0/3000028`."""
    high, low = (int(part, 16) for part in position.split("/"))
    return f"{timeline:08X}{high:08X}{low >> 24:08X}"


def _dump_is_due(folder: Layout, *, at: datetime) -> bool:
    dumped = [layout.time_of(name) for name in folder.names() if (folder.sets / name / DUMP).exists()]
    return not dumped or at - max(dumped) >= DUMP_EVERY - timedelta(hours=1)


def _dump(plain: Path, draft: Path) -> None:
    """The second form, which any later version of PostgreSQL reads."""
    target = plain / "dump"
    tools.run("pg_dump", "--format", "custom", "--no-password", "--file", target, env=tools.owner_environment())
    with target.open("rb") as source:
        encryption.seal(source, draft / DUMP)


def _keep_state(plain: Path, draft: Path) -> None:
    """What of the state folder is neither rows nor stored files nor a secret, and has to come back."""
    target = plain / "state.tar"
    with tarfile.open(target, "w") as archive:
        for file in (anchor_file(), paths.demonstration_removed_file(), paths.demo_signins_file()):
            if file.exists():
                archive.add(file, arcname=file.name)
    with target.open("rb") as source:
        encryption.seal(source, draft / STATE)


def prune(folder: Layout, *, at: datetime) -> None:
    """Remove backups, changes and stored files that are no longer kept."""
    times = [layout.time_of(name) for name in folder.names()]
    for time in set(times) - retention.kept(times, at=at):
        shutil.rmtree(folder.sets / layout.name_of(time))
    oldest = retention.streamed(times, at=at)
    if oldest is not None:
        segment = manifest.Manifest.read(folder.sets / layout.name_of(oldest)).segment
        if segment:
            stream.prune(folder.wal, since=segment)
    FilePool(folder.files).prune(at=at)


def _note(folder: Layout, *, at: datetime) -> None:
    """Tell monitoring of this backup, and of the last one that was put back and held."""
    services.note_upkeep(Upkeep.Kind.BACKUP, at=at)
    if folder.restored.exists():
        last = folder.restored.read_text(encoding="utf-8").splitlines()[-1]
        services.note_upkeep(Upkeep.Kind.RESTORE_TEST, at=datetime.fromisoformat(json.loads(last)["at"]))


def _server_time() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
