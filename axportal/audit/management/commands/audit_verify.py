"""`manage.py audit_verify [--anchors FILE]`: walk the chain; exit 1 and name the first bad place."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from axportal.audit import selectors


class Command(BaseCommand):
    help = "Verifies the audit chain, against anchors kept elsewhere if given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchors", type=Path, help='JSON file: {"<seq>": "<hash>"}')

    def handle(self, *args: Any, **options: Any) -> None:
        anchors = {}
        if options["anchors"]:
            anchors = {int(seq): value for seq, value in json.loads(options["anchors"].read_text()).items()}
        broken = selectors.first_break(anchors=anchors)
        if broken is not None:
            self.stderr.write(f"broken at seq {broken.seq}: {broken.reason}")
            sys.exit(1)
        self.stdout.write("The chain is whole.")
