"""Putting a backup back into an empty state folder: the server's data, the changes since, the stored files.

Whatever must not run on by itself is stopped before the portal opens: mails are held, old claims on work are void.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connections, transaction

from axportal.audit.selectors import anchor_file
from axportal.audit.services import record, set_aside_lost_anchors
from axportal.backups import archives, encryption, layout, stream, tools
from axportal.backups.errors import BackupError
from axportal.backups.layout import Layout
from axportal.backups.manifest import Manifest
from axportal.core import clock, mail, outbox, roles, stored_files
from axportal.core.embedded import paths
from axportal.core.embedded.account import service_account
from axportal.core.embedded.children import stop
from axportal.core.embedded.errors import EmbeddedError
from axportal.core.embedded.folders import prepare_private_dir, prepare_server_dir
from axportal.core.embedded.lock import StateLock
from axportal.core.embedded.postgres import PostgresServer
from axportal.core.embedded.servers import start

LONGEST_RECOVERY = 4 * 60 * 60.0
_TOO_LATE = "recovery ended before configured recovery target was reached"
_LAST = re.compile(r"last completed transaction was at log time (\S+ \S+)")


@dataclass(frozen=True)
class Restored:
    """What a restore brought back."""

    backup: str
    last_change: str
    files: int
    missing: list[str]
    lost_anchors: int


def chosen(folder: Layout, *, name: str, until: datetime | None) -> Manifest:
    """The backup of this name, else the newest from which this instant can be reached. Raises `BackupError`."""
    for candidate in reversed(folder.names()):
        found = Manifest.read(folder.sets / candidate)
        if name in {"", candidate} and (until is None or found.rows_until <= until):
            return found
    raise BackupError(f"{folder.sets} holds no backup {name} from before {until or 'now'}.")


def restore(
    folder: Layout, key: pyrage.x25519.Identity, *, name: str = "", until: datetime | None = None
) -> Iterator[str | Restored]:
    """Put a backup back, telling each step; the last thing it gives is what came of it. Raises `BackupError`."""
    found = chosen(folder, name=name, until=until)
    source = folder.sets / found.name
    faults = found.faults(source)
    if faults:
        raise BackupError(f"{source} is damaged: {', '.join(faults)}")
    yield f"backup {found.name}: {len(found.files)} files as written"
    _restore_state(source, key)
    with _rows(folder, found, key, until=until):
        yield "rows are back"
        at = clock.now()
        count, missing = _restore_files(folder, key)
        yield f"{count} stored files are back"
        lost = _close(found, until=until, at=at)
        yield Restored(found.name, _last_change(), count, missing, lost)


@contextmanager
def _rows(folder: Layout, found: Manifest, key: pyrage.x25519.Identity, *, until: datetime | None) -> Iterator[None]:
    """The restored database, running for as long as the block."""
    if not paths.uses_embedded_postgres():
        _restore_dump(folder.sets / found.name, key, until=until)
        yield
        return
    if not found.has_base:
        raise BackupError(f"Backup {found.name} is a dump: set DATABASE_URL to an empty database of your own.")
    if paths.postgres_dir().exists():
        raise BackupError(f"{paths.postgres_dir()} holds data already: choose an empty AXPORTAL_VAR.")
    with StateLock(paths.ensure_state_dir()), _unpacked(folder, found, key) as changes:
        process, server = _recovered(changes, until=until)
        try:
            yield
        finally:
            for name in connections:
                connections[name].close()
            stop(process, server.stop_steps)


@contextmanager
def _unpacked(folder: Layout, found: Manifest, key: pyrage.x25519.Identity) -> Iterator[Path]:
    """The server's data in its place, and a folder with the changes since; both of the servers' account."""
    account = service_account()
    above = prepare_server_dir(account)
    draft, changes = above / "postgres.new", above / "restored-changes"
    for place in (draft, changes):
        shutil.rmtree(place, ignore_errors=True)
        prepare_private_dir(place, account)
    _unpack(folder.sets / found.name / "base.tar.gz.age", draft, key)
    _unpack(folder.sets / found.name / "pg_wal.tar.gz.age", draft / "pg_wal", key)
    (draft / "recovery.signal").touch()
    for piece in stream.needed(folder.wal, since=found.segment):
        (changes / stream.original_name(piece)).write_bytes(encryption.open_segment(piece, key))
    if account is not None:
        for entry in (*draft.rglob("*"), *changes.iterdir()):
            os.chown(entry, account.uid, account.gid, follow_symlinks=False)
    draft.rename(paths.postgres_dir())
    try:
        yield changes
    finally:
        shutil.rmtree(changes)


def _unpack(source: Path, target: Path, key: pyrage.x25519.Identity) -> None:
    with tempfile.TemporaryFile(dir=layout.staging()) as plain:
        encryption.unseal(source, plain, key)
        plain.seek(0)
        archives.unpack(plain, target)


def _recovered(changes: Path, *, until: datetime | None) -> tuple["subprocess.Popen[bytes]", PostgresServer]:
    """The server after it has replayed the changes up to this instant.

    The last change may lie before it: then all of them are wanted, and the server is asked a second time without it.
    """
    folder = shlex.quote(str(changes).replace("%", "%%"))
    wanted = {"restore_command": f'cp {folder}/%f "%p"', "recovery_target_action": "promote", "hot_standby": "off"}
    if until is not None:
        wanted["recovery_target_time"] = until.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00")
    server = PostgresServer(extra=wanted, patience=LONGEST_RECOVERY)
    try:
        return start(server), server
    except EmbeddedError:
        if until is None or _TOO_LATE not in _server_log():
            raise
        return _recovered(changes, until=None)


def _server_log() -> str:
    file = paths.log_dir() / "postgres.log"
    return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""


def _last_change() -> str:
    """The time of the newest change that came back; empty when nothing followed the backup or a dump was loaded."""
    found = _LAST.findall(_server_log()) if paths.uses_embedded_postgres() else []
    return found[-1] if found else ""


def _restore_dump(source: Path, key: pyrage.x25519.Identity, *, until: datetime | None) -> None:
    """Load the dump into an empty database of somebody else's server."""
    if until is not None:
        raise BackupError("Restoring to a second is the database provider's: leave --to out to load the dump.")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if cursor.fetchone()[0]:
            raise BackupError("The database holds data already: make an empty one (manage.py db_roles --print).")
    with tempfile.NamedTemporaryFile(dir=layout.staging()) as plain:
        encryption.unseal(source / "dump.age", plain, key)
        plain.flush()
        environment = tools.owner_environment()
        tools.run(
            "pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error",
            "--dbname", environment["PGDATABASE"], plain.name, env=environment,
        )  # fmt: skip
    with connections["owner"].cursor() as cursor:
        roles.grant(cursor)


