"""`manage.py backup`: make one backup now. `--new-key FILE` makes the key pair, `--list` tells what there is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.backups import encryption, layout, services
from axportal.backups.errors import BackupError
from axportal.backups.files import FilePool
from axportal.backups.manifest import Manifest
from axportal.core import clock
from axportal.core.embedded import paths
from axportal.core.embedded.errors import EmbeddedError

PROVIDER = (
    "이 데이터베이스는 외부 서버에 있습니다: 덤프와 파일만 백업합니다. 시점 복구는 서버 제공자의 기능을 쓰십시오.\n"
    "The database is on a server of its own: a dump and the files are kept. Restoring to a second is its provider's."
)


class Command(BaseCommand):
    help = "Makes an encrypted backup of rows, stored files and settings in AXPORTAL_BACKUP."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--new-key", type=Path, metavar="FILE", help="make a key pair; keep FILE off this machine")
        what.add_argument("--list", action="store_true", help="list the backups, each checked by its SHA-256")
        what.add_argument("--if-due", action="store_true", help="do nothing when today's is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new_key"]:
                self._make_key(options["new_key"])
            elif options["list"]:
                self._list(layout.configured())
            else:
                self._make(layout.configured(), only_if_due=options["if_due"])
        except (BackupError, EmbeddedError, OSError) as error:
            raise CommandError(str(error)) from error

    def _make_key(self, file: Path) -> None:
        self.stdout.write(f"AXPORTAL_BACKUP_RECIPIENTS={encryption.new_key(file)}")
        self.stdout.write(f"{file} opens the backups and nothing else does: keep it in two places off this machine.")

    def _list(self, folder: layout.Layout) -> None:
        damaged = 0
        for name in folder.names():
            found = Manifest.read(folder.sets / name)
            faults = found.faults(folder.sets / name)
            damaged += bool(faults)
            size = sum(file["bytes"] for file in found.files.values()) / 2**20
            kind = "base" if found.has_base else "dump"
            self.stdout.write(f"{name}  {kind}  {size:10.1f} MiB  {'DAMAGED ' + ', '.join(faults) if faults else 'ok'}")
        copies = FilePool(folder.files).faults()
        for name in copies:
            self.stdout.write(f"stored file {name}  DAMAGED")
        if damaged or copies:
            raise BackupError(f"{damaged} backups and {len(copies)} copies of stored files are damaged.")

    def _make(self, folder: layout.Layout, *, only_if_due: bool) -> None:
        if not paths.uses_embedded_postgres():
            self.stdout.write(PROVIDER)
        if only_if_due and not services.is_due(folder, at=clock.now()):
            self.stdout.write("Today's backup is there already.")
            return
        made = services.make(folder, at=clock.now())
        size = sum(file["bytes"] for file in made.files.values()) / 2**20
        self.stdout.write(f"{folder.sets / made.name}: {size:.1f} MiB, {made.stored_files} stored files beside it.")
