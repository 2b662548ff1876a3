"""`manage.py restore --key FILE [--to TIME] [--backup NAME]`: put a backup back into an empty AXPORTAL_VAR."""

import contextlib
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from axportal.audit import selectors as audit
from axportal.backups import encryption, layout, restoring
from axportal.backups.errors import BackupError
from axportal.core import clock, invariants, stored_files
from axportal.core.embedded.errors import EmbeddedError


class Command(BaseCommand):
    help = "Restores rows, stored files and anchors from AXPORTAL_BACKUP; mails are held afterwards."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="the private key of the backups")
        parser.add_argument("--to", metavar="TIME", help="2026-11-22T14:03:09, Korean time unless it says another")
        parser.add_argument("--backup", default="", metavar="NAME", help="this backup instead of the newest")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        sound = True
        try:
            folder = layout.configured()
            steps = restoring.restore(
                folder, encryption.read_key(options["key"]), name=options["backup"], until=_instant(options["to"])
            )
            for step in steps:
                if isinstance(step, str):
                    self._say(f"{time.monotonic() - began:6.1f} s  {step}")
                else:
                    sound = self._tell(step)
                    if sound:
                        with contextlib.suppress(OSError):  # the copy may be read-only
                            restoring.note_success(folder, step)
        except (BackupError, EmbeddedError, OSError) as error:
            raise CommandError(str(error)) from error
        self._say(f"{time.monotonic() - began:6.1f} s  done; mails are held: manage.py mail_release")
        if not sound:
            sys.exit(1)

    def _tell(self, restored: restoring.Restored) -> bool:
        """Check what came back before anybody uses it; false when anything is amiss."""
        self._say(f"last change: {restored.last_change or 'that of the backup'}")
        if restored.lost_anchors:
            self._say(f"{restored.lost_anchors} anchors of acts that are lost were set aside")
        amiss = [f"no sound copy of the stored file {name}" for name in restored.missing]
        amiss += [str(finding) for finding in stored_files.walk_now("restore").findings.order_by("kind", "name")]
        amiss += [f"{name}: {rows[:5]}" for name, rows in invariants.violations().items()]
        broken = audit.first_break()
        amiss += [f"audit chain broken at {broken.seq}: {broken.reason}"] if broken else []
        for line in amiss:
            self.stderr.write(line)
        return not amiss

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _instant(given: str | None) -> datetime | None:
    if not given:
        return None
    found = parse_datetime(given)
    if found is None:
        raise CommandError(f"--to: {given} is no time such as 2026-11-22T14:03:09.")
    return found if found.tzinfo else found.replace(tzinfo=clock.SEOUL)
