"""`manage.py demo`: make demonstration data, a little or up to a million records, or remove all of it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from axportal.core import clock, demonstration, locks

MOST_ROWS = 1_000_000


class Command(BaseCommand):
    help = "Makes or removes demonstration data."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--remove", action="store_true", help="remove everything that is flagged as made up")
        what.add_argument("--scale", choices=["small", "large"], help="small: some forty labs; large: --rows more")
        parser.add_argument("--rows", type=int, default=100_000, help="records of a large demonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["remove"]:
            self._ensure_allowed(options["rows"])
        with locks.alone("prepare", say=self.stdout.write):
            if options["remove"]:
                self._remove()
            else:
                self._make(options["scale"], options["rows"])

    def _ensure_allowed(self, rows: int) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This installation shows no demonstration data; AXPORTAL_DEMO=1 allows it.")
        if not 0 < rows <= MOST_ROWS:
            raise CommandError(f"--rows: 1 to {MOST_ROWS:,}.")

    def _make(self, scale: str, rows: int) -> None:
        demonstration.load(at=clock.now())
        if scale == "large":
            added = demonstration.load_in_bulk(rows=rows, at=clock.now())
            self.stdout.write(f"{added:,} records added.")
        self.stdout.write("Demonstration data is in place.")

    def _remove(self) -> None:
        try:
            removed = demonstration.remove(at=clock.now())
        except IntegrityError as error:
            raise CommandError(f"Nothing was removed: real records depend on made-up ones. {error}") from error
        self.stdout.write(f"{removed:,} made-up rows removed. Restart the portal to take the banner down.")
        self.stdout.write("Where AXPORTAL_DEMO=1 is set, unset it, or the next start makes them again.")
