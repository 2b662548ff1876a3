"""`manage.py audit_verify [--anchors [FILE]]`: walk the chain; exit 1 and name the first bad place."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from axportal.audit import selectors
from axportal.audit.rules import Anchor


class Command(BaseCommand):
    help = "Verifies the audit chain, against anchors kept outside the database if given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors",
            type=Path,
            nargs="?",
            const=selectors.anchor_file(),
            help="a file of anchors as the sealer writes it; without FILE this installation's own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        anchors = self._read(options["anchors"]) if options["anchors"] else []
        broken = selectors.first_break(anchors=anchors)
        if broken is not None:
            self.stderr.write(f"broken at seq {broken.seq}: {broken.reason}")
            sys.exit(1)
        self.stdout.write(f"The chain is whole and goes through {len(anchors)} anchors.")

    def _read(self, file: Path) -> list[Anchor]:
        try:
            anchors = selectors.read_anchors(file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        if not anchors:
            raise CommandError(f"{file} holds no anchor.")
        return anchors
