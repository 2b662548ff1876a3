"""`manage.py files_verify`: compare every stored file with its row now; exit 1 when anything is amiss."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from axportal.core import stored_files


class Command(BaseCommand):
    help = "Walks all stored files and their rows; keeps and prints what is amiss."

    def handle(self, *args: Any, **options: Any) -> None:
        walk = stored_files.walk_now("by hand")
        findings = list(walk.findings.order_by("kind", "name"))
        for finding in findings:
            self.stderr.write(str(finding))
        self.stdout.write(f"{walk.rows} rows, {walk.files} files, {len(findings)} findings.")
        if findings:
            sys.exit(1)
