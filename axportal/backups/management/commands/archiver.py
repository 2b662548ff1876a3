"""`manage.py archiver`: bring every change into the backup within seconds, and make a backup each night."""

import signal
import sys
import time
from typing import Any

import psycopg2
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from axportal.backups import layout, services, tools
from axportal.backups.errors import BackupError
from axportal.backups.files import FilePool
from axportal.backups.stream import Shipper
from axportal.core import clock
from axportal.core.embedded import paths
from axportal.core.embedded.children import Process, spawn, stop
from axportal.core.logs import get_logger
from axportal.core.models import Upkeep
from axportal.core.services import note_upkeep

logger = get_logger(__name__)
PAUSE = 1.0
NOTE_EVERY = 30.0
TRY_AGAIN_AFTER = 300.0
RECEIVER_STOP = ((int(signal.SIGINT), 5.0),)


class Command(BaseCommand):
    help = "Streams changes into the backup and makes a backup each night."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        self.folder = layout.configured()
        self.spool = layout.staging() / "stream"
        self.spool.mkdir(mode=0o700, exist_ok=True)
        self.shipper = Shipper(self.spool, self.folder.wal, FilePool(self.folder.files))
        self.receiver: Process | None = None
        self.backup: Process | None = None
        self.backup_due = 0.0
        self.note_due = 0.0
        try:
            self._work()
        finally:
            if self.receiver is not None:
                stop(self.receiver, RECEIVER_STOP)

    def _work(self) -> None:
        while True:
            began = time.monotonic()
            try:
                close_old_connections()
                if paths.uses_embedded_postgres():
                    self._stream()
                self._back_up()
            except (BackupError, DatabaseError, psycopg2.Error, OSError) as error:
                logger.warning("archiver.failed", error=f"{type(error).__name__}: {error}")
            # A round that has many files to list takes its time, and must not take the whole machine.
            time.sleep(max(PAUSE, 4 * (time.monotonic() - began)))

    def _stream(self) -> None:
        """Keep the receiver alive and publish what it has written."""
        if self.receiver is None or self.receiver.poll() is not None:
            if tools.ensure_slot():
                self._start_backup()
            self.receiver = spawn(tools.receiver(self.spool), output=None, env=tools.replication_environment())
            self.note_due = time.monotonic() + 2 * PAUSE  # whether it lives shows in a moment
        self.shipper.ship()
        if time.monotonic() >= self.note_due and self.receiver.poll() is None:
            self.note_due = time.monotonic() + NOTE_EVERY
            note_upkeep(Upkeep.Kind.STREAM, at=clock.now())

    def _back_up(self) -> None:
        """Make the day's backup in a process of its own, so that the stream goes on; a failed one is tried again."""
        if self.backup is not None and self.backup.poll() is not None:
            if self.backup.returncode:
                logger.error("archiver.backup_failed", code=self.backup.returncode)
            self.backup = None
        if time.monotonic() >= self.backup_due and services.is_due(self.folder, at=clock.now()):
            self._start_backup()

    def _start_backup(self) -> None:
        if self.backup is None:
            self.backup_due = time.monotonic() + TRY_AGAIN_AFTER
            command = [sys.executable, str(paths.REPOSITORY / "manage.py"), "backup"]
            self.backup = spawn(command, output=None, cwd=paths.REPOSITORY, death_signal=signal.SIGTERM)