def _restore_state(source: Path, key: pyrage.x25519.Identity) -> None:
    """Put back what is missing of the state folder; anchors that are there are newer and stay."""
    places = {file.name: file for file in (paths.demonstration_removed_file(), paths.demo_signins_file())}
    places[anchor_file().name] = anchor_file()
    with tempfile.TemporaryFile(dir=layout.staging()) as plain:
        encryption.unseal(source / "state.tar.age", plain, key)
        plain.seek(0)
        with tarfile.open(fileobj=plain) as archive:
            for member in archive.getmembers():
                content, place = archive.extractfile(member), places.get(member.name)
                if content is None or place is None or place.exists():
                    continue
                with encryption.put(place) as handle:
                    os.fchmod(handle.fileno(), 0o600)
                    handle.write(content.read())


def _restore_files(folder: Layout, key: pyrage.x25519.Identity) -> tuple[int, list[str]]:
    """Put back the files that rows name and the storage lacks; returns how many, and those without a sound copy."""
    count, missing = 0, []
    for files in stored_files.declared():
        for name in files.rows.exclude(**{files.name: ""}).values_list(files.name, flat=True).iterator():
            kept = folder.files / f"{name}{encryption.SUFFIX}"
            if default_storage.exists(name):
                continue
            if not kept.exists():
                missing.append(name)
                continue
            try:
                _restore_file(name, kept, key)
                count += 1
            except BackupError:  # damaged: everything else is still wanted
                missing.append(name)
    return count, missing


def _restore_file(name: str, kept: Path, key: pyrage.x25519.Identity) -> None:
    with tempfile.TemporaryFile(dir=layout.staging()) as plain:
        encryption.unseal(kept, plain, key)
        plain.seek(0)
        default_storage.save(name, File(plain))


def _close(found: Manifest, *, until: datetime | None, at: datetime) -> int:
    """Hold mails, free the work of before, note the act; returns how many anchors the lost seconds had."""
    lost = set_aside_lost_anchors(at=at)
    with transaction.atomic():
        mail.hold(reason=f"restore of {found.name} at {at.isoformat()}")
        outbox.owe_again(at=at)
        detail = {"backup": found.name, "until": until.isoformat() if until else "latest", "lost_anchors": lost}
        record(actor=None, action="backups.database.restored", detail=detail, at=at)
    return lost


def note_success(folder: Layout, restored: Restored) -> None:
    """Leave a line in the folder of the backups, from which the running portal learns of a restore that held."""
    line = json.dumps({"at": clock.now().isoformat(), "backup": restored.backup, "site": settings.SITE_URL})
    with folder.restored.open("a", encoding="utf-8") as handle:
        handle.write(f"{line}\n")
